"""Actors over all articles of a ledger: who is listed, what each says, who is spoken of, what people judge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from onrecord.articles import Arrival
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.errors import SetupError
from onrecord.ledger import Ledger, actor_rows, actor_told, actors
from onrecord.ledger.actors import Asked, Wanted
from onrecord.ledger.judgements import Judged, Word, judge, undo
from onrecord.ledger.readings import replace_record
from onrecord.ledger.spoken_of import MOST_NODES, Sought, Tie, network
from onrecord.record import (
    Anchor,
    Article,
    Entity,
    Link,
    Mention,
    MentionKind,
    Mode,
    Reader,
    Record,
    Source,
    Statement,
    content_id,
)
from tests import made

TABLES = ("actors", "actor_cast", "actor_said", "actor_about", "actor_spoken_of", "actor_joined")
SMALL = re.compile(r"SCAN (f$|j$|\(|json_each|\S+ VIRTUAL TABLE)")
"""What may be gone through: what a query has picked out already, what full-text search finds,
what people have judged."""
READER = Reader(engine="made", model="none", layers=("entities", "statements"))


def told(
    sayings: Sequence[tuple[str, str, str]],
    *,
    day: str | None = "2026-03-10",
    outlet: str | None = "Harbour Post",
    types: dict[str, str] | None = None,
) -> Record:
    """A report of who says what of whom: each names the speaker, then says a sentence that names another, or nobody."""
    text = " ".join(f"{speaker} said of {of or 'the weather'} much." for speaker, of, _ in sayings)
    names = list(dict.fromkeys(name for speaker, of, _ in sayings for name in (speaker, of) if name))
    article = Article(
        outlet=outlet, title="Said", published=day, language="en", text=text, paragraphs=paragraph_spans(text)
    )
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    ids = {name: content_id("e", article.id, name) for name in names}
    statements, at = [], 0
    for speaker, of, act in sayings:
        spans[speaker].append((at, at + len(speaker)))
        start = at + len(f"{speaker} said ")
        end = at + len(f"{speaker} said of {of or 'the weather'} much")
        if of:
            spans[of].append((start + 3, start + 3 + len(of)))
        statements.append(
            Statement(
                id=content_id("s", article.id, start),
                source=Source(text=text, start=at, end=at + len(speaker), entity=ids[speaker]),
                cue=Anchor(text=text, start=start - 5, end=start - 1),
                content=(Anchor(text=text, start=start, end=end),),
                mode=Mode.INDIRECT,
                act=act,
                voice=(Link(entity=None, name=outlet), Link(entity=ids[speaker], name=speaker)),
            )
        )
        at = end + 2
    entities = tuple(
        Entity(
            id=ids[name],
            type=(types or {}).get(name, "person"),
            name=name,
            mentions=tuple(Mention(text=text, start=a, end=b, kind=MentionKind.NAME) for a, b in spans[name]),
        )
        for name in names
    )
    return Record(article=article, reader=READER, entities=entities, statements=tuple(statements))


def add(ledger: Ledger, *records: Record) -> None:
    for record in records:
        ledger.add(record, Arrival(f"{record.article.id}.txt", b"raw", record.article, None))


def side(record: Record, name: str) -> Judged:
    return Judged(article=record.article.id, item=next(one.id for one in record.entities if one.name == name))


def content(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    """All rows, with articles by their ids so that ledgers of another order can be compared."""
    ids = dict(ledger.rows("SELECT seq, id FROM articles"))
    found = []
    for table in TABLES:
        columns = [row[1] for row in ledger.rows(f"PRAGMA table_info({table})")]
        rows = ledger.rows(f"SELECT * FROM {table}")  # noqa: S608
        as_told = [
            tuple(
                ids[value] if column == "article" else value
                for column, value in zip(columns, row, strict=True)
                if column != "seq"
            )
            for row in rows
        ]
        found.append(sorted(as_told, key=repr))
    return found


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "made.db", create=True) as opened:
        yield opened


RECORD = made.made()
ONE = told([("Ada Brenn", "Tom Lund", "criticise"), ("Ada Brenn", "", "assert")])
TWO = told(
    [("Tom Lund", "Ada Brenn", "deny"), ("A. Brenn", "Tom Lund", "assert")], day="2026-04-02", outlet="The Lantern"
)
THREE = told([("Ada Brenn", "Tom Lund", "assert")], day="2026-05", outlet="The Lantern")


def test_actors_are_listed_with_what_they_say_and_what_is_said_of_them(ledger: Ledger) -> None:
    add(ledger, ONE, TWO, THREE)
    rows = actors.listed(ledger, Wanted(), limit=10)
    assert [(one.key, one.articles, one.said, one.about) for one in rows] == [
        ("ada brenn", 3, 3, 1),
        ("tom lund", 3, 1, 3),
        ("a. brenn", 1, 1, 0),
    ]
    assert actors.actor(ledger, "ADA  BRÉNN").key == "ada brenn"
    with pytest.raises(SetupError, match="L50"):
        actors.actor(ledger, "Nobody")


def test_the_list_is_narrowed_by_letters_type_outlet_and_days(ledger: Ledger) -> None:
    add(ledger, ONE, TWO, THREE, told([("Dock Union", "", "assert")], types={"Dock Union": "organisation"}, day=None))

    def keys(wanted: Wanted) -> list[tuple[str, int]]:
        return [(one.key, one.articles) for one in actors.listed(ledger, wanted, limit=10)]

    assert keys(Wanted(letters="bre")) == [("ada brenn", 3), ("a. brenn", 1)]
    assert keys(Wanted(letters="lund to")) == [("tom lund", 3)]
    assert keys(Wanted(letters='"*')) == []
    assert keys(Wanted(type="organisation")) == [("dock union", 1)]
    assert keys(Wanted(outlet="the LANTERN", letters="ada")) == [("ada brenn", 2)]
    april = actor_rows.day_of("2026-04-01")
    assert keys(Wanted(since=april)) == [("ada brenn", 2), ("tom lund", 2), ("a. brenn", 1)]
    assert keys(Wanted(until=april)) == [("ada brenn", 1), ("tom lund", 1)]
    assert keys(Wanted(since=april, outlet="Harbour Post")) == []
    assert [one.key for one in actors.listed(ledger, Wanted(), limit=1, offset=1)] == ["tom lund"]


def test_statements_by_and_about_come_latest_first_and_stand_at_their_words(ledger: Ledger) -> None:
    add(ledger, THREE, ONE, TWO)
    said = actors.statements(ledger, "ada brenn", "by", Asked(), limit=10)
    assert [(one.published, one.content) for one in said] == [
        ("2026-05", "of Tom Lund much"),
        ("2026-03-10", "of Tom Lund much"),
        ("2026-03-10", "of the weather much"),
    ]
    for one in said:
        assert ledger.record(one.article).article.text[one.start : one.stop] == one.content
    about = actors.statements(ledger, "tom lund", "about", Asked(), limit=10)
    assert [one.speaker for one in about] == ["Ada Brenn", "A. Brenn", "Ada Brenn"]
    assert len(actors.statements(ledger, "tom lund", "about", Asked(other="a. brenn"), limit=10)) == 1
    assert len(actors.statements(ledger, "ada brenn", "by", Asked(other="tom lund"), limit=10)) == 2
    assert len(actors.statements(ledger, "ada brenn", "by", Asked(act="criticise"), limit=10)) == 1
    assert len(actors.statements(ledger, "ada brenn", "by", Asked(outlet="the lantern"), limit=10)) == 1
    assert sum(actors.counted(ledger, "ada brenn", "by", Asked()).values()) == 3
    assert actors.choices(ledger, "ada brenn", "by") == (
        [("harbour post", 2), ("the lantern", 1)],
        [("assert", 2), ("criticise", 1)],
    )


def test_pronouns_count_as_mentions_and_nobody_speaks_of_themselves_in_the_network(ledger: Ledger) -> None:
    add(ledger, RECORD)
    spoken = ledger.rows("SELECT DISTINCT speaker, key FROM actor_spoken_of")
    assert all(speaker != key for speaker, key in spoken)
    inside = [
        entity.id
        for entity in RECORD.entities
        for mention in entity.mentions
        for statement in RECORD.statements
        for part in statement.content
        if part.start <= mention.start < part.end and entity.type in actor_rows.ACTORS
    ]
    assert {row[0] for row in ledger.rows("SELECT entity FROM actor_about")} == set(inside)
    assert inside


def test_names_labels_offices_and_relations_are_told_with_their_places(ledger: Ledger) -> None:
    add(ledger, RECORD)
    key = actors.actor(ledger, "Ines Vall").key
    assert {(name, count) for _, name, count in actor_told.names(ledger, key)} == {("Ines Vall", 1), ("Vall", 1)}
    assert ("leader", "the Pilots' Guild") in {
        (one.what["title"], one.what["of"]) for one in actor_told.offices(ledger, key)
    }
    for one in [*actor_told.relations(ledger, key), *actor_told.labels(ledger, key)]:
        assert one.places
        assert all(made.TEXT[where.start : where.end] for where in one.places)
    assert actor_told.relations(ledger, key)
    count = sum(label.entity == made.VALL.id for label in RECORD.labels)
    assert sum(len(one.places) for one in actor_told.labels(ledger, key)) == count


def test_names_that_may_be_the_same_are_offered_and_never_joined(ledger: Ledger) -> None:
    add(
        ledger,
        ONE,
        told([("Brenn", "", "assert")]),
        told([("Ada Brenn Orlo", "", "assert")]),
        told([("Lund", "", "deny")]),
    )
    found = actors.actor(ledger, "ada brenn")
    assert {one.key for one in actors.alike(ledger, found)} == {"brenn", "ada brenn orlo"}
    assert found.articles == 1


def test_the_same_by_a_person_joins_all_articles_of_both_names_and_undoing_parts_them(ledger: Ledger) -> None:
    add(ledger, ONE, TWO, THREE)
    before = content(ledger)
    decision = judge(
        ledger, "entity", actors.pair(ledger, "ada brenn", "a. brenn"), Word(same=True, who="Kim", why="One speech")
    )
    joined = actors.actor(ledger, "a. brenn")
    assert (joined.key, joined.articles, joined.said, joined.about) == ("ada brenn", 3, 4, 1)
    assert Tie("ada brenn", "tom lund", 3) in network(ledger, Sought()).ties
    (held,) = actors.held(ledger, "ada brenn")
    assert (held.decision.who, held.decision.why, held.decision.same) == ("Kim", "One speech", True)
    later = told([("A. Brenn", "", "assert")], day="2026-06-01")
    add(ledger, later)
    assert actors.actor(ledger, "ada brenn").articles == 4
    undo(ledger, decision.id, who="Kim")
    assert actors.actor(ledger, "a. brenn").articles == 2
    assert actors.held(ledger, "ada brenn") == []
    assert [one.articles for one in actors.listed(ledger, Wanted(), limit=3)] == [3, 3, 2]
    fresh = Path(str(ledger.path) + ".fresh")
    with Ledger(fresh, create=True) as other:
        add(other, ONE, TWO, THREE)
        assert content(other) == before


@pytest.mark.parametrize("odd", [0, 2])
def test_two_of_one_name_are_parted_and_the_rest_stay_together(ledger: Ledger, odd: int) -> None:
    records = [told([("Ada Brenn", "", "assert")], day=f"2026-0{month}-01") for month in (1, 2, 3, 4)]
    add(ledger, *records)
    for pair in actors.parting(ledger, "ada brenn", side(records[odd], "Ada Brenn")):
        judge(ledger, "entity", pair, Word(same=False, who="Kim"))
    rows = actors.listed(ledger, Wanted(), limit=5)
    assert [(one.name, one.articles) for one in rows] == [("Ada Brenn", 3), ("Ada Brenn", 1)]
    assert actors.mentions(ledger, rows[1].key, limit=5)[0][0] == records[odd].article.id
    assert rows[1].key not in {one.key for one in actors.alike(ledger, rows[0])}


def test_the_order_of_coming_and_judging_late_change_nothing(tmp_path: Path) -> None:
    records = [ONE, TWO, THREE]
    found = []
    for name, order in (("a", records), ("b", records[::-1])):
        with Ledger(tmp_path / name, create=True) as ledger:
            add(ledger, *order)
            judge(ledger, "entity", actors.pair(ledger, "ada brenn", "a. brenn"), Word(same=True, who="Kim"))
            found.append(content(ledger))
    assert found[0] == found[1]


def test_an_older_ledger_is_caught_up_with_and_judgements_count(tmp_path: Path) -> None:
    with Ledger(tmp_path / "old", create=True) as ledger:
        add(ledger, ONE, TWO, THREE)
        judge(ledger, "entity", actors.pair(ledger, "ada brenn", "a. brenn"), Word(same=True, who="Kim"))
        whole = content(ledger)
        for table in ("actor_articles", *TABLES):
            ledger.connection.execute(f"DELETE FROM {table}")  # noqa: S608
        assert actor_rows.behind(ledger) == 3
        assert len(list(actor_rows.catch_up(ledger))) == 3
        assert actor_rows.behind(ledger) == 0
        assert list(actor_rows.catch_up(ledger)) == []
        assert content(ledger) == whole


def test_an_article_read_again_has_its_actors_made_anew(ledger: Ledger) -> None:
    add(ledger, ONE, TWO)
    again = Record(article=ONE.article, reader=READER, entities=ONE.entities[:1], statements=ONE.statements[1:])
    replace_record(ledger, ONE.article.id, again)
    assert actor_rows.behind(ledger) == 0
    found = {one.key: (one.articles, one.said, one.about) for one in actors.listed(ledger, Wanted(), limit=5)}
    assert found == {"ada brenn": (2, 1, 1), "tom lund": (1, 1, 1), "a. brenn": (1, 1, 0)}


def test_names_of_all_scripts_and_signs_are_listed(ledger: Ledger) -> None:
    names = ["عادل بران", "Ada \u202e Brenn", "🦊 Fox", "Z\u030cižek", "../etc/passwd", "<b>Ada</b>", "e" * 400, "🦊"]
    add(ledger, *(told([(name, "Tom Lund", "assert")]) for name in names))
    listed = actors.listed(ledger, Wanted(), limit=20)
    assert {one.name for one in listed} == {*names, "Tom Lund"}
    for one in listed:
        assert actors.actor(ledger, one.key) == one
        assert actors.actor(ledger, one.name) == one


def test_a_network_has_bounds_and_can_be_narrowed(ledger: Ledger) -> None:
    add(ledger, ONE, TWO, THREE)
    assert network(ledger, Sought()).ties == (
        Tie("ada brenn", "tom lund", 2),
        Tie("a. brenn", "tom lund", 1),
        Tie("tom lund", "ada brenn", 1),
    )
    assert network(ledger, Sought(least=2)).ties == (Tie("ada brenn", "tom lund", 2),)
    assert len(network(ledger, Sought(around="a. brenn")).ties) == 1
    assert network(ledger, Sought(since=actor_rows.day_of("2026-05-01"))).ties == (Tie("ada brenn", "tom lund", 1),)
    with pytest.raises(SetupError, match="L13"):
        network(ledger, Sought(story="h-none"))
    add(ledger, *(told([(f"Speaker {number}", f"Subject {number}", "assert")]) for number in range(40)))
    wide = network(ledger, Sought())
    assert len({key for tie in wide.ties for key in (tie.speaker, tie.key)}) <= MOST_NODES
    assert wide.more


def test_two_actors_of_one_article_alone_cannot_be_judged(ledger: Ledger) -> None:
    add(ledger, ONE)
    with pytest.raises(SetupError, match="L11"):
        actors.pair(ledger, "ada brenn", "tom lund")


def test_no_query_of_the_list_or_of_one_actor_reads_a_whole_table(ledger: Ledger) -> None:
    add(ledger, ONE, TWO)
    seen: list[str] = []
    ledger.connection.set_trace_callback(seen.append)
    actors.listed(ledger, Wanted(letters="ad"), limit=5)
    actors.listed(ledger, Wanted(outlet="The Lantern", since=1), limit=5)
    found = actors.actor(ledger, "ada brenn")
    for part in ("by", "about"):
        actors.statements(ledger, found.key, part, Asked(since=1), limit=5)
        actors.counted(ledger, found.key, part, Asked())
    actors.alike(ledger, found)
    network(ledger, Sought(around=found.key))
    ledger.connection.set_trace_callback(None)
    queries = [query for query in seen if query.startswith("SELECT")]
    assert len(queries) > 8
    for query in queries:
        plan = [row[3] for row in ledger.connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        whole = [step for step in plan if step.startswith("SCAN") and not SMALL.match(step)]
        assert whole == [], query
