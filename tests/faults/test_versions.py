"""Ledgers of every older version, of a newer one, and several processes that write one ledger."""

from pathlib import Path

from benchmarks.faults import older, writers
from onrecord.ledger.connection import migrations


def test_a_ledger_of_every_older_version_opens_whole_and_a_newer_one_is_left_alone(tmp_path: Path) -> None:
    found = dict(older.older(4, tmp_path))
    assert [*found] == [*(f"version {number}" for number in range(1, len(migrations()))), "newer"]
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_several_that_write_at_once_lose_nothing_and_wait_for_each_other(tmp_path: Path) -> None:
    found = dict(writers.writers(9, tmp_path))
    assert len(found) == 2 and {name: wrong for name, wrong in found.items() if wrong} == {}
