"""From tag scores to names: which are kept, which are one."""

import numpy as np

from onrecord.reading.bounds import last_letter, lies_in
from onrecord.reading.elsewhere import leaning
from onrecord.reading.names import FoundName, found_names
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import NAME_TAGS
from tests import fakes

TEXT = "The Interior Ministry of Marn, Vall Lund."


def names(text: str = TEXT, **tags: tuple[str, float]) -> list[FoundName]:
    """The names of a text where each word given has a tag with a probability, the rest of it "no name"."""
    pieces = cut(text, [(0, len(text))])
    odds = np.full((len(pieces), len(NAME_TAGS)), 1e-6, dtype=np.float32)
    odds[:, 0] = 1.0
    for word, (tag, probability) in tags.items():
        at = text.index(word)
        (place,) = np.flatnonzero((pieces.starts == at) & pieces.heads)
        odds[place, 0] = 1.0 - probability
        odds[place, NAME_TAGS.index(tag)] = probability
    return found_names(fakes.blank(pieces, names=np.log(odds)), text)


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


def test_initials_belong_to_the_name_after_them() -> None:
    text = "Yours, 🙂 O. Glenn"
    found = names(text, O=("B-person", 0.9), **{".": ("I-person", 0.9)}, Glenn=("B-person", 0.9))
    assert [text[one.start : one.end] for one in found] == ["O. Glenn"]
    apart = names(text, O=("B-organisation", 0.9), **{".": ("I-organisation", 0.9)}, Glenn=("B-person", 0.9))
    assert len(apart) == 2


def test_a_place_and_what_it_lies_in_are_two() -> None:
    text = "He left Marn, Sorenia today."
    found = names(text, Marn=("B-place", 0.9), **{",": ("I-place", 0.9)}, Sorenia=("I-place", 0.9))
    assert [text[one.start : one.end] for one in found] == ["Marn", "Sorenia"]
    kept = names(text, Marn=("B-organisation", 0.9), **{",": ("I-organisation", 0.9)}, Sorenia=("I-organisation", 0.9))
    assert [text[one.start : one.end] for one in kept] == ["Marn, Sorenia"]


def test_so_are_a_place_and_its_state_without_a_comma_but_not_parts_of_countries() -> None:
    text = "He left Marn Kansas today."
    found = names(text, Marn=("B-place", 0.9), Kansas=("I-place", 0.9))
    assert [text[one.start : one.end] for one in found] == ["Marn", "Kansas"]
    assert lies_in("Port Marn New Mexico") is None
    assert lies_in("Oster Vall New Mexico") == len("Oster Vall ")
    parts = ("Upper Austria", "South Korea", "British India", "Soviet Georgia", "New South Wales", "Lake Ontario")
    for words in (*parts, "Kansas", "Vall Republic"):
        assert lies_in(words) is None, words


def test_no_name_ends_in_a_mark_that_is_none_of_it() -> None:
    text = "Yours, Vall Lund /the desk (Vall (Marn) it)."
    assert text[7 : last_letter(text, 7, 18)] == "Vall Lund"
    start = text.index("Vall (")
    assert text[start : last_letter(text, start, text.index(" it"))] == "Vall (Marn)"


def test_a_body_is_named_with_what_it_is_the_body_of() -> None:
    text = "The City of Marn sued the Lund Board of Vall."
    tags = {"City": ("B-organisation", 0.9), "Marn": ("B-place", 0.9)}
    found = names(text, **tags, Lund=("B-organisation", 0.9), Board=("I-organisation", 0.9), Vall=("B-place", 0.9))
    assert [text[one.start : one.end] for one in found] == ["City of Marn", "Lund Board", "Vall"]
    assert found[0].type == "organisation"


def test_what_surely_is_a_place_is_one_though_its_finer_kind_is_in_doubt() -> None:
    text = "He left Marn."
    odds = np.full((len(cut(text, [(0, len(text))])), len(NAME_TAGS)), 1e-6, dtype=np.float32)
    odds[:, 0] = 1.0
    odds[2, [0, *(NAME_TAGS.index(f"B-{kind}") for kind in ("country", "place", "facility", "person"))]] = (
        0.01,
        0.2,
        0.25,
        0.18,
        0.36,
    )
    (found,) = found_names(fakes.blank(cut(text, [(0, len(text))]), names=np.log(odds)), text)
    assert (found.type, round(found.score, 2)) == ("place", 0.63)


def test_a_word_in_doubt_leans_on_its_likes() -> None:
    logs = np.full((3, len(NAME_TAGS)), np.log(1e-6), dtype=np.float32)
    person, place = NAME_TAGS.index("B-person"), NAME_TAGS.index("B-place")
    logs[0, [person, place]] = np.log([0.4, 0.6])
    logs[1:, person] = np.log(0.99)
    opening = np.array([7, 7, 8])
    leant = leaning(logs, opening, ["Lund", "Lund", "said"].__getitem__)
    assert leant[0].argmax() == person
    assert np.array_equal(leant[1:], logs[1:])
    assert np.array_equal(leaning(logs, opening, ["lund", "lund", "said"].__getitem__), logs)


def test_what_a_hyphen_ties_to_a_name_is_no_part_of_it_but_a_number_is() -> None:
    text = "The anti-Marn crowd left Quill-3 at night."
    found = names(text, anti=("B-nationality", 0.9), Quill=("B-place", 0.9))
    assert [text[one.start : one.end] for one in found][-1] == "Quill-3"
    assert "anti" not in [text[one.start : one.end] for one in found]


def test_no_name_ends_in_a_preposition() -> None:
    text = "The Revolution in Marn ended."
    found = names(text, Revolution=("B-event", 0.9), **{"in Marn": ("I-event", 0.9)})
    assert text[found[0].start : found[0].end] == "Revolution"
