"""What a notebook shows of a record, a ledger, a comparison or a story: a small piece of a page that stands by itself.

No script, nothing loaded, no style but that of its own elements; everything that comes from an article is escaped.
"""

from __future__ import annotations

from typing import Any, Final

from onrecord.comparing.comparison import Comparison
from onrecord.comparing.findings import Standing
from onrecord.export import events, told
from onrecord.export.items import actors
from onrecord.export.pages import piece
from onrecord.export.story import Story
from onrecord.export.voices import voice_map
from onrecord.ledger.ledger import Ledger
from onrecord.record import Record

MOST: Final = 12
"""Rows of a table that are shown; how many more there are is said."""
_SHOWN: Final = (Standing.DISPUTE, Standing.TOLL, Standing.AGREEMENT)


def html(of: Any) -> str:
    """A thing in a notebook.

    Args:
        of: a record, a ledger, a comparison or a story.

    Raises:
        TypeError: it is none of these.
    """
    if isinstance(of, Record):
        return _record(of)
    if isinstance(of, Ledger):
        return piece("piece_ledger.html", path=of.path.name, count=len(of), articles=of.articles()[-MOST:][::-1])
    if isinstance(of, (Comparison, Story)):
        return _comparison(of if isinstance(of, Comparison) else of.comparison)
    raise TypeError(f"{type(of).__name__} is not shown in notebooks")


def _record(record: Record) -> str:
    voices = voice_map(record)
    spoken = [speaker for speaker in voices.speakers if speaker.share]
    return piece(
        "piece_record.html",
        article=record.article,
        speakers=sorted(spoken, key=lambda speaker: (-speaker.share, speaker.number)),
        statements=record.statements,
        events=events.told(record),
        actors=actors(record),
        speaker_of=voices.of,
        excerpt=told.excerpt,
        most=MOST,
    )


def _comparison(comparison: Comparison) -> str:
    sections = [(told.HEADINGS[standing], told.found(comparison, standing)) for standing in _SHOWN]
    return piece(
        "piece_comparison.html",
        comparison=comparison,
        summary=told.summary(comparison),
        sections=[(title, found) for title, found in sections if found],
        taken={report.article: told.taken(comparison, report.article) for report in comparison.reports},
        clock=told.clock,
        excerpt=told.excerpt,
        most=MOST,
    )
