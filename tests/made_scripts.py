"""A record made by hand over a text of many scripts: long emoji, marks that combine, CRLF, right to left."""

from __future__ import annotations

from typing import Any

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.record import (
    Anchor,
    Article,
    Entity,
    Label,
    Link,
    Mention,
    MentionKind,
    Mode,
    Quantity,
    Reader,
    Record,
    Relation,
    Source,
    Span,
    Statement,
    Time,
    TimeAnchor,
    Toll,
)

TEXT = (
    "👩🏽\u200d🚒 عمر الهادي said\r\nthat “the de\u0301po\u0302t 🇲🇪 burned”, adding it took ten men.\r\n\r\n"
    "מרים כהן, the chief since 2019, called them so-called \U0001f525 starters on\tMonday; two died."
)


def _at(words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"text": TEXT, "start": start, "end": start + len(words), "quote": words}


def _entity(number: int, words: str, kind: MentionKind = MentionKind.NAME, type: str = "person") -> Entity:  # noqa: A002
    return Entity(id=f"e-{number}", type=type, name=words, mentions=(Mention(**_at(words), kind=kind),))


OMAR = _entity(1, "عمر الهادي")
MIRIAM = _entity(2, "מרים כהן")
MEN = _entity(3, "ten men", MentionKind.NOMINAL, "other")
_OUTLET = Link(entity=None, name="Harbour Post 🗞️")
_HIMSELF = Link(entity="e-1", name="عمر الهادي", start=_at("عمر الهادي")["start"], end=_at("عمر الهادي")["end"])


def made() -> Record:
    """The record."""
    men, monday = Anchor(**_at("ten")), Anchor(**_at("Monday"))
    return Record(
        article=Article(
            outlet="Harbour Post 🗞️",
            title="Dépôt: “النار”, 50% & more",
            byline="By Zoë\u200dÄld",
            published="2024-06-05T10:30:00+02:00",
            url="https://post.example/a?b=1&c=%D7%9E",
            language="en",
            text=TEXT,
            paragraphs=paragraph_spans(TEXT),
        ),
        reader=Reader(engine="0", model="0" * 64, layers=("entities", "statements"), ontology="1" * 64),
        entities=(OMAR, MIRIAM, MEN),
        statements=(
            Statement(
                id="s-1",
                source=Source(**_at("عمر الهادي"), entity="e-1"),
                cue=Anchor(**_at("said")),
                content=(Anchor(**_at("that “the de\u0301po\u0302t 🇲🇪 burned”")), Anchor(**_at("it took ten men"))),
                mode=Mode.MIXED,
                voice=(_OUTLET, _HIMSELF),
            ),
        ),
        tolls=(Toll(**_at("two"), kind="killed", lower=2, upper=2, scope="total", voice=(_OUTLET,)),),
        times=(
            Time(
                **_at("Monday"),
                type="DATE",
                value="2024-06-03",
                earliest="2024-06-03",
                latest="2024-06-03",
                anchor=TimeAnchor("time", _at("2019")["start"], _at("2019")["end"]),
            ),
            Time(**_at("2019"), type="DATE", value="2019", signal=Anchor(**_at("since"))),
        ),
        quantities=(
            Quantity(**_at("ten"), lower=10, upper=10, of="men"),
            Quantity(**_at("two"), lower=2, upper=None, part_of=men.span, besides=Span(0, 3)),
        ),
        relations=(
            Relation(
                **_at("the chief since 2019"),
                kind="holds-office",
                subject="e-2",
                label=Anchor(**_at("chief")),
                since=Anchor(**_at("2019")),
                when=monday,
                voice=(_OUTLET,),
            ),
        ),
        labels=(
            Label(**_at("\U0001f525 starters"), entity="e-3", kind="delegitimising", voice=(_OUTLET,), quoted=True),
        ),
    )
