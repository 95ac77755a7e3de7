"""The benchmark of events asks what it says it asks: of records that are known, the figures are known."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from benchmarks import events, events_found, events_given, held_out
from benchmarks.events_given import Asked, as_plv, by_lexicon, macro_f1_of_gold, mixed, words_between
from benchmarks.events_sample import ARTICLES, HUNDREDS, LENGTH, MORE, OF_LENGTH, PUBLISHERS, dealt, spaced
from benchmarks.held_out import HeldOut, HeldOutEncoder
from benchmarks.lexicon import Listed, listed
from corpora.document import Document, EventType
from onrecord.reading.encoder import Encoder, Scores, shipped
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.reader import read
from onrecord.reading.scheme import EVENT_TYPES
from onrecord.reading.syntax import parse
from onrecord.reading.treewalk import Treewalk
from onrecord.record import Anchor, Article, Event, Participant, Span
from tests import tiny_corpora
from tests.fakes import blank, told

TEXT = "Vall accused Lund after troops attacked Osk."
PARSE = told(
    TEXT,
    """
    Vall PROPN NNP Vall 2 nsubj
    accused VERB VBD accuse 0 root
    Lund PROPN NNP Lund 2 obj
    after SCONJ IN after 6 mark
    troops NOUN NNS troop 6 nsubj
    attacked VERB VBD attack 2 advcl
    Osk PROPN NNP Osk 6 obj
    . PUNCT . . 2 punct
    """,
)
WALK = Treewalk(TEXT, PARSE)
ACCUSED, ATTACKED = 1, 5


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def event(kind: str, actors: Sequence[str], recipients: Sequence[str], score: float, trigger: str = "accused") -> Event:
    def participant(words: str) -> Participant:
        start, end = at(words)
        return Participant(text=TEXT, start=start, end=end)

    start, end = at(trigger)
    return Event(
        id=f"v-{kind}",
        type=kind,
        trigger=Anchor(text=TEXT, start=start, end=end),
        actors=tuple(participant(words) for words in actors),
        recipients=tuple(participant(words) for words in recipients),
        status="actual",
        score=score,
        voice=(),
    )


ASSAULT = event("ASSAULT", ["after troops"], ["Osk"], 0.6, "attacked")
ACCUSE = event("ACCUSE", ["Vall"], ["Lund"], 0.9)
GOLD = EventType("ACCUSE", at("Vall"), at("Lund"))


def test_an_event_is_right_if_its_type_is_and_the_parties_overlap_by_a_head() -> None:
    best = events_found.found("a", WALK, EventType("ASSAULT", at("troops"), at("Osk")), [ASSAULT]).best
    assert best is not None
    assert best.right, "gold's head word lies in the actor's words"
    swapped = events_found.found("a", WALK, EventType("ASSAULT", at("Osk"), at("troops")), [ASSAULT])
    assert swapped.wrong == "source+target"
    alone = events_found.found("a", WALK, EventType("ASSAULT", at("troops"), None), [ASSAULT])
    assert alone.wrong == "", "where gold marks nobody, nobody has to be found"


def test_what_plv_calls_yield_is_conceding_and_retreating() -> None:
    gold = EventType("YIELD", at("Vall"), at("Lund"))
    for kind in ("CONCEDE", "RETREAT"):
        assert events_found.found("a", WALK, gold, [event(kind, ["Vall"], ["Lund"], 0.5)]).wrong == ""
    assert as_plv("AID") == "AID"


def test_the_surest_event_is_measured_and_any_beside_it() -> None:
    sentences = [
        events_found.found("a", WALK, GOLD, [ASSAULT, ACCUSE]),
        events_found.found("b", WALK, EventType("ASSAULT", at("troops"), at("Osk")), [ASSAULT, ACCUSE]),
        events_found.found("c", WALK, GOLD, [event("REJECT", ["Vall"], ["Osk"], 0.5)]),
        events_found.found("d", WALK, GOLD, []),
    ]
    figures = events_found.figures(sentences)
    assert [one.wrong for one in sentences] == ["", "type+source+target", "type+target", "nothing found"]
    assert figures["precision"] == pytest.approx(1 / 3)
    assert figures["recall"] == 1 / 4
    assert figures["recall of any"] == 2 / 4
    # ACCUSE: two answers, one right, three to find; ASSAULT: nothing answered
    assert figures["macro F1"] == pytest.approx((2 * (1 / 2) * (1 / 3) / (1 / 2 + 1 / 3) + 0) / 2)
    assert figures["source, the surest"] == 2 / 4
    alone = event("ACCUSE", ["Vall"], [], 0.95)
    assert (
        events_found.found("e", WALK, GOLD, [alone, ACCUSE]).between
        == events_found.found("f", WALK, GOLD, [ACCUSE]).best
    )
    assert figures["type, any"] == 2 / 4
    assert events_found.confusions([("REJECT", "ACCUSE"), (None, "ACCUSE"), ("AID", "AID")]) == [
        ("ACCUSE", "REJECT", 1),
        ("ACCUSE", "nothing", 1),
    ]
    written = events_found.shown(sentences[1])
    assert "gold       ASSAULT: troops > Osk" in written
    assert "right      ASSAULT 0.60 “attacked”: after troops > Osk" in written


LISTED = (Listed(ACCUSED, {"ACCUSE": 1.0}), Listed(ATTACKED, {"ASSAULT": 0.8, "RETREAT": 0.2}))


def test_the_trigger_that_ties_the_parties_closest_has_the_largest_vote() -> None:
    votes = by_lexicon(WALK, GOLD, LISTED)
    assert max(votes, key=lambda kind: votes[kind]) == "ACCUSE"
    assert sum(votes.values()) == pytest.approx(1.0)
    assert votes["ASSAULT"] == pytest.approx(4 * votes["YIELD"]), "types of one word share its vote"
    assault = by_lexicon(WALK, EventType("ASSAULT", at("troops"), at("Osk")), LISTED)
    assert max(assault, key=lambda kind: assault[kind]) == "ASSAULT"


def test_the_lexicon_says_which_words_tell_an_event() -> None:
    text = "Soldiers attacked the town of Osk."
    paragraphs = (Span(0, len(text)),)
    scores = shipped().read(text, [(0, len(text))])
    record = read(Article(text=text, paragraphs=paragraphs, language="en"))
    (one,) = listed(record, scores, parse(scores, text, paragraphs))
    assert one.at == 1
    assert max(one.types, key=lambda kind: one.types[kind]) == "ASSAULT"
    assert sum(one.types.values()) == pytest.approx(1.0)


def asked(gold: str, fold: int, head: str, vote: str | None, word: str = "met") -> Asked:
    likely = dict.fromkeys(EVENT_TYPES, 0.02) | {head: 0.72}
    return Asked(gold, fold, (word,), likely, {vote: 1.0} if vote else {})


def test_what_is_learned_is_learned_from_the_other_parts() -> None:
    # the lexicon is right in part 0 and wrong in part 1: each part trusts it as the other has shown
    sentences = [asked("AID", 0, "AGREE", "AID") for _ in range(3)] + [
        asked("AID", 1, "AID", "AGREE") for _ in range(3)
    ]
    answers = events_given.answers(sentences)
    assert answers["the encoder"] == ["AGREE"] * 3 + ["AID"] * 3
    assert answers["the lexicon"] == ["AID"] * 3 + ["AGREE"] * 3
    assert answers["both"] == ["AGREE"] * 6


def test_words_and_frequencies_are_answers_to_beat() -> None:
    sentences = [asked("AID", fold, "AGREE", None, "food") for fold in (0, 1)] * 2
    sentences += [asked("ASSAULT", fold, "AGREE", None, "bombs") for fold in (0, 1)]
    answers = events_given.answers(sentences)
    assert set(answers["the most frequent type"]) == {"AID"}
    assert answers["naive Bayes over the words"] == [one.gold for one in sentences]
    assert answers["the lexicon"] == [None] * 6
    assert answers["both"] == answers["the encoder"]
    figures = events_given.figures(sentences, answers["the most frequent type"])
    assert figures["accuracy"] == 4 / 6
    assert figures["macro F1"] == pytest.approx((0.8 + 0) / 2)
    assert figures["quad accuracy"] == 4 / 6
    assert figures["answered"] == 1.0


def test_no_answer_is_a_miss_and_no_type() -> None:
    assert macro_f1_of_gold([(None, "AID"), ("AID", "AID")]) == pytest.approx(2 / 3)
    assert mixed(asked("AID", 0, "AGREE", None), 1.0)["AGREE"] == 0.72


def test_the_parties_words_are_left_out() -> None:
    assert words_between(TEXT, GOLD) == ("accused", "after", "troops", "attacked", "osk")


class Mute(Encoder):
    """An encoder that says nothing."""

    def __init__(self) -> None:
        self.digest = ""
        self.network = lambda *_: []

    def read(self, text: str, paragraphs: Sequence[tuple[int, int]], breaks: Sequence[int] = ()) -> Scores:
        return blank(cut(text, paragraphs, breaks))


def held(pieces: Pieces, fold: int) -> HeldOut:
    rows = np.arange(len(pieces) * len(EVENT_TYPES)).reshape(len(pieces), -1) / 64
    return HeldOut(fold, pieces.ids, rows.astype(np.float32), np.arange(len(pieces), dtype=np.float32))


def test_held_out_scores_take_the_place_of_the_encoders(tmp_path: Path) -> None:
    pieces = cut(TEXT, [(0, len(TEXT))])
    held_out.save(tmp_path / "scores.npz", {"one": held(pieces, 3), "other": held(cut("Osk fell.", [(0, 9)]), 4)})
    kept = held_out.load(tmp_path / "scores.npz")
    assert {name: one.fold for name, one in kept.items()} == {"one": 3, "other": 4}
    scores = HeldOutEncoder(Mute(), kept).read(TEXT, [(0, len(TEXT))])
    assert np.array_equal(scores.events, held(pieces, 3).events)
    assert np.array_equal(scores.triggers, held(pieces, 3).triggers)
    assert not scores.upos.any()
    with pytest.raises(KeyError):
        HeldOutEncoder(Mute(), kept).read("Osk held.", [(0, 9)])


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpora")
    tiny_corpora.write(folder)
    return folder / "plv"


def test_figures_of_sentences_that_were_trained_on_are_held_against_no_floor(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert events.run(corpus, shipped(), None, errors=1) == {}
    printed = capsys.readouterr().out
    assert "these sentences were trained on" in printed
    assert "From the bare sentence" in printed


def test_hundreds_share_no_article_and_leave_none_of_the_length_out() -> None:
    long, short = "x" * LENGTH[0], "x" * (LENGTH[0] - 1)
    articles = [
        Document(id=f"{name}_{number}", corpus="polnear", text=text, paragraphs=((0, len(text)),))
        for name in (*PUBLISHERS, "another")
        for number, text in enumerate([long] * 7 + [short])
    ]
    drawn = [dealt(articles, hundred) for hundred in range(1, HUNDREDS + 1)]
    ids = [one.id for hundred in drawn for ours in hundred.values() for one in ours]
    assert len(ids) == len(set(ids)) == 7 * len(PUBLISHERS)
    assert drawn == [dealt(articles[::-1], hundred) for hundred in range(1, HUNDREDS + 1)]
    assert all(
        tuple(hundred) == PUBLISHERS and all(len(ours) in {2, 3} for ours in hundred.values()) for hundred in drawn
    )


def test_hundreds_of_training_articles_share_none_and_take_the_smallest_hashes_first() -> None:
    kept = [
        Document(id=f"{name}_{number}", corpus="polnear", text="x" * LENGTH[0], paragraphs=())
        for name in PUBLISHERS
        for number in range(ARTICLES * MORE + 1)
    ]
    drawn = [dealt(kept, HUNDREDS + hundred) for hundred in range(1, MORE + 1)]
    ids = [one.id for hundred in drawn for ours in hundred.values() for one in ours]
    assert len(ids) == len(set(ids)) == ARTICLES * MORE * len(PUBLISHERS)
    assert drawn == [dealt(kept[::-1], HUNDREDS + hundred) for hundred in range(1, MORE + 1)]


def test_the_last_hundreds_take_what_is_left_and_then_articles_of_another_length() -> None:
    lengths = [LENGTH[0]] * (ARTICLES * OF_LENGTH + 1) + [LENGTH[1] + 1] * (ARTICLES * 2)
    kept = [
        Document(id=f"{name}_{number}", corpus="polnear", text="x" * length, paragraphs=())
        for name in PUBLISHERS
        for number, length in enumerate(lengths)
    ]
    drawn = [dealt(kept, HUNDREDS + hundred) for hundred in range(1, MORE + 1)]
    ids = [one.id for hundred in drawn for ours in hundred.values() for one in ours]
    assert len(ids) == len(set(ids)) == len(kept)
    first = drawn[OF_LENGTH]
    assert [[len(one.text) == LENGTH[0] for one in ours] for ours in first.values()] == [
        [True] + [False] * (ARTICLES - 1) for _ in PUBLISHERS
    ]


def test_events_of_a_sample_are_spaced_over_the_text() -> None:
    events = [_event_at(place) for place in range(25)]
    assert [one.score for one in spaced(events, 10)] == [0, 2, 5, 7, 10, 12, 15, 17, 20, 22]
    assert spaced(events[:4], 10) == events[:4]


def _event_at(place: int) -> Event:
    """An event that its score tells from others."""
    trigger = Anchor(text="They met.", start=5, end=8)
    return Event(id=f"v{place}", type="CONSULT", trigger=trigger, status="actual", score=place, voice=())
