"""One event once: what is told of the same happening in several places, put together.

Two tellings are one event if nothing speaks against it (another type, mode, place, time, other people) and something
speaks for it: a noun takes up what was told ("the raid"), a noun stands where somebody would act ("the attack killed
two"), the same word is told of the same people, or what happened to people is told side by side ("one was killed and
dozens were hurt"). A noun that takes up nothing of its own type is part of what was told before it at the same place or
of the same people, and takes its time ("during the clashes at the camp"): a bridge in the sense of Clark (1975).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from onrecord.reading.classes import listed
from onrecord.reading.when import LEAP
from onrecord.record import Count, Span, Time, Voice

_HARMED: Final = frozenset({"killed", "injured", "missing"})
_ONGOING: Final = "ongoing"
_OPEN: Final = frozenset({"actual", _ONGOING, "alleged"})
_SAID: Final = frozenset({"ACCUSE", "AGREE", "CONCEDE", "CONSULT", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})
_AGAIN: Final = 4
"""How many sentences on a noun with "the" takes up what was told, where nothing else speaks for it."""
_FURTHEST: Final = 40
"""How many tellings back a happening is looked for."""
_BRIDGED: Final = 4
"""How many sentences back the clash lies at the most whose time a noun takes."""
_HARMFUL: Final = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT"})
"""Types of events that can be part of one another."""
_SHORT: Final = re.compile(r"PT|P[\dX.]+[DW]$")
"""A length of hours, days or weeks."""
_STRETCH: Final = 45
"""Days from which a time is a stretch that many happenings lie in."""
_DESTROYING: Final = frozenset({"explosives", "suicide-attack", "aerial", "heavy-weapons", "primitive"})
"""Modes of force that things are destroyed by."""
_NEAR: Final = 2
"""Sentences behind an attack in which what came of it is told without saying so."""
_FAR: Final = 4
"""The same, where words say that it is the same attack, or that they are others."""


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody in an event.

    Attributes:
        span: the words.
        entity: the id of the entity, if it is one.
        noun: the noun they are told of with.
        at: the word of the syntax.
        named: whether the entity has a name.
        known: whether the words say that they are known: "the priests".
    """

    span: Span
    entity: str | None
    noun: str
    at: int
    named: bool = False
    known: bool = False


@dataclass(frozen=True, slots=True)
class Happening:
    """One telling of an event, or several put together.

    Attributes:
        at: the word of the syntax that tells it.
        word: the lemma of the lexicon's line.
        type: PLOVER's type.
        mode: its mode.
        contexts: its contexts.
        trigger: the words that tell it.
        mentions: the words of all that tell it.
        actors: who acts.
        recipients: to whom.
        place: where.
        instrument: with what.
        when: at what time.
        status: whether it happened.
        historical: whether it is background.
        counts: how many, by kind.
        score: how sure its type is.
        voice: who says so.
        sentence: the number of its sentence.
        definite: whether it is a noun that takes up what is known: "the raid".
        tentative: whether it is told by a word that alone tells no event, and counts only with another.
        anaphoric: whether one of the words that tell it is such a noun.
        verb: whether a verb tells it; of several tellings, the first.
        more: whether those who came to harm are told to be others than those told before: "was also killed".
        taking_up: whether harm is told with a noun that takes up what is known: "killed in the attack".
        another: whether a noun tells that it is not the one told before: "another attack", "earlier attacks".
        several: whether a noun in the plural that nothing makes definite tells it: "attacks on ministries".
        parts: the words of event nouns that it is told as part of, or that act in it.
        heads: the words of the syntax that tell it, once put together.
        words: their lemmas.
    """

    at: int
    word: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    trigger: Span
    mentions: tuple[Span, ...]
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    place: Party | None
    instrument: Span | None
    when: Time | None
    status: str
    historical: bool
    counts: Mapping[str, Count]
    score: float
    voice: Voice
    sentence: int
    definite: bool = False
    tentative: bool = False
    anaphoric: bool = False
    more: bool = False
    taking_up: bool = False
    another: bool = False
    several: bool = False
    parts: tuple[int, ...] = ()
    verb: bool = False
    heads: frozenset[int] = field(default=frozenset())
    words: frozenset[str] = field(default=frozenset())


def merged(told: Sequence[Happening]) -> list[Happening]:
    """The happenings behind some tellings, in the order of their first.

    Args:
        told: the tellings in text order.
    """
    kept: list[Happening] = []
    for one in told:
        same = [at for at in _candidates(kept) if _same(kept[at], one)]
        place = next((at for at in same if one.word in kept[at].words), next(iter(same), None))
        if place is None:
            kept.append(replace(one, heads=frozenset({one.at}), words=frozenset({one.word})))
        else:
            kept[place] = _taken_in(kept[place], one)
    kept = _grouped(kept)
    return [_bridged(one, kept) for one in kept]


