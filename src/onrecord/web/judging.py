"""What a person says in place: a judgement, a correction, the undoing of either; kept, then back to where it stood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.ledger import Ledger, corrections, judged, judgements
from onrecord.ledger.correcting import Correction
from onrecord.ledger.corrections import Change
from onrecord.ledger.judgements import Judged, Word
from onrecord.web.desk import changed, who
from onrecord.web.pages import to

LONGEST_REASON: Final = 1000
"""Characters of a reason."""
_MOST_FIELDS: Final = 12
_ROOMS: Final = ("/articles/", "/judgements", "/stories", "/actors", "/network", "/search")
"""Where a form may lead back to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was just said, to tell of it and to offer its undoing.

    Attributes:
        id: of the judgement or correction.
        what: what was done, in a few words.
        undone: whether it has been undone.
    """

    id: str
    what: str
    undone: bool


def done(ledger: Ledger, id: str | None) -> Done | None:  # noqa: A002 - the field's name
    """What `done` in an address tells of; None where it tells of nothing that the ledger holds."""
    if not id:
        return None
    try:
        kept = judged.one(ledger, id)
    except SetupError:
        return None
    undone = kept.undone is not None
    return Done(id=kept.id, what=f"{_named(kept)} undone" if undone else _done(kept), undone=undone)


def _done(kept: judged.Kept) -> str:
    if isinstance(kept, Correction):
        held = {"not-an-event": "Held to be no event", "not-a-statement": "Held to be no statement"}
        return held.get(kept.kind, "Speaker corrected")
    if kept.kind == "article":
        return "Held to be of one story" if kept.same else "Held to be of two stories"
    return "Held to be one" if kept.same else "Held not to be one"


def _named(kept: judged.Kept) -> str:
    return "Correction" if isinstance(kept, Correction) else "Judgement"


async def correct(request: Request) -> Response:
    """Keep a correction: of `item`, an article's statement or event, by `kind`; of a speaker, by `whose`."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        article, item = _field(form, "article"), _field(form, "item")
        kind, whose = _field(form, "kind"), _field(form, "whose")
        spoken = _field(form, "name" if whose == "name" else "entity")
        why, back = _why(form, f"{article}/{item}"), _field(form, "back")

    def keep(ledger: Ledger) -> Correction:
        found = corrections.find(ledger, f"{article}/{item}")
        change = _speaker(ledger, article, whose, spoken) if kind == "speaker" else Change(kind=kind)
        return corrections.correct(ledger, found, change, who=who(request), why=why, index=Indexing())

    made = await changed(request, keep)
    return _back(back, made.id, to(f"/articles/{article}", {"item": item}))


def _speaker(ledger: Ledger, article: str, whose: str, written: str) -> Change:
    """Whose a statement is, as a form has it: whose, and whom it names."""
    if whose == "entity":
        names = {one.id: one.name for one in ledger.record(article, machine=True).entities}
        return Change(kind="speaker", speaker="entity", entity=written, name=names.get(written))
    if whose == "name" and written.strip() not in {"", "outlet", "nobody"}:
        return corrections.speaker(ledger, article, written)
    return Change(kind="speaker", speaker=whose, name=written if whose == "name" else None)


async def judge(request: Request) -> Response:
    """Keep a judgement: that `one` and `other`, each `ARTICLE` or `ARTICLE/ITEM`, are the `same` (1) or not (0)."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        one, other = _field(form, "one").strip(), _field(form, "other").strip()
        same, why, back = _field(form, "same"), _why(form, f"{one} and {other}"), _field(form, "back")

    def keep(ledger: Ledger) -> judgements.Decision:
        if same not in {"0", "1"}:
            raise SetupError("L11", one=one, other=other, what="it is not told whether they are one")
        kind, pair = judgements.find_pair(ledger, (one, other))
        return judgements.judge(
            ledger, kind, pair, Word(same=same == "1", who=who(request), why=why), _index(ledger, kind, pair)
        )

    made = await changed(request, keep)
    return _back(back, made.id, to("/judgements"))


def _index(ledger: Ledger, kind: str, pair: tuple[Judged, Judged]) -> Indexing | None:
    """What brings stories up to date; an article that it has not taken in yet hears of the judgement when it is."""
    taken = "SELECT 1 FROM articles WHERE id = ? AND seq IN (SELECT article FROM profiles)"
    known = kind != "article" or all(ledger.rows(taken, (side.article,)) for side in pair)
    return Indexing() if known else None


async def undo(request: Request) -> Response:
    """Undo the judgement or correction with an `id`."""
    async with request.form(max_files=0, max_fields=_MOST_FIELDS) as form:
        said, back = _field(form, "id"), _field(form, "back")

    def keep(ledger: Ledger) -> None:
        kept = judged.one(ledger, said)
        index: Indexing | None = Indexing()
        if isinstance(kept, judgements.Decision):
            index = _index(ledger, kept.kind, (kept.one, kept.other))
        judged.undo(ledger, said, who=who(request), index=index)

    await changed(request, keep)
    return _back(back, said, to("/judgements"))


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _why(form: FormData, item: str) -> str | None:
    """The reason given.

    Raises:
        SetupError: L21 it is longer than a reason may be.
    """
    why = " ".join(_field(form, "why").split())
    if len(why) > LONGEST_REASON:
        raise SetupError("L21", item=item, what=f"a reason has {LONGEST_REASON} characters at most")
    return why or None


def _back(written: str, said: str, otherwise: str) -> Response:
    """Back to the page of the desk that a form stood on, which tells what was done."""
    return RedirectResponse(_telling(written, said) or _telling(otherwise, said) or "/judgements", 303)


def _telling(written: str, said: str) -> str | None:
    """An address of the desk with what was done; None of an address elsewhere."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path.startswith(_ROOMS) or "\\" in written:
        return None
    query: dict[str, list[str]] = {}
    for name, value in parse_qsl(parts.query):
        query.setdefault(name, []).append(value)
    return to(unquote(parts.path), {**query, "done": said}, parts.fragment)


ROUTES: list[BaseRoute] = [
    Route("/judgements", judge, methods=["POST"]),
    Route("/judgements/undo", undo, methods=["POST"]),
    Route("/corrections", correct, methods=["POST"]),
]
