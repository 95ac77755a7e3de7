"""The process that tries inputs: `python -m benchmarks.fuzzing.child TARGET FOLDER INPUTS SEED guided|seeded`."""

from __future__ import annotations

import random
import sys
from importlib import import_module
from pathlib import Path


def main(name: str, folder: Path, inputs: int, seed: int, *, guided: bool) -> None:
    """Try inputs until so many are tried in all, those of earlier processes among them."""
    if guided:
        import atheris  # noqa: PLC0415 - it must see the others being imported

        with atheris.instrument_imports(include=list(_WATCHED), enable_loader_override=False):
            for each in _WATCHED[1:]:
                import_module(each)  # the product imports them late, out of sight
            from benchmarks.fuzzing.targets import TARGETS  # noqa: PLC0415
    else:
        from benchmarks.fuzzing.targets import TARGETS  # noqa: PLC0415
    from benchmarks.fuzzing.mutating import Mutator  # noqa: PLC0415
    from benchmarks.fuzzing.trying import Board, Trial, bounded  # noqa: PLC0415

    target = TARGETS[name]
    board = Board(folder / "board")
    left = inputs - board.count
    seeds = list(target.seeds())
    mutator = Mutator(seeds, list(target.words()), target.longest)
    trial = Trial(target, folder, board)
    bounded()
    if guided:
        _guided(trial, mutator, folder, seeds, (left, target.longest, seed + board.count))
        return
    for number in range(board.count, inputs):
        data = mutator.made(random.Random(f"{seed} {name} {number}"))
        if trial(data):
            _kept(folder / "corpus", data)


_WATCHED = ("onrecord", "feedparser", "trafilatura", "starlette", "python_multipart")
"""Packages whose coverage guides."""


def _guided(trial: object, mutator: object, folder: Path, seeds: list[bytes], sizes: tuple[int, int, int]) -> None:
    """Let atheris choose; it ends the process when the inputs are used up."""
    import atheris  # noqa: PLC0415

    corpus = folder / "corpus"
    for seed_ in seeds:
        _kept(corpus, seed_[: sizes[1]])
    left, longest, seed = sizes

    def mutated(data: bytes, most: int, number: int) -> bytes:
        draw = random.Random(number)
        chance = draw.random()
        if chance < 0.45:
            return atheris.Mutate(data, most)  # type: ignore[no-any-return]
        made = mutator.made(draw) if chance < 0.6 else mutator.mutated(data, draw)  # type: ignore[attr-defined]
        return made[:most]  # type: ignore[no-any-return]

    def tried(data: bytes) -> None:
        trial(data)  # type: ignore[operator]

    flags = ("-timeout=0", "-rss_limit_mb=0", "-verbosity=1", "-handle_int=0", "-handle_term=0")
    asked = [
        sys.argv[0],
        f"-runs={max(1, left)}",
        f"-max_len={longest}",
        f"-seed={seed % (1 << 31) or 1}",
        *flags,
        str(corpus),
    ]
    atheris.Setup(asked, tried, custom_mutator=mutated)
    atheris.Fuzz()


def _kept(corpus: Path, data: bytes) -> None:
    from hashlib import sha1  # noqa: PLC0415

    corpus.mkdir(exist_ok=True)
    (corpus / sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]), guided=sys.argv[5] == "guided")
