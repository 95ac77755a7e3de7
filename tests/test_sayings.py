"""One saying in several wordings, and two sayings that are worded alike."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from benchmarks import sayings as measured
from onrecord.comparing.comparison import Speaker
from onrecord.comparing.meaning import family, meaning
from onrecord.comparing.sayings import SAME, WHOLE, alike, likeness
from onrecord.comparing.speakers import speakers
from onrecord.record import Anchor, Article, Link, Mode, Reader, Record, Source, Span, Statement


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("We will not be blackmailed", "the country won't give in to blackmail"),
        ("the council rejected the plan for the quay", "“We do not accept the quay plan,”"),
        ("the cranes would be idle for 48 hours", "“Our cranes are going to be idle for two days,”"),
        ("the quay was safe", "“There is no danger on the quay,”"),
        ("that the pilots had resigned", "the pilots' resignation"),
        ("the ferry would sail at noon", "the ferry would sail at noon, whatever the weather, with all its passengers"),
    ],
)
def test_one_saying_in_two_wordings(one: str, other: str) -> None:
    assert alike(one, other) >= SAME
    assert alike(other, one) == alike(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the quay would be opened on Monday", "the quay would be opened on Thursday"),
        ("the quay would be opened in May", "the quay would be closed in May"),
        ("nine pilots were hurt on the quay", "eleven pilots were hurt on the quay"),
        ("the pilots would strike", "the pilots would not strike"),
        ("Halm should be mayor of the town", "Struve should be mayor of the town"),
        ("In 1990 Orsk attacked Marn", "In 1990 Marn attacked Orsk"),
    ],
)
def test_two_sayings_that_are_worded_alike(one: str, other: str) -> None:
    assert alike(one, other) < SAME
    assert alike(other, one) == alike(one, other)


def test_who_does_it_may_be_told_by_a_passive() -> None:
    assert alike("In 1990 Orsk attacked Marn", "In 1990 Marn was attacked by Orsk") >= SAME
    assert alike("In 1990 Orsk attacked Marn", "In 1990 Orsk was attacked by Marn") < SAME


def test_what_is_denied_is_the_other_way_round() -> None:
    fired, none = "the guards had fired on the pilots", "no guards fired on the pilots"
    assert alike(fired, none) < SAME
    assert alike(fired, none, denied=(True, False)) >= SAME
    assert alike(fired, fired, denied=(True, False)) < SAME
    assert alike(fired, fired, denied=(True, True)) == 1


@pytest.mark.parametrize(
    "forms",
    [
        ("blackmail", "blackmailed", "blackmailing"),
        ("investigate", "investigation", "investigator", "investigated"),
        ("resign", "resignation", "resigned"),
        ("independent", "independence", "independently"),
    ],
)
def test_words_of_one_family(forms: Sequence[str]) -> None:
    assert len({meaning(form).terms[0].key for form in forms}) == 1


def test_short_words_keep_their_letters() -> None:
    assert [family(word) for word in ("red", "ate", "ring")] == ["red", "ate", "ring"]


def test_a_negation_ends_with_its_clause() -> None:
    terms = {term.key: term.negated for term in meaning("the pilots do not sail, but the ferry waits").terms}
    assert terms[family("sail")] is True
    assert terms[family("ferry")] is False


def record(outlet: str, *said: tuple[str, str]) -> Record:
    """A report in which Oda Flint says some things, each with its act."""
    text = "\n".join(f"Oda Flint said {words}" for words, _ in said)
    statements, at = [], 0
    for number, (words, act) in enumerate(said):
        start = text.index(words, at)
        source = Source(text=text, start=start - 15, end=start - 6)
        statements.append(
            Statement(
                id=f"s-{number}",
                source=source,
                cue=Anchor(text=text, start=start - 5, end=start - 1),
                content=(Anchor(text=text, start=start, end=start + len(words)),),
                mode=Mode.INDIRECT,
                act=act,
                voice=(
                    Link(entity=None, name=outlet),
                    Link(entity=None, name="Oda Flint", start=source.start, end=source.end, anonymous="described"),
                ),
            )
        )
        at = start + len(words)
    article = Article(outlet=outlet, language="en", text=text, paragraphs=(Span(0, len(text)),))
    return Record(
        article=article, reader=Reader(engine="0", model="0", layers=("statements",)), statements=tuple(statements)
    )


def sayings_of(*records: Record) -> list[list[str]]:
    (speaker,) = speakers(records)
    assert isinstance(speaker, Speaker)
    return [[saying.content[0].words for saying in variants.sayings] for variants in speaker.statements]


def test_three_wordings_are_one_saying_with_variants() -> None:
    found = sayings_of(
        record("Wire", ("“The pilots will not be blackmailed”", "assert"), ("the quay was closed", "assert")),
        record("Courier", ("that the pilots would not give in to blackmail", "assert")),
        record("Lantern", ("“Our pilots are never going to bow to blackmail”", "vow"), ("the quay was open", "assert")),
    )
    assert found[0] == [
        "“The pilots will not be blackmailed”",
        "that the pilots would not give in to blackmail",
        "“Our pilots are never going to bow to blackmail”",
    ]
    assert [len(each) for each in found] == [3, 1, 1]


def test_a_report_gives_a_saying_at_most_one_statement_and_the_likest() -> None:
    found = sayings_of(
        record("Wire", ("the pilots would sail with the tide", "assert")),
        record(
            "Courier",
            ("the pilots would sail", "assert"),
            ("that the pilots would sail with the morning tide", "assert"),
        ),
    )
    assert found == [
        ["the pilots would sail with the tide", "that the pilots would sail with the morning tide"],
        ["the pilots would sail"],
    ]


def test_part_of_a_quotation_is_the_quotation() -> None:
    one = record("Wire", ("“They waited for the tide, and then they came in shooting”", "assert")).statements[0]
    other = record("Lantern", ("“They came in shooting”", "rage")).statements[0]
    assert likeness(one, other) >= WHOLE


def test_the_pairs_are_measured(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = "same | the quay was shut | the quay was shut\nother | the quay was shut | deny: the quay was shut\n"
    wrong = "same | the quay was shut | the pilots were hurt\n"
    (tmp_path / "seen.txt").write_text(f"# Pairs\n{lines}{wrong}", encoding="utf-8")
    (tmp_path / "held.txt").write_text(lines, encoding="utf-8")
    figures = measured.run(tmp_path, failures=True)
    assert figures["seen recall"] == 0.5
    assert figures["seen right"] == pytest.approx(2 / 3)
    assert figures["held F1"] == 1
    assert "seen:4 same 0.00 | the quay was shut | the pilots were hurt" in capsys.readouterr().out


@pytest.mark.parametrize("line", ["same | one", "alike | one | two", "same | one | two | three", "same | one | "])
def test_a_line_that_is_no_pair_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / "seen.txt").write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="line 1 cannot be read"):
        measured.table(tmp_path / "seen.txt")


def test_there_are_enough_pairs_and_half_are_hard() -> None:
    for part in measured.PARTS:
        pairs = measured.table(measured.TABLES / f"{part}.txt")
        assert len(pairs) >= 40
        assert sum(pair.same for pair in pairs) * 2 == len(pairs)
