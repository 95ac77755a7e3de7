"""What becomes of a ledger when something stops: processes killed, disks full, two writers, older versions, clocks.

python -m benchmarks.faults kills --count 500 --seed 1
python -m benchmarks.faults kills --count 50 --only desk
python -m benchmarks.faults full-disk
python -m benchmarks.faults writers
python -m benchmarks.faults older
python -m benchmarks.faults clock
python -m benchmarks.faults pages --count 100

The exit code is 1 where anything was wrong.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tqdm import tqdm

from benchmarks.faults import clock, full_disk, kills, older, pages, writers


def main() -> None:
    """Parse the command line, do harm, and say what was wrong."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.faults", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=["kills", "full-disk", "writers", "older", "clock", "pages"])
    parser.add_argument("--count", type=int, default=100, help="of kills, or of damaged ledgers")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--articles", type=int, default=kills.ARTICLES, help="in each ledger")
    parser.add_argument("--log", type=Path, help="of kills: a file to put each down in, and to go on from")
    parser.add_argument("--only", metavar="KIND", help="of kills: the kind of work that is killed; desk is one more")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        if given.what == "kills":
            wrong = _kills(given, at)
        else:
            runs = {
                "full-disk": lambda: full_disk.full_disk(given.articles, at),
                "writers": lambda: writers.writers(given.articles, at),
                "older": lambda: older.older(given.articles, at),
                "clock": lambda: clock.clock(given.articles, at),
                "pages": lambda: pages.pages(given.articles, given.count, given.seed, at),
            }
            wrong = _told(runs[given.what]())
    if wrong:
        sys.exit(1)


def _kills(given: argparse.Namespace, folder: Path) -> int:
    wrong: list[str] = []
    with (
        tqdm(total=given.count, unit=" kills", disable=None) as bar,
        kills.kinds(given.articles, commands=True) as every,
    ):
        works = every if given.only is None else kills.only(given.only, every)

        def told(chain: kills.Chain) -> None:
            bar.update(chain.kills)
            bar.set_postfix_str(chain.kind)
            for each in chain.wrong:
                bar.write(f"{chain.kind}: {each}", file=sys.stderr)
            wrong.extend(chain.wrong)

        found = kills.kills(given.count, given.seed, folder, works, log=given.log, told=told)
    print(*kills.table(found), sep="\n")
    return len(wrong)


def _told(runs: Iterable[tuple[str, list[str]]]) -> int:
    """Say of each run what was wrong; return how much was."""
    count = 0
    for name, wrong in runs:
        print(f"{name}: {'; '.join(wrong) or 'nothing wrong'}", flush=True)
        count += len(wrong)
    return count


if __name__ == "__main__":
    main()
