"""The process that tries inputs: `python -m benchmarks.fuzzing.child MODULE TARGET FOLDER INPUTS SEED WAY`.

WAY is `guided` or `seeded`.
"""

from __future__ import annotations

import random
import sys
from hashlib import sha1
from importlib import import_module
from pathlib import Path
from typing import Any, Final

_WATCHED: Final = {
    "benchmarks.fuzzing.article_targets": ("trafilatura", "feedparser"),
    "benchmarks.fuzzing.desk_targets": ("starlette", "python_multipart"),
}
"""What guides by its coverage beside the product. It is imported first: the product imports it late, out of sight."""


def main(module: str, name: str, folder: Path, counts: tuple[int, int], *, guided: bool) -> None:
    """Try inputs until so many are tried in all, those of earlier processes among them.

    Args:
        module: where the target is.
        name: the target's.
        folder: where to keep what comes of it.
        counts: how many inputs, and the seed.
        guided: whether atheris chooses.
    """
    if guided:
        import atheris  # noqa: PLC0415 - it is an extra, and must see the others being imported

        watched = _WATCHED.get(module, ())
        with atheris.instrument_imports(include=["onrecord", *watched], enable_loader_override=False):
            for each in (*watched, module):
                import_module(each)
    from benchmarks.fuzzing.mutating import Mutator  # noqa: PLC0415 - so are these
    from benchmarks.fuzzing.trying import Board, Trial, bounded  # noqa: PLC0415

    target = next(each for each in import_module(module).TARGETS if each.name == name)
    inputs, seed = counts
    board = Board(folder / "board")
    seeds = list(target.seeds())
    mutator = Mutator(seeds, list(target.words()), target.longest)
    trial = Trial(target, folder, board)
    bounded()
    if guided:
        for each in seeds:
            _kept(folder / "corpus", each[: target.longest])
        asked = (f"-runs={max(1, inputs - board.count)}", f"-seed={(seed + board.count) % (1 << 31) or 1}")
        _guided(trial, mutator, folder / "corpus", (*asked, f"-max_len={target.longest}"))
        return
    for number in range(board.count, inputs):
        data = mutator.made(random.Random(f"{seed} {name} {number}"))
        if trial(data):
            _kept(folder / "corpus", data)


def _guided(trial: Any, mutator: Any, corpus: Path, flags: tuple[str, ...]) -> None:
    """Let atheris choose; it ends the process when the inputs are used up."""
    import atheris  # noqa: PLC0415 - it is an extra

    def mutated(data: bytes, most: int, number: int) -> bytes:
        draw = random.Random(number)
        chance = draw.random()
        if chance < 0.45:
            found: bytes = atheris.Mutate(data, most)
            return found
        made: bytes = mutator.made(draw) if chance < 0.6 else mutator.mutated(data, draw)
        return made[:most]

    def tried(data: bytes) -> None:
        trial(data)

    # time and memory are minded by `trying`, which goes on after what takes too much
    quiet = ("-timeout=600", "-rss_limit_mb=0", "-handle_int=0", "-handle_term=0")
    atheris.Setup([sys.argv[0], *flags, *quiet, str(corpus)], tried, custom_mutator=mutated)
    atheris.Fuzz()


def _kept(corpus: Path, data: bytes) -> None:
    corpus.mkdir(exist_ok=True)
    (corpus / sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    main(
        sys.argv[1],
        sys.argv[2],
        Path(sys.argv[3]),
        (int(sys.argv[4]), int(sys.argv[5])),
        guided=sys.argv[6] == "guided",
    )