def _candidates(kept: Sequence[Happening]) -> range:
    return range(len(kept) - 1, max(-1, len(kept) - 1 - _FURTHEST), -1)


def _same(one: Happening, other: Happening) -> bool:
    """Whether a telling is of a happening told before."""
    if one.type != other.type or not (_destroyed(one, other) or _agree(one, other)):
        return False
    if _is_part(one, other) or _tell_one(one, other) or _came_of(one, other) or _adds(one, other):
        return True
    if not _who_agree(one.recipients, other.recipients):
        return False
    if other.definite and not other.counts and _takes_up(one, other):
        return True
    return one.word == other.word and _voices(one) == _voices(other) and _alike(one, other)


def _takes_up(one: Happening, other: Happening) -> bool:
    """Whether a noun with "the" can mean a happening told before: of the same people or place, or not far back.

    What says anew where, when or by whom it was ("the attacks in Velden") takes up nothing that is not known to be so.
    """
    if _share(one.recipients, other.recipients) or _share(one.actors, other.actors) or _same_place(one, other):
        return True
    if _tells_anew(one, other) or (other.actors and not one.actors):
        return False
    return other.sentence - one.sentence <= _AGAIN or other.word in one.words


def _tells_anew(one: Happening, other: Happening) -> bool:
    """Whether the later of two tellings says where or when it was, which the first does not."""
    return bool((other.place and not one.place) or (other.when and not one.when))


def _tell_one(one: Happening, other: Happening) -> bool:
    """Whether what two tellings tell can only be one: a death, harm told side by side, two verbs of the same people."""
    if _destroyed(one, other) or _only_names(one, other):
        return True
    return _died_once(one, other) or _harmed_together(one, other) or _told_together(one, other)


def _alike(one: Happening, other: Happening) -> bool:
    """Whether two tellings by the same word are of the same people, or the same place and number."""
    if _share(one.recipients, other.recipients):
        return True
    if one.verb and other.verb and one.type in _SAID:
        return False  # who asks twice, of nobody or of somebody, asks for two things
    if one.type in _SAID and one.sentence != other.sentence and _tells_anew(one, other):
        return False
    return (_share(one.actors, other.actors) or _same_place(one, other)) and not _counted_apart(one, other)


def _grouped(kept: Sequence[Happening]) -> list[Happening]:
    """The same, where a later noun is what an earlier verb is part of: "two were killed in the attack"."""
    found: list[Happening] = []
    for one in kept:
        place = next(
            (
                at
                for at in _candidates(found)
                if one.type == found[at].type and _agree(found[at], one) and _is_part(found[at], one)
            ),
            None,
        )
        if place is None:
            found.append(one)
        else:
            found[place] = _joined(found[place], one)
    return found


def _is_part(one: Happening, other: Happening) -> bool:
    """Whether one of two tellings has the other's noun for its agent or its frame."""
    return bool(set(one.parts) & (other.heads | {other.at})) or bool(set(other.parts) & (one.heads | {one.at}))


def _died_once(one: Happening, other: Happening) -> bool:
    """Whether both tell of the death of somebody who is named, or taken up: nobody is killed twice.

    "The murder of the priests" is that of the priests who were told to be killed before.
    """
    if "killed" not in one.counts or "killed" not in other.counts:
        return False
    nouns = {party.noun for party in one.recipients if not party.named}
    if any(party.known and not party.named and party.noun in nouns for party in other.recipients):
        return not _counted_apart(one, other) or other.counts["killed"].upper is None
    named = [{party.entity for party in each.recipients if party.entity and party.named} for each in (one, other)]
    return bool(named[0] & named[1]) and (_voices(one) == _voices(other) or not _counted_apart(one, other))


def _harmed_together(one: Happening, other: Happening) -> bool:
    """Whether both tell in one sentence who came to harm, each in another way: "one killed and dozens hurt"."""
    ours, theirs = set(one.counts) & _HARMED, set(other.counts) & _HARMED
    return one.sentence == other.sentence and bool(ours and theirs) and not ours & theirs


def _came_of(one: Happening, other: Happening) -> bool:
    """Whether a telling is of harm that came of what was told right before: "a bomb exploded. A guard was hurt."

    It has no agent, place or time that the other lacks, and the other does not count the same already.
    """
    turned = one.sentence == other.sentence and not set(other.counts) & _HARMED
    if turned:
        one, other = other, one
    if not set(other.counts) & _HARMED or set(other.counts) & set(one.counts) or other.actors:
        return False
    if not 0 <= other.sentence - one.sentence <= _NEAR or one.type != "ASSAULT" or (not turned and _is_bare(one)):
        return False
    both = one.recipients and other.recipients and (turned or (_named(one.recipients) and _named(other.recipients)))
    apart = both and not _share(one.recipients, other.recipients)
    if other.word in one.words and one.recipients and other.recipients and not _share(one.recipients, other.recipients):
        return False  # two tellings of deaths tell of two
    return _stays(one, other) and not apart


