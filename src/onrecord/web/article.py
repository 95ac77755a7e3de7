"""The room of one article: its text in its voices, every item beside it, the page as saved, what people say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.articles.arrivals import is_page, suffix
from onrecord.articles.decode import decoded, unpacked
from onrecord.errors import ArticleError, SetupError
from onrecord.export.formats import LINES
from onrecord.export.html import drawn
from onrecord.export.provenance import provenance
from onrecord.export.voices import VoiceMap, chain, voice_map
from onrecord.ledger import Ledger, corrections, judged
from onrecord.ledger.correcting import Correction, corrected
from onrecord.ledger.judgements import Decision
from onrecord.record import Entity, Record, Span
from onrecord.web import readings
from onrecord.web.desk import looked_up
from onrecord.web.guard import SAVED_POLICY
from onrecord.web.items import LAYERS, Item, items
from onrecord.web.judging import Done, done
from onrecord.web.marking import Piece, at, marked
from onrecord.web.pages import page, to

_NONE: Final = "none"
"""What stands in an address for no layer at all."""
_REMEMBERED: Final = 16
"""How many articles that were looked at last are kept ready."""
_MOST_JUDGED: Final = 50
"""How many judgements of an item are told of, the newest."""
_SPEAKING: Final = frozenset({"person", "organisation", "country", "publication"})
"""Kinds of entity that speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What is open on the page of an article: all of it stands in the address.

    Attributes:
        article: the article's id.
        layers: those that are marked in the text.
        lists: the layer whose items are listed beside it.
        item: the id of the item that is open.
        at: the words that are open.
        saved: whether the page as first saved is open.
    """

    article: str
    layers: tuple[str, ...] = tuple(LAYERS)
    lists: str | None = None
    item: str | None = None
    at: Span | None = None
    saved: bool = False

    def link(self, part: str = "", **changes: Any) -> str:
        """An address with some of it otherwise, and a part of the page to go to."""
        told = {name: getattr(self, name) for name in ("layers", "lists", "item", "at", "saved")} | changes
        span: Span | None = told["at"]
        layers = told["layers"]
        return to(
            f"/articles/{self.article}",
            {
                "layers": None if tuple(layers) == tuple(LAYERS) else ",".join(layers) or _NONE,
                "list": told["lists"],
                "item": told["item"],
                "at": f"{span.start}-{span.end}" if span else None,
                "saved": "1" if told["saved"] else None,
            },
            part,
        ).replace("%2C", ",")

    def open_item(self, item: Item) -> str:
        """The address of an item, at its words."""
        return self.link(at(item.first), item=item.id, at=None, saved=False)

    @property
    def before_words(self) -> str:
        """What stands before the offsets in the address of some words, from the page itself."""
        address = self.link(item=None, at=None, saved=False)
        asked = address.partition("?")[2]
        return f"?{asked}&at=" if asked else "?at="

    def open_words(self, span: Span) -> str:
        """The address of some words."""
        return self.link(at(span), item=None, at=span, saved=False)


def state(article: str, query: QueryParams, length: int) -> State:
    """What an address asks for; what it asks for that is not there is passed over.

    Args:
        article: the article's id.
        query: what stands behind its path.
        length: characters of its text.
    """
    asked = {name for value in query.getlist("layers") for name in value.split(",")}
    shown = tuple(name for name in LAYERS if name in asked) if "layers" in query else tuple(LAYERS)
    lists = query.get("list")
    return State(
        article=article,
        layers=shown,
        lists=lists if lists in LAYERS else None,
        item=query.get("item") or None,
        at=_span(query.get("at", ""), length),
        saved=query.get("saved") == "1",
    )


def _span(written: str, length: int) -> Span | None:
    """Offsets as an address has them; None of those that are not in the text."""
    start, _, end = written.partition("-")
    if not (start.isascii() and start.isdigit() and end.isascii() and end.isdigit() and len(written) < 24):
        return None
    return Span(int(start), int(end)) if int(start) < int(end) <= length else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What is told of the item or the words that are open.

    Attributes:
        title: what they are.
        words: the words, where words are open.
        speaker: who speaks in them.
        over: the items that the words are in, the smallest first; or the one item that is open.
        within: the items that lie in the words.
        judgements: what people judged of the item and another.
        missing: whether an item is asked for that the article does not have.
    """

    title: str
    words: str | None = None
    speaker: str | None = None
    over: tuple[Item, ...] = ()
    within: tuple[Item, ...] = ()
    judgements: tuple[Decision, ...] = ()
    missing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Looked:
    """What the ledger holds of an article, and what to show of it."""

    record: Record
    state: State
    voices: VoiceMap
    items: tuple[Item, ...]
    opened: Item | None
    panel: Panel | None
    paragraphs: list[list[Piece]]
    stories: list[tuple[str, str | None, int]]
    facts: list[tuple[str, str]]
    readings: int
    done: Done | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """What a record is made from: its JSON, and what people corrected in it."""

    data: bytes
    people: tuple[Correction, ...]
    ledger: Ledger = field(compare=False)


