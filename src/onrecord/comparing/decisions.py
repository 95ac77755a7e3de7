"""What people judged, from a ledger, as comparing takes it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.comparing.joins import Item, Joined, Judgement
from onrecord.ledger import Ledger
from onrecord.ledger.judgements import Decision, standing


def decided(ledger: Ledger, articles: Iterable[str] | None = None) -> tuple[Judgement, ...]:
    """The judgements of people that count, in the order of judging; of each pair there is one.

    Args:
        ledger: where they are kept.
        articles: the ids of articles that both sides are of; any when None.
    """
    return tuple(judgement(each) for each in standing(ledger, articles))


def judgement(decision: Decision) -> Judgement:
    """A person's judgement as one of the engine's would be written: an article's item is the article."""
    one, other = (Item(article=each.article, id=each.item or each.article) for each in (decision.one, decision.other))
    return Judgement(
        kind=Joined(decision.kind),
        one=one,
        other=other,
        same=decision.same,
        score=1.0,
        reasons=(decision.why,) if decision.why else (),
        by=decision.who,
        when=decision.judged,
    )
