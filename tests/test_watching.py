"""Feeds are followed: what is new is read once, what fails is kept and tried again, and nothing is lost."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.articles.fetching import Fetcher
from onrecord.cli.main import main
from onrecord.errors import FetchError, SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import Step
from onrecord.ledger.feeds import again, feeds, unwatch, watch
from onrecord.ledger.watching import MOST_TRIES, once
from tests.made_web import Site, article, page, rss, served
from tests.test_ledger import bare

START = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
XML = "application/rss+xml"


class Watch:
    """A ledger that follows feeds of a site, at a time of our own."""

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self.site = site
        self.ledger = ledger
        self.time = START

    def round(self) -> list[Step]:
        fetch = Fetcher(allow_private=True, pause=0.0)
        return list(once(self.ledger, bare, fetch=fetch, clock=lambda: self.time))

    def later(self, **spell: float) -> None:
        self.time += timedelta(**spell)

    def outcomes(self) -> dict[str, str]:
        return {step.name.rpartition("/")[2]: step.outcome.value for step in self.round()}


@pytest.fixture
def site() -> Iterator[Site]:
    with served() as made:
        for name in ("one", "two", "three"):
            made.gives(f"/{name}", article(f"Report {name}", f"This is report {name}."))
        made.gives("/feed", rss(("One", "/one"), ("Two", "/two")), XML)
        yield made


@pytest.fixture
def watched(site: Site, tmp_path: Path) -> Iterator[Watch]:
    with Ledger(tmp_path / "ledger.db", create=True) as ledger:
        assert watch(ledger, site.at("/feed"), allow_private=True)
        yield Watch(site, ledger)


def test_what_is_new_is_added_once(watched: Watch) -> None:
    site, ledger = watched.site, watched.ledger
    assert watched.outcomes() == {"one": "added", "two": "added"}
    one, two = ledger.articles()
    assert (one.name, one.url, one.title) == (site.at("/one"), site.at("/one"), "Report one")
    assert one.published == "2026-02-03T08:15:00+01:00", "what the page does not say, its feed may"
    assert ledger.raw(one.id) == article("Report one", "This is report one.").encode()
    assert two.name == site.at("/two")
    site.gives("/feed", rss(("Three", "/three"), ("One", "/one?again#x"), ("Two", "/two#x")), XML)
    site.gives("/one?again", article("Report one", "This is report one."))
    assert watched.outcomes() == {"three": "added", "one?again": "added"}
    assert watched.round() == []
    assert [path for path in site.asked if path != "/feed"] == ["/one", "/two", "/one?again", "/three"]
    (feed,) = feeds(ledger)
    assert (feed.title, feed.entries, feed.articles, feed.waiting, feed.failures) == ("Marn Gazette", 4, 4, 0, 0)
    assert feed.tried == "2026-02-03T12:00:00+00:00" and feed.failure is None


def test_an_article_that_is_there_already_is_not_fetched(watched: Watch) -> None:
    from onrecord.articles import arrivals
    from onrecord.ledger.adding import add

    site = watched.site
    fetch = Fetcher(allow_private=True, pause=0.0)
    assert len(list(add(watched.ledger, arrivals([site.at("/one")], fetch=fetch), bare))) == 1
    assert watched.outcomes() == {"two": "added"}
    assert site.asked.count("/one") == 1
    assert feeds(watched.ledger)[0].articles == 2


def test_two_feeds_that_tell_of_one_article(watched: Watch) -> None:
    watched.site.gives("/other", rss(("Once more", "/one"), title="Lantern"), XML)
    assert watch(watched.ledger, watched.site.at("/other"), allow_private=True)
    assert not watch(watched.ledger, watched.site.at("/other#x"), allow_private=True)
    assert watched.outcomes() == {"one": "added", "two": "added"}
    assert [each.articles for each in feeds(watched.ledger)] == [2, 1]
    assert watched.site.asked.count("/one") == 1


def test_a_feed_is_asked_for_what_has_changed(watched: Watch) -> None:
    site = watched.site
    stamp = "Tue, 03 Feb 2026 07:15:00 GMT"
    site.gives("/feed", rss(("One", "/one")), XML, ETag='"first"', Last_Modified=stamp)
    assert watched.outcomes() == {"one": "added"}
    site.answers["/feed"] = page(b"", status=304)
    assert watched.round() == [] and watched.round() == []
    for head in [each for each in site.heads if "if-none-match" in each]:
        assert (head["if-none-match"], head["if-modified-since"]) == ('"first"', stamp)
    assert sum("if-none-match" in head for head in site.heads) == 2
    (feed,) = feeds(watched.ledger)
    assert (feed.etag, feed.modified, feed.failures) == ('"first"', stamp, 0)
    site.gives("/feed", rss(("Two", "/two")), XML)
    assert watched.outcomes() == {"two": "added"}
    assert feeds(watched.ledger)[0].etag is None


def test_a_stop_between_the_feed_and_its_articles_loses_nothing(watched: Watch) -> None:
    site = watched.site
    site.gives("/feed", rss(("One", "/one"), ("Two", "/two"), ("Three", "/three")), XML, ETag='"first"')
    fetch = Fetcher(allow_private=True, pause=0.0)
    steps = once(watched.ledger, bare, fetch=fetch, clock=lambda: watched.time)
    next(steps)
    steps.close()  # type: ignore[attr-defined]
    site.answers["/feed"] = page(b"", status=304)
    assert len(watched.ledger) == 1
    assert len(watched.round()) == 2
    assert len(watched.ledger) == 3
    assert sorted(path for path in site.asked if path != "/feed") == ["/one", "/three", "/two"]


def test_a_feed_that_fails_is_asked_less_and_less_often(watched: Watch) -> None:
    site, ledger = watched.site, watched.ledger
    whole = site.answers["/feed"]
    site.answers["/feed"] = page("away", status=503)
    assert watched.outcomes() == {"feed": "failed"}
    (failure,) = ledger.failures()
    assert (failure.name, failure.code) == (site.at("/feed"), "W04")
    pauses = []
    for _ in range(9):
        (feed,) = feeds(ledger)
        assert feed.failure is not None and feed.failure.code == "W04" and feed.due is not None
        due = datetime.fromisoformat(feed.due)
        pauses.append((due - watched.time) / timedelta(minutes=1))
        watched.time = due - timedelta(seconds=1)
        assert watched.round() == []
        watched.time = due
        assert watched.outcomes() == {"feed": "failed"}
    assert pauses == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    site.answers["/feed"] = whole
    watched.later(days=2)
    assert watched.outcomes() == {"one": "added", "two": "added"}
    assert ledger.failures() == [] and feeds(ledger)[0].failures == 0


def test_a_host_that_asks_to_be_left_alone_is(watched: Watch) -> None:
    watched.site.answers["/feed"] = page("away", status=429, Retry_After="7200")
    watched.round()
    assert feeds(watched.ledger)[0].due == "2026-02-03T14:00:00+00:00"


def test_an_article_that_fails_for_now_is_tried_again_and_then_given_up(watched: Watch) -> None:
    site, ledger = watched.site, watched.ledger
    whole = site.answers["/one"]
    site.answers["/one"] = page("away", status=503)
    assert watched.outcomes() == {"one": "failed", "two": "added"}
    assert [(each.name, each.code) for each in ledger.failures()] == [(site.at("/one"), "W04")]
    assert watched.round() == [] and feeds(ledger)[0].waiting == 1
    watched.later(minutes=15)
    site.answers["/one"] = whole
    assert watched.outcomes() == {"one": "added"}
    assert ledger.failures() == [] and feeds(ledger)[0].waiting == 0
    site.answers["/three"] = page("away", status=503)
    site.gives("/feed", rss(("Three", "/three")), XML)
    for _ in range(MOST_TRIES + 3):
        watched.round()
        watched.later(days=2)
    assert site.asked.count("/three") == MOST_TRIES
    assert [each.name for each in ledger.failures()] == [site.at("/three")]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (page("gone", status=404), "W04"),
        (page(b"%PDF-1.4", "application/pdf"), "W07"),
        (page("<html><body><p>Hello</p></body></html>"), "A04"),
    ],
)
def test_an_article_that_will_never_be_one_is_not_asked_for_again(watched: Watch, answer: object, code: str) -> None:
    watched.site.answers["/one"] = answer  # type: ignore[assignment]
    assert watched.outcomes() == {"one": "failed", "two": "added"}
    assert [each.code for each in watched.ledger.failures()] == [code]
    watched.later(days=30)
    assert watched.round() == [] and watched.site.asked.count("/one") == 1


def test_what_was_given_up_is_tried_when_a_person_says_so(watched: Watch) -> None:
    whole = watched.site.answers["/one"]
    watched.time = datetime.now(UTC)
    watched.site.answers["/one"] = page("gone", status=404)
    watched.round()
    assert not again(watched.ledger, watched.site.at("/nothing"))
    assert again(watched.ledger, watched.site.at("/one"))
    watched.site.answers["/one"] = whole
    watched.later(minutes=1)
    assert watched.outcomes() == {"one": "added"}
    assert not again(watched.ledger, watched.site.at("/one")) and watched.ledger.failures() == []
    watched.site.answers["/feed"] = page("away", status=503)
    assert watched.outcomes() == {"feed": "failed"} and watched.round() == []
    assert again(watched.ledger, watched.site.at("/feed"))
    assert watched.outcomes() == {"feed": "failed"}


def test_a_page_cut_short_is_tried_again(watched: Watch) -> None:
    whole = article("Report one", "This is report one.")
    watched.site.gives("/one", whole[:-90])
    assert watched.outcomes()["one"] == "failed"
    watched.later(hours=1)
    watched.site.gives("/one", whole)
    assert watched.outcomes() == {"one": "added"}


def test_what_cannot_be_used_in_a_feed_is_a_failure_and_the_rest_is_read(watched: Watch) -> None:
    watched.site.gives("/feed", rss(("Bad", "javascript:alert(1)"), ("One", "/one")), XML)
    assert watched.outcomes() == {"feed": "failed", "one": "added"}
    assert [each.code for each in watched.ledger.failures()] == ["W10"]


def test_a_feed_on_the_open_network_leads_to_no_private_address(watched: Watch) -> None:
    steps = list(once(watched.ledger, bare, fetch=Fetcher(), clock=lambda: watched.time))
    assert [step.error.code for step in steps if step.error] == ["W01"], "its port alone is refused"
    assert watched.site.asked == []


def test_adding_and_removing(watched: Watch) -> None:
    ledger = watched.ledger
    with pytest.raises(FetchError) as bad:
        watch(ledger, "file:///etc/hosts")
    assert bad.value.code == "W01"
    watched.round()
    unwatch(ledger, watched.site.at("/feed"))
    assert feeds(ledger) == [] and len(ledger) == 2 and watched.round() == []
    with pytest.raises(SetupError) as none:
        unwatch(ledger, watched.site.at("/feed"))
    assert none.value.code == "W11"


def test_a_feed_taken_off_the_list_while_it_is_asked(watched: Watch) -> None:
    def answer(handler: object) -> None:
        with Ledger(watched.ledger.path) as other:
            unwatch(other, watched.site.at("/feed"))
        page(rss(("One", "/one")), XML)(handler)  # type: ignore[arg-type]

    watched.site.answers["/feed"] = answer
    assert watched.round() == [] and feeds(watched.ledger) == []


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_command(site: Site, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.db"
    given = ("watch", "--ledger", ledger)
    assert call(*given, "--once").exit_code != 0
    result = call(*given, "--once", "--allow-private", site.at("/feed"))
    assert result.exit_code == 0 and "2 added, 0 could not be had; 2 articles" in result.output, result.output
    site.gives("/feed", rss(("Three", "/three"), ("Four", "/four")), XML)
    result = call(*given, "--once", "--allow-private", "--json")
    assert result.exit_code == 1
    first, second = map(json.loads, result.output.splitlines())
    assert sorted([first["outcome"], second["outcome"]]) == ["added", "failed"]
    assert {"name", "article", "outcome", "code", "what"} >= first.keys()
    assert "404" in call("add", "--ledger", ledger, "--failures").output
    (told,) = map(json.loads, call(*given, "--list", "--json").output.splitlines())
    assert (told["feed"], told["articles"], told["entries"]) == (site.at("/feed"), 3, 4)
    assert "3 of 4 entries" in call(*given, "--list").output
    assert call(*given, "--once", "ftp://marn.example/").exit_code == 1
    assert call(*given, "--remove", site.at("/feed")).exit_code == 0
    assert call(*given, "--list").output == ""


def test_add_takes_addresses(site: Site, tmp_path: Path) -> None:
    result = call("add", "--allow-private", "--ledger", tmp_path / "a.db", site.at("/one"), site.at("/none"))
    assert result.exit_code == 1 and "1 added, 0 already there, 1 could not be read" in result.output
    alone = call("add", "--ledger", tmp_path / "b.db", site.at("/one"))
    assert alone.exit_code == 1 and "[W01]" in alone.output
    with Ledger(tmp_path / "a.db") as ledger:
        assert [each.name for each in ledger.articles()] == [site.at("/one")]
        assert [each.name for each in ledger.failures()] == [site.at("/none")]


def running(site: Site, ledger: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "onrecord", "watch", "--allow-private", "--ledger", str(ledger), *more]
    return subprocess.Popen(
        [*command, site.at("/feed")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ
    )


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_stopped_in_the_middle_it_goes_on_where_it_was(site: Site, tmp_path: Path, how: signal.Signals) -> None:
    ledger = tmp_path / "ledger.db"
    held, reached = threading.Event(), threading.Event()
    whole = site.answers["/two"]

    def stall(handler: object) -> None:
        reached.set()
        held.wait(60)
        whole(handler)  # type: ignore[arg-type]

    site.answers["/two"] = stall
    process = running(site, ledger)
    assert reached.wait(60), process.communicate(timeout=5)
    time.sleep(0.1)
    process.send_signal(how)
    held.set()
    _, complaint = process.communicate(timeout=30)
    assert process.returncode == (130 if how == signal.SIGINT else -signal.SIGKILL), complaint
    assert "Traceback" not in complaint
    with Ledger(ledger) as kept:
        assert [each.name for each in kept.articles()] == [site.at("/one")]
        assert kept.rows("PRAGMA integrity_check") == [("ok",)]
    site.answers["/two"] = whole
    again = running(site, ledger, "--once")
    told, complaint = again.communicate(timeout=60)
    assert again.returncode == 0, complaint
    assert "1 added" in told and "2 articles" in told
    assert site.asked.count("/one") == 1