@lru_cache(maxsize=_REMEMBERED)
def _read(kept: _Kept) -> tuple[Record, VoiceMap, tuple[Item, ...]]:
    """A record, its voice map and its items; whoever looks at an article looks at it again and again."""
    record = corrected(kept.ledger.as_record(kept.data), kept.people)
    return record, voice_map(record), items(record)


def _look(ledger: Ledger, article: str, query: QueryParams) -> _Looked:
    people = tuple(one for one in corrections.corrections(ledger, article) if one.undone is None)
    record, voices, found = _read(_Kept(data=ledger.packed(article), people=people, ledger=ledger))
    now = state(article, query, len(record.article.text))
    opened = next((one for one in found if one.id == now.item), None)
    panel, chosen = _panel(ledger, (record, voices), now, found, opened)
    return _Looked(
        record=record,
        state=now,
        voices=voices,
        items=found,
        opened=opened,
        panel=panel,
        paragraphs=marked(record, voices, found, now.layers, chosen),
        stories=_stories(ledger, article),
        facts=_facts(ledger, record),
        readings=1 + ledger.rows("SELECT count(*) FROM readings WHERE article = ?", (article,))[0][0],
        done=done(ledger, query.get("done")),
    )


def _panel(
    ledger: Ledger, of: tuple[Record, VoiceMap], now: State, found: Sequence[Item], opened: Item | None
) -> tuple[Panel | None, tuple[Span, ...]]:
    """What to tell of what is open, and the words to mark for it."""
    if opened is not None:
        asked = judged.Asked(standing=True, article=now.article, item=opened.id)
        said = judged.listed(ledger, asked, limit=_MOST_JUDGED)
        about = tuple(one for one in said if isinstance(one, Decision))
        return Panel(title=opened.kind, over=(opened,), judgements=about), opened.spans
    if now.item is not None:
        return Panel(title="No such item", missing=True), ()
    if now.at is None:
        return None, ()
    (record, voices), span = of, now.at
    over = sorted((one for one in found if not one.gone and one.over(span)), key=lambda one: _size(one, span))
    known = {one.id for one in over}
    within = tuple(one for one in found if not one.gone and one.id not in known and one.within(span))
    words = record.article.anchor(span.start, span.end).words
    return Panel(title="These words", words=words, speaker=_speaker(voices, span), over=tuple(over), within=within), (
        span,
    )


def _size(item: Item, span: Span) -> tuple[int, str]:
    """How many characters the item's words have that some words lie in."""
    held = (one for one in (*item.spans, *item.parts) if one.start <= span.start and span.end <= one.end)
    return min(one.end - one.start for one in held), item.id


def _speaker(voices: VoiceMap, span: Span) -> str | None:
    """Who speaks where some words begin."""
    for stretch in voices.stretches:
        if stretch.span.start < span.end and span.start < stretch.span.end:
            return voices.speakers[stretch.speaker].name
    return None


