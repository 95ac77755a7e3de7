"""How the time that a target takes grows with its input, for every word of its format repeated."""

from __future__ import annotations

import math
import signal
import time
from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.fuzzing.target import Came, Target
from benchmarks.fuzzing.trying import TooLongError

STEEP: Final = 1.4
"""The exponent of growth over which a target is too slow; n log n has about 1.1 at these sizes."""
LEAST: Final = 0.3
"""Seconds under which nothing is too slow, whatever it grows by."""
SECONDS: Final = 8
_LETTERS: Final = tuple(
    each.encode()
    for each in (
        "a",
        "A",
        "a ",
        "A ",
        "a.",
        "a.B",
        "A.B ",
        ". ",
        "\n",
        "a\n",
        "1",
        "1 ",
        "1,",
        "-",
        "’",
        " ",
        '"',
        "a@",
        "a-a ",
        "/",
        "2026-",
        "x=",
        ":",
        "[",
        "{",
        "<",
        "&",
    )
)


def run(targets: Sequence[Target], size: int) -> int:
    """Measure, print what grows too steeply, and return how many words do.

    Args:
        targets: to measure.
        size: bytes of the longest input; the shorter has a quarter of them.
    """
    steep = 0
    for target in targets:
        longest = min(size, target.most)
        if not longest:
            continue
        run_ = target.prepare()
        words = dict.fromkeys((*target.words(), *_LETTERS, *target.seeds()))
        tried = [(target.opening, word) for word in words]
        tried += [(place, word) for place in target.places for word in _LETTERS]
        measured = [(place[0][-40:] + word, *_grown(run_, place, word, longest)) for place, word in tried]
        wrong = [one for one in measured if one[2] > LEAST and (one[3] > STEEP or one[2] >= SECONDS)]
        worst = max(measured, key=lambda one: one[2])
        print(
            f"{target.name:<12}{len(measured)} words, {longest:,} bytes, worst {worst[2]:.2f} s {worst[0][-60:]!r}",
            flush=True,
        )
        for word, short, long, exponent in sorted(wrong, key=lambda one: -one[2]):
            print(f"    {short:.3f} s, {long:.3f} s: grows by n^{exponent:.1f} on {word[-80:]!r}", flush=True)
        steep += len(wrong)
    return steep


def _grown(
    run_: Callable[[bytes], Came], opening: tuple[bytes, bytes], word: bytes, longest: int
) -> tuple[float, float, float]:
    """Seconds for a word repeated to a quarter of a length, and to all of it, and the exponent of growth."""
    before, after = opening
    short, long = (
        _timed(run_, before + word * max(1, (size - len(before) - len(after)) // max(1, len(word))) + after)
        for size in (longest // 4, longest)
    )
    return short, long, math.log(max(long, 1e-6) / max(short, 1e-6), 4)


def _timed(run_: Callable[[bytes], Came], data: bytes) -> float:
    signal.signal(signal.SIGPROF, _over)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    began = time.process_time()
    try:
        run_(data)
    except TooLongError:
        return SECONDS
    except Exception as error:  # noqa: BLE001 - a fault of another kind, which fuzzing tells of
        print(f"    {type(error).__name__} on {len(data):,} bytes of {data[:60]!r}: {error!s:.100}", flush=True)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return time.process_time() - began


def _over(signal_: int, frame: object) -> None:  # noqa: ARG001 - a handler's arguments
    raise TooLongError
