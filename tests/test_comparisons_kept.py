"""Comparisons are kept by what they are made of, and made by a process beside the desk; stories are listed by pages."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.invented import invented
from onrecord import codec
from onrecord.articles import Arrival
from onrecord.comparing import keeping
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.indexing import Indexing
from onrecord.ledger import Ledger, comparisons
from onrecord.ledger import stories as kept
from onrecord.ledger.adding import add
from onrecord.ledger.judgements import Judged, Word, judge, undo
from onrecord.record import Record
from onrecord.web import comparing_worker
from onrecord.web.app import application
from onrecord.web.comparer import Comparer
from onrecord.web.settings import Settings

BASE = "http://127.0.0.1:8765"
REPORTS = 80


@pytest.fixture
def ledger(tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]) -> Iterator[Ledger]:
    records = {record.article.id: record for record in story}
    with Ledger(tmp_path / "story.db", create=True) as made:
        list(add(made, story_arrivals, lambda article: records[article.id], Indexing()))
        yield made


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path, index = tmp_path_factory.mktemp("many") / "many.db", Indexing()
    with Ledger(path, create=True) as made:
        for number, each in enumerate(invented(REPORTS)):
            text = each.record.article
            made.add(each.record, Arrival(str(number), text.text.encode(), text, None), index)
    return path


def test_a_comparison_is_read_back_as_it_was_made(story: list[Record]) -> None:
    found = compare(story)
    texts = {record.article.id: record.article.text for record in story}
    back = codec.anchored_from(Comparison, json.loads(codec.dumps(found)), texts)
    assert back == found and codec.dumps(back) == codec.dumps(found)


def test_words_that_are_not_where_a_comparison_says_are_refused(story: list[Record]) -> None:
    plain = json.loads(codec.dumps(compare(story)))
    texts = {record.article.id: record.article.text for record in story}
    with pytest.raises(ValueError, match="is not at"):
        codec.anchored_from(Comparison, plain, texts | {story[0].article.id: "x" * 9999})
    with pytest.raises(ValueError, match="not given"):
        codec.anchored_from(Comparison, plain, {})


def test_what_is_kept_is_what_is_compared_whole_or_in_part(ledger: Ledger, story: list[Record]) -> None:
    articles = [record.article.id for record in story]
    assert keeping.find(ledger, articles) is None
    keeping.make(ledger, "story-1", articles)
    whole = compare(story)
    assert keeping.find(ledger, articles[::-1]) == whole, "the order of articles does not matter"
    some = keeping.find(ledger, articles, {"timeline"})
    assert some is not None and some.timeline == whole.timeline and not some.findings
    assert some.spread.edges == whole.spread.edges and not some.spread.passages
    keeping.make(ledger, "story-1", articles)
    assert ledger.rows("SELECT count(*) FROM story_comparisons") == [(1,)]


def test_a_judgement_makes_it_another_and_its_undoing_the_same_again(ledger: Ledger, story: list[Record]) -> None:
    articles = [record.article.id for record in story]
    before = keeping.made_of(ledger, articles)
    one, other = (Judged(article=record.article.id, item=record.events[0].id) for record in story[:2])
    made = judge(ledger, "event", (one, other), Word(same=False, who="Ada"))
    assert keeping.made_of(ledger, articles) != before
    undo(ledger, made.id, who="Ada")
    assert keeping.made_of(ledger, articles) == before
    assert keeping.made_of(ledger, articles[:4]) != before


def test_the_oldest_go_when_there_are_many(ledger: Ledger) -> None:
    for number in range(5):
        comparisons.keep(ledger, "story-1", f"digest{number}", json.dumps(number))
    comparisons.keep(ledger, "story-1", "digest0", '"again"')
    comparisons.prune(ledger, 2)
    assert [comparisons.find(ledger, f"digest{number}") for number in range(5)] == [
        '"again"', None, None, None, "4",
    ]  # fmt: skip


def test_what_another_form_has_kept_is_made_again(ledger: Ledger, story: list[Record]) -> None:
    articles = [record.article.id for record in story]
    comparisons.keep(ledger, "story-1", keeping.made_of(ledger, articles), '{"reports": [], "other": 1, "spread": {}}')
    assert keeping.find(ledger, articles) is None
    keeping.make(ledger, "story-1", articles)
    assert keeping.find(ledger, articles) == compare(story)


def test_a_story_that_cannot_be_compared_is_told_and_the_next_is_compared(ledger: Ledger, story: list[Record]) -> None:
    articles = [record.article.id for record in story]
    asked = [
        json.dumps({"story": "story-1", "articles": ["a-0000000000000000", articles[0]]}),
        json.dumps({"story": "story-2", "articles": articles}),
    ]
    answers: list[str] = []
    comparing_worker.work(ledger.path, asked, answers.append)
    first, second = (json.loads(answer)["error"] for answer in answers)
    assert "L08" in first and second is None
    assert keeping.find(ledger, articles) is not None


def test_the_process_tells_what_failed_and_ends_with_the_desk(ledger: Ledger) -> None:
    comparer = Comparer(ledger.path)
    until = time.monotonic() + 60
    while (failed := comparer.ask("digest", "story-1", ["a-0000000000000000", "a-1"])) is None:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert "a-0000000000000000" in failed
    process = comparer._process
    assert process is not None and process.poll() is None
    comparer.close()
    assert process.poll() is not None
    comparer.again("digest")
    assert comparer.ask("digest", "story-1", ["a-1"]) is None, "nothing begins once it is closed"


def test_a_page_is_answered_at_once_and_comes_when_it_is_compared(ledger: Ledger) -> None:
    told = kept.stories(ledger)[0]
    with TestClient(application(Settings(ledger=ledger.path)), base_url=BASE) as client:
        first = client.get(f"/stories/{told.id}?part=names")
        assert first.status_code == 202 and "being compared" in first.text
        assert f'hx-get="/stories/{told.id}/waiting?part=names"' in first.text
        until = time.monotonic() + 60
        while (answer := client.get(f"/stories/{told.id}/waiting")).status_code == 204:
            assert time.monotonic() < until
            time.sleep(0.05)
        assert answer.headers["hx-refresh"] == "true"
        assert client.get(f"/stories/{told.id}?part=names").status_code == 200


def test_stories_are_listed_page_by_page(many: Path) -> None:
    with Ledger(many) as ledger:
        every = [each.id for each in kept.stories(ledger, limit=1000)]
        pages = [kept.stories(ledger, limit=7, offset=at) for at in range(0, len(every), 7)]
    assert [each.id for page in pages for each in page] == every
    with TestClient(application(Settings(ledger=many)), base_url=BASE) as client:
        first, second = client.get("/stories").text, client.get("/stories?page=2").text
        assert all(f"/stories/{each}" in first for each in every[:20])
        assert not any(f'"/stories/{each}"' in first for each in every[20:])
        assert all(f"/stories/{each}" in second for each in every[20:40])
        assert 'rel="next"' in first and 'rel="prev"' in second
        assert client.get("/stories?page=9999").status_code == client.get("/stories?page=x").status_code == 200


def test_stories_are_listed_by_what_the_address_asks(many: Path) -> None:
    with Ledger(many) as ledger:
        one = kept.stories(ledger)[0]
        other = next(
            each for each in kept.stories(ledger, limit=1000) if each.first and one.last and each.first > one.last
        )
    with TestClient(application(Settings(ledger=many)), base_url=BASE) as client:
        until = client.get("/stories", params={"until": one.last or ""}).text
        assert one.id in until and other.id not in until
        place = client.get("/stories", params={"place": one.places[0].upper()}).text
        assert one.id in place and other.id not in place
        both = client.get("/stories", params={"place": one.places[0], "since": "2999-01-01"}).text
        assert "No story fits" in both and f'value="{one.places[0]}"' in both
        assert "is not a day" in client.get("/stories?since=yesterday").text


def test_a_report_alone_is_a_story_with_nothing_beside_it(many: Path) -> None:
    with Ledger(many) as ledger:
        alone = next(each for each in kept.stories(ledger, limit=1000) if each.reports == 1)
    with TestClient(application(Settings(ledger=many)), base_url=BASE) as client:
        answer = client.get(f"/stories/{alone.id}")
    assert answer.status_code == 200 and "One report alone" in answer.text