def _stories(ledger: Ledger, article: str) -> list[tuple[str, str | None, int]]:
    """The stories that an article is in: id, title, reports; first what it is mainly about."""
    rows = ledger.rows(
        "SELECT s.id, s.title, s.reports FROM articles AS a JOIN story_articles AS t ON t.article = a.seq "
        "JOIN stories AS s ON s.seq = t.story WHERE a.id = ? ORDER BY t.main DESC, s.id",
        (article,),
    )
    return [(id, title, reports) for id, title, reports in rows]  # noqa: A001 - the field's name


def _facts(ledger: Ledger, record: Record) -> list[tuple[str, str]]:
    """What is known of an article beside its text: each a word of ours and what it is."""
    article, made = record.article, provenance(record, ledger.digest(record.article.id))
    name, added = ledger.rows("SELECT name, added FROM articles WHERE id = ?", (article.id,))[0]
    known: Iterable[tuple[str, str | None]] = (
        ("Outlet", article.outlet),
        ("Byline", article.byline),
        ("Published", article.published),
        ("Language", article.language),
        ("Came as", name),
        ("Added", added),
        ("Article", article.id),
        ("Read by", f"On Record {made.engine}"),
        ("Model, sha256", made.model),
        (f"Input ({made.input_of}), sha256", made.input),
        ("Layers read", ", ".join(made.layers)),
        ("Corrections", str(made.corrections) if made.corrections else None),
    )
    return [(what, value) for what, value in known if value]


async def show(request: Request) -> Response:
    """The room."""
    article = str(request.path_params["article"])
    query = request.query_params
    if len(query.getlist("layers")) > 1:
        return RedirectResponse(state(article, query, 1 << 40).link(), 303)
    seen = await looked_up(request, lambda ledger: _look(ledger, article, query))
    record, now = seen.record, seen.state
    lists = now.lists or (seen.opened.layer if seen.opened else "statements")
    return page(
        request,
        "article_room.html",
        article=record.article,
        address=record.article.url,
        state=now,
        layers=LAYERS,
        lists=lists,
        counts={layer: sum(one.layer == layer for one in seen.items) for layer in LAYERS},
        listed=[one for one in seen.items if one.layer == lists],
        panel=seen.panel,
        entities=sorted(record.entities, key=_likely),
        speakers=seen.voices.speakers,
        speaker_of=seen.voices.of,
        chain=chain,
        strip=drawn(record, seen.voices),
        paragraphs=seen.paragraphs,
        stories=seen.stories,
        facts=seen.facts,
        formats=LINES,
        readings=seen.readings,
        done=seen.done,
        back=now.link(_part(seen)),
        at=at,
    )


def _likely(one: Entity) -> tuple[bool, int]:
    """How likely it is that somebody speaks, the likeliest first: people and bodies, those told of most."""
    return one.type not in _SPEAKING, -len(one.mentions)


def _part(seen: _Looked) -> str:
    """The words that are open."""
    if seen.state.at is not None:
        return at(seen.state.at)
    return at(seen.opened.first) if seen.opened is not None else ""


async def saved(request: Request) -> Response:
    """The page as it was first saved: it runs nothing, loads nothing, sends nothing."""
    article = str(request.path_params["article"])

    def kept(ledger: Ledger) -> tuple[str, bytes]:
        rows = ledger.rows("SELECT name FROM articles WHERE id = ?", (article,))
        if not rows:
            raise SetupError("L08", id=article, path=ledger.path)
        return str(rows[0][0]), ledger.raw(article)

    name, raw = await looked_up(request, kept)
    text, kind = _readable(name, raw)
    headers = {"Content-Security-Policy": SAVED_POLICY}
    return Response(text.encode("utf-8"), headers=headers, media_type=f"text/{kind}")


def _readable(name: str, raw: bytes) -> tuple[str, str]:
    """The bytes of an article as text, and whether it is `html` or `plain`; what cannot be read of them is replaced."""
    try:
        data = unpacked(raw, name)
    except ArticleError:
        data = raw
    try:
        text = decoded(data, name)
    except ArticleError:
        text = data.decode("utf-8", "replace")
    return text, "html" if is_page(data, suffix(name)) else "plain"


ROUTES: list[BaseRoute] = [
    Route("/articles/{article}", show),
    Route("/articles/{article}/saved", saved),
    *readings.ROUTES,
]
