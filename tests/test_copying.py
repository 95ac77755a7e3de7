"""The copies that reuse is measured on: their truth is what was done to them."""

import random

import pytest

from benchmarks import rewording
from benchmarks.copying import Change, GoldEdit, Made, Sentence, cut, is_quotation, sentences, truth
from benchmarks.reuse import is_there, matched, overlapping
from benchmarks.scores import Counts

TEXT = [
    "Three men were hurt in Marn on Monday. Both gates were closed.",
    "Nobody was there.",
    "The quay is nine years old.",
]


def made(name: str, paragraphs: tuple[tuple[Sentence, ...], ...], parent: str | None = None) -> Made:
    return Made(name, "test", paragraphs, parent, "Wire", None)


SOURCE = made("s", cut("s", TEXT))


def changed(
    paragraphs: tuple[tuple[Sentence, ...], ...], words: str, new: str, kind: str
) -> tuple[tuple[Sentence, ...], ...]:
    def one(sentence: Sentence) -> Sentence:
        at = sentence.original.find(words)
        return sentence if at < 0 else sentence.with_change(Change(at, at + len(words), new, kind))

    return tuple(tuple(map(one, paragraph)) for paragraph in paragraphs)


def told(one: Made, other: Made) -> list[tuple[str, str, str]]:
    edits = truth(one, other, descends=True).edits
    assert edits is not None
    return [(edit.kind, one.text[slice(*edit.before)], other.text[slice(*edit.after)]) for edit in edits]


def test_the_truth_of_a_copy_and_of_its_copy() -> None:
    copy = made("c", changed(SOURCE.paragraphs, "Three", "Eleven", "number"), "s")
    again = made("d", changed(copy.paragraphs, "Marn", "Ostrel", "name"), "c")
    assert told(SOURCE, copy) == [("number", "Three", "Eleven")]
    assert told(copy, again) == [("name", "Marn", "Ostrel")]
    assert told(SOURCE, again) == [("number", "Three", "Eleven"), ("name", "Marn", "Ostrel")]


def test_a_sentence_cut_between_two_is_an_edit_and_parts_the_passages() -> None:
    shorter = made("c", (SOURCE.paragraphs[0], SOURCE.paragraphs[2]), "s")
    assert told(SOURCE, shorter) == [("sentence-cut", "Nobody was there.", "\n\n")]
    passages = truth(SOURCE, shorter, descends=True).passages
    assert [(SOURCE.text[slice(*one)], shorter.text[slice(*other)]) for one, other in passages] == [
        (TEXT[0], TEXT[0]),
        (TEXT[2], TEXT[2]),
    ]


def test_what_moved_was_not_cut() -> None:
    turned = made("c", (SOURCE.paragraphs[0], SOURCE.paragraphs[2], SOURCE.paragraphs[1]), "s")
    assert told(SOURCE, turned) == []


def test_changes_keep_apart() -> None:
    (sentence,) = cut("s", ["Three men were hurt."])[0]
    one = sentence.with_change(Change(0, 5, "Two", "number"))
    assert one.with_change(Change(6, 9, "women", "changed")) is one


@pytest.mark.parametrize("kind", sorted(rewording.KINDS))
def test_every_change_changes_what_it_says(kind: str) -> None:
    text = (
        "According to the report, about 30 supporters and at least two soldiers did not leave Tarn Moreld in time "
        "because officials, reportedly, also began to help in Ostrel."
    )
    found = list(rewording.KINDS[kind](text, random.Random(3)))
    assert found
    assert all(text[change.start : change.end] != change.words for change in found)


def test_sentences_and_quotations() -> None:
    assert list(sentences("Mr. Flint left. “Why?” she asked. Nobody knew.")) == [
        "Mr. Flint left.",
        "“Why?” she asked.",
        "Nobody knew.",
    ]
    assert is_quotation("“We shall open the gates,” said Oda Flint.")
    assert not is_quotation("Oda Flint called it “fine” before she left.")


def test_edits_are_right_by_kind_and_place() -> None:
    gold = [GoldEdit("number", (10, 15), (10, 13)), GoldEdit("sentence-cut", (30, 60), (28, 29))]
    assert is_there(GoldEdit("name", (12, 20), (9, 11)), gold[0])
    assert not is_there(GoldEdit("number", (16, 20), (14, 17)), gold[0])
    counts = matched([GoldEdit("name", (10, 15), (10, 13)), GoldEdit("sentence-cut", (30, 59), (28, 28))], gold)
    assert counts == {
        "name": Counts(1, 0, 0, 0),
        "sentence-cut": Counts(1, 1, 1, 1),
        "number": Counts(0, 1, 0, 0),
    }


def test_characters_count_where_a_finding_meets_the_passage_in_both() -> None:
    gold = [((0, 10), (0, 10)), ((20, 30), (40, 50))]
    assert overlapping([([(0, 12)], [(0, 10)])], gold) == Counts(22, 40, 20, 20)
    assert overlapping([([(0, 10)], [(40, 50)])], gold) == Counts(20, 40, 0, 0)
