"""PolNeAR: political news with attributions (Newell, Margolin and Ruths, LREC 2018).

Upstream layout: `data/<split>/text/*.txt` and `data/<split>/attributions/<article>_<annotator>.ann` in
brat's standoff format. Offsets count code points of the file read without newline translation; a byte-order
mark counts as one. `Discuss` and `Discard` are annotators' notes. Where several annotators marked one
article, the first file in sorted order stands for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpora.document import Attribution, Document, Span, paragraph_spans

_TEXT_BOUND = re.compile(r"(?P<id>T\d+)\t(?P<type>\S+) (?P<spans>\d+ \d+(?:;\d+ \d+)*)\t")
_EVENT = re.compile(r"E\d+\t(?P<arguments>.+)")
_ROLE = re.compile(r"(Source|Cue|Content)\d*$")


def read(root: Path, split: str, *, every_annotator: bool = False) -> Iterator[Document]:
    """Yield the articles of a split, in the order of their names.

    Args:
        root: the upstream repository.
        split: `train` or `dev`.
        every_annotator: yield an article once for each of its annotators.

    Raises:
        FileNotFoundError: there is no such split under `root`.
    """
    folder = root / "data" / split
    annotations: dict[str, list[Path]] = {}
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations.setdefault(path.stem.rpartition("_")[0], []).append(path)
    if not annotations:
        raise FileNotFoundError(f"no attributions under {folder}")
    for article, paths in sorted(annotations.items()):
        text = _text(folder / "text" / f"{article}.txt")
        for path in paths if every_annotator else paths[:1]:
            yield Document(
                id=article if path is paths[0] else path.stem,
                corpus="polnear",
                text=text,
                paragraphs=paragraph_spans(text),
                attributions=tuple(attributions(_text(path))),
            )


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def attributions(standoff: str) -> Iterator[Attribution]:
    """Yield the attributions of one standoff file, in its order.

    An attribution without a cue or without content is an annotator's slip and is left out, as is
    a quoted note running over several lines.
    """
    bound: dict[str, tuple[Span, ...]] = {}
    for line in standoff.split("\n"):
        if match := _TEXT_BOUND.match(line):
            numbers = [int(number) for number in re.findall(r"\d+", match["spans"])]
            bound[match["id"]] = tuple(sorted(zip(numbers[::2], numbers[1::2], strict=True)))
    for line in standoff.split("\n"):
        if event := _EVENT.match(line):
            roles: dict[str, list[Span]] = {"Source": [], "Cue": [], "Content": []}
            for argument in event["arguments"].split():
                key, _, target = argument.partition(":")
                if role := _ROLE.match(key):
                    roles[role[1]].extend(bound[target])
            if roles["Cue"] and roles["Content"]:
                yield Attribution(*(tuple(sorted(roles[role])) for role in ("Source", "Cue", "Content")))
