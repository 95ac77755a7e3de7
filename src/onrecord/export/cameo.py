"""A view for those who work with CAMEO: date, source, target and code on a line, one for each actor and recipient.

PLOVER's types, modes and contexts become codes by the public conversion table read backwards (`cameo.yaml`). The line
has no place for a status or a voice, so that only events told as having happened are in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations, product
from typing import Final

from onrecord.export import events
from onrecord.record import Event, Participant, Record

NOBODY: Final = "---"
"""What stands for an actor, or an actor's country, that nobody told."""


@dataclass(frozen=True, slots=True)
class Code:
    """What a code of CAMEO's asks of an event.

    Attributes:
        code: three or four digits.
        modes: alternatives; empty if it asks for none.
        contexts: all have to be there.
        either: one has to be there; empty if none has to.
        reversed: whether it tells what the recipient does to the actor.
    """

    code: str
    modes: frozenset[str]
    contexts: frozenset[str]
    either: frozenset[str]
    reversed: bool

    @property
    def asks(self) -> int:
        """How much it asks for."""
        return bool(self.modes) + len(self.contexts) + bool(self.either)

    def fits(self, event: Event) -> bool:
        """Whether an event has what it asks for."""
        about = set(event.contexts)
        return (
            (not self.modes or event.mode in self.modes)
            and self.contexts <= about
            and (not self.either or not self.either.isdisjoint(about))
        )


def lines(record: Record, raw: str | None = None) -> Iterator[str]:  # noqa: ARG001 - formats are called alike
    """The events of a record that happened, in text order: `YYYYMMDD`, source, target and code, parted by tabs.

    Of those who consult everybody does so with everybody, in both directions. The date is empty where the day is not
    known. There is no room for where it comes from: the format `provenance` tells that of the same articles.
    """
    for told in events.told(record):
        event = told.event
        if event.type not in codes() or not events.happened(event):
            continue
        date = (events.day(events.time_of(record, event)) or "").replace("-", "")
        for source, target, code in dict.fromkeys(_pairs(event)):
            yield f"{date}\t{source}\t{target}\t{code}"


def _pairs(event: Event) -> Iterator[tuple[str, str, str]]:
    forth, back = code(event), code(event, back=True)
    actors, recipients = events.sides(event)
    if event.type == "CONSULT" and not recipients and len(actors) > 1:
        yield from ((source, target, forth) for source, target in permutations(_called(actors), 2))
        return
    for source, target in product(_called(actors), _called(recipients)):
        yield source, target, forth
        if event.type == "CONSULT" and NOBODY not in {source, target}:
            yield target, source, back


def _called(side: Iterable[Participant]) -> list[str]:
    """The codes of a side."""
    return [actor(one) for one in side] or [NOBODY]


def actor(one: Participant) -> str:
    """Somebody's code: country and sector, `USAGOV`; three dashes stand for a country that is not told."""
    known = events.data("cameo.yaml")["sectors"]
    sector = known.get(one.sector, one.sector) or ""
    return f"{one.country or NOBODY}{sector}"


def code(event: Event, *, back: bool = False) -> str:
    """The most specific code that an event fits; of several that fit alike the one above them, else the type's root.

    Args:
        event: of one of the types in the table.
        back: whether the code is asked for what the recipient does to the actor.

    Raises:
        KeyError: the table does not know the type.
    """
    known, root = codes()[event.type], events.data("cameo.yaml")["roots"][event.type]
    fitting = [one for one in known.values() if one.asks and one.fits(event)]
    own = [one for one in fitting if one.reversed is back] or [one for one in fitting if not one.reversed]
    if not own:
        return str(root)
    most = max(one.asks for one in own)
    chains = [_above(one.code) for one in own if one.asks == most]
    shared = [each for each in chains[0] if each in known and all(each in chain for chain in chains)]
    return shared[0] if shared else str(root)


def _above(code: str) -> list[str]:
    """A code and the codes above it, the lowest first: 0311, 031, 030."""
    return list(dict.fromkeys((code, code[:3], f"{code[:2]}0")))


@cache
def codes() -> Mapping[str, Mapping[str, Code]]:
    """The table by type and code."""
    return {
        kind: {
            code: Code(
                code,
                _names(asked.get("mode", ())),
                _names(asked.get("contexts", ())),
                _names(asked.get("either", ())),
                asked.get("from") == "recipient",
            )
            for code, asked in table.items()
        }
        for kind, table in events.data("cameo.yaml")["codes"].items()
    }


def _names(given: str | Iterable[str]) -> frozenset[str]:
    return frozenset((given,) if isinstance(given, str) else given)
