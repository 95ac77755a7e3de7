"""What reports say of each attribute of each happening: what they agree on, how tolls rise, and where they differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from onrecord.comparing.accounts import Accounts
from onrecord.comparing.claims import Reports
from onrecord.comparing.counting import Counting
from onrecord.comparing.dates import dates, standing_times
from onrecord.comparing.findings import Attribute, Finding, Standing
from onrecord.comparing.joins import Actor, Happening
from onrecord.comparing.places import Place
from onrecord.comparing.restated import restated
from onrecord.record import Record

_ORDER: Final = (Standing.DISPUTE, Standing.TOLL, Standing.AGREEMENT, Standing.SINGLE)


def findings(
    records: Sequence[Record],
    actors: Sequence[Actor],
    happenings: Sequence[Happening],
    origin: Callable[[Place], str],
) -> tuple[Finding, ...]:
    """What several reports say of what happened, disputes first.

    Args:
        records: of the reports of one story, in any order.
        actors: their entities that are one.
        happenings: their events that are one.
        origin: gives for some words the id of the article they are first found in.
    """
    reports = Reports(records, actors, origin)
    counting = Counting(reports, happenings)
    found = [
        *counting.findings(),
        *Accounts(reports, happenings).findings(),
        *dates(reports, happenings, counting.joined),
        *standing_times(reports),
        *restated(reports),
    ]
    return tuple(sorted(found, key=_place))


def _place(finding: Finding) -> tuple[object, ...]:
    """Disputes first; then what most reports give."""
    articles = {claim.words.article for value in finding.values for claim in value.claims}
    first = finding.values[0].claims[0].words
    return (
        _ORDER.index(finding.standing),
        -len(articles),
        list(Attribute).index(finding.attribute),
        finding.happening or "",
        finding.of or "",
        first.article,
        first.start,
    )
