"""How many documents hold a word: the table by which stories tell rare words from common ones.

    python -m training.common_words --corpora DIR

Counted over what the encoder is trained on of PolNeAR, Re-DocRED, GAP, EWT and GUM; what is kept is words and
numbers of documents, nothing of the texts. The table is fixed: what a word weighs must not change with the articles
that come in.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from corpora import gap, gum, polnear, redocred, uner
from onrecord.comparing.rarity import BUCKETS, stem
from onrecord.comparing.words import words

FEWEST: Final = 3
"""Documents that must hold a word for it to be in the table."""
TARGET: Final = Path("src/onrecord/comparing/data/common_words.txt")
_HEAD: Final = """\
# How common words are: stems by the number of documents that hold them, made by `python -m training.common_words`
# from the training parts of PolNeAR, Re-DocRED, GAP, EWT and GUM. `documents` is how many were counted; a line
# `N: …` lists stems that at least N documents hold, and fewer than the next line's N. What is not listed is rarer.
"""


def main() -> None:
    """Count and write the table."""
    parser = argparse.ArgumentParser(prog="python -m training.common_words", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder with the fetched corpora")
    parser.add_argument("--to", type=Path, default=TARGET, help="where the table goes")
    arguments = parser.parse_args()
    held: Counter[str] = Counter()
    documents = 0
    for text in _texts(arguments.corpora):
        documents += 1
        held.update({stem(word) for word in words(text).folded if word.isalpha()})
    arguments.to.write_text(_table(held, documents), encoding="utf-8")


def _texts(folder: Path) -> Iterator[str]:
    """The texts of the training halves, one a document."""
    yield from (one.text for one in polnear.read(folder / "polnear", "train"))
    yield from (one.text for one in redocred.read(folder / "redocred"))
    yield from (one.text for one in gap.read(folder / "gap", "train"))
    yield from (one.text for one in gum.read(folder / "gum", "train"))
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    for one in uner.read(folder / "uner_ewt", "train"):
        pieces[one.id.rpartition("-")[0] or one.id].append(one.text)
    yield from ("\n".join(piece) for piece in pieces.values())


def _table(held: Counter[str], documents: int) -> str:
    lines: defaultdict[int, list[str]] = defaultdict(list)
    for word, count in sorted(held.items()):
        if count >= FEWEST and word.isascii():
            lines[max(least for least in BUCKETS if least <= count)].append(word)
    return _HEAD + f"documents: {documents}\n" + "".join(f"{least}: {' '.join(lines[least])}\n" for least in BUCKETS)


if __name__ == "__main__":
    main()
