"""Stories of a ledger as they are listed, asked for, compared; and the invented reports that scale is measured on."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result

from benchmarks import scale
from benchmarks.invented import invented, reports
from onrecord import codec
from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.listing import asked, listed, origins
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.ledger.judgements import Judged, Word, judge
from onrecord.ledger.stories import Made, Wanted, replace
from onrecord.record import Record

FIRST = 30


@pytest.fixture(scope="module")
def ledger(
    tmp_path_factory: pytest.TempPathFactory, story: list[Record], story_arrivals: list[Arrival]
) -> Iterator[Ledger]:
    records = {record.article.id: record for record in story}
    arrivals = list(story_arrivals)
    for one, _ in zip(invented(2000), range(FIRST), strict=False):
        record = one.record
        records[record.article.id] = record
        arrivals.append(Arrival(record.article.id, record.article.text.encode(), record.article, None))
    with Ledger(tmp_path_factory.mktemp("stories") / "l.db", create=True) as made:
        list(add(made, arrivals, lambda article: records[article.id], Indexing()))
        yield made


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_the_most_reported_come_first_and_all_articles_are_in_one(ledger: Ledger) -> None:
    found = listed(ledger, limit=1000)
    counts = [each.reports for each in found]
    assert counts == sorted(counts, reverse=True)
    held = Counter(article for each in found for article in each.articles)
    assert set(held) == {article.id for article in ledger.articles()} and set(held.values()) == {1}
    assert listed(ledger, limit=2) == found[:2]


def test_a_story_tells_its_days_outlets_and_origins(ledger: Ledger, story: list[Record]) -> None:
    hallan = next(each for each in listed(ledger, limit=1000) if story[0].article.id in each.articles)
    assert (hallan.reports, hallan.first, hallan.last) == (5, "2026-03-10", "2026-03-11")
    assert hallan.outlets[:2] == ("Daily Lantern", "Meridian Wire")
    assert hallan.origins == 3, "the wire's text is in two of the others"
    published = [ledger.record(article).article.published or "" for article in hallan.articles]
    assert published == sorted(published)


def test_origins_are_texts_that_stand_in_no_other() -> None:
    hashes = {"a": (1, 2, 3, 4), "b": (1, 9, 10, 11), "c": (20, 21, 22, 23), "d": (9, 20, 30, 31)}
    assert origins(hashes, ["a", "c"]) == 2
    assert origins(hashes, ["a", "b", "c"]) == 2
    assert origins(hashes, ["a", "b", "c", "d"]) == 1
    assert origins({"a": ()}, ["a", "b"]) == 2


def test_stories_by_day_outlet_and_place(ledger: Ledger) -> None:
    everything = listed(ledger, limit=1000)
    late = listed(ledger, Wanted(since="2026-01-01"), limit=1000)
    early = listed(ledger, Wanted(until="2025-12-31"), limit=1000)
    assert len(late) == 1 and len(late) + len(early) == len(everything)
    assert listed(ledger, Wanted(outlet="meridian WIRE"), limit=1000) == late
    assert listed(ledger, Wanted(outlet="Nobody"), limit=1000) == []


def test_stories_by_place_however_it_is_written(tmp_path: Path, story: list[Record]) -> None:
    with Ledger(tmp_path / "l.db", create=True) as mine:
        made = []
        for number, (record, place) in enumerate(zip(story, ("port hallan", "hallan"), strict=False), 1):
            mine.add(record, Arrival(record.article.id, b"raw", record.article, None))
            made.append(
                Made(
                    id=f"story-{number}", title=None, first=None, last=None, places=(place, "sorenia"), names=(),
                    articles=(number,), also=(),
                )
            )  # fmt: skip
        replace(mine, (1, 2), made)
        assert [each.id for each in listed(mine, Wanted(place="Port Hállan"))] == ["story-1"]
        assert len(listed(mine, Wanted(place="Sorenia"))) == 2


def test_why_articles_are_one_story_is_told(ledger: Ledger, story: list[Record]) -> None:
    made = next(each for each in listed(ledger, limit=1000) if story[0].article.id in each.articles)
    one, main_articles, also = asked(ledger, made.id)
    assert [article.id for article in main_articles] == list(made.articles) and not also
    assert len(one.judgements) == 4 and all(each.same and each.by is None for each in one.judgements)
    assert asked(ledger, made.id[:-3])[0] == one
    for wrong in ("story-", "story-zzz", "", "nothing"):
        with pytest.raises(SetupError) as caught:
            asked(ledger, wrong)
        assert caught.value.code == "L13"


def test_what_a_person_said_is_among_the_reasons(tmp_path: Path, story: list[Record]) -> None:
    with Ledger(tmp_path / "l.db", create=True) as mine:
        for record in story[:2]:
            mine.add(record, Arrival(record.article.id, b"raw", record.article, None), Indexing())
        pair = Judged(article=story[0].article.id), Judged(article=story[1].article.id)
        judge(mine, "article", pair, Word(same=True, who="Ada", why="the same raid"), Indexing())
        (found,) = listed(mine)
        assert asked(mine, found.id)[0].judgements[-1].by == "Ada"


def test_the_command_prints_what_its_schema_says(ledger: Ledger) -> None:
    schema = json.loads(call("schema", "stories").output)
    lines = call("stories", "--ledger", ledger.path, "--json", "--limit", 1000).stdout.splitlines()
    assert lines == [codec.dumps(each) for each in listed(ledger, limit=1000)]
    for line in lines:
        jsonschema.validate(json.loads(line), schema)
    first = json.loads(lines[0])["id"]
    (alone,) = call("stories", first, "--ledger", ledger.path, "--json").stdout.splitlines()
    jsonschema.validate(json.loads(alone), schema)
    assert json.loads(alone)["judgements"]


def test_the_command_for_a_person(ledger: Ledger, story: list[Record]) -> None:
    result = call("stories", "--ledger", ledger.path, "--since", "2026-01-01")
    shown = " ".join(result.output.split())
    assert "5 reports of 3 origins" in shown and "2026-03-10 to 2026-03-11" in shown
    (made,) = re.findall(r"story-[0-9a-f]{16}", shown)
    one = " ".join(call("stories", made, "--ledger", ledger.path).output.split())
    assert "Why they are held to be one story" in one and story[0].article.id in one
    assert "nothing found" in call("stories", "--ledger", ledger.path, "--place", "Nowhere").stderr
    assert call("stories", made, "--ledger", ledger.path, "--place", "Nowhere").exit_code == 2
    assert call("stories", "--ledger", ledger.path, "--since", "yesterday").exit_code == 2


def test_a_story_is_compared_and_a_large_ledger_points_to_its_stories(
    ledger: Ledger, story: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = next(each for each in listed(ledger, limit=1000) if story[0].article.id in each.articles)
    compared = call("compare", "--ledger", ledger.path, "--story", made.id, "--json")
    assert [report["article"] for report in json.loads(compared.stdout)["reports"]] == list(made.articles)
    monkeypatch.setattr("onrecord.cli.compare._MOST", 20)
    refused = call("compare", "--ledger", ledger.path)
    assert refused.exit_code == 2 and "onrecord stories" in refused.output
    assert call("compare", "--ledger", ledger.path, "--story", made.id, story[0].article.id).exit_code == 2


def test_a_ledger_without_an_index_gets_one_when_it_is_asked(
    tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    path = tmp_path / "plain.db"
    with Ledger(path, create=True) as plain:
        for record, arrival in zip(story, story_arrivals, strict=True):
            plain.add(record, arrival)
        assert plain.rows("SELECT count(*) FROM stories") == [(0,)]
    assert "5 reports" in call("stories", "--ledger", path).output


def test_invented_reports_are_records_and_the_same_each_time() -> None:
    some = [one.record for one, _ in zip(invented(400), range(60), strict=False)]
    again = [one.record for one, _ in zip(invented(400, after=20), range(40), strict=False)]
    assert some[20:] == again
    assert len({record.article.id for record in some}) == 60
    for record in some:
        assert codec.loads_record(codec.dumps(record)) == record, "anchors hold"
        assert record.entities and record.events and record.times
    assert sum(bool(record.statements) for record in some) > len(some) / 2
    published = [record.article.published or "" for record in some]
    assert published == sorted(published)
    sizes = Counter(story.number for _, story, _ in reports(4000))
    assert max(sizes.values()) == 20 and Counter(sizes.values())[1] > 100


def test_scale_goes_on_where_it_was(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "scale.db"
    with Ledger(path, create=True) as made:
        for one, _ in zip(invented(40), range(25), strict=False):
            record = one.record
            made.add(record, Arrival("x", record.article.text.encode(), record.article, None), Indexing())
    path.with_name("scale.db.seconds").write_text("0.010000 0.010000\n" * 24, encoding="utf-8")
    figures = scale.run(40, path, 7)
    assert set(figures) == {"flat", "listing", "comparing"}
    with Ledger(path) as made:
        assert len(made) == 40
    assert len(path.with_name("scale.db.seconds").read_text(encoding="utf-8").splitlines()) == 40
    assert "last tenth over first" in capsys.readouterr().out