def _destroyed(one: Happening, other: Happening) -> bool:
    """Whether a telling is of what was destroyed by what was told right before: "a bomb exploded. Two cars burnt"."""
    if other.mode != "destroy" or one.mode not in _DESTROYING or other.actors or other.definite:
        return False
    if not 0 <= other.sentence - one.sentence < _NEAR or {one.status, other.status} - _OPEN:
        return False
    return _stays(one, other) and _when_agree(one.when, other.when)


def _only_names(one: Happening, other: Happening) -> bool:
    """Whether a noun that tells nothing of its own stands right behind an attack: "it went off. Explosions …"."""
    if other.another or other.several or one.type != "ASSAULT" or not _is_bare(other) or _is_bare(one):
        return False
    return 0 <= other.sentence - one.sentence < _NEAR and one.status == other.status


def _is_bare(one: Happening) -> bool:
    """Whether a noun only names what can happen: "weapons of mass destruction"."""
    told = one.actors or one.recipients or one.place or one.when or one.instrument or one.counts
    return not (one.verb or one.definite or one.anaphoric or told)


def _stays(one: Happening, other: Happening) -> bool:
    """Whether the later of two tellings stays where and when the first is told to be.

    Attacks that go on, of a whole decade or in general are no single one that somebody could have been hurt in.
    """
    if (one.status == _ONGOING) != (other.status == _ONGOING) or one.several or _is_stretch(one.when):
        return False
    here = one.place is None and one.sentence == other.sentence  # "a bomb exploded and killed two in Velden"
    if other.place is not None and not here and not _same_place(one, other):
        return False
    return other.when is None or one.when is not None


def _is_stretch(when: Time | None) -> bool:
    """Whether a time is so long that much happens in it: "over the past four decades", "since 1979"."""
    if when is None:
        return False
    if when.type in {"DURATION", "SET"} or when.earliest is None or when.latest is None:
        return when.type == "SET" or (when.type == "DURATION" and not _SHORT.match(when.value))
    return (_day(when.latest) - _day(when.earliest)).days > _STRETCH


def _day(instant: str) -> date:
    """The day of an instant; of one whose year nobody told, in a leap year, which has them all."""
    return date.fromisoformat(instant[:10].replace("XXXX", str(LEAP)))


def _adds(one: Happening, other: Happening) -> bool:
    """Whether a telling is of others who came to harm by what was told: "his driver was also killed in the attack"."""
    if not (other.more or other.taking_up) or other.actors or one.type != "ASSAULT":
        return False
    reach = _FAR if other.taking_up else _NEAR
    if not set(other.counts) & set(one.counts) & _HARMED or not 0 <= other.sentence - one.sentence <= reach:
        return False
    return _stays(one, other) and not _share(one.recipients, other.recipients)


def _named(parties: Sequence[Party]) -> bool:
    return any(one.named for one in parties)


def _told_together(one: Happening, other: Happening) -> bool:
    """Whether two verbs in one sentence share who acts and to whom: "mocked and ridiculed the mayor"."""
    if one.sentence != other.sentence or not one.recipients or _counted_apart(one, other):
        return False
    return _stand(one.actors) == _stand(other.actors) and _stand(one.recipients) == _stand(other.recipients)


def _stand(parties: Sequence[Party]) -> list[Span]:
    return [party.span for party in parties]


def _counted_apart(one: Happening, other: Happening) -> bool:
    """Whether both count the same, and not to the same number: two deaths of one each are two."""
    return any(
        (one.counts[kind].lower, one.counts[kind].upper) != (other.counts[kind].lower, other.counts[kind].upper)
        for kind in set(one.counts) & set(other.counts)
    )


def _voices(one: Happening) -> tuple[str | None, ...]:
    return tuple(link.entity or link.name for link in one.voice)


def _agree(one: Happening, other: Happening) -> bool:
    """Whether nothing speaks against two tellings being of one happening."""
    if one.mode is not None and other.mode is not None and one.mode != other.mode and not _is_part(one, other):
        return False
    if (one.status in _OPEN) != (other.status in _OPEN) or one.historical != other.historical:
        return False
    if not _when_agree(one.when, other.when) or not _where_agree(one.place, other.place):
        return False
    if one.status not in _OPEN and one.sentence != other.sentence and bool(one.actors) != bool(other.actors):
        return False  # "blame nobody" is said to whoever reads it, and "they did not blame her" of them
    return _who_agree(one.actors, other.actors)


