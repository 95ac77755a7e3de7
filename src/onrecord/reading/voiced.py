"""In whose voice some words stand: that of the smallest statement that holds them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.record import Span, Statement, Voice


def holder(span: Span, statements: Sequence[Statement]) -> Statement | None:
    """The statement with the smallest content that holds some words; None where the outlet speaks."""
    holding = [
        (each.end - each.start, number)
        for number, statement in enumerate(statements)
        for each in statement.content
        if each.start <= span.start and span.end <= each.end
    ]
    return statements[min(holding)[1]] if holding else None


def stated(voice: Voice) -> Voice:
    """A voice, but of what nobody at all is said to say that of whoever tells it."""
    return voice[:-1] if voice[-1].anonymous == "unstated" and len(voice) > 1 else voice
