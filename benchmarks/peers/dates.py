"""Two well-known readers of dates, measured in the same run: dateparser and Recognizers-Text.

    pip install '.[peers]'

Neither is needed otherwise. Both are given the date of publication. What they find is turned into TIMEX3 as well as we
can. dateparser gives one date, to which we add how coarse it says the words are, and takes prepositions for part of a
date, which we take away. Recognizers-Text has a `timex` of its own, whose open dates (`XXXX-06-20`) are closed with the
value it gives for the past, as news mostly means it. Both take a day that is named like today's for one of a week or a
year ago; we take it for today.
"""

from __future__ import annotations

import importlib
import re
import warnings
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from corpora.timeml import TimedDocument, Timex

Peer = Callable[[TimedDocument], list[Timex]]


def peers() -> dict[str, Peer]:
    """Those that are installed, by name."""
    found: dict[str, Peer] = {}
    for name, make in (("dateparser", _dateparser), ("Recognizers-Text", _recognizers)):
        try:
            found[name] = make()
        except ImportError:
            continue
    return found


_PREPOSITION = re.compile(r"(?:(?:on|in|at|by|of|to|and|for|since|until|from|the|a)\s+)+", re.IGNORECASE)


def _dateparser() -> Peer:
    search_dates = importlib.import_module("dateparser.search").search_dates
    parser = importlib.import_module("dateparser.date").DateDataParser

    def read(document: TimedDocument) -> list[Timex]:
        settings = {"RELATIVE_BASE": _created(document), "PREFER_DATES_FROM": "past", "RETURN_TIME_AS_PERIOD": True}
        again = parser(languages=["en"], settings=settings)
        found: list[Timex] = []
        for start, end in document.paragraphs:
            at = start
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                dates = search_dates(document.text[start:end], languages=["en"], settings=settings) or []
                for words, moment in dates:
                    place = document.text.find(words, at, end)
                    if place < 0:
                        continue
                    at = place + len(words)
                    lead = _PREPOSITION.match(words)
                    if lead and lead.end() < len(words):
                        place += lead.end()
                    period = again.get_date_data(document.text[place:at]).period
                    today = moment.date() == _created(document).date() - timedelta(days=7) and period == "day"
                    moment = moment + timedelta(days=7 if today and "ago" not in words else 0)  # noqa: PLW2901
                    found.append(Timex(place, at, "TIME" if period == "time" else "DATE", _written(moment, period)))
        return found

    return read


def _written(moment: datetime, period: str) -> str:
    """A date as coarse as the words it was read from."""
    if period == "week":
        year, week, _ = moment.isocalendar()
        return f"{year}-W{week:02d}"
    ways = {"year": "%Y", "month": "%Y-%m", "time": "%Y-%m-%dT%H:%M"}
    return moment.strftime(ways.get(period, "%Y-%m-%d"))


def _recognizers() -> Peer:
    module = importlib.import_module("recognizers_date_time")

    def read(document: TimedDocument) -> list[Timex]:
        found: list[Timex] = []
        for start, end in document.paragraphs:
            words = document.text[start:end]
            for one in module.recognize_datetime(words, module.Culture.English, reference=_created(document)):
                values = (one.resolution or {}).get("values") or []
                if values:
                    timex = _timex(one.type_name.removeprefix("datetimeV2."), values, _created(document))
                    found.append(Timex(start + one.start, start + one.end + 1, *timex))
        return sorted(found, key=lambda one: one.start)

    return read


def _timex(kind: str, values: list[dict[str, Any]], today: datetime) -> tuple[str, str]:
    """The type and value of what Recognizers-Text found."""
    first = values[0]
    timex = str(first.get("timex", ""))
    if kind in {"duration", "set"}:
        return kind.upper(), timex
    if timex.startswith("(") and timex.count(",") == 2:
        timex = _stretch(str(first.get("start", "")), timex.strip("()").split(",")[2])
    elif timex[:10] in {
        f"XXXX-WXX-{today.isoweekday()}",
        today.strftime("XXXX-%m-%d"),
    }:
        timex = today.strftime("%Y-%m-%d") + timex[10:]
    elif kind == "daterange" and len(timex) == len("XXXX-06"):
        timex = str(first.get("start", timex))[:7]
    elif "X" in timex:
        timex = str(first.get("value") or first.get("start") or timex)[:16].replace(" ", "T")
    return "TIME" if "time" in kind else "DATE", timex


def _stretch(start: str, length: str) -> str:
    """A range as the value of a year, a quarter or a month, where it is one."""
    quarter = f"{start[:4]}-Q{(int(start[5:7]) - 1) // 3 + 1}" if start[5:7].isdecimal() else start
    return {"P1Y": start[:4], "P3M": quarter, "P1M": start[:7]}.get(length, start)


def _created(document: TimedDocument) -> datetime:
    return datetime.fromisoformat(document.created[:10])
