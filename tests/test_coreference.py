"""Which mentions stand for one entity, and which words a mention is."""

from collections.abc import Mapping

import pytest

from onrecord.reading.coreference import Referent, clusters, referent
from onrecord.reading.mentions import FoundMention, found_mentions
from onrecord.reading.names import FoundName
from onrecord.record import MentionKind
from tests import fakes

STORY = (
    "Núria Vall 🙂 , the mayor’s “older” sister , met Ben-Dov in Marn and left . She was a teacher there , Vall said ."
)
TABLE = """
Núria PROPN NNP Núria 13 nsubj
Vall PROPN NNP Vall 1 flat
🙂 SYM NFP 🙂 1 discourse
, PUNCT , , 1 punct
the DET DT the 6 det
mayor NOUN NN mayor 11 nmod:poss
’s PART POS 's 6 case
“ PUNCT `` “ 11 punct
older ADJ JJR old 11 amod
” PUNCT '' ” 11 punct
sister NOUN NN sister 1 appos
, PUNCT , , 1 punct
met VERB VBD meet 0 root
Ben-Dov PROPN NNP Ben-Dov 13 obj
in ADP IN in 16 case
Marn PROPN NNP Marn 13 obl
and CCONJ CC and 18 cc
left VERB VBD leave 13 conj
. PUNCT . . 13 punct

She PRON PRP she 4 nsubj
was AUX VBD be 4 cop
a DET DT a 4 det
teacher NOUN NN teacher 8 ccomp
there ADV RB there 4 advmod
, PUNCT , , 8 punct
Vall PROPN NNP Vall 8 nsubj
said VERB VBD say 0 root
. PUNCT . . 8 punct
"""
NURIA, MAYOR, SISTER, BEN, MARN, SHE, TEACHER, VALL = 0, 5, 10, 13, 15, 19, 22, 25
TYPES = dict.fromkeys((NURIA, MAYOR, SISTER, BEN, SHE, TEACHER, VALL), "person") | {MARN: "place"}


def mentions(text: str, table: str, types: Mapping[int, str]) -> list[FoundMention]:
    scores, syntax = fakes.answered(text, fakes.told(text, table), mentions=types)
    return found_mentions(scores, syntax, text)


def words(text: str, found: list[FoundMention]) -> list[str]:
    return [text[one.start : one.end] for one in found]


def entities(antecedents: Mapping[int, Mapping[int, float]], names: list[FoundName] | None = None) -> list[list[str]]:
    scores, syntax = fakes.answered(STORY, fakes.told(STORY, TABLE), mentions=TYPES, antecedents=antecedents)
    return [words(STORY, one) for one in clusters(scores, syntax, STORY, names or []) if len(one) > 1]


def test_a_mention_is_what_hangs_from_its_head_without_the_clause_around_it() -> None:
    found = mentions(STORY, TABLE, TYPES)
    assert words(STORY, found) == [
        "Núria Vall",
        "the mayor’s",
        "the mayor’s “older” sister",
        "Ben-Dov",
        "Marn",
        "She",
        "a teacher",
        "Vall",
    ]
    assert [one.type for one in found] == ["person"] * 4 + ["place"] + ["person"] * 3
    assert [one.kind for one in found][4:7] == [MentionKind.NAME, MentionKind.PRONOUN, MentionKind.NOMINAL]
    assert all(one.score > 0.9 for one in found)


@pytest.mark.parametrize(
    ("text", "table", "head", "expected"),
    [
        (
            "of the old mill and the dam",
            """
            of ADP IN of 4 case
            the DET DT the 4 det
            old ADJ JJ old 4 amod
            mill NOUN NN mill 0 root
            and CCONJ CC and 7 cc
            the DET DT the 7 det
            dam NOUN NN dam 4 conj
            """,
            3,
            "the old mill",
        ),
        (
            "(the mill by the river that burned)",
            """
            ( PUNCT -LRB- ( 3 punct
            the DET DT the 3 det
            mill NOUN NN mill 0 root
            by ADP IN by 6 case
            the DET DT the 6 det
            river NOUN NN river 3 nmod
            that PRON WDT that 8 nsubj
            burned VERB VBD burn 3 acl:relcl
            ) PUNCT -RRB- ) 3 punct
            """,
            2,
            "the mill by the river that burned",
        ),
        (
            "the so-called “rules of the game” ended",
            """
            the DET DT the 4 det
            so-called ADJ JJ so-called 4 amod
            “ PUNCT `` “ 4 punct
            rules NOUN NNS rule 9 nsubj
            of ADP IN of 7 case
            the DET DT the 7 det
            game NOUN NN game 4 nmod
            ” PUNCT '' ” 4 punct
            ended VERB VBD end 0 root
            """,
            3,
            "the so-called “rules of the game”",
        ),
        (
            "of closing the mill",
            """
            of ADP IN of 2 mark
            closing VERB VBG close 0 root
            the DET DT the 4 det
            mill NOUN NN mill 2 obj
            """,
            1,
            "closing the mill",
        ),
    ],
)
def test_the_edges_of_a_mention(text: str, table: str, head: int, expected: str) -> None:
    kind = "event" if expected.startswith("closing") else "object"
    assert words(text, mentions(text, table, {head: kind})) == [expected]


def test_a_mention_goes_back_to_the_one_it_points_to_more_than_to_none() -> None:
    assert entities({SHE: {NURIA: 0.7}, BEN: {NURIA: 0.4}}) == [["Núria Vall", "She"]]


