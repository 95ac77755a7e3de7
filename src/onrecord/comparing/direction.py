"""Which of two articles that share text was first: by publication, by stated credit, by containment.

Times of publication go first; where they do not tell, whoever credits the other is later; where nobody does, a text
that stands almost whole in a much longer one is taken for cut down from it. None of these proves who wrote the words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from onrecord.comparing.wording import reports
from onrecord.record import Article

CONTAINED: Final = 0.95
"""Share of a text's words that must stand in the other for it to be contained."""
LONGER: Final = 1.3
"""How many times as long the other must be."""

_DAY: Final = 10
_UNITS: Final = ((86400, "day"), (3600, "hour"), (60, "minute"))
_AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two articles was first, and why.

    Attributes:
        turned: whether the second of the two given was.
        directed: whether anything tells.
        reasons: what tells it, or that nothing does.
    """

    turned: bool
    directed: bool
    reasons: tuple[str, ...]


def order(article: Article) -> tuple[bool, str, str]:
    """What articles are sorted by: time of publication, those without one last, and then their ids."""
    published = article.published
    return published is None, _sortable(published) if published else "", article.id


def direction(one: Article, other: Article, shares: tuple[float, float] = (0.0, 0.0), longer: float = 1.0) -> Direction:
    """Which of two articles that share text was first.

    Args:
        one: the first by `order`.
        other: the second.
        shares: how much of either stands in the other, 0 to 1.
        longer: how many times as long as the second the first is.
    """
    dated = _dated(one.published, other.published)
    credit = is_credited(other.text, one.outlet), is_credited(one.text, other.outlet)
    reasons = [dated] if dated else []
    if dated is None and credit == (False, True):
        return Direction(turned=True, directed=True, reasons=(f"the other names {other.outlet}",))
    if credit[0]:
        reasons.append(f"the other names {one.outlet}")
    if credit[1]:
        reasons.append(f"it names {other.outlet}")
    if dated or credit == (True, False):
        return Direction(turned=False, directed=True, reasons=tuple(reasons))
    if not any(credit):
        for turned, share, times in ((False, shares[1], longer), (True, shares[0], 1 / longer)):
            if share >= CONTAINED and times >= LONGER:
                return Direction(turned=turned, directed=True, reasons=(f"{share:.0%} of the other stands in it",))
    return Direction(turned=False, directed=False, reasons=(*reasons, "the dates do not tell which was first"))


def _dated(first: str | None, second: str | None) -> str | None:
    """How much earlier the first was published, if the dates tell that it was."""
    begun, later = _moment(first), _moment(second)
    if begun and later and begun != later:
        return f"published {_ago((later - begun).total_seconds())} earlier"
    if first and second and not (begun and later) and first[:_DAY] != second[:_DAY]:
        return f"published {first[:_DAY]}, the other {second[:_DAY]}"
    return None


def is_credited(text: str, outlet: str | None) -> bool:
    """Whether a text gives an outlet as where it has something from, not merely as part of its subject."""
    if not outlet:
        return False
    name = re.escape(re.sub(r"^the\s+", "", outlet.strip(), flags=re.IGNORECASE))
    for match in re.finditer(rf"(?<!\w){name}(?!\w)", text):
        before = text[max(0, match.start() - _AROUND) : match.start()]
        behind = text[match.end() : match.end() + _AROUND]
        bracketed = before.endswith("(") or behind.startswith(")")
        clause = re.split(r"[.!?\n]", before)[-1] + " , " + re.split(r"[.!?\n]", behind)[0]
        if bracketed or re.match(r"\s*[—–]", behind) or _CREDIT.search(clause) or reports(clause):
            return True
    return False


_CREDIT: Final = re.compile(
    r"\b(?:report\w*|first|told|according|via|obtained|seen by|interview\w*|from)\b", re.IGNORECASE
)


def _sortable(published: str) -> str:
    """A date as text that sorts by time: UTC where a zone is given."""
    moment = _moment(published)
    return moment.astimezone(UTC).isoformat() if moment else published


def _moment(published: str | None) -> datetime | None:
    """The instant, if the date tells one to the minute; a date without a zone is taken as UTC."""
    if not published or len(published) <= _DAY:
        return None
    try:
        moment = datetime.fromisoformat(published)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _ago(seconds: float) -> str:
    for size, unit in _UNITS:
        if seconds >= size:
            count = int(seconds // size)
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"