def _when_agree(one: Time | None, other: Time | None) -> bool:
    if one is None or other is None or one.value == other.value:
        return True
    if None in {one.earliest, one.latest, other.earliest, other.latest}:
        return True
    return str(one.earliest) <= str(other.latest) and str(other.earliest) <= str(one.latest)


def _where_agree(one: Party | None, other: Party | None) -> bool:
    if one is None or other is None:
        return True
    if one.entity is not None and other.entity is not None:
        return one.entity == other.entity or not (one.named and other.named)
    return True


def _who_agree(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    if not ours or not theirs or _share(ours, theirs):
        return True
    return all(one.entity is None and not one.named for one in (*ours, *theirs)) and _nouns(ours) == _nouns(theirs)


def _nouns(parties: Iterable[Party]) -> set[str]:
    return {one.noun for one in parties}


def _share(ours: Sequence[Party], theirs: Sequence[Party]) -> bool:
    return bool({one.entity for one in ours if one.entity} & {one.entity for one in theirs if one.entity})


def _same_place(one: Happening, other: Happening) -> bool:
    return bool(one.place and other.place and one.place.entity and one.place.entity == other.place.entity)


def _joined(one: Happening, other: Happening) -> Happening:
    """Two tellings as one happening: the first, with what only the second tells."""
    counts = dict(one.counts)
    adds = _adds(one, other)
    for kind, count in other.counts.items():
        if adds and kind in counts:
            counts[kind] = _added(counts[kind], count, others=other.more)
        elif kind not in counts or (count.lower or 0) > (counts[kind].lower or 0):
            counts[kind] = count
    actors = one.actors or other.actors
    recipients = one.recipients or other.recipients
    if one.recipients and other.recipients and not _share(one.recipients, other.recipients):
        known, nouns = _stand(one.recipients), _nouns(one.recipients)
        more = [each for each in other.recipients if each.span not in known and not (each.known and each.noun in nouns)]
        recipients = (*one.recipients, *more)
    return replace(
        one,
        mode=one.mode or other.mode,
        contexts=tuple(dict.fromkeys((*one.contexts, *other.contexts))),
        mentions=tuple(sorted({*one.mentions, *other.mentions})),
        actors=actors,
        recipients=recipients,
        place=_better(one.place, other.place),
        instrument=one.instrument or other.instrument,
        when=one.when or other.when,
        counts=counts,
        score=max(one.score, other.score),
        definite=one.definite and other.definite,
        tentative=one.tentative and other.tentative,
        anaphoric=one.anaphoric or one.definite or other.definite,
        parts=tuple(dict.fromkeys((*one.parts, *other.parts))),
        heads=one.heads | other.heads | {other.at},
        words=one.words | other.words | {other.word},
    )


def _added(one: Count, other: Count, *, others: bool) -> Count:
    """Two counts of one happening as one, at the words of the first.

    Others than one person come on top; of more it is open whether those told later are some of them.
    """
    if (one.lower, one.upper) == (other.lower, other.upper) and one.upper != 1:
        return one
    sure = others and one.upper == 1
    lower = (one.lower or 0) + (other.lower or 0) if sure else max(one.lower or 0, other.lower or 0)
    upper = one.upper + other.upper if one.upper is not None and other.upper is not None else None
    return replace(one, lower=lower, upper=upper, of=one.of if one.of == other.of else None)


def _taken_in(one: Happening, other: Happening) -> Happening:
    """The same of a later telling; those who came to harm where two sides fought may be of either side."""
    joined = _joined(one, other)
    open_side = one.recipients and one.words & listed("two sides") and _came_of(one, other)
    return replace(joined, recipients=one.recipients) if open_side and not _is_part(one, other) else joined


def _better(one: Party | None, other: Party | None) -> Party | None:
    if one is None or (other is not None and other.named and not one.named):
        return other
    return one


def _bridged(one: Happening, told: Sequence[Happening]) -> Happening:
    """A happening with the time and place of what it is told as part of, or of what its noun goes back to."""
    if one.when is not None and one.place is not None:
        return one
    frames = [other for other in told if other is not one and set(one.parts) & other.heads]
    if one.anaphoric or one.definite or one.parts:
        before = [
            other
            for other in told
            if other.trigger.start < one.trigger.start
            and one.sentence - other.sentence <= _BRIDGED
            and {one.type, other.type} <= _HARMFUL
        ]
        frames += [other for other in reversed(before) if _same_place(one, other) and _when_agree(one.when, other.when)]
    for frame in frames:
        one = replace(one, when=one.when or frame.when, place=one.place or frame.place)
    return one
