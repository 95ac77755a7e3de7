"""What a person says of two items is kept for good, can be undone, and outranks the machine."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.comparing.decisions import decided
from onrecord.comparing.indexing import Indexing
from onrecord.comparing.joins import Item, Joined
from onrecord.errors import SetupError
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.ledger.judgements import Judged, Word, find, find_pair, judge, judgements, standing, undo
from onrecord.ledger.stories import stories
from onrecord.record import Record
from tests.made import GUILD, VALL, made

MINE = Word(same=False, who="Ada", why="another raid")


@pytest.fixture
def ledger(tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]) -> Iterator[Ledger]:
    records = {record.article.id: record for record in story}
    with Ledger(tmp_path / "story.db", create=True) as made:
        list(add(made, story_arrivals, lambda article: records[article.id], Indexing()))
        yield made


def pair(ledger: Ledger) -> tuple[Judged, Judged]:
    one, other = (Judged(article=article.id) for article in ledger.articles()[:2])
    return one, other


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_a_judgement_is_kept_with_who_when_and_why(ledger: Ledger) -> None:
    made = judge(ledger, "article", pair(ledger), MINE)
    with Ledger(ledger.path) as again:
        assert judgements(again) == [made]
    assert (made.who, made.why, made.same, made.undone) == ("Ada", "another raid", False, None)
    assert made.one < made.other and made.judged.endswith("+00:00")


def test_the_last_word_on_a_pair_counts_and_all_are_kept(ledger: Ledger) -> None:
    one, other = pair(ledger)
    first = judge(ledger, "article", (one, other), MINE)
    second = judge(ledger, "article", (other, one), Word(same=True, who="Bela"))
    assert judgements(ledger) == [first, second]
    assert standing(ledger) == [second]
    undone = undo(ledger, second.id, who="Ada")
    assert undone.undone and undone.undone_by == "Ada"
    assert standing(ledger) == [first]
    assert [each.id for each in judgements(ledger)] == [first.id, second.id]
    assert undo(ledger, second.id, who="Cass").undone_by == "Ada", "undone once, by who undid it first"


def test_a_judgement_cannot_be_changed_or_deleted(ledger: Ledger) -> None:
    made = judge(ledger, "article", pair(ledger), MINE)
    undo(ledger, made.id, who="Ada")
    for statement in (
        "UPDATE judgements SET same = 1",
        "DELETE FROM judgements",
        "UPDATE undoings SET who = 'x'",
        "DELETE FROM undoings",
    ):
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            ledger.connection.execute(statement)


def test_only_those_among_some_articles(ledger: Ledger) -> None:
    one, other = pair(ledger)
    third = ledger.articles()[2].id
    made = judge(ledger, "article", (one, other), MINE)
    assert standing(ledger, [one.article, other.article]) == [made]
    assert standing(ledger, [one.article, third]) == []


def test_items_are_found_by_id_and_by_name(ledger: Ledger, story: list[Record]) -> None:
    record = next(each for each in story if each.article.outlet == "Meridian Wire")
    article = record.article.id
    redek = next(entity for entity in record.entities if entity.name == "Tomas Redek")
    assert find(ledger, article) == ("article", Judged(article=article))
    for item in (redek.id, "Tomas Redek", " tomas redek"):
        assert find(ledger, f"{article}/{item}") == ("entity", Judged(article=article, item=redek.id))
    event = record.events[0].id
    assert find(ledger, f"{article}/{event}") == ("event", Judged(article=article, item=event))


def test_what_cannot_be_judged_is_told(ledger: Ledger, story: list[Record]) -> None:
    one, other = story[0].article.id, story[1].article.id
    for written, code in (
        (("a-0000000000000000", other), "L08"),
        ((f"{one}/Nobody At All", other), "L09"),
        ((one, one), "L11"),
        ((one, f"{other}/{story[1].events[0].id}"), "L11"),
    ):
        with pytest.raises(SetupError) as caught:
            find_pair(ledger, written)
        assert caught.value.code == code
    with pytest.raises(SetupError) as caught:
        undo(ledger, "j-0000000000000000", who="Ada")
    assert caught.value.code == "L12"


def test_a_name_of_several_is_the_name_of_none(ledger: Ledger) -> None:
    namesake = replace(GUILD, aliases=("Vall",))
    record = made()
    record = replace(record, entities=tuple(namesake if one == GUILD else one for one in record.entities))
    ledger.add(record, Arrival("made", b"made", record.article, None))
    article = record.article.id
    assert find(ledger, f"{article}/Ines Vall")[1].item == VALL.id
    with pytest.raises(SetupError) as caught:
        find(ledger, f"{article}/Vall")
    assert caught.value.code == "L10" and VALL.id in caught.value.what and GUILD.id in caught.value.what


def test_stories_part_and_join_as_a_person_says(ledger: Ledger) -> None:
    ids = [article.id for article in ledger.articles()]
    assert [told.reports for told in stories(ledger)] == [5]
    before = stories(ledger)
    made = judge(ledger, "article", (Judged(article=ids[0]), Judged(article=ids[1])), MINE, Indexing())
    parted = stories(ledger)
    assert sum(told.reports for told in parted) == 5 and len(parted) > 1
    undo(ledger, made.id, who="Ada", index=Indexing())
    assert stories(ledger) == before


def test_comparing_takes_them_as_its_own(ledger: Ledger) -> None:
    one, other = sorted(pair(ledger))
    judge(ledger, "article", (one, other), MINE)
    (taken,) = decided(ledger)
    assert (taken.kind, taken.same, taken.score, taken.by) == (Joined.ARTICLE, False, 1.0, "Ada")
    assert taken.one == Item(article=one.article, id=one.article)
    assert taken.reasons == ("another raid",)


def test_the_commands(ledger: Ledger) -> None:
    one, other = (each.article for each in pair(ledger))
    path = ledger.path
    kept = json.loads(call("different", one, other, "--ledger", path, "--by", "Ada", "--json").stdout)
    assert kept["who"] == "Ada" and kept["kind"] == "article" and not kept["same"]
    assert "2 of 2 stories" in call("stories", "--ledger", path).stdout
    shown = call("judgements", "--ledger", path)
    assert kept["id"] in shown.stdout and "two stories" in shown.stdout
    assert "undone" in call("judgements", "--ledger", path, "--undo", kept["id"], "--by", "Bela").stdout
    assert "1 of 1 stories" in call("stories", "--ledger", path).stdout
    (line,) = call("judgements", "--ledger", path, "--json").stdout.splitlines()
    assert json.loads(line)["undone_by"] == "Bela"
    assert call("same", one, other, "--ledger", path, "--why", "one raid").exit_code == 0
