"""UDS-IH2 (White et al., EMNLP 2016; Rudinger et al., NAACL 2018): whether what a predicate tells happened.

Upstream layout: `glue_data/UDS_IH2/<split>.jsonl`, one sentence of EWT a line, as words of an older cutting.
They are laid over EWT's running text by their letters, white space left out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

_FOLDER = Path("glue_data/UDS_IH2")
Told = tuple[tuple[int, int, float], ...]
"""Half-open offsets among a sentence's letters, and a value from -3 to 3."""


def letters(text: str) -> str:
    """The characters of a text but its white space."""
    return "".join(text.split())


def by_letters(root: Path, split: str) -> dict[str, Told]:
    """What each sentence tells of its predicates, by the sentence's letters."""
    found: dict[str, Told] = {}
    with (root / _FOLDER / f"{split}.jsonl").open(encoding="utf-8") as file:
        for line in file:
            sentence = json.loads(line)
            starts = [0]
            for word in sentence["text"].split(" "):
                starts.append(starts[-1] + len(word))
            found[letters(sentence["text"])] = tuple(
                (starts[target["span1"][0]], starts[target["span1"][1]], float(target["label"]))
                for target in sentence["targets"]
            )
    return found


def placed(text: str, told: Told | Sequence[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The same with offsets into the text."""
    places = [place for place, character in enumerate(text) if not character.isspace()]
    return [(places[start], places[end - 1] + 1, value) for start, end, value in told]
