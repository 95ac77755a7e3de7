"""Whether events happened: passages with the word that tells one marked, and what must come of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.status import TABLES, Told, clauses_of, found, right, table
from onrecord.articles import article
from onrecord.reading.background import historical
from onrecord.reading.encoder import shipped
from onrecord.reading.operators import EFFECTS, FILE, effect, forms
from onrecord.reading.status import status
from onrecord.reading.wordlists import words
from onrecord.record import STATUSES, Anchor, Link, Mode, Statement, Time


def lines() -> Iterator[tuple[str, Told]]:
    for path in sorted(TABLES.glob("*.txt")):
        for one in table(path):
            yield path.stem, one


LINES = list(lines())
NAMED = [f"{stem}: {one.written}" for stem, one in LINES]


@pytest.mark.parametrize(("stem", "told"), LINES, ids=NAMED)
def test_the_tables(stem: str, told: Told) -> None:
    if told.known:
        assert not right(told), f"{stem} line {told.line} holds now: take its mark away"
    else:
        assert found(told) == (told.status, "historical" in told.flags)


def test_the_tables_are_long_enough_and_few_of_their_lines_are_marked() -> None:
    assert len({one.written for _, one in LINES}) >= 330
    assert {one.status for _, one in LINES} == set(STATUSES)
    assert sum(one.known for _, one in LINES) <= 0.02 * len(LINES)


@pytest.mark.parametrize(
    "line", ["No word is marked. | actual", "A *raid* | perhaps", "A *raid* | actual | old", "*Two* *words* | actual"]
)
def test_a_line_that_cannot_be_read(line: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(line, encoding="utf-8")
    with pytest.raises(ValueError, match="line 1 cannot be read"):
        table(path)


def status_in(text: str, word: str, statement: Statement | None = None, when: Time | None = None) -> str:
    clauses = clauses_of(article(text, "the text"), shipped())
    at = next(at for at, one in enumerate(clauses.parse.words) if text[one.start : one.end] == word)
    return status(clauses, at, statement, when=when, published="2024-05-15")


def told_by(text: str, content: str, cue: str, act: str, link: Link) -> Statement:
    def anchor(piece: str) -> Anchor:
        start = text.index(piece)
        return Anchor(text=text, start=start, end=start + len(piece))

    return Statement(
        id="s",
        source=None,
        cue=anchor(cue),
        content=(anchor(content),),
        mode=Mode.INDIRECT,
        act=act,
        commitment="certain",
        voice=(link,),
    )


class TestStatements:
    TEXT = "The rebels crossed the river and burned a mill, it was written in the town."

    def of(self, act: str, link: Link, cue: str = "written") -> list[str]:
        statement = told_by(self.TEXT, "The rebels crossed the river and burned a mill", cue, act, link)
        return [status_in(self.TEXT, word, statement) for word in ("crossed", "burned")]

    def test_a_named_speaker_makes_nothing_alleged(self) -> None:
        assert self.of("assert", Link(entity="e", name="Ana Quill")) == ["actual", "actual"]

    def test_unnamed_reports_do(self) -> None:
        link = Link(entity=None, name="unconfirmed reports", anonymous="reports")
        assert self.of("assert", link) == ["alleged", "alleged"]

    @pytest.mark.parametrize("name", ["police reports", "previous Herald reports", "court records"])
    def test_papers_of_somebody_do_not(self, name: str) -> None:
        assert self.of("assert", Link(entity=None, name=name, anonymous="reports")) == ["actual", "actual"]

    def test_described_speakers_do_not(self) -> None:
        assert self.of("assert", Link(entity=None, name="witnesses", anonymous="described")) == ["actual", "actual"]

    @pytest.mark.parametrize("act", ["accuse", "suggest", "believe"])
    def test_acts_that_do_not_stand_by_it_do(self, act: str) -> None:
        assert self.of(act, Link(entity="e", name="Ana Quill")) == ["alleged", "alleged"]

    def test_a_denial_undoes_its_main_clause(self) -> None:
        text = "The rebels crossed the river after the raid. That was denied."
        statement = told_by(
            text, "The rebels crossed the river after the raid", "denied", "deny", Link(entity="e", name="Ana")
        )
        assert [status_in(text, word, statement) for word in ("crossed", "raid")] == ["negated", "actual"]


class TestTimes:
    def when(self, text: str, words_: str, day: str) -> Time:
        start = text.index(words_)
        return Time(text=text, start=start, end=start + len(words_), type="DATE", value=day, earliest=day, latest=day)

    def test_the_present_with_a_day_to_come_is_planned(self) -> None:
        text = "The two envoys meet on Friday."
        assert status_in(text, "meet", when=self.when(text, "Friday", "2024-05-17")) == "planned"
        assert status_in(text, "meet", when=self.when(text, "Friday", "2024-05-10")) == "actual"

    def test_a_past_is_past_whatever_the_day(self) -> None:
        text = "The two envoys met on Friday."
        assert status_in(text, "met", when=self.when(text, "Friday", "2024-05-17")) == "actual"

    @pytest.mark.parametrize(
        ("day", "published", "expected"),
        [
            ("2023-05-14", "2024-05-15", True),
            ("2023-06-14", "2024-05-15", False),
            ("1999", "2024-05-15", True),
            ("1999", "2024", True),
            ("2024-05", "2024-05-15T10:00", False),
            ("1999", None, False),
            ("1999", "no date", False),
        ],
    )
    def test_a_year_is_long_ago(self, day: str, published: str | None, expected: bool) -> None:
        text = "The two envoys met in the spring."
        clauses = clauses_of(article(text, "the text"), shipped())
        assert historical(clauses, 3, self.when(text, "the spring", day), published) is expected

    def test_a_past_perfect_that_is_reported_is_no_background(self) -> None:
        text = "The two families had feuded bitterly."
        clauses = clauses_of(article(text, "the text"), shipped())
        assert historical(clauses, 4)
        assert not historical(clauses, 4, reported=True)


class TestOperators:
    def test_every_entry_has_one_effect(self) -> None:
        for nouns in ("", " nouns"):
            seen: dict[str, str] = {}
            for name in EFFECTS:
                for entry in words(FILE, f"{name}{nouns}"):
                    key = entry.partition("(")[0]
                    assert seen.setdefault(key, name) == name, key

    def test_words_of_several_parts_inflect_in_the_first(self) -> None:
        assert {"called off", "calls off", "calling off"} <= forms("prevents")

    @pytest.mark.parametrize(
        ("text", "above", "under", "expected"),
        [
            ("They called off the march.", "called", "march", "prevents"),
            ("They called for the march.", "called", "march", "demands"),
            ("They accused him of theft.", "accused", "theft", "alleges"),
            ("They painted the hall red.", "painted", "hall", None),
        ],
    )
    def test_a_particle_or_preposition_counts(self, text: str, above: str, under: str, expected: str | None) -> None:
        clauses = clauses_of(article(text, "the text"), shipped())
        places = {text[word.start : word.end]: at for at, word in enumerate(clauses.parse.words)}
        assert effect(clauses, places[above], places[under]) == expected


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            [
                *"the no attack failed to not deny denied that if would have been planned , . ? and or of for".split(),
                *"they resign call threatened accused off had never n't before without due is may unless plans".split(),
                *("🔥", "“", "”", "nai\u0308ve", "\r\n", "قُتل"),
            ]
        ),
        min_size=1,
        max_size=16,
    )
)
def test_no_words_in_any_order_break_it(some: list[str]) -> None:
    text = f"They {' '.join(some)}"
    clauses = clauses_of(article(text, "the text"), shipped())
    for at in range(len(clauses.parse.words)):
        once = status(clauses, at)
        assert once in STATUSES
        assert once == status(clauses, at)
        assert historical(clauses, at) in {True, False}


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("🔥🔥 The navy didn’t shell the port.", "shell", "negated"),
        ("The nai\u0308ve envoy\r\nwon’t resign.", "resign", "negated"),
        ("القائد did not resign.", "resign", "negated"),
    ],
)
def test_odd_characters(text: str, word: str, expected: str) -> None:
    assert status_in(text, word) == expected
