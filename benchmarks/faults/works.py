"""The kinds of work that are stopped: what each needs, does, must not leave behind, and has to show for it."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.faults import material
from benchmarks.faults.holding import held, unsound
from benchmarks.faults.killing import Tell
from benchmarks.faults.material import arrivals, ledger_of, reader, records
from onrecord.articles.fetching import Fetcher
from onrecord.cli.export import export
from onrecord.comparing import keeping
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger, corrections, feeds, jobs, judgements, watching
from onrecord.ledger.adding import add
from onrecord.ledger.jobs import Kind as Job
from onrecord.ledger.jobs import Wanted
from onrecord.ledger.readings import outdated, reread
from onrecord.ledger.recovering import recover
from onrecord.reading import reader as whole_reader
from onrecord.web import comparing_worker
from onrecord.web.work import Means, work
from onrecord.web.worker import Worker

LEDGER: Final = "ledger.db"
SAVED: Final = "saved.db"
REFUSED: Final = "!"
"""What the code of an error is told with."""
_FORMS: Final = ("jsonl", "statements", "entities", "annotations")
_BEFORE: Final = b"what was exported before\n"
_CODE: Final = re.compile(r"\[([A-Z]\d\d)\]$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A kind of work, in a folder of its own.

    Attributes:
        name: what it is called in tables.
        prepare: fills an empty folder with what is worked on.
        do: works, going on where it was, and tells of what is committed; writes to nothing but the folder.
        wrong: what is wrong in a copy of the folder after a stop, by what was told.
        result: what the folder holds once all is done, the same however often it was stopped.
        heard: what a told line says is committed; None where it says nothing of the kind.
    """

    name: str
    prepare: Callable[[Path], object]
    do: Callable[[Path, Tell], object]
    wrong: Callable[[Path, Collection[str]], Iterator[str]]
    result: Callable[[Path], dict[str, Any]]
    heard: Callable[[str], str | None] = lambda line: line or None


