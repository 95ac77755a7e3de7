"""What the heads are asked, piece by piece; the parts of training that need no PyTorch."""

import random

import numpy as np
import pytest

from corpora.document import UNKNOWN, Attribution, Document, Name
from onrecord.reading.pieces import SPACED, Case
from onrecord.reading.scheme import NAME_TAGS, ROLE_TAGS
from training.batches import arrays, batches, recased, windows
from training.run_settings import configuration
from training.targets import IGNORE, NOWHERE, Example, example, sharpened

TEXT = "“It is over,” said Ana Quill of Marn. Albanian ships left."


def document(**layers: object) -> Document:
    return Document(id="d", corpus="test", text=TEXT, paragraphs=((0, len(TEXT)),), **layers)  # type: ignore[arg-type]


def span(words: str) -> tuple[int, int]:
    return (TEXT.index(words), TEXT.index(words) + len(words))


def words(made: Example) -> dict[str, int]:
    """The first piece of each word."""
    return {
        TEXT[made.pieces.starts[i] :].split(maxsplit=1)[0].strip("“”,."): int(i)
        for i in np.flatnonzero(made.pieces.heads)
    }


@pytest.fixture
def attributed() -> Example:
    one = Attribution((span("Ana Quill"),), (span("said"),), (span("“It is over,”"),))
    return example(document(attributions=(one,)))


def test_roles_and_pointers(attributed: Example) -> None:
    at = words(attributed)
    tag = {word: ROLE_TAGS[attributed.roles[place]] for word, place in at.items()}
    assert tag["said"] == "B-cue" and tag["Ana"] == "B-source" and tag["Quill"] == "I-source"
    assert tag["over"] == "I-content" and tag["Marn"] == "O"
    assert attributed.cues[at["over"]] == at["said"] == attributed.cues[at["said"]]
    assert attributed.cues[at["Ana"]] == NOWHERE
    assert attributed.sources[at["said"]] == at["Ana"]
    assert attributed.sources[at["over"]] == IGNORE


def test_only_the_first_piece_of_a_word_is_asked(attributed: Example) -> None:
    inner = ~attributed.pieces.heads
    assert inner.any()
    assert (attributed.roles[inner] == IGNORE).all() and (attributed.cues[inner] == IGNORE).all()


def test_a_layer_that_is_not_annotated_is_not_asked(attributed: Example) -> None:
    assert not attributed.names.any()
    assert (attributed.sentences == IGNORE).all()


def bits(made: Example, word: str) -> set[str]:
    allowed = int(made.names[words(made)[word]])
    return {tag for index, tag in enumerate(NAME_TAGS) if allowed >> index & 1}


def test_a_corpus_does_not_teach_the_absence_of_what_it_does_not_mark() -> None:
    marked = (Name(*span("Ana Quill"), frozenset({"person"})), Name(*span("Marn"), frozenset({UNKNOWN})))
    made = example(document(names=marked, silent=frozenset({"event"})))
    assert bits(made, "Ana") == {"B-person"} and bits(made, "Quill") == {"I-person"}
    assert bits(made, "over") == {"O", "B-event", "I-event"}
    assert bits(made, "Marn") == set(NAME_TAGS)


def test_demonyms_tell_nationalities_from_places() -> None:
    both = frozenset({"place", "nationality"})
    assert sharpened("Albanian", Name(0, 8, both)) == {"nationality"}
    assert sharpened("Tirana", Name(0, 6, both)) == {"place"}
    assert sharpened("Soviet", Name(0, 6, frozenset({"place"}))) == {"place"}


def test_sentences_start_where_they_do() -> None:
    made = example(document(sentences=((0, TEXT.index(" Albanian")), (TEXT.index("Albanian"), len(TEXT)))))
    at = words(made)
    assert made.sentences[0] == 1 and made.sentences[at["Albanian"]] == 1 and made.sentences[at["over"]] == 0


def test_windows_and_batches_lose_nothing(attributed: Example) -> None:
    chance = random.Random(1)
    cut = list(windows([attributed] * 3, 8, chance))
    assert sum(len(window) for window in cut) == 3 * len(attributed.pieces)
    groups = batches(cut, 24, chance)
    assert sum(len(group) for group in groups) == len(cut)
    for group in groups:
        laid = arrays(group)
        assert laid["ids"].shape == laid["cues"].shape
        inside = laid["cues"][laid["cues"] > 0]
        assert (inside < laid["ids"].shape[1]).all()


def test_a_pointer_that_leaves_its_window_is_not_asked(attributed: Example) -> None:
    at = words(attributed)
    (first, *_) = [w for w in windows([attributed], 6, random.Random(3)) if w.end <= at["said"]]
    laid = arrays([first])
    assert set(laid["cues"][0, 1 : len(first) + 1]) <= {IGNORE, 0}


def test_case_can_be_hidden(attributed: Example) -> None:
    traits = attributed.pieces.traits
    assert (recased(traits, None, 0.5) == traits).all()
    seen = {tuple(recased(traits, random.Random(seed), 0.5) % SPACED) for seed in range(20)}
    letters = traits % SPACED <= Case.MIXED
    assert {frozenset(np.array(one)[letters]) for one in seen} == {frozenset({Case.LOWER}), frozenset({Case.UPPER})}
    assert (recased(traits, random.Random(1), 0.5) // SPACED == traits // SPACED).all()


def test_the_configuration_names_every_corpus_with_its_commit() -> None:
    for name, corpus in configuration()["corpora"].items():
        assert corpus["repository"].startswith("https://github.com/"), name
        assert len(corpus["commit"]) >= 12
