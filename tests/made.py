"""A record made by hand that has what a record can hold: nested voices, mentions of all kinds, relations, labels."""

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
    Reader,
    Record,
    Relation,
    Role,
    Source,
    Statement,
)

TEXT = (
    "The Lantern reported on Monday that Ines Vall, who leads the Pilots' Guild, had told its reporter that the "
    "harbour was “closed for good”. She denied that it was sold.\n\n"
    "A senior official said the so-called “rescue plan” would probably fail. Rumours put the price at 40 crowns.\n\n"
    "The bridge was allegedly unsafe. Vall has led the guild, based in Marn, since 2019, and calls its rivals "
    "wreckers. The ferry still runs."
)
OUTLET = "Harbour Post"


def anchor(words: str, after: str = "") -> Anchor:
    """Some words of the text, the first after some others."""
    start = TEXT.index(words, TEXT.index(after))
    return Anchor(text=TEXT, start=start, end=start + len(words), quote=words)


def _mention(words: str, kind: MentionKind, after: str = "") -> Mention:
    at = anchor(words, after)
    return Mention(text=TEXT, start=at.start, end=at.end, kind=kind)


def _entity(name: str, kind: str, *mentions: Mention, **more: Any) -> Entity:
    return Entity(id=f"e-{name.rsplit(maxsplit=1)[-1].lower()}", type=kind, name=name, mentions=mentions, **more)


_NAME, _NOMINAL, _PRONOUN = MentionKind.NAME, MentionKind.NOMINAL, MentionKind.PRONOUN
VALL = _entity(
    "Ines Vall",
    "person",
    _mention("Ines Vall, who leads the Pilots' Guild,", _NOMINAL),
    _mention("Ines Vall", _NAME),
    _mention("She", _PRONOUN),
    _mention("Vall", _NAME, "The bridge"),
    aliases=("Vall",),
    roles=(Role(title="leader", of="the Pilots' Guild"),),
)
LANTERN = _entity("The Lantern", "publication", _mention("The Lantern", _NAME), _mention("its", _PRONOUN))
GUILD = _entity(
    "Pilots' Guild", "organisation", _mention("Pilots' Guild", _NAME), _mention("the guild", _NOMINAL, "The bridge")
)
MARN = _entity("Marn", "place", _mention("Marn", _NAME))

POST = Link(entity=None, name=OUTLET)
PAPER = Link(entity=LANTERN.id, name="The Lantern", start=0, end=11)
HERSELF = Link(entity=VALL.id, name="Ines Vall", start=anchor("Ines Vall").start, end=anchor("Ines Vall").end)


def _statement(name: str, content: Anchor, *voice: Link, source: Anchor | None, cue: Anchor, **more: Any) -> Statement:
    return Statement(
        id=f"s-{name}",
        source=source
        if source is None
        else Source(text=TEXT, start=source.start, end=source.end, entity=voice[-1].entity),
        cue=cue,
        content=(content,),
        mode=Mode.INDIRECT,
        voice=(POST, *voice),
        **more,
    )


def _unnamed(words: str | None, how: str) -> Link:
    at = anchor(words) if words else None
    return Link(entity=None, name=words, start=at.start if at else None, end=at.end if at else None, anonymous=how)


STATEMENTS = (
    _statement(
        "outer",
        anchor(
            "that Ines Vall, who leads the Pilots' Guild, had told its reporter that the harbour was “closed for good”"
        ),
        PAPER,
        source=anchor("The Lantern"),
        cue=anchor("reported"),
        when=anchor("on Monday"),
    ),
    _statement(
        "inner",
        anchor("that the harbour was “closed for good”"),
        PAPER,
        HERSELF,
        source=anchor("Ines Vall"),
        cue=anchor("had told"),
        commitment="certain",
        addressee=Source(text=TEXT, start=anchor("its reporter").start, end=anchor("its reporter").end),
    ),
    _statement(
        "denied", anchor("that it was sold"), HERSELF, source=anchor("She"), cue=anchor("denied"), act="deny",
        commitment="denied",
    ),
    _statement(
        "official",
        anchor("the so-called “rescue plan” would probably fail"),
        _unnamed("A senior official", "described"),
        source=anchor("A senior official"),
        cue=anchor("said", "A senior official"),
        commitment="probable",
    ),
    _statement(
        "rumours",
        anchor("the price at 40 crowns"),
        _unnamed("Rumours", "reports"),
        source=anchor("Rumours"),
        cue=anchor("put"),
    ),
    _statement(
        "alleged", anchor("The bridge was allegedly unsafe"), _unnamed(None, "unstated"), source=None,
        cue=anchor("allegedly"),
    ),
)  # fmt: skip


def _label(words: str, kind: str, *voice: Link, entity: str | None = None, quoted: bool = False) -> Label:
    at = anchor(words)
    return Label(text=TEXT, start=at.start, end=at.end, kind=kind, voice=(POST, *voice), entity=entity, quoted=quoted)


def _standing(kind: str, words: str, subject: Entity, object_: Entity | None, **more: Any) -> Relation:
    at = anchor(words)
    return Relation(
        text=TEXT,
        start=at.start,
        end=at.end,
        kind=kind,
        subject=subject.id,
        object=None if object_ is None else object_.id,
        **({"voice": (POST,)} | more),
    )


def made(outlet: str | None = OUTLET, title: str | None = "The harbour of Marn") -> Record:
    """The record."""
    return Record(
        article=Article(outlet=outlet, title=title, language="en", text=TEXT, paragraphs=paragraph_spans(TEXT)),
        reader=Reader(engine="0", model="0", layers=("entities", "statements", "relations", "labels")),
        entities=(LANTERN, VALL, GUILD, MARN),
        statements=STATEMENTS,
        relations=(
            _standing("member-of", "who leads the Pilots' Guild", VALL, GUILD, voice=(POST, PAPER)),
            _standing("based-in", "the guild, based in Marn", GUILD, MARN),
            _standing(
                "holds-office",
                "Vall has led the guild, based in Marn, since 2019",
                VALL,
                GUILD,
                label=anchor("led"),
                since=anchor("2019"),
                by=(GUILD.id,),
                former=True,
            ),
            _standing("listed-as", "wreckers", GUILD, None, label=anchor("wreckers")),
        ),
        labels=(
            _label("wreckers", "delegitimising", HERSELF),
            _label("“rescue plan”", "scare-quotes", Link(entity=None, name=None), quoted=True),
            _label("closed for good", "euphemism", PAPER, HERSELF, entity=GUILD.id, quoted=True),
        ),
    )
