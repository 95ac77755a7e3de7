"""The inbox: what is given is kept as jobs, read one by one by one worker, and nothing of it is lost or runs."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.articles.fetching import Fetcher
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger, jobs
from onrecord.ledger.jobs import Kind, State, Wanted
from onrecord.reading.reader import read
from onrecord.web.app import application
from onrecord.web.received import LONGEST_NAME, pasted, shown_name, uploads
from onrecord.web.settings import Settings
from onrecord.web.work import Means, work
from tests.conftest import STORY
from tests.desk import ADDRESS

TEXT = b"The harbour at Veldt was closed on Monday, Ada Lind said. Police denied that anybody was hurt.\n"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "l.db"


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    """A desk that starts no process: the tests read the jobs themselves."""
    settings = Settings(ledger=path, reading=False)
    with TestClient(
        application(settings), base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False
    ) as client:
        yield client


def done(path: Path) -> list[str | None]:
    """Read all that waits; return the codes of what failed, None for what did not."""
    found = []
    with Ledger(path) as ledger:
        means = Means(read=read, index=Indexing(), fetch=Fetcher())
        while (result := work(ledger, "w", means)) is not None:
            found.append(None if result[1] is None else result[1].code)
    return found


def state(path: Path) -> dict[State, int]:
    with Ledger(path) as ledger:
        return {each: count for each, count in jobs.standing(ledger).counts.items() if count}


def test_files_become_jobs_and_jobs_articles(client: TestClient, path: Path) -> None:
    files = [("files", (one.name, one.read_bytes())) for one in sorted(STORY.glob("*.html"))]
    answer = client.post("/inbox/files", files=files)
    assert (answer.status_code, answer.headers["location"].partition("#")[0]) == (303, "/inbox")
    assert state(path) == {State.WAITING: len(files)}
    assert files[0][1][0] in client.get("/inbox").text
    assert done(path) == [None] * len(files)
    page = client.get("/inbox").text
    with Ledger(path) as ledger:
        assert len(ledger) == len(files)
        assert all(f"/articles/{each.id}" in page for each in ledger.articles())
        assert jobs.raw(ledger, 1) == b"", "the ledger has the bytes with the article"
    client.post("/inbox/files", files=files[:1])
    assert done(path) == [None]
    with Ledger(path) as ledger:
        assert len(ledger) == len(files)
        assert jobs.standing(ledger).done[0].present == 1


def test_a_text_that_was_pasted_keeps_what_is_known_of_it(client: TestClient, path: Path) -> None:
    given = {"text": TEXT.decode().replace("\n", "\r\n"), "title": "Hafen ⚓ نادية", "outlet": "Mill Post"}
    assert client.post("/inbox/text", data=given | {"published": "2026-03-02"}).status_code == 303
    assert done(path) == [None]
    with Ledger(path) as ledger:
        (one,) = ledger.articles()
        assert (one.title, one.outlet, one.published) == (given["title"], given["outlet"], "2026-03-02")
        assert "\r" not in ledger.record(one.id).article.text


@pytest.mark.parametrize(
    ("where", "given"),
    [
        ("/inbox/text", {"text": "  \n "}),
        ("/inbox/text", {"text": TEXT.decode(), "published": "yesterday"}),
        ("/inbox/address", {"address": ""}),
        ("/inbox/address", {"address": "file:///etc/passwd"}),
        ("/inbox/address", {"address": "http://127.0.0.1:8765/inbox"}),
        ("/inbox/feeds", {"feed": "javascript:alert(1)"}),
    ],
)
def test_what_cannot_be_taken_in_is_told_and_nothing_waits(
    client: TestClient, path: Path, where: str, given: dict[str, str]
) -> None:
    answer = client.post(where, data=given)
    assert answer.status_code == 400
    assert "failed" in answer.text
    assert state(path) == {}


@pytest.mark.parametrize("address", ["http://[::1]/", "http://169.254.169.254/latest", "http://2130706433/"])
def test_nothing_is_fetched_from_this_machine_or_its_network(client: TestClient, path: Path, address: str) -> None:
    """Whether it is refused at once or by what fetches it, no connection is made."""
    answer = client.post("/inbox/address", data={"address": address})
    codes = done(path)
    assert answer.status_code == 400 or codes in (["W01"], ["W02"]), (answer.status_code, codes)


def test_no_file_is_told(client: TestClient, path: Path) -> None:
    assert client.post("/inbox/files", files=[("files", ("", b""))]).status_code == 400
    assert state(path) == {}


def test_what_cannot_be_read_says_why_is_tried_again_and_dismissed(client: TestClient, path: Path) -> None:
    bad: dict[str, tuple[bytes, str]] = {
        "empty.txt": (b"", "A01"),
        "picture.html": (bytes(range(256)) * 20, "A02"),
        "short.html.gz": (b"\x1f\x8b\x08\x00\x00\x00", "A10"),
        "front.html": (b"<html><body><nav><a href='/a'>a</a></nav></body></html>", "A04"),
        "german.txt": (("Der Hafen wurde am Montag geschlossen, sagte die Polizei. " * 20).encode(), "A05"),
    }
    files = [("files", (name, raw)) for name, (raw, _) in bad.items()]
    client.post("/inbox/files", files=[*files, ("files", ("good.txt", TEXT))])
    codes = done(path)
    assert codes == [*(code for _, code in bad.values()), None], "the rest goes on"
    page = client.get("/inbox").text
    assert all(name in page and str(code) in page for name, code in zip(bad, codes, strict=False))
    assert state(path) == {State.FAILED: 5, State.DONE: 1}
    with Ledger(path) as ledger:
        first, second = jobs.failed(ledger)[:2]
    assert client.post(f"/inbox/jobs/{first.seq}/retry").status_code == 303
    assert state(path)[State.WAITING] == 1
    assert done(path) == ["A05"], "it fails again, and is there again"
    assert client.post(f"/inbox/jobs/{second.seq}/dismiss").status_code == 303
    assert state(path) == {State.FAILED: 4, State.DONE: 1}


@pytest.mark.parametrize(
    ("stated", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\report.html", "report.html"),
        ("a\x00b\r\n.txt", "a b .txt"),
        ("\u202egnp.exe.html", "gnp.exe.html"),
        ("..", "unnamed"),
        (None, "unnamed"),
        ("<script>alert(1)<\u2215script>.html", "<script>alert(1)<\u2215script>.html"),
        ("خبر ⚓.html", "خبر ⚓.html"),
    ],
)
def test_a_name_is_only_shown(stated: str | None, shown: str) -> None:
    assert shown_name(stated) == shown


def test_a_long_name_keeps_its_ending() -> None:
    name = shown_name("x" * 5000 + ".html")
    assert len(name) == LONGEST_NAME
    assert name.endswith(".html")


def test_hostile_names_and_texts_stay_text(client: TestClient, path: Path) -> None:
    script = "<script>alert(1)</script>"
    client.post("/inbox/files", files=[("files", (script.replace("/", "") + ".txt", TEXT))])
    client.post("/inbox/text", data={"text": f"{script} {TEXT.decode()}", "title": script, "outlet": script})
    for _ in range(2):
        page = client.get("/inbox").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page
        assert set(done(path)) <= {None}


def test_a_job_is_read_once_however_many_want_it_and_again_when_its_reader_dies(path: Path) -> None:
    with Ledger(path, create=True) as ledger, Ledger(path) as other:
        jobs.ask(ledger, [Wanted(kind=Kind.UPLOAD, name="a.txt", form=".txt", data=jobs.packed(TEXT))])
        claimed = jobs.claim(ledger, "one")
        assert claimed is not None and claimed.name == "a.txt"
        assert jobs.claim(other, "two") is None
        jobs.release(other, "one", orderly=False)
        again = jobs.claim(other, "two")
        assert again is not None and again.seq == claimed.seq
        assert not jobs.end(ledger, claimed.seq, "one"), "who lost it says no more of it"
        assert jobs.end(other, claimed.seq, "two")


def test_what_kills_its_reader_each_time_is_given_up(path: Path) -> None:
    with Ledger(path, create=True) as ledger:
        jobs.ask(ledger, [Wanted(kind=Kind.UPLOAD, name="a.txt", form=".txt", data=jobs.packed(TEXT))])
        for _ in range(10):
            if jobs.claim(ledger, "w") is None:
                break
            jobs.release(ledger, "w", orderly=False)
        (failed,) = jobs.failed(ledger)
        assert failed.failure is not None and failed.failure.code == "D02"


def test_a_fault_of_the_reader_is_a_failure_and_the_next_is_read(path: Path) -> None:
    def breaks(_: object) -> None:
        raise RuntimeError("out of luck")

    with Ledger(path, create=True) as ledger:
        jobs.ask(ledger, [pasted(TEXT.decode()), pasted(f"Again. {TEXT.decode()}")])
        means = Means(read=breaks, index=Indexing(), fetch=Fetcher())  # type: ignore[arg-type]
        for _ in range(2):
            result = work(ledger, "w", means)
            assert result is not None and result[1] is not None and result[1].code == "X01"
        assert len(ledger) == 0


def test_too_large_a_file_is_a_failure_from_the_start_and_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.web.received.MAX_BYTES", 10)
    (wanted,) = uploads([("big.html", TEXT)])
    assert wanted.error is not None and wanted.error.code == "A03"
    assert wanted.data is None


def waited(until: Callable[[], object], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.05)
    return False


def test_a_killed_worker_is_started_again_and_ends_with_the_desk(path: Path) -> None:
    app = application(Settings(ledger=path))
    workers = app.state.desk.workers
    with TestClient(app, base_url=ADDRESS, headers={"Origin": ADDRESS}, follow_redirects=False) as client:
        texts = [f"{TEXT.decode()} The ferry number {number} was late, the harbour master said." for number in range(6)]
        for each in texts:
            client.post("/inbox/text", data={"text": each})
        assert waited(lambda: workers.pid is not None and state(path).get(State.READING))
        first = workers.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)

        def all_read() -> bool:
            client.get("/inbox")
            return state(path).get(State.DONE) == len(texts)

        assert waited(all_read)
        second = workers.pid
        assert second is not None and second != first
    with pytest.raises(ProcessLookupError):
        os.kill(second, 0)
    with Ledger(path) as ledger:
        assert len(ledger) == len(texts)
