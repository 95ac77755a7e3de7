"""What comparing needs of each article, made from its record once: its profile, its keys, the hashes of its text."""

from __future__ import annotations

import struct
import zlib
from typing import Any

import numpy as np

from onrecord import codec
from onrecord.cluster import tables
from onrecord.cluster.numbers import number
from onrecord.comparing.indexing import numbers
from onrecord.comparing.profiles import Profile, dump, load, profile
from onrecord.comparing.sketches import sketch
from onrecord.comparing.words import words


def profiled(batches: tables.Batches) -> tables.Batches:
    """Profiles (`tables.PROFILES`) of records.

    Args:
        batches: with a column `record`.
    """
    yield from tables.packed(tables.PROFILES, (_profiled(row["record"]) for row in tables.rows(batches)))


def _profiled(line: str) -> tuple[int, int, bytes, bytes]:
    record = codec.loads_record(line)
    made = profile(record)
    hashes = sketch(words(record.article.text).folded)
    data = zlib.compress(dump(made).encode("utf-8", "surrogatepass"), 1)
    return number(made.article), made.published or 0, data, struct.pack(f"<{len(hashes)}Q", *hashes)


def unpacked(data: bytes) -> Profile:
    """A profile from the column `data`."""
    return load(zlib.decompress(data).decode("utf-8", "surrogatepass"))


def keyed(batches: tables.Batches) -> tables.Batches:
    """The keys (`tables.KEYS`) that profiles are looked up by."""
    for batch in batches:
        rows = [
            (key, row["day"], row["article"]) for row in batch.to_pylist() for key in numbers(unpacked(row["data"]))
        ]
        if rows:
            yield tables.batch(tables.KEYS, rows)


def hashed(batches: tables.Batches) -> tables.Batches:
    """The hashes (`tables.HASHES`) of the texts of profiles."""
    for batch in batches:
        held = [np.frombuffer(data, np.int64) for data in batch.column("hashes").to_pylist()]
        if held:
            articles: Any = batch.column("article").to_numpy(zero_copy_only=False)
            lengths = [len(each) for each in held]
            yield tables.arrays(tables.HASHES, np.concatenate(held), np.repeat(articles, lengths))
