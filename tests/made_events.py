"""A record made by hand with events of every status, bounds of every kind, sides told and sides that are not."""

from __future__ import annotations

from typing import Any

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.record import (
    Anchor,
    Article,
    Count,
    Entity,
    Event,
    Link,
    Mention,
    MentionKind,
    Participant,
    Place,
    Reader,
    Record,
    Role,
    Span,
    Time,
)

TEXT = (
    "Riot police 👮🏽 of Marn fired on dockers at the harbour on Tuesday, killing one and injuring dozens.\n\n"
    "President Zoë Äld met the Norvane envoy in May. She would attack nobody, she said.\n\n"
    "Gunmen are said to have seized =HYPERLINK(1) from a depot; عمر الهادي was arrested at noon."
)
OUTLET = "Harbour Post"


def anchor(words: str, after: str = "") -> Anchor:
    """Some words of the text, the first after some others."""
    start = TEXT.index(words, TEXT.index(after))
    return Anchor(text=TEXT, start=start, end=start + len(words), quote=words)


def _at(words: str, after: str = "") -> dict[str, Any]:
    found = anchor(words, after)
    return {"text": TEXT, "start": found.start, "end": found.end}


def someone(words: str, after: str = "", **told: Any) -> Participant:
    return Participant(**_at(words, after), **told)


def count(words: str, **told: Any) -> Count:
    return Count(**_at(words), **told)


def happening(number: int, type: str, trigger: str, **told: Any) -> Event:  # noqa: A002 - the field's name
    """An event told by some words, in the outlet's own voice and actual unless something else is told."""
    words = anchor(trigger)
    own = Link(entity=None, name=OUTLET)
    return Event(
        **{
            "id": f"v-{number}",
            "type": type,
            "trigger": words,
            "mentions": (words,),
            "status": "actual",
            "score": 0.9,
            "voice": (own,),
            **told,
        }
    )


ALD = Entity(
    id="e-ald",
    type="person",
    name="Zoë Äld",
    roles=(Role(title="President", of="Sorenia"), Role(title="mayor", former=True)),
    mentions=(
        Mention(**_at("Zoë Äld"), kind=MentionKind.NAME),
        Mention(**_at("She"), kind=MentionKind.PRONOUN),
    ),
)
TIMES = (
    Time(**_at("Tuesday"), type="DATE", value="2024-06-04", earliest="2024-06-04", latest="2024-06-04"),
    Time(**_at("May"), type="DATE", value="2024-05", earliest="2024-05-01", latest="2024-05-31"),
    Time(**_at("noon"), type="TIME", value="2024-06-05T12:00", earliest="2024-06-05T12:00", latest="2024-06-05T12:00"),
)
FIRED = happening(
    1,
    "ASSAULT",
    "fired",
    mode="firearms",
    contexts=("military", "crime"),
    mentions=(anchor("fired"), anchor("killing"), anchor("injuring")),
    actors=(someone("Riot police", sector="COP", country="XKX"),),
    recipients=(someone("dockers", sector="LAB"),),
    place=Place(**_at("the harbour")),
    when=anchor("Tuesday"),
    killed=count("one", kind="killed", lower=1, upper=1),
    injured=count("dozens", kind="injured", lower=24, upper=99),
)
MET = happening(
    2,
    "CONSULT",
    "met",
    actors=(someone("President Zoë Äld", entity="e-ald", country="FRA", sector="GOV"),),
    recipients=(someone("the Norvane envoy", country="DEU", sector="GOV"),),
    when=anchor("May"),
)
ATTACK = happening(
    3,
    "ASSAULT",
    "attack",
    status="negated",
    actors=(someone("She", entity="e-ald", country="FRA", sector="GOV"),),
    recipients=(someone("nobody"),),
    voice=(Link(entity=None, name=OUTLET), Link(entity="e-ald", name="Zoë Äld", start=None, end=None)),
)
SEIZED = happening(
    4,
    "COERCE",
    "seized",
    mode="seize",
    status="alleged",
    historical=True,
    actors=(someone("Gunmen", sector="UAF"),),
    recipients=(someone("=HYPERLINK(1)"),),
    instrument=anchor("a depot"),
    other_counts=(count("a depot", kind="seized", lower=None, upper=40, of="crates; sacks"),),
)
ARRESTED = happening(
    5,
    "COERCE",
    "arrested",
    mode="arrest",
    recipients=(someone("عمر الهادي"),),
    when=anchor("noon"),
    arrested=count("عمر الهادي", kind="arrested", lower=None, upper=None),
)
EVENTS = (FIRED, MET, ATTACK, SEIZED, ARRESTED)


def made(events: tuple[Event, ...] = EVENTS, **about: Any) -> Record:
    """The record; `about` are fields of the article."""
    paragraphs = paragraph_spans(TEXT)
    given: dict[str, Any] = {"outlet": OUTLET, "title": "@harbour", "language": "en", **about}
    sentences = tuple(Span(span.start, span.end) for span in paragraphs)
    return Record(
        article=Article(text=TEXT, paragraphs=paragraphs, sentences=sentences, **given),
        reader=Reader(engine="0", model="0" * 64, layers=("entities", "events", "times")),
        entities=(ALD,),
        times=TIMES,
        events=events,
    )
