"""From tag scores to names: which are kept, which are one."""

import numpy as np

from onrecord.reading.names import FoundName, found_names
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import NAME_TAGS
from tests import fakes

TEXT = "The Interior Ministry of Marn, Vall Lund."


def names(**tags: tuple[str, float]) -> list[FoundName]:
    """The names of TEXT where each word given has a tag with a probability, the rest of it "no name"."""
    pieces = cut(TEXT, [(0, len(TEXT))])
    odds = np.full((len(pieces), len(NAME_TAGS)), 1e-6, dtype=np.float32)
    odds[:, 0] = 1.0
    for word, (tag, probability) in tags.items():
        at = TEXT.index(word)
        (place,) = np.flatnonzero((pieces.starts == at) & pieces.heads)
        odds[place, 0] = 1.0 - probability
        odds[place, NAME_TAGS.index(tag)] = probability
    return found_names(fakes.blank(pieces, names=np.log(odds)), TEXT)


def test_a_name_the_encoder_is_unsure_of_is_left_out() -> None:
    assert [TEXT[one.start : one.end] for one in names(Marn=("B-place", 0.9))] == ["Marn"]
    assert names(Marn=("B-place", 0.6)) == []


def test_neighbours_of_one_kind_are_one_name() -> None:
    found = names(Interior=("B-organisation", 0.9), Ministry=("B-organisation", 0.8))
    assert [TEXT[one.start : one.end] for one in found] == ["Interior Ministry"]
    assert 0.8 < found[0].score < 0.9


def test_neighbouring_persons_stay_apart_and_so_do_other_kinds() -> None:
    assert len(names(Vall=("B-person", 0.9), Lund=("B-person", 0.9))) == 2
    assert len(names(Interior=("B-organisation", 0.9), Ministry=("B-place", 0.9))) == 2
