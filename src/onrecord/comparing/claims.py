"""What one report says of an attribute: a value, its words, whose voice it is in, and as of when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from onrecord.comparing.direction import order
from onrecord.comparing.findings import Claim
from onrecord.comparing.joins import Actor
from onrecord.comparing.places import Place, place_of
from onrecord.comparing.words import fold
from onrecord.reading.voiced import holder
from onrecord.record import Anchor, Record, Time, Voice

_DAY: Final = 10
_LONGEST: Final = 2
"""Days that the time of a statement may last to say as of when something is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with the value it gives.

    Attributes:
        claim: the claim.
        speaker: who vouches for it: the same for one speaker in several reports.
        lower: the least, or the first day.
        upper: the most, or the last.
        said: the value in words.
        actor: the id of the actor it is.
        risen: whether its words say that a number has gone up.
        numbered: whether a number itself is told, and not summed up from people told of one by one.
    """

    claim: Claim
    speaker: str
    lower: float | str | None = None
    upper: float | str | None = None
    said: str | None = None
    actor: str | None = None
    risen: bool = False
    numbered: bool = True


class Reports:
    """The records compared, with who is who in them and where their words come from.

    Args:
        records: the records, in any order.
        actors: the entities of several records that are one.
        origin: gives for some words the id of the article they are first found in.
    """

    def __init__(self, records: Sequence[Record], actors: Sequence[Actor], origin: Callable[[Place], str]) -> None:
        self.records = sorted(records, key=lambda record: order(record.article))
        self.by_article = {record.article.id: record for record in self.records}
        self.origin = origin
        self._actors: Mapping[tuple[str, str], Actor] = {
            (member.article, member.id): actor for actor in actors for member in actor.members
        }
        self._times = {
            record.article.id: {(time.start, time.end): time for time in record.times} for record in self.records
        }

    def actor(self, record: Record, entity: str | None) -> Actor | None:
        """The actor that an entity of a record is."""
        return self._actors.get((record.article.id, entity)) if entity is not None else None

    def speaker(self, record: Record, voice: Voice) -> str:
        """Who vouches for what a voice says: an actor, else a name, else the report itself."""
        if not voice:
            return record.article.outlet or record.article.id
        last = voice[-1]
        actor = self.actor(record, last.entity)
        if actor is not None:
            return actor.id
        return " ".join(fold(word) for word in last.name.split()) if last.name else record.article.id

    def time(self, record: Record, anchor: Anchor | None) -> Time | None:
        """The time that some words of a record stand for."""
        return self._times[record.article.id].get((anchor.start, anchor.end)) if anchor is not None else None

    def claim(
        self, record: Record, words: Anchor, voice: Voice, *, denies: bool = False, before: str | None = None
    ) -> Claim:
        """A claim of a report.

        Args:
            record: the report's record.
            words: where it stands.
            voice: who says so.
            denies: whether the speaker denies it.
            before: the day it is said for, where it is told as what was said before.
        """
        found = place_of(record, words)
        as_of = before or self.spoken(record, words) or record.article.published
        origin = self._retold(record, voice) or self.origin(found)
        return Claim(words=found, voice=voice, as_of=as_of, denies=denies, origin=origin)

    def _retold(self, record: Record, voice: Voice) -> str | None:
        """The first report compared whose outlet a voice names: "The Marn Post reported that three…"."""
        named = {self._outlet(link.name) for link in voice[1:] if link.name}
        for other in self.records:
            if other is not record and other.article.outlet and self._outlet(other.article.outlet) in named:
                return other.article.id
        return None

    @staticmethod
    def _outlet(name: str) -> str:
        return " ".join(fold(word) for word in name.split()).removeprefix("the ")

    def spoken(self, record: Record, words: Anchor) -> str | None:
        """The day on which what some words tell was said, where the report tells that it was one before its own."""
        statement = holder(words.span, record.statements)
        time = self.time(record, statement.when) if statement is not None else None
        published = record.article.published
        if time is None or published is None or time.earliest is None or time.latest is None:
            return None
        first, last = day(time.earliest), day(time.latest)
        if first is None or last is None or (last - first).days >= _LONGEST or time.latest[:_DAY] >= published[:_DAY]:
            return None
        return time.earliest[:_DAY]


def day(when: str | None) -> datetime | None:
    """The day of an instant."""
    return instant(when[:_DAY]) if when else None


def instant(when: str | None) -> datetime | None:
    """An instant as a time of one zone; None where it is none."""
    try:
        found = datetime.fromisoformat(when) if when else None
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found
