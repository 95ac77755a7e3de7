"""What the encoder says of a word that may tell an event, and which words lie between two parties."""

from collections.abc import Mapping

import numpy as np
import pytest

from onrecord.reading.connecting import tied
from onrecord.reading.encoder import Scores
from onrecord.reading.event_head import Judgement, judged
from onrecord.reading.scheme import EVENT_TYPES
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Span
from tests.fakes import SURE, answered, told

TEXT = "Officials said Vall accused Lund after Marn gave aid to Osk."
PARSE = told(
    TEXT,
    """
    Officials NOUN NNS official 2 nsubj
    said VERB VBD say 0 root
    Vall PROPN NNP Vall 4 nsubj
    accused VERB VBD accuse 2 ccomp
    Lund PROPN NNP Lund 4 obj
    after SCONJ IN after 8 mark
    Marn PROPN NNP Marn 8 nsubj
    gave VERB VBD give 4 advcl
    aid NOUN NN aid 8 obj
    to ADP IN to 11 case
    Osk PROPN NNP Osk 8 obl
    . PUNCT . . 2 punct
    """,
)
SAID, ACCUSED, GAVE, AID = 1, 3, 7, 8


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def scored(types: Mapping[int, str], triggers: Mapping[int, float]) -> tuple[Scores, Treewalk]:
    """Scores by word."""
    scores, parse = answered(TEXT, PARSE)
    for at, kind in types.items():
        scores.events[parse.words[at].piece, EVENT_TYPES.index(kind)] = SURE
    for at, weight in triggers.items():
        scores.triggers[parse.words[at].piece] = weight
    return scores, Treewalk(TEXT, parse)


def likeliest(judgement: Judgement) -> str:
    return max(judgement.types, key=lambda kind: judgement.types[kind])


def test_a_word_is_judged_by_itself_and_not_by_its_neighbours_clause() -> None:
    scores, walk = scored({ACCUSED: "ACCUSE", GAVE: "AID"}, {ACCUSED: 1.0, GAVE: 2.0})
    assert likeliest(judged(scores, walk, ACCUSED)) == "ACCUSE"
    assert likeliest(judged(scores, walk, GAVE)) == "AID"
    assert sum(judged(scores, walk, GAVE).types.values()) == pytest.approx(1.0)


def test_a_light_verb_is_judged_by_the_noun_it_governs() -> None:
    scores, walk = scored({GAVE: "AGREE", AID: "AID"}, {GAVE: 0.0, AID: 6.0})
    assert likeliest(judged(scores, walk, GAVE)) == "AID"


def test_the_weight_is_the_share_of_the_sentence_that_lies_in_the_words_clause() -> None:
    scores, walk = scored({}, {ACCUSED: np.log(4.0), GAVE: np.log(3.0), AID: np.log(3.0)})
    # twelve words: nine weigh 1, the others 4, 3 and 3
    assert judged(scores, walk, ACCUSED).weight == pytest.approx((1 + 4 + 1) / 19)
    assert judged(scores, walk, GAVE).weight == pytest.approx((1 + 1 + 3 + 3 + 1 + 1) / 19)
    assert judged(scores, walk, AID).weight == pytest.approx(3 / 19)


def test_words_the_encoder_did_not_see_tell_nothing() -> None:
    scores, _ = scored({ACCUSED: "ACCUSE"}, {})
    judgement = judged(scores, Treewalk(TEXT, PARSE), ACCUSED)  # a parse without pieces
    assert judgement.weight == 0.0
    assert set(judgement.types.values()) == {1 / len(EVENT_TYPES)}


def test_the_lexicon_says_what_yield_is() -> None:
    judgement = Judgement({"YIELD": 0.6, "REJECT": 0.4}, 1.0)
    assert judgement.with_lexicon({}, 0.5) == {"CONCEDE": 0.6, "RETREAT": 0.0, "REJECT": 0.4}
    both = judgement.with_lexicon({"RETREAT": 3.0, "REJECT": 1.0}, 0.5)
    assert both == pytest.approx({"CONCEDE": 0.0, "RETREAT": 0.3 + 0.375, "REJECT": 0.2 + 0.125})
    assert judgement.with_lexicon({"AID": 1.0}, 1.0)["AID"] == 1.0


def test_the_word_that_ties_two_parties_is_the_one_that_governs_both() -> None:
    _, walk = scored({}, {})
    verbs = (SAID, ACCUSED, GAVE)
    assert [tie.at for tie in tied(walk, verbs, [span("Vall"), span("Lund")])] == [ACCUSED, SAID, GAVE]
    assert [tie.at for tie in tied(walk, verbs, [span("Osk"), span("Marn")])] == [GAVE, ACCUSED, SAID]


def test_what_lies_in_a_party_ties_nothing() -> None:
    _, walk = scored({}, {})
    ties = tied(walk, (ACCUSED, GAVE, AID), [span("Marn"), span("aid to Osk")])
    assert [tie.at for tie in ties] == [GAVE, ACCUSED]


def test_of_one_party_it_is_what_governs_it() -> None:
    _, walk = scored({}, {})
    assert tied(walk, (SAID, ACCUSED, GAVE), [span("Lund")])[0].at == ACCUSED
    assert tied(walk, (SAID, ACCUSED), []) == []


def test_a_party_that_hangs_in_the_other_leads_on_to_what_governs_both() -> None:
    text = "Vall and Lund met."
    parse = told(
        text,
        """
        Vall PROPN NNP Vall 4 nsubj
        and CCONJ CC and 3 cc
        Lund PROPN NNP Lund 1 conj
        met VERB VBD meet 0 root
        . PUNCT . . 4 punct
        """,
    )
    ties = tied(Treewalk(text, parse), range(5), [Span(0, 4), Span(9, 13)])
    assert ties[0].at == 3
    assert ties[0].off == 0
