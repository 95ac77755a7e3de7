"""Judging on the page of a story: what is held to be one and is not, what belongs to the story, and undoing it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.comparing.indexing import Indexing
from onrecord.comparing.joins import Actor, Happening, Item, Judgement
from onrecord.comparing.places import Place
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger import stories as kept
from onrecord.ledger.judgements import Decision, Judged, Word, find, find_pair, judge, standing, undo
from onrecord.web.desk import changed, who
from onrecord.web.pages import to
from onrecord.web.story_view import View, part_of

_LONGEST_WHY: Final = 400
_MOST_UNDONE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Why two items are held to be one.

    Attributes:
        one: `ARTICLE/ITEM` of the one.
        other: of the other.
        labels: the letters of their reports.
        names: what they are called there.
        words: where, as far as it is known.
        why: what speaks for it, or who says so.
    """

    one: str
    other: str
    labels: tuple[str, str]
    names: tuple[str, str]
    words: tuple[Place | None, Place | None]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Items that are held to be one: an actor or a happening.

    Attributes:
        id: its id.
        name: what it is called.
        kind: its type.
        members: `ARTICLE/ITEM` of one of each report, for a form.
        labels: the letters of its reports.
        ties: why.
    """

    id: str
    name: str
    kind: str
    members: str
    labels: tuple[str, ...]
    ties: tuple[Tie, ...]


def joins(ledger: Ledger, view: View) -> dict[str, Any]:
    """What is held to be one in a story, and what people judged of its articles.

    Args:
        ledger: where judgements are.
        view: the story, compared.
    """
    among = [each.id for each in (*view.main, *view.also)]
    return {
        "actors": [_actor(view, each) for each in view.found.actors],
        "happenings": [_happening(view, each) for each in view.found.happenings],
        "standing": standing(ledger, among),
        "labels": {each.article: each.label for each in view.found.reports},
    }


def _actor(view: View, actor: Actor) -> Group:
    named: dict[str, tuple[str, Place | None]] = {}
    for naming in view.found.namings:
        if naming.actor == actor.id and naming.article not in named:
            places = (*naming.own, *(each.words for each in naming.quoted))
            named[naming.article] = naming.name, places[0] if places else None
    return Group(
        id=actor.id,
        name=actor.name,
        kind=actor.type,
        members=_members(actor.members),
        labels=_labels(view, actor.members),
        ties=tuple(
            _tie(view, each, tuple(named.get(item.article, (actor.name, None)) for item in (each.one, each.other)))
            for each in actor.judgements
        ),
    )


def _happening(view: View, happening: Happening) -> Group:
    triggers = {telling.event: telling.trigger for telling in happening.tellings}
    events = [telling.event for telling in happening.tellings]
    where = ", ".join(part for part in (happening.place, happening.earliest) if part)
    return Group(
        id=happening.id,
        name=f"“{happening.tellings[0].trigger.words}”" + (f", {where}" if where else ""),
        kind=happening.type.lower(),
        members=_members(events),
        labels=_labels(view, events),
        ties=tuple(
            _tie(view, each, tuple((f"“{triggers[item].words}”", triggers[item]) for item in (each.one, each.other)))
            for each in happening.judgements
            if each.one in triggers and each.other in triggers
        ),
    )


def _tie(view: View, judgement: Judgement, named: Sequence[tuple[str, Place | None]]) -> Tie:
    one, other = judgement.one, judgement.other
    said = f"{judgement.by} says so" if judgement.by else f"likeness {judgement.score:.2f}"
    return Tie(
        one=_written(one),
        other=_written(other),
        labels=(view.found.label(one.article), view.found.label(other.article)),
        names=(named[0][0], named[1][0]),
        words=(named[0][1], named[1][1]),
        why="; ".join((said, *judgement.reasons)),
    )


def _written(item: Item) -> str:
    return f"{item.article}/{item.id}"


def _members(items: Iterable[Item]) -> str:
    first = {item.article: item for item in reversed(list(items))}
    return " ".join(sorted(map(_written, first.values())))


def _labels(view: View, items: Iterable[Item]) -> tuple[str, ...]:
    articles = {item.article for item in items}
    return tuple(each.label for each in view.found.reports if each.article in articles)


async def _posted(request: Request) -> dict[str, list[str]]:
    """The fields of a form."""
    async with request.form(max_files=0, max_fields=_MOST_UNDONE) as form:
        return {name: [str(each) for each in form.getlist(name)] for name in form}


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0].strip()


def _word(request: Request, fields: dict[str, list[str]], *, same: bool) -> Word:
    return Word(same=same, who=who(request), why=_one(fields, "why")[:_LONGEST_WHY] or None)


async def judged(request: Request) -> Response:
    """Keep that two actors or events are one, or are not."""
    fields = await _posted(request)
    word = _word(request, fields, same=_one(fields, "same") == "yes")
    pair = _apart(_one(fields, "one").split(), _one(fields, "other").split())
    if pair is None:
        raise SetupError("L11", one=_one(fields, "one"), other=_one(fields, "other"), what="they are of one article")

    def work(ledger: Ledger) -> Response:
        kind, both = find_pair(ledger, pair)
        made = judge(ledger, kind, both, word, Indexing())
        return _back(request, ledger, fields, both[0].article, [made])

    return await changed(request, work)


def _apart(one: Sequence[str], other: Sequence[str]) -> tuple[str, str] | None:
    """Of two groups of items one each, of different articles."""
    for first in one:
        for second in other:
            if first.split("/")[0] != second.split("/")[0]:
                return first, second
    return None


async def apart(request: Request) -> Response:
    """Keep that an article does not belong to the story: that it and others of it are of two, until it is out."""
    fields = await _posted(request)
    word = _word(request, fields, same=False)

    def work(ledger: Ledger) -> Response:
        article = find(ledger, _one(fields, "article"))[1].article
        told = kept.story(ledger, _now(request, ledger))
        others = [each.id for each in kept.articles_of(ledger, told.id)[0] if each.id != article]
        index, made = Indexing(), []
        for other in others:
            pair = Judged(article=article), Judged(article=other)
            made.append(judge(ledger, "article", pair, word, index))
            homes = {each: kept.of_article(ledger, each) for each in (article, *others)}
            if homes[article] not in {homes[each] for each in others} and len({homes[each] for each in others}) == 1:
                break
        return _back(request, ledger, fields, others[0] if others else article, made)

    return await changed(request, work)


async def together(request: Request) -> Response:
    """Keep that an article belongs to the story: that it and the story's first are of one."""
    fields = await _posted(request)
    word = _word(request, fields, same=True)

    def work(ledger: Ledger) -> Response:
        article = find(ledger, _one(fields, "article"))[1].article
        main = kept.articles_of(ledger, kept.story(ledger, _now(request, ledger)).id)[0]
        _, pair = find_pair(ledger, (article, next((each.id for each in main if each.id != article), article)))
        made = judge(ledger, "article", pair, word, Indexing())
        return _back(request, ledger, fields, article, [made])

    return await changed(request, work)


async def undone(request: Request) -> Response:
    """Undo judgements."""
    fields = await _posted(request)

    def work(ledger: Ledger) -> Response:
        index = Indexing()
        done = [undo(ledger, each, who=who(request), index=index) for each in fields.get("judgement", [])]
        article = done[0].one.article if done else ""
        return _back(request, ledger, fields, article, [])

    return await changed(request, work)


def _now(request: Request, ledger: Ledger) -> str:
    """The id of the story of the address, as it is now."""
    asked: str = request.path_params["id"]
    if ledger.rows("SELECT 1 FROM stories WHERE id = ?", (asked,)):
        return asked
    return kept.now_of(ledger, asked) or asked


def _back(
    request: Request, ledger: Ledger, fields: dict[str, list[str]], article: str, made: Sequence[Decision]
) -> Response:
    """To the story that a judgement was made on, or, if it has gone, to that which an article is in now."""
    asked = _now(request, ledger)
    if not ledger.rows("SELECT 1 FROM stories WHERE id = ?", (asked,)):
        asked = kept.of_article(ledger, article) or asked
    query = {"part": part_of(_one(fields, "part")), "judged": [each.id for each in made]}
    return RedirectResponse(to(f"/stories/{asked}", query), 303)
