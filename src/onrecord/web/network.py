"""The room of who speaks about whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from onrecord.ledger import Ledger, actors
from onrecord.ledger.actors import Actor
from onrecord.ledger.query import period
from onrecord.ledger.spoken_of import MOST_NODES, Network, Sought, Tie, network
from onrecord.web.addresses import actor_address, json_lines
from onrecord.web.desk import looked_up
from onrecord.web.network_graph import picture
from onrecord.web.pages import page, to

_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Seen:
    network: Network
    known: dict[str, Actor]
    around: Actor | None
    title: str | None


def _day(written: str, at: int) -> int | None:
    told = period(written.strip()) if written.strip() else None
    return None if told is None else told[at]


def _least(written: str) -> int:
    told = written[:9]
    return max(1, min(int(told), _MOST)) if told.isascii() and told.isdigit() else 1


def _look(ledger: Ledger, now: dict[str, str]) -> _Seen:
    around: Actor | None = None
    if now["around"]:
        around = actors.actor(ledger, now["around"])
    found = network(
        ledger,
        Sought(
            around=around.key if around else "",
            story=now["story"],
            since=_day(now["since"], 0),
            until=_day(now["until"], 1),
            least=_least(now["least"]),
        ),
    )
    keys = sorted({key for tie in found.ties for key in (tie.speaker, tie.key)})
    titles = ledger.rows("SELECT title FROM stories WHERE id = ?", (now["story"],)) if now["story"] else []
    return _Seen(found, actors.actors_of(ledger, keys), around, titles[0][0] if titles else None)


def asked_of(query: QueryParams) -> dict[str, str]:
    """What an address asks for."""
    return {name: query.get(name, "")[:200] for name in ("around", "story", "since", "until", "least")}


async def show(request: Request) -> Response:
    """The network, as a picture and as a table."""
    now = asked_of(request.query_params)
    seen = await looked_up(request, lambda ledger: _look(ledger, now))
    names = {key: one.name for key, one in seen.known.items()}
    if request.query_params.get("as") == "jsonl":
        return json_lines("network", ({**asdict(tie), "names": _names(tie, names)} for tie in seen.network.ties))

    def statements(speaker: str, key: str) -> str:
        query: dict[str, Any] = {"part": "by", "of": key, "since": now["since"], "until": now["until"]}
        return actor_address(speaker) + to("", query)

    return page(
        request,
        "network.html",
        now=now,
        seen=seen,
        names=names,
        picture=picture(seen.network.ties, names) if seen.network.ties else None,
        ties=seen.network.ties,
        address=actor_address,
        statements=statements,
        lines=to("/network", {**now, "as": "jsonl"}),
        most=MOST_NODES,
        filtered=any(now.values()),
    )


def _names(tie: Tie, names: dict[str, str]) -> list[str]:
    """The names of both, who speaks first."""
    return [names.get(key, key) for key in (tie.speaker, tie.key)]


ROUTES: list[BaseRoute] = [Route("/network", show)]
