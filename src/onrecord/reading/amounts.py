"""Amounts: what the functions that `data/quantities.txt` names for them make of numbers and words of bounding."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from onrecord.reading.numerals import Numeral, tidy
from onrecord.reading.phrases import Functions
from onrecord.reading.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as bounds.

    Attributes:
        lower: the least it can be; None without a bound.
        upper: the most.
        approximate: whether the words say so.
        unit: what it is measured in: a currency of ISO 4217, `percent`, `share`, `ratio`, `km`, `year`…
        kind: `count`, `money`, `percent`, `measure`, `duration`, `age`, `share` or `ratio`.
        conservative: the least that data on conflicts would count, where it differs.
        of: what is counted, where the words of the amount tell it themselves.
    """

    lower: float | None
    upper: float | None
    approximate: bool = False
    unit: str | None = None
    kind: str = "count"
    conservative: float | None = None
    of: str | None = None

    @property
    def whole(self) -> bool:
        """Whether it counts things, of which there is no half."""
        ends = [end for end in (self.lower, self.upper) if end is not None]
        return self.kind == "count" and all(float(end).is_integer() for end in ends)


@dataclass(slots=True)
class Place:
    """Where an amount stands."""

    text: Tokens
    first: int = 0
    end: int = 0


amounts: Final = Functions[Place, Amount]()
"""The functions that `data/quantities.txt` names after "="."""


@amounts.known
def number(place: Place, numeral: Numeral) -> Amount:
    """A number."""
    return Amount(numeral.lower, numeral.upper, conservative=_least(numeral))


def _least(numeral: Numeral) -> float | None:
    return None if numeral.conservative == numeral.lower else numeral.conservative


@amounts.known
def between(place: Place, one: Numeral, other: Numeral) -> Amount | None:
    """Between two numbers; the unit of the second is meant for both ("20 to 30 million")."""
    if one.lower is None or other.upper is None:
        return None
    lower, upper = one.lower, other.upper
    scale = _scale(place, one, other)
    if lower * scale <= upper:
        lower = tidy(lower * scale)
    if lower >= upper:
        return None
    return Amount(lower, upper)


def _scale(place: Place, one: Numeral, other: Numeral) -> float:
    """The thousand or million of the second number, where the first has none and is small beside it."""
    words = place.text.lower[place.first : place.end]
    for name, size in (("hundred", 100), ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)):
        if words.count(name) == 1 and words.index(name) > len(words) // 2 and (one.lower or 0) < size:
            return size
    return 1


@amounts.known
def money(place: Place, currency: str, numeral: Numeral) -> Amount:
    """Money."""
    return replace(number(place, numeral), unit=currency, kind="money")


@amounts.known
def money_between(place: Place, currency: str, one: Numeral, other: Numeral) -> Amount | None:
    """Money between two sums."""
    found = between(place, one, other)
    return replace(found, unit=currency, kind="money") if found else None


@amounts.known
def unit(place: Place, inner: Amount, unit: str, kind: str) -> Amount | None:
    """An amount of a unit."""
    return replace(inner, unit=unit, kind=kind)


@amounts.known
def cents(place: Place, inner: Amount, currency: str) -> Amount:
    """Hundredths of a currency."""
    lower, upper = (None if end is None else tidy(end / 100) for end in (inner.lower, inner.upper))
    return replace(inner, lower=lower, upper=upper, unit=currency, kind="money")


@amounts.known
def counted(place: Place, inner: Amount) -> Amount:
    """A number of things."""
    return inner


@amounts.known
def same(place: Place, inner: Amount) -> Amount:
    """An amount without a bound."""
    return inner


@amounts.known
def at_least(place: Place, numeral: Numeral) -> Amount:
    """A number and more: "100-plus"."""
    return Amount(numeral.lower, None)


@amounts.known
def fraction(place: Place, many: Numeral | None, part: int | None, numeral: Numeral) -> Amount | None:
    """A fraction of a known whole: "a third of the 300" is 100."""
    share_ = _share(many, part)
    if share_ is None or numeral.lower is None:
        return None
    lower = tidy(numeral.lower * share_)
    upper = None if numeral.upper is None else tidy(numeral.upper * share_)
    return Amount(lower, upper, approximate=not lower.is_integer())


@amounts.known
def share(place: Place, many: Numeral | None, part: int | None) -> Amount | None:
    """A fraction of a whole that nobody counts."""
    share_ = _share(many, part)
    return Amount(tidy(share_), tidy(share_), unit="share", kind="share") if share_ is not None else None


def _share(many: Numeral | None, part: int | None) -> float | None:
    over = 1.0 if many is None else many.exact
    found = None if over is None else over / (part or 2)
    return found if found is not None and 0 < found < 1 else None


@amounts.known
def ratio(place: Place, one: Numeral, whole: Numeral) -> Amount | None:
    """One in five."""
    if one.exact is None or not whole.exact or one.exact >= whole.exact or whole.figures != one.figures:
        return None
    if whole.digits == 4:
        return None
    found = tidy(one.exact / whole.exact)
    return Amount(found, found, unit="ratio", kind="ratio")


@amounts.known
def odds(place: Place, one: Numeral, against: Numeral) -> Amount | None:
    """Two to one."""
    if one.exact is None or not against.exact:
        return None
    found = tidy(one.exact / against.exact)
    return Amount(found, found, unit="ratio", kind="ratio")


@amounts.known
def bounded(place: Place, inner: Amount, bound: str) -> Amount | None:
    """An amount with a word that bounds it.

    `least` and `most` bound it there, `more` and `fewer` beyond it (by one, where things are counted), `nearly` from
    above and about, `about` on both sides, at a distance nobody tells, `exactly` not at all.
    """
    step = 1 if inner.whole else 0
    lower, upper = inner.lower, inner.upper
    if bound in {"least", "more"}:
        upper = None
    elif bound in {"most", "fewer", "nearly"}:
        lower = None
    if bound == "more" and lower is not None:
        lower += step
    if bound == "fewer" and upper is not None:
        upper -= step
    kept = inner.conservative if bound in {"least", "about", "exactly"} else None
    near = inner.approximate or bound in {"nearly", "about"}
    return replace(inner, lower=lower, upper=upper, approximate=near, conservative=kept)


@amounts.known
def nothing(place: Place, of: str) -> Amount:
    """Nobody."""
    return Amount(0, 0, of=of or None)
