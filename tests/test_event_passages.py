"""Who did what to whom: the passages of `events/passages.txt` with the events that a careful coder takes from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.articles import article
from onrecord.reading.reader import read
from onrecord.record import COUNTS, STATUSES, Anchor, Count, Event, Participant, Record

PASSAGES = Path(__file__).parent / "events" / "passages.txt"
ROLES = ("by", "to", "at", "when", "with", "says")
BOUNDS = re.compile(r"(-)?(\d+)(\+)?(?: to (\d+))?$")
ENGLISH = "The weather was fine on the day, and the shops in the town were open until late in the evening as usual."
LEAST, MOST_MARKED = 60, 0.1


@dataclass(frozen=True)
class Expected:
    """One line under a passage."""

    written: str
    marked: bool
    head: str
    word: str = ""
    told: dict[str, list[str]] = field(default_factory=dict)
    status: str = ""
    counts: dict[str, str] = field(default_factory=dict)


def expected(line: str) -> Expected:
    """What a line says.

    Raises:
        ValueError: it cannot be read.
    """
    written = line.strip()
    first, *rest = [part.strip() for part in written.removeprefix("~").split("|")]
    head, _, word = first.partition(" ")
    told: dict[str, list[str]] = {}
    counts: dict[str, str] = {}
    status = ""
    for part in rest:
        key, _, value = part.partition(" ")
        if key in ROLES:
            told[key] = [one.strip() for one in value.split(";") if one.strip() != "-"]
        elif key in COUNTS and BOUNDS.match(value):
            counts[key] = value
        elif part in STATUSES:
            status = part
        else:
            raise ValueError(f"{part!r} in {written!r} cannot be read")
    return Expected(written, written.startswith("~"), head, word, told, status, counts)


def passages() -> Iterator[tuple[str, Expected]]:
    text = ""
    for line in PASSAGES.read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            yield text, expected(line)
        elif line and not line.startswith("#"):
            text = line


@cache
def record_of(text: str) -> Record:
    """What is read of a passage, which more words in plain English follow, since the language of so few is a guess."""
    return read(article(f"{text}\n\n{ENGLISH}", "the passage"))


def stands(words: str, one: Participant, names: dict[str, str]) -> bool:
    """Whether somebody of an event is who a line says: by the words, or by the name."""
    return words in one.words or (one.entity is not None and words in names[one.entity])


def agrees(count: Count | None, written: str) -> bool:
    """Whether a count lies between the bounds that a line says."""
    found = BOUNDS.match(written)
    if count is None or found is None:
        return False
    below, number, above, last = found.groups()
    bounds = (None if below else int(number), None if above else int(last or number))
    return (count.lower or None, count.upper) == bounds


def counted(event: Event) -> dict[str, Count]:
    known = {"killed": event.killed, "injured": event.injured, "arrested": event.arrested}
    return {**{one.kind: one for one in event.other_counts}, **{kind: one for kind, one in known.items() if one}}


def fits(event: Event, one: Expected, record: Record) -> bool:
    """Whether an event is the one that a line says."""
    kind, _, mode = one.head.partition("/")
    names = {entity.id: " / ".join(entity.names) for entity in record.entities}
    said = [names[link.entity] if link.entity else link.name or "" for link in event.voice]
    people = {"by": event.actors, "to": event.recipients}
    words = {"at": event.place, "when": event.when, "with": event.instrument}
    same = event.type == kind and event.mode == (mode or event.mode) and event.status == (one.status or event.status)
    if not same or not any(one.word in told.words for told in event.mentions):
        return False
    for role, wanted in one.told.items():
        if role in people:
            here = people[role]
            if len(here) != len(wanted) or not all(any(stands(each, who, names) for who in here) for each in wanted):
                return False
        elif role in words:
            place = words[role]
            if (place.words if place is not None else "").find(wanted[0] if wanted else "") < 0:
                return False
        elif not any(wanted[0] in each for each in said):
            return False
    return all(agrees(counted(event).get(kind), written) for kind, written in one.counts.items())


def holds(text: str, one: Expected) -> bool:
    record = record_of(text)
    if one.head == "none":
        return not record.events
    if one.head == "no":
        return all(event.type != one.word for event in record.events)
    if one.head == "events":
        return len(record.events) == int(one.word)
    return any(fits(event, one, record) for event in record.events)


def shown(event: Event) -> str:
    people = [[who.words for who in each] for each in (event.actors, event.recipients)]
    place, when = (one.words if one is not None else None for one in (event.place, event.when))
    return f"{event.type}/{event.mode} {event.trigger.words} {event.status} {people} {place} {when} {counted(event)}"


LINES = list(passages())


@pytest.mark.parametrize(("text", "one"), LINES, ids=[f"{text[:40]}: {one.written}" for text, one in LINES])
def test_the_passages(text: str, one: Expected) -> None:
    if one.marked:
        assert not holds(text, one), "it holds now: take its mark away"
    else:
        assert holds(text, one), [shown(event) for event in record_of(text).events]


def test_the_passages_are_many_and_few_of_their_lines_are_marked() -> None:
    assert len({text for text, _ in LINES}) >= LEAST
    assert sum(one.marked for _, one in LINES) <= MOST_MARKED * len(LINES)


@pytest.mark.parametrize("line", ["AID sent | from Norland", "AID sent | perhaps", "AID sent | killed some"])
def test_a_line_that_cannot_be_read(line: str) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        expected(line)


def anchors(event: Event) -> Iterator[Anchor]:
    yield from (event.trigger, *event.mentions, *event.actors, *event.recipients)
    yield from (one for one in (event.instrument, event.place, event.when) if one is not None)
    yield from counted(event).values()


TELLINGS = [
    "Police in {} arrested {} on Monday.",
    "{} condemned the raid that killed two of {}’s guards.",
    "“{} must free the hostages,” said {}.",
    "{} met {}\r\nin Lorne 🕊️ and signed a truce.",
    "The army shelled {}, killing at least 12 people, {} said…",
]
NAMES = ["Ana Voss", "أحمد منصور", "דנה לוי", "Zoë O’Dell", "Jose\u0301 Marn", "🦊 Kestrel", "the ‘Blue Front’"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(TELLINGS), min_size=1, max_size=3), st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_whatever_an_event_tells_is_in_the_text_and_equal_to_its_words(told: list[str], one: str, other: str) -> None:
    passage = "\r\n\r\n".join(each.format(one, other) for each in told)
    record = read(article(f"{passage}\r\n\r\n{ENGLISH}", "the passage"))
    text = record.article.text
    for event in record.events:
        for anchor in anchors(event):
            assert 0 <= anchor.start < anchor.end <= len(text)
            assert text[anchor.start : anchor.end] == anchor.words
        assert event.trigger in event.mentions


def test_reading_twice_tells_the_same_events() -> None:
    text = "\n\n".join(dict.fromkeys(each for each, _ in LINES[:30]))
    assert read(article(text, "the passage")).events == read(article(text, "the passage")).events


def test_what_nobody_else_says_the_outlet_says() -> None:
    text = "Police arrested two men in Tarn on Monday. Ana Voss said that officers had beaten the prisoner."
    arrest, beating = record_of(text).events
    assert (arrest.type, arrest.voice) == ("COERCE", ())
    assert (beating.type, [link.name for link in beating.voice]) == ("ASSAULT", ["Ana Voss"])
