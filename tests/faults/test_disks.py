"""A disk that fills, and ledgers that were damaged on it."""

import errno
import os
from pathlib import Path

import pytest

from benchmarks.faults import full_disk, material, pages
from onrecord.cli.options import output
from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.checking import check
from onrecord.ledger.recovering import recover


def test_work_on_a_full_disk_is_refused_with_a_reason_and_goes_on_once_there_is_room(tmp_path: Path) -> None:
    found = dict(full_disk.full_disk(4, tmp_path, margins=(0.4,), versions=(3,)))
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert sum("1 of 1 times there was no room" in name for name in found) >= 5


def test_a_file_whose_last_bytes_do_not_fit_does_not_get_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"what was there\n")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(SetupError, match="No space left") as told, output(str(path)) as file:
            file.write(b"more")
    assert told.value.code == "O01"
    assert path.read_bytes() == b"what was there\n" and list(tmp_path.iterdir()) == [path]


def test_a_file_keeps_its_mode_and_its_links(tmp_path: Path) -> None:
    path, link = tmp_path / "records.jsonl", tmp_path / "link.jsonl"
    path.write_bytes(b"")
    path.chmod(0o640)
    link.symlink_to(path)
    with output(str(link)) as file:
        file.write(b"new\n")
    assert link.is_symlink() and path.read_bytes() == b"new\n" and path.stat().st_mode & 0o777 == 0o640
    with output(os.devnull) as file:
        file.write(b"gone\n")
    assert not Path(os.devnull).is_file()


def test_a_folder_that_is_not_there_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as told, output(str(tmp_path / "nowhere" / "records.jsonl")) as file:
        file.write(b"gone\n")
    assert told.value.code == "O01"


def test_damage_is_said_and_the_rest_is_saved(tmp_path: Path) -> None:
    found = dict(pages.pages(6, 4, 2, tmp_path))
    assert [name for name in found if "damage said of 4" in name], found
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_a_file_that_ends_early_is_said_to_and_what_is_there_is_saved(tmp_path: Path) -> None:
    path, out = tmp_path / "cut.db", tmp_path / "saved.db"
    material.ledger_of(path, 8)
    os.truncate(path, path.stat().st_size - 4096 * 3)
    found = check(path, Indexing.version)
    assert any(each.what == "it ends early: 12288 bytes of it are missing" for each in found.damage)
    saved = recover(path, out)
    assert saved.articles + len([lost for lost in saved.lost if lost.startswith("article ")]) == 8
    assert saved.articles >= 6 and len(Ledger(out)) == saved.articles
    assert not list(tmp_path.glob("*.part*"))


def test_bytes_that_were_lost_are_said_to_be_lost(tmp_path: Path) -> None:
    path, out = tmp_path / "hurt.db", tmp_path / "saved.db"
    material.ledger_of(path, 2)
    with Ledger(path) as ledger:
        first = ledger.articles()[0].id
        ledger.connection.execute("UPDATE raw SET data = x'00' WHERE digest = ?", (ledger.digest(first),))
    assert recover(path, out).without_bytes == [first]
    with Ledger(out) as ledger, pytest.raises(SetupError, match=f"the bytes that {first} came as were lost earlier"):
        ledger.raw(first)


def test_an_index_that_leads_to_other_articles_mixes_none_up(tmp_path: Path) -> None:
    path, out = tmp_path / "hurt.db", tmp_path / "saved.db"
    material.ledger_of(path, 4)
    with Ledger(path) as ledger:
        ids = [one.id for one in ledger.articles()]
        names = {one.id: one.name for one in ledger.articles()}
        texts = {one: ledger.record(one).article.text for one in ids}
        run = ledger.connection.execute
        ((root,),) = run("SELECT rootpage FROM sqlite_schema WHERE name = 'sqlite_autoindex_articles_1'").fetchall()
        ((size,),) = run("PRAGMA page_size").fetchall()
        run("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("r+b") as file:  # the index now gives each of two articles the other's place
        file.seek((root - 1) * size)
        page = bytearray(file.read(size))
        one, other = (page.index(each.encode()) for each in ids[:2])
        page[one : one + len(ids[0])], page[other : other + len(ids[1])] = ids[1].encode(), ids[0].encode()
        file.seek((root - 1) * size)
        file.write(page)
    assert check(path).damage
    saved = recover(path, out)
    with Ledger(out) as ledger:
        assert {each: ledger.record(each).article.text for each in ids} == texts
        told = {each.id: each.name for each in ledger.articles()}
    assert saved.articles == 4
    assert all(told[each] in {names[each], each} for each in ids), "none has the name of another"
    assert told != names, "the index is damaged, and its articles have lost their names"
