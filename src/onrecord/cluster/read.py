"""Reading everything at some addresses into a folder of records, on whatever engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

from onrecord.cluster import tables
from onrecord.cluster.engine import Engine
from onrecord.cluster.reading import Settings, extract, read_shards
from onrecord.cluster.sources import Split, splits
from onrecord.cluster.store import Store, absolute
from onrecord.errors import SetupError
from onrecord.reading.encoder import shipped_digest
from onrecord.version import VERSION

FORMAT: Final = "onrecord-records-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run came to.

    Attributes:
        splits: how many files and groups of rows were looked at.
        before: how many were passed over, since an earlier run took all that is in them.
        read: how many articles were read.
        present: how many were there already.
        failed: how many things could not be read, by the code of their errors.
    """

    splits: int
    before: int
    read: int
    present: int
    failed: dict[str, int]


def read(engine: Engine, addresses: Sequence[str], settings: Settings) -> Outcome:
    """Read what is new at some addresses.

    Args:
        engine: what to run on.
        addresses: files and folders of WARC, WET, JSON lines, Parquet, pages and texts.
        settings: where to, and how.

    Raises:
        SetupError: K01 nothing to read, K04 the folder was made by another version or otherwise.
    """
    settings = replace(settings, output=absolute(settings.output))
    _of_one_make(settings)
    found = splits(addresses)
    store = settings.store
    done = {file.address.rpartition("/")[2] for file in store.within("inputs").files(".json")}
    new = [split for split in found if f"{split.digest}.json" not in done]
    extracted = engine.made(len(new), partial(_extracted, tuple(new), settings), tables.EXTRACTED)
    told = engine.shuffled(
        [extracted],
        ("shard", "article", "place"),
        partial(read_shards, settings=settings),
        tables.DONE,
        parts=settings.shards,
    )
    counts: Counter[str] = Counter()
    for row in tables.rows(engine.rows(told)):
        counts.update({name: row[name] for name in ("read", "present", "failed")})
    failed: Counter[str] = Counter({"X01": counts["failed"]})
    for split in new:
        counted = store.within("counts", f"{split.digest}.json").read_json() or {}
        failed.update(counted.get("failed", {}))
        if counted.get("whole"):
            store.within("inputs", f"{split.digest}.json").write_json(counted)
    return Outcome(
        splits=len(found),
        before=len(found) - len(new),
        read=counts["read"],
        present=counts["present"],
        failed={code: count for code, count in sorted(failed.items()) if count},
    )


def _extracted(new: tuple[Split, ...], settings: Settings, number: int) -> tables.Batches:
    return tables.packed(tables.EXTRACTED, extract([new[number]], settings), most=64)


def make(settings: Settings) -> dict[str, Any]:
    """What a folder's manifest says: how its records are made."""
    from onrecord.reading.plover.ontology import ontology

    return {
        "format": FORMAT,
        "engine": VERSION,
        "model": shipped_digest(),
        "ontology": ontology().digest,
        "settings": {"shards": settings.shards, "encoding": settings.encoding},
    }


def _of_one_make(settings: Settings) -> None:
    """Write a folder's manifest, or see that what is there was made in the same way."""
    if settings.store.kind() == "file":
        raise SetupError("O01", path=settings.output, what="it is a file")
    manifest = settings.store.within("manifest.json")
    mine = make(settings)
    there = manifest.read_json()
    if there is None:
        manifest.write_json(mine)
    elif there != mine:
        apart = ", ".join(sorted(name for name in {*there, *mine} if there.get(name) != mine.get(name)))
        raise SetupError("K04", path=settings.output, what=apart)


def manifest(folder: str) -> dict[str, Any]:
    """The manifest of a folder of records.

    Raises:
        SetupError: K05, it is none.
    """
    found = Store(folder).within("manifest.json").read_json()
    if found is None or found.get("format") != FORMAT:
        raise SetupError("K05", path=folder)
    return found
