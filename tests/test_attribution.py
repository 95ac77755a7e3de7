"""From roles and pointers to attributions, and where their parts end."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.reading.attribution import Attribution, attributions
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import ROLE_TAGS, UPOS
from tests import fakes

TEXT = "He said in the Oval Office that it was over."
CUE = "said in the Oval"
LEANING = {"in": ("ADP", "Office"), "the": ("DET", "Office"), "Oval": ("ADJ", "Office")}


def read(cue: str, content: str, leaning: dict[str, tuple[str, str]], sure: float = 0.9) -> Attribution:
    """The attribution with some words for its cue and content and "He" for its source.

    Args:
        cue: its cue as it is tagged.
        content: its content.
        leaning: of words, their part of speech and what they hang from.
        sure: how surely they do.
    """
    pieces = cut(TEXT, [(0, len(TEXT))])
    place = {TEXT[start:end]: index for index, (start, end) in enumerate(zip(pieces.starts, pieces.ends, strict=True))}
    roles = np.zeros((len(pieces), len(ROLE_TAGS)), np.float32)
    roles[:, 0] = fakes.SURE
    for role, words in (("source", ["He"]), ("cue", cue.split()), ("content", content.split())):
        for number, word in enumerate(words):
            roles[place[word], ROLE_TAGS.index(f"{'I' if number else 'B'}-{role}")] = 2 * fakes.SURE
    upos = np.zeros((len(pieces), len(UPOS)), np.float32)
    for word, (tag, _) in leaning.items():
        upos[place[word], UPOS.index(tag)] = fakes.SURE
    said = {place[word]: {place["said"]: 0.9} for word in (*cue.split(), *content.split())}
    scores = fakes.blank(
        pieces,
        roles=roles,
        upos=upos,
        cues=fakes.links(pieces, said),
        sources=fakes.links(pieces, {place[word]: {place["He"]: 0.9} for word in cue.split()}),
        arcs=fakes.links(pieces, {place[word]: {place[head]: sure} for word, (_, head) in leaning.items()}),
    )
    (found,) = attributions(scores)
    return found


def words(span: tuple[int, int] | None) -> str | None:
    return TEXT[slice(*span)] if span else None


def test_a_cue_ends_where_its_phrase_does() -> None:
    found = read(CUE, "that it was over", LEANING)
    assert (words(found.source), words(found.cue)) == ("He", "said")
    assert [words(span) for span in found.content] == ["that it was over"]


@pytest.mark.parametrize("content", ["Office that it was over", "that it was over"])
def test_a_word_that_leans_on_the_content_or_on_nothing_surely_stays(content: str) -> None:
    within = content.startswith("Office")
    found = read(CUE, content, LEANING, sure=0.9 if within else 0.4)
    assert words(found.cue) == CUE
