"""Transcripts: each turn is its speaker's, and nothing said in it reaches into the next."""

import pytest

from onrecord.articles.plain import article
from onrecord.reading.anonymous import anonymous, may_stand_for
from onrecord.reading.attribution import Attribution
from onrecord.reading.reader import read
from onrecord.reading.turns import turns, with_turns
from onrecord.record import Mode, Span

TRANSCRIPT = """Here is a part of the talk.

LUND: Who closed the bridge at Hallan?

MARN: The harbour board did. It told nobody.

We asked twice.

(CROSSTALK)

LUND: Will it open again?"""


def paragraphs(text: str) -> list[Span]:
    return list(article(text, "a").paragraphs)


def said(text: str) -> list[tuple[str, list[str]]]:
    return [
        (text[turn.name.start : turn.name.end], [text[span.start : span.end] for span in turn.content])
        for turn in turns(text, paragraphs(text))
    ]


def test_a_turn_runs_to_the_next_name() -> None:
    assert said(TRANSCRIPT) == [
        ("LUND", ["Who closed the bridge at Hallan?"]),
        ("MARN", ["The harbour board did. It told nobody.", "We asked twice."]),
        ("LUND", ["Will it open again?"]),
    ]


def test_turns_in_quotation_marks() -> None:
    text = "The talk.\n\n“LUND: Who closed it?\n\nNobody had asked before.\n\n“LUND: Will it open?”"
    assert [name for name, _ in said(text)] == ["LUND", "LUND"]
    assert said(text)[0][1] == ["Who closed it?"]


@pytest.mark.parametrize(
    "text",
    [
        "HALLAN: The bridge is closed.\n\nIt will open again in May, the harbour board said.",
        "Lund: the bridge is closed.\n\nLund: it will open again in May.",
        "",
    ],
)
def test_what_is_no_transcript(text: str) -> None:
    found = [Span(0, len(text))] if text else []
    assert turns(text, paragraphs(text) if text.strip() else found) == []


def test_an_attribution_keeps_to_its_turn() -> None:
    all_said = turns(TRANSCRIPT, paragraphs(TRANSCRIPT))
    told, nobody = TRANSCRIPT.index("told"), TRANSCRIPT.index("nobody")
    last = TRANSCRIPT.index("Will it open")
    found = Attribution(source=None, cue=(told, told + 4), content=((nobody, nobody + 6), (last, last + 8)), score=0.9)
    kept = [each for each in with_turns([found], all_said) if each.cue == found.cue]
    assert [each.content for each in kept] == [((nobody, nobody + 6),)]


def test_each_turn_is_a_statement_in_direct_speech() -> None:
    statements = [each for each in read(article(TRANSCRIPT, "a")).statements if each.cue and each.cue.words == ":"]
    assert [each.voice[-1].name for each in statements] == ["LUND", "MARN", "LUND"]
    assert {each.mode for each in statements} == {Mode.DIRECT}


def test_reports_within_reports() -> None:
    text = "According to the Norvane Wire, the harbour master Ola Lund said that the bridge would open again in May."
    chains = [[link.name for link in each.voice] for each in read(article(text, "a")).statements]
    assert any(chain[-1] == "Ola Lund" and len(chain) > 1 for chain in chains)


def test_it_stands_for_what_was_described_as_speaking() -> None:
    assert may_stand_for("it", "a report by three engineers")
    assert may_stand_for("they", "dockers at the harbour")
    assert not may_stand_for("it", "a senior minister")
    assert not may_stand_for("they", "the report")


def test_words_without_an_author() -> None:
    assert {anonymous(words) for words in ("the ruling", "other studies", "research conducted by engineers")} == {
        "reports"
    }
    assert anonymous("a senior official") == "described"
