"""What the heads lose, on scores small enough to work out by hand."""

from __future__ import annotations

import random
from dataclasses import fields, replace
from math import log
from typing import Any

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed; see make train-test")

from onrecord.reading.encoder import LABELS, NUMBERS, OUTPUTS, VECTORS  # noqa: E402
from onrecord.reading.pieces import CLS, PAD, SEP  # noqa: E402
from onrecord.reading.scheme import NAME_TAGS  # noqa: E402
from tests import tiny_corpora  # noqa: E402
from training.batches import arrays, batches, windows  # noqa: E402
from training.corpus import READERS  # noqa: E402
from training.crossvalidate import hidden_parties  # noqa: E402
from training.losses import (  # noqa: E402
    Weights,
    antecedents,
    choices,
    partial_tags,
    pointers,
    pooled,
    relations,
    total,
)
from training.run import MASK, hidden_words  # noqa: E402
from training.targets import IGNORE, PRONOUN, RIGHT, WRONG, Example, example  # noqa: E402

TAGS = len(NAME_TAGS)
YES, NO = True, False


def close(found: Any, wanted: float) -> bool:
    return float(found.detach() if isinstance(found, torch.Tensor) else found) == pytest.approx(wanted, abs=1e-5)


def test_any_of_the_tags_allowed_will_do() -> None:
    even = torch.zeros(1, TAGS)
    assert close(partial_tags(even, torch.tensor([0b1])), log(TAGS))
    assert close(partial_tags(even, torch.tensor([0b1010001])), log(TAGS / 3))
    assert close(partial_tags(even, torch.tensor([(1 << TAGS) - 1])), 0.0)
    sure = torch.full((1, TAGS), -1e3)
    sure[0, 3] = 0.0
    assert close(partial_tags(sure, torch.tensor([0b1001])), 0.0)
    assert partial_tags(sure, torch.tensor([0b0001])) > 900
    both = partial_tags(even.repeat(2, 1), torch.tensor([0b1, (1 << TAGS) - 1]))
    assert close(both, log(TAGS) / 2), "the mean of the two"


def test_pointers_to_nothing_weigh_less() -> None:
    scores = torch.tensor([[[9.0, 9.0, 9.0], [log(3), 0.0, 99.0], [0.0, log(4), 99.0]]])
    targets = torch.tensor([[IGNORE, 0, 1]])
    valid = torch.tensor([[YES, YES, NO]])
    nothing, something = log(4 / 3), log(5 / 4)
    assert close(pointers(scores, targets, valid, 1.0), (nothing + something) / 2)
    assert close(pointers(scores, targets, valid, 0.5), (0.5 * nothing + something) / 1.5)


def test_nothing_asked_is_nothing_lost() -> None:
    scores = torch.ones((1, 2, 2), requires_grad=True)
    ignored = torch.tensor([[IGNORE, IGNORE]])
    loss = pointers(scores, ignored, torch.tensor([[YES, YES]]), 1.0)
    loss = loss + relations(scores, scores, {"relations": torch.tensor([[IGNORE, 1]]), "arcs": ignored})
    assert close(loss, 0.0)
    loss.backward()
    assert scores.grad is not None and not scores.grad.any()


def test_a_relation_is_told_by_the_dependent_and_its_governor() -> None:
    dependents, governors = torch.full((1, 3, 4), 7.0), torch.full((1, 3, 2), 7.0)
    dependents[0, 1] = torch.tensor([0.0, 0.0, log(2), log(3)])
    governors[0, 2] = torch.tensor([1.0, 1.0])
    batch = {"relations": torch.tensor([[IGNORE, 1, IGNORE]]), "arcs": torch.tensor([[IGNORE, 2, 0]])}
    assert close(relations(dependents, governors, batch), log(7 / 6)), "odds of two times three to one"
    governors[0, 2] = torch.tensor([1.0, -1.0])
    assert close(relations(dependents, governors, batch), log(5 / 2)), "another governor turns them: two to three"
    batch["arcs"][0, 1] = 0
    governors[0, 0] = torch.tensor([0.0, 1.0])
    assert close(relations(dependents, governors, batch), log(4 / 3)), "a root's governor is the sentinel"


def test_an_antecedent_is_any_earlier_mention_of_the_entity() -> None:
    even = torch.zeros(1, 5, 5)
    one = torch.tensor([[IGNORE, 0, 1, 0, -1]])
    first, second, third = 0.0, log(2), log(3)
    assert close(antecedents(even, one), (0.5 * first + 0.5 * second + third) / 2)
    two = torch.tensor([[IGNORE, 0, 1, 0, 0]])
    fourth = log(4 / 2)
    assert close(antecedents(even, two), (0.5 * second + third + fourth) / 3)
    later = even.clone()
    later[0, 3, 4] = 50.0
    later[0, 2, 3] = 50.0
    assert close(antecedents(later, two), (0.5 * second + third + fourth) / 3), "what comes later cannot be meant"