def in_process(articles: int, feed: str) -> list[Work]:
    """The kinds that are done without the encoder.

    Args:
        articles: how many each is done over.
        feed: the address of one that tells of so many articles.
    """
    fewer = max(2, articles // 2)
    return [
        Work(name="add", prepare=_nothing, do=lambda at, tell: _add(at, articles, tell), wrong=_ledger, result=_held),
        Work(
            name="compare", prepare=lambda at: ledger_of(at / LEDGER, articles), do=_compare, wrong=_compared,
            result=_held,
        ),
        Work(name="watch", prepare=_nothing, do=lambda at, tell: _watch(at, feed, tell), wrong=_watched, result=_held),
        Work(
            name="reread", prepare=lambda at: ledger_of(at / LEDGER, fewer),
            do=lambda at, tell: _reread(at, fewer, tell), wrong=_reread_right, result=_held,
        ),
        Work(
            name="judge", prepare=lambda at: ledger_of(at / LEDGER, fewer), do=lambda at, tell: _judge(at, fewer, tell),
            wrong=_judged, result=_held,
        ),
        Work(
            name="inbox", prepare=lambda at: _asked(at, fewer), do=lambda at, tell: _inbox(at, fewer, tell),
            wrong=_jobs, result=_held,
        ),
        Work(name="recover", prepare=lambda at: _hurt(at, fewer), do=_recover, wrong=_recovered, result=_saved),
        Work(name="export", prepare=lambda at: _exported(at, fewer), do=_export, wrong=_files, result=_written),
    ]  # fmt: skip


def of_commands(articles: int, feed: str) -> list[Work]:
    """The kinds that are done by `onrecord` itself, encoder and all, over texts of a few sentences.

    Args:
        articles: how many each is done over.
        feed: the address of one that tells of some articles.
    """
    command = (sys.executable, "-m", "onrecord.cli.main")
    adding = ("add", "--json", "--ledger", LEDGER, "reports")
    following = ("watch", "--once", "--json", "--allow-private", "--ledger", LEDGER, feed)
    return [
        Work(
            name="`onrecord add`", prepare=lambda at: _texts(at, articles), wrong=_ledger, result=_held,
            do=lambda at, tell: _run(at, tell, (*command, *adding)), heard=_article,
        ),
        Work(
            name="`onrecord watch`", prepare=_nothing, wrong=_watched, result=_held,
            do=lambda at, tell: _run(at, tell, (*command, *following)), heard=_article,
        ),
    ]  # fmt: skip


def of_the_desk(articles: int) -> Work:
    """What the desk's worker does with its inbox, its threads and all, but for the encoder."""
    return Work(
        name="desk", prepare=lambda at: _asked(at, articles), do=lambda at, tell: _desk(at, articles, tell),
        wrong=_jobs, result=_held,
    )  # fmt: skip


def _nothing(_: Path) -> None:
    """Work on nothing."""


def _held(at: Path) -> dict[str, Any]:
    return held(at / LEDGER)


def _ledger(at: Path, told: Collection[str]) -> Iterator[str]:
    """What is wrong with a ledger that articles were being added to."""
    if not told:  # it may have been stopped before there was a ledger
        Ledger(at / LEDGER, create=True).close()
    yield from unsound(at / LEDGER, told)


def _add(at: Path, articles: int, tell: Tell) -> None:
    found = records(articles)
    with Ledger(at / LEDGER, create=True) as ledger:
        for step in add(ledger, arrivals(found), reader(found), Indexing()):
            tell(step.article or "")


def stories(ledger: Ledger) -> list[tuple[str, list[str]]]:
    """The stories of a ledger that more than one article is of, with the ids of their articles."""
    rows = ledger.rows(
        "SELECT s.id, a.id FROM stories AS s JOIN story_articles AS t ON t.story = s.seq AND t.main = 1 "
        "JOIN articles AS a ON a.seq = t.article WHERE s.reports > 1 ORDER BY s.id, a.id"
    )
    found: dict[str, list[str]] = {}
    for story, article in rows:
        found.setdefault(story, []).append(article)
    return sorted(found.items())


def _compare(at: Path, tell: Tell) -> None:
    """Let the desk's comparing worker compare every story."""
    with Ledger(at / LEDGER) as ledger:
        found = stories(ledger)
    asked = [json.dumps({"story": story, "articles": articles}) for story, articles in found]
    waiting = iter(found)

    def answer(line: str) -> None:
        story, _ = next(waiting)
        error = json.loads(line)["error"]
        code = _CODE.search(error or "")
        if error and not code:
            raise RuntimeError(error)
        tell(f"{REFUSED}{code.group(1)}" if code else story)

    comparing_worker.work(at / LEDGER, asked, answer)


def _compared(at: Path, told: Collection[str]) -> Iterator[str]:
    yield from unsound(at / LEDGER)
    with Ledger(at / LEDGER) as ledger:
        known = dict(stories(ledger))
        for story in told:
            if story not in known or keeping.find(ledger, known[story]) is None:
                yield f"the comparison of {story} was kept and is not there"
        ((kept,),) = ledger.rows("SELECT count(*) FROM story_comparisons")
        whole = sum(keeping.find(ledger, articles) is not None for articles in known.values())
        if kept != whole:
            yield f"{kept} comparisons, of which {whole} can be read"


def _watch(at: Path, feed: str, tell: Tell) -> None:
    with Ledger(at / LEDGER, create=True) as ledger:
        feeds.watch(ledger, feed, allow_private=True)
        read = material.reader_of_texts(records(60))
        for step in watching.once(ledger, read, Indexing(), fetch=Fetcher(allow_private=True, pause=0.02)):
            tell(step.article or "")


def _watched(at: Path, told: Collection[str]) -> Iterator[str]:
    yield from _ledger(at, told)
    with Ledger(at / LEDGER) as ledger:
        for address, article, due in ledger.rows("SELECT address, article, due FROM feed_entries"):
            if article is None and due is None:
                yield f"{address} is neither here nor waits"
        asked = ledger.rows("SELECT 1 FROM feeds AS f WHERE tried IS NOT NULL AND code IS NULL "
                            "AND NOT EXISTS (SELECT 1 FROM feed_entries WHERE feed = f.seq)")  # fmt: skip
        if asked:
            yield "a feed has answered and nothing of it was put down"


def _reread(at: Path, articles: int, tell: Tell) -> None:
    found = records(articles)
    with Ledger(at / LEDGER) as ledger:
        old = outdated(ledger, material.ANOTHER, found[0].reader.model)
        for again in reread(ledger, old, material.reader_again(found), Indexing()):
            tell(again.article)


def _reread_right(at: Path, told: Collection[str]) -> Iterator[str]:
    yield from unsound(at / LEDGER, told)
    with Ledger(at / LEDGER) as ledger:
        rows = ledger.rows(
            "SELECT article, engine, (SELECT count(*) FROM readings AS o WHERE o.article = r.article) FROM records AS r"
        )
        for article, engine, earlier in rows:
            if earlier != (engine == material.ANOTHER):
                yield f"article {article} was read by {engine} and has {earlier} earlier records"
            if article in told and engine != material.ANOTHER:
                yield f"article {article} was read again and has its old record"


def _judge(at: Path, articles: int, tell: Tell) -> None:
    found, index = records(articles), Indexing()
    with Ledger(at / LEDGER) as ledger:
        for decision in material.decisions(found):
            judgements.keep(ledger, decision, index)
            tell(decision.id)
        for correction in material.corrected(found):
            corrections.keep(ledger, correction, index)
            tell(correction.id)


def _judged(at: Path, told: Collection[str]) -> Iterator[str]:
    yield from unsound(at / LEDGER)
    with Ledger(at / LEDGER) as ledger:
        there = {each.id for each in judgements.judgements(ledger)}
        there |= {each.id for each in corrections.corrections(ledger)}
        for each in sorted({*told} - there):
            yield f"{each} was said and is not there"


def _asked(at: Path, articles: int) -> None:
    with Ledger(at / LEDGER, create=True) as ledger:
        wanted = [
            Wanted(kind=Job.UPLOAD, name=one.name, form=".txt", size=len(one.raw), data=jobs.packed(one.raw))
            for one in arrivals(records(articles))
        ]
        jobs.ask(ledger, wanted)


def _inbox(at: Path, articles: int, tell: Tell) -> None:
    means = Means(read=material.reader_of_texts(records(articles)), index=Indexing(), fetch=Fetcher())
    with Ledger(at / LEDGER) as ledger:
        jobs.release(ledger, "one", orderly=False)  # as the desk does once its worker has ended
        while True:
            while (done := work(ledger, "one", means)) is not None:
                if done[1] is None:
                    tell(str(done[0].seq))
            # a job that was begun three times and stopped each time is given up, as it may be what stops us
            if not jobs.retry(ledger):
                return


class _Teller(Worker):
    """The desk's worker, which tells what is done rather than printing it, and ends once nothing waits."""

    def __init__(self, path: Path, tell: Tell) -> None:
        super().__init__(path, "one", allow_private=False)
        self._tell, self._ledger = tell, path

    def _say(self, **told: Any) -> None:
        if "ended" in told and not told["failed"]:
            self._tell(str(told["ended"]))
        if told.get("state") == "idle":
            with Ledger(self._ledger) as ledger:
                if not jobs.retry(ledger):
                    os._exit(0)


def _desk(at: Path, articles: int, tell: Tell) -> None:
    end, _ = os.pipe()  # an input that does not end
    sys.stdin = os.fdopen(end)
    whole_reader.read = material.reader_of_texts(records(articles))  # type: ignore[assignment]  # in this process alone
    with Ledger(at / LEDGER) as ledger:
        jobs.release(ledger, "one", orderly=False)
    _Teller(at / LEDGER, tell).run()


def _jobs(at: Path, told: Collection[str]) -> Iterator[str]:
    yield from unsound(at / LEDGER)
    with Ledger(at / LEDGER) as ledger:
        for seq, state, article, kept in ledger.rows("SELECT seq, state, article, data IS NOT NULL FROM jobs"):
            if str(seq) in told and (state != "done" or article not in ledger):
                yield f"job {seq} was done and is {state}"
            if state != "done" and not kept:
                yield f"job {seq} is {state} and its bytes are gone"


def _hurt(at: Path, articles: int) -> None:
    """Make a ledger of which one record is damaged."""
    ledger_of(at / LEDGER, articles)
    with Ledger(at / LEDGER) as ledger:
        first = ledger.articles()[0].id
        ledger.connection.execute("UPDATE records SET data = x'00' WHERE article = ?", (first,))
        ledger.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (at / "digest").write_text(_digest(at / LEDGER))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _recover(at: Path, tell: Tell) -> None:
    if not (at / SAVED).exists():
        recover(at / LEDGER, at / SAVED)
    tell("saved")


def _recovered(at: Path, told: Collection[str]) -> Iterator[str]:
    if _digest(at / LEDGER) != (at / "digest").read_text():
        yield "the ledger that was looked at is another"
    if told and not (at / SAVED).exists():
        yield "it was saved and is not there"
    if (at / SAVED).exists():
        yield from unsound(at / SAVED, indexed=False)
        with Ledger(at / LEDGER) as old, Ledger(at / SAVED) as new:
            if len(new) != len(old) - 1:
                yield f"{len(new)} of {len(old) - 1} articles were saved, and it looks whole"


def _saved(at: Path) -> dict[str, Any]:
    return held(at / SAVED)


def _exported(at: Path, articles: int) -> None:
    ledger_of(at / LEDGER, articles)
    (at / "whole").mkdir()
    for form in _FORMS:
        export((), form, at / LEDGER, str(at / "whole" / form), encoding=None)
        (at / form).write_bytes(_BEFORE)


def _export(at: Path, tell: Tell) -> None:
    for form in _FORMS:
        export((), form, at / LEDGER, str(at / form), encoding=None)
        tell(form)


def _files(at: Path, told: Collection[str]) -> Iterator[str]:
    for form in _FORMS:
        there, whole = (at / form).read_bytes(), (at / "whole" / form).read_bytes()
        if there not in {_BEFORE, whole}:
            yield f"{form} is half-written"
        if form in told and there != whole:
            yield f"{form} was written and is not there"
    yield from unsound(at / LEDGER)


def _written(at: Path) -> dict[str, Any]:
    return {form: (at / form).read_bytes() for form in _FORMS}


def _texts(at: Path, articles: int) -> None:
    (at / "reports").mkdir()
    for one in arrivals(records(articles)):
        sentences = one.raw.decode().split("\n\n")[1:3]
        (at / "reports" / one.name).write_text("\n\n".join(sentences), encoding="utf-8")


def _run(at: Path, tell: Tell, command: tuple[str, ...]) -> None:
    os.chdir(at)
    tell.become(command, at / "complaints")


def _article(line: str) -> str | None:
    try:
        told = json.loads(line)
    except ValueError:  # the last line may have been cut
        return None
    article = told.get("article") if isinstance(told, dict) else None
    return article if isinstance(article, str) else None


def copied(at: Path, to: Path) -> Path:
    """A copy of a folder as a stop left it, to look at: what is looked at is the restart's no more."""
    shutil.copytree(at, to)
    return to
