"""Passages under other names: what they say of whom stays as it was."""

from __future__ import annotations

import random

from corpora.document import Choice, Document, paragraph_spans
from training.renamed import renamed, with_renamed


def passage(identity: str, text: str, pronoun: str, right: str, wrong: str) -> Document:
    def at(words: str) -> tuple[int, int]:
        return text.index(words), text.index(words) + len(words)

    choice = Choice(at(pronoun), (at(right),), (at(wrong),))
    return Document(id=identity, corpus="gap", text=text, paragraphs=paragraph_spans(text), choices=(choice,))


FIRST = passage(
    "1", "Ana Quill met Tess. 🙂 Quill’s boat sank before Tess’s, and she swam. Anagram.", "she", "Ana Quill", "Tess"
)
SECOND = passage("2", "Oda Flint wrote to Maud; her letter was lost.", "her", "Oda Flint", "Maud")
THIRD = passage("3", "Tom Vell passed Karl, and he waved.", "he", "Karl", "Tom Vell")


def test_both_persons_bear_names_of_others_everywhere() -> None:
    pool = {(True, 2): [["Oda", "Flint"]], (True, 1): [["Maud"]]}
    version = renamed(FIRST, pool, random.Random(1))
    assert version is not None and version.id == "1"
    assert version.text == "Oda Flint met Maud. 🙂 Flint’s boat sank before Maud’s, and she swam. Anagram."
    (choice,) = version.choices or ()
    words = [version.text[slice(*span)] for span in (choice.pronoun, *choice.right, *choice.wrong)]
    assert words == ["she", "Oda Flint", "Maud"]
    assert version.paragraphs == ((0, len(version.text)),)


def test_names_that_share_words_are_left_alone() -> None:
    pool = {(True, 2): [["Maud", "Flint"]], (True, 1): [["Maud"]]}
    assert renamed(FIRST, pool, random.Random(1)) is None
    sisters = passage("4", "Ana Quill saw Tess Quill, and she left.", "she", "Ana Quill", "Tess Quill")
    assert renamed(sisters, {(True, 2): [["Oda", "Flint"]]}, random.Random(1)) is None


def test_names_come_from_passages_of_the_same_gender() -> None:
    found = list(with_renamed([FIRST, SECOND, THIRD]))
    assert found.index(FIRST) == 0 and SECOND in found and THIRD in found
    for one in found:
        for choice in one.choices or ():
            names = {one.text[slice(*span)] for span in (*choice.right, *choice.wrong)}
            women = {"Ana Quill", "Tess", "Oda Flint", "Maud"}
            assert names <= women if one.id in "12" else names == {"Tom Vell", "Karl"}
    assert any(one.id == "1" and "Flint" in one.text for one in found)