def test_a_pronoun_chooses_what_is_right_and_spares_what_is_wrong() -> None:
    even = torch.zeros(1, 4, 4)
    valid = torch.tensor([[YES, YES, YES, YES]])
    parts = torch.tensor([[0, RIGHT, WRONG, PRONOUN]])
    chosen, spared, found = log(2), log(4 / 3), log(4)
    assert close(choices(even, parts, valid), chosen + 0.5 * spared + 0.5 * found)
    neither = torch.tensor([[0, WRONG, WRONG, PRONOUN]])
    assert close(choices(even, neither, valid), 0.5 * log(2))
    only = torch.tensor([[0, RIGHT, 0, PRONOUN]])
    assert close(choices(even, only, valid), 0.5 * log(4))
    shut = torch.tensor([[YES, YES, YES, NO]])
    assert close(choices(even, parts, shut), log(2) + 0.5 * log(3 / 2) + 0.5 * log(3))


def test_a_sentence_tells_of_its_event_by_the_words_that_may() -> None:
    events = torch.tensor([[[100.0, 100.0], [1.0, 0.0], [0.0, 2.0]]])
    triggers = torch.tensor([[99.0, log(3), 0.0]])
    (scores,) = pooled(events, triggers, torch.tensor([[0, 1, 1]]))
    assert close(scores[0], 0.75) and close(scores[1], 0.5)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    root = tiny_corpora.write(tmp_path_factory.mktemp("corpora"))
    return [example(one) for read in READERS.values() for one in read(root)]


def answered(examples: list[Example], room: int, pieces_a_batch: int) -> list[tuple[Any, dict[str, float]]]:
    """The losses of even scores."""
    chance = random.Random(1)
    found = []
    for group in batches(list(windows(examples, room, chance)), pieces_a_batch, chance):
        batch = {name: torch.from_numpy(array) for name, array in arrays(group).items()}
        batch["heads"] = batch["heads"].bool()
        shape = tuple(batch["ids"].shape)
        ends = {name: (len(labels),) for name, labels in LABELS.items()} | dict.fromkeys(NUMBERS, ())
        ends |= {name: (width,) for name, width in VECTORS.items()}
        outputs = tuple(torch.zeros(*shape, *ends.get(name, shape[1:])) for name in OUTPUTS)
        found.append(total(outputs, batch, Weights()))
    return found


def test_every_task_that_has_a_weight_has_a_loss(examples: list[Example]) -> None:
    ((loss, parts),) = answered(examples, 318, 10**6)
    assert set(parts) == {field.name for field in fields(Weights)} - {"nowhere"}
    assert close(loss, sum(getattr(Weights(), task) * part for task, part in parts.items()))
    assert parts["upos"] == pytest.approx(log(len(LABELS["upos"])), abs=1e-4)
    assert parts["sentences"] == pytest.approx(log(2), abs=1e-4)


def test_however_the_text_is_cut_a_loss_is_a_number(examples: list[Example]) -> None:
    for loss, parts in answered(examples, 4, 24):
        assert torch.isfinite(loss), parts


def test_a_text_of_which_nothing_is_asked_costs_nothing(examples: list[Example]) -> None:
    silent = [replace(one, asked={}, event=IGNORE) for one in examples]
    for loss, parts in answered(silent, 318, 512):
        assert close(loss, 0.0) and parts == {}


def test_a_word_is_hidden_whole_or_not_at_all() -> None:
    batch = {
        "ids": torch.tensor([[CLS, 11, 12, 13, 14, SEP, PAD]] * 64),
        "mask": torch.tensor([[1, 1, 1, 1, 1, 1, 0]] * 64),
        "heads": torch.tensor([[1, 1, 0, 1, 0, 0, 0]] * 64).bool(),
    }
    assert torch.equal(hidden_words(batch, 0.0), batch["ids"])
    torch.manual_seed(1)
    hidden = hidden_words(batch, 0.5)
    seen = {tuple(row) for row in hidden[:, 1:5].tolist()}
    assert seen == {(a, b, c, d) for a, b in ((11, 12), (MASK, MASK)) for c, d in ((13, 14), (MASK, MASK))}
    assert (hidden[:, 0] == CLS).all() and (hidden[:, 6] == PAD).all()


def test_what_a_mention_goes_back_to_is_hidden_more_often() -> None:
    batch = {
        "ids": torch.tensor([[CLS, 11, 12, 13, 14, SEP]] * 64),
        "mask": torch.ones(64, 6, dtype=torch.long),
        "heads": torch.tensor([[1, 1, 0, 1, 1, 0]] * 64).bool(),
        "entities": torch.tensor([[IGNORE, 0, IGNORE, -1, IGNORE, IGNORE]] * 64),
        "choices": torch.tensor([[0, 0, 0, 0, WRONG, 0]] * 64),
    }
    hidden = hidden_words(batch, 0.0, 1.0)[:, :5]
    assert torch.equal(hidden, torch.tensor([[CLS, MASK, MASK, 13, MASK]] * 64))


def test_the_parties_of_an_event_are_hidden_together() -> None:
    batch = {
        "ids": torch.tensor([[CLS, 11, 12, 13, 14, SEP, PAD]] * 2),
        "mask": torch.tensor([[1, 1, 1, 1, 1, 1, 0]] * 2),
        "heads": torch.tensor([[1, 1, 0, 1, 1, 0, 0]] * 2),
        "pool": torch.tensor([[0, 0, 0, 1, 0, 0, 0]] * 2),
        "event": torch.tensor([3, IGNORE]),
    }
    assert torch.equal(hidden_parties(batch, 0.0), batch["ids"])
    first, second = hidden_parties(batch, 1.0).tolist()
    assert first == [CLS, MASK, MASK, 13, MASK, SEP, PAD]
    assert second == batch["ids"][1].tolist(), "a text without an event"