def test_the_nearest_of_two_alike_is_taken_and_entities_are_joined_through_others() -> None:
    links = {SHE: {NURIA: 0.4, BEN: 0.4}, VALL: {SHE: 0.9, TEACHER: 0.05}}
    assert entities(links) == [["Ben-Dov", "She", "Vall"]]


def test_what_lies_after_a_mention_is_no_antecedent() -> None:
    assert entities({NURIA: {SHE: 0.9}}) == []


def test_names_that_are_one_are_joined_however_far_apart() -> None:
    names = [FoundName(STORY.index("Núria"), STORY.index("Vall") + 4, "person", 0.9)]
    names.append(FoundName(STORY.rindex("Vall"), STORY.rindex("Vall") + 4, "person", 0.9))
    assert entities({}, names) == [["Núria Vall", "Vall"]]
    assert entities({}) == []
    text = "Vall left . " * 40
    block = "Vall PROPN NNP Vall 2 nsubj\nleft VERB VBD leave 0 root\n. PUNCT . . 2 punct\n\n"
    types = {index * 3: "person" for index in (0, 39)}
    scores, syntax = fakes.answered(text, fakes.told(text, block * 40), mentions=types, room=24)
    assert [len(one) for one in clusters(scores, syntax, text)] == [2]


def test_a_pointer_does_not_make_one_of_two_names() -> None:
    def named(word: str, nth: int, kind: str) -> FoundName:
        start = [place for place in range(len(STORY)) if STORY.startswith(word, place)][nth]
        return FoundName(start, start + len(word), kind, 0.9)

    names = [named("Núria Vall", 0, "person"), named("Ben-Dov", 0, "person"), named("Vall", 1, "person")]
    pointed = {BEN: {NURIA: 0.9}, VALL: {BEN: 0.9}, SHE: {BEN: 0.9}}
    assert entities(pointed, names) == [["Núria Vall", "Vall"], ["Ben-Dov", "She"]]
    assert entities(pointed) == [["Núria Vall", "Ben-Dov", "She", "Vall"]]
    mistaken = [names[0], named("Ben-Dov", 0, "organisation"), names[2]]
    assert entities(pointed, mistaken) == [["Núria Vall", "Ben-Dov", "She", "Vall"]]


def test_nothing_to_join() -> None:
    scores, syntax = fakes.answered("Go .", fakes.told("Go .", "Go VERB VB go 0 root\n. PUNCT . . 1 punct"))
    assert clusters(scores, syntax, "Go .") == []


CHOICE = "Ana Quill met Ines Vall . Quill smiled . 🙂 She left , Ines said ."
CHOICE_TABLE = """
Ana PROPN NNP Ana 3 nsubj
Quill PROPN NNP Quill 1 flat
met VERB VBD meet 0 root
Ines PROPN NNP Ines 3 obj
Vall PROPN NNP Vall 4 flat
. PUNCT . . 3 punct

Quill PROPN NNP Quill 2 nsubj
smiled VERB VBD smile 0 root
. PUNCT . . 2 punct

🙂 SYM NFP 🙂 3 discourse
She PRON PRP she 3 nsubj
left VERB VBD leave 6 ccomp
, PUNCT , , 3 punct
Ines PROPN NNP Ines 6 nsubj
said VERB VBD say 0 root
. PUNCT . . 6 punct
"""
ANA, INES, QUILL, PRONOUN, INES_AGAIN = 0, 3, 6, 10, 13


def choose(antecedents: Mapping[int, Mapping[int, float]], second: int = INES) -> Referent:
    types = dict.fromkeys((ANA, INES, QUILL, PRONOUN, INES_AGAIN), "person")
    scores, syntax = fakes.answered(CHOICE, fakes.told(CHOICE, CHOICE_TABLE), mentions=types, antecedents=antecedents)
    ana, other, she = (syntax.words[index] for index in (ANA, second, PRONOUN))
    return referent(scores, (she.start, she.end), [(ana.start, ana.end + 6), (other.start, other.end)])


def test_a_pronoun_stands_for_the_name_it_points_to() -> None:
    found = choose({PRONOUN: {ANA: 0.3, INES: 0.5}})
    assert found.name == 1
    assert found.scores == pytest.approx((0.3, 0.5), abs=1e-3)


def test_it_may_point_there_through_other_mentions() -> None:
    found = choose({PRONOUN: {QUILL: 0.8, INES: 0.2}, QUILL: {ANA: 0.9}})
    assert found.name == 0
    assert found.scores == pytest.approx((0.72, 0.2), abs=1e-3)


def test_a_name_after_the_pronoun_may_be_meant_from_either_side() -> None:
    found = choose({PRONOUN: {INES_AGAIN: 0.6}}, INES_AGAIN)
    assert found.name == 1
    assert found.scores == pytest.approx((0.0, 0.6), abs=1e-3)
    assert choose({INES_AGAIN: {PRONOUN: 0.6}}, INES_AGAIN).name == 1
    shared = choose({INES_AGAIN: {INES: 0.9}, PRONOUN: {INES: 0.8}}, INES_AGAIN)
    assert shared.scores[1] == pytest.approx(0.72, abs=1e-3)


def test_a_pronoun_may_stand_for_neither() -> None:
    assert choose({PRONOUN: {ANA: 0.1, INES: 0.12}}).name is None
    scores, _ = fakes.answered("Go .", fakes.told("Go .", "Go VERB VB go 0 root\n. PUNCT . . 1 punct"))
    assert referent(scores, (0, 2), []) == Referent(None, ())
    assert referent(scores, (0, 2), [(2, 3)]) == Referent(None, (0.0,))
