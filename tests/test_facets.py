"""Articles and statements are found by who says what, what happens and where, and counted by it."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import Arrival
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.cli.main import main
from onrecord.errors import ArticleError, SetupError
from onrecord.ledger import Ledger, inbox
from onrecord.ledger.connection import migrations
from onrecord.ledger.facet_rows import behind, catch_up, days, keep
from onrecord.ledger.facets import FACETS, MARK, Results, search
from onrecord.ledger.marking import found, snippet
from onrecord.ledger.query import Filter, Query, Term, parse
from onrecord.ledger.readings import replace_record
from onrecord.ledger.saved import forget, named, save, saved
from onrecord.record import (
    Anchor,
    Article,
    Entity,
    Event,
    Label,
    Link,
    Mention,
    MentionKind,
    Mode,
    Place,
    Reader,
    Record,
    Source,
    Statement,
)
from tests.test_query import REFUSALS, TYPED, refused

READER = Reader(engine="0", model="0", layers=("entities", "statements", "events", "labels"))


def report(
    outlet: str | None, published: str | None, text: str, said: list[tuple[str, str, str, str]], **more: str
) -> Record:
    """A report made by hand.

    Args:
        outlet: who published it.
        published: when.
        text: its text; its first line is its title.
        said: speakers with the names they have, parted by "/", the first as it stands in the text; act; mode; content.
        more: `event` a type, status, trigger and place, parted by "/"; `label` words.
    """
    article = Article(
        outlet=outlet, title=text.splitlines()[0], published=published, language="en", text=text,
        paragraphs=paragraph_spans(text),
    )  # fmt: skip

    def span(words: str) -> dict[str, object]:
        start = text.index(words)
        return {"text": text, "start": start, "end": start + len(words)}

    entities: dict[str, Entity] = {}

    def entity(names: str, kind: str) -> str:
        first, *rest = names.split("/")
        mentions = tuple(Mention(**span(name), kind=MentionKind.NAME) for name in [first, *rest])  # type: ignore[arg-type]
        made = Entity(id=f"e-{first}", type=kind, name=first, aliases=tuple(rest), mentions=mentions)
        entities[made.id] = made
        return made.id

    statements = tuple(
        Statement(
            id=f"s-{at}",
            source=Source(**span(who.split("/")[0]), entity=entity(who, "person")),  # type: ignore[arg-type]
            cue=None,
            content=(Anchor(**span(content)),),  # type: ignore[arg-type]
            mode=Mode(mode),
            act=act,
            voice=(Link(entity=None, name=outlet), Link(entity=f"e-{who.split('/')[0]}", name=who.split("/")[0])),
        )
        for at, (who, act, mode, content) in enumerate(said)
    )
    events: tuple[Event, ...] = ()
    if "event" in more:
        kind, status, trigger, place = more["event"].split("/")
        events = (
            Event(
                id="v-1", type=kind, status=status, trigger=Anchor(**span(trigger)), score=1.0,  # type: ignore[arg-type]
                place=Place(**span(place), entity=entity(place, "place")), voice=(Link(entity=None, name=outlet),),  # type: ignore[arg-type]
            ),
        )  # fmt: skip
    labels: tuple[Label, ...] = ()
    if "label" in more:
        labels = (Label(**span(more["label"]), voice=(Link(entity=None, name=outlet),)),)  # type: ignore[arg-type]
    return Record(
        article=article, reader=READER, entities=tuple(entities.values()), statements=statements, events=events,
        labels=labels,
    )  # fmt: skip


POST = report(
    "Hallan Post", "2024-03-01",
    "Harbour closed\n\nThe harbour of Veldt was shut after a raid. Ada Lind denied that the harbour was sold. "
    '"We never took a crown," said Bo Marn. Lind promised a new café.',
    [
        ("Ada Lind/Lind", "deny", "indirect", "that the harbour was sold"),
        ("Bo Marn", "deny", "direct", "We never took a crown"),
        ("Ada Lind/Lind", "promise", "indirect", "a new café"),
    ],
    event="ASSAULT/actual/raid/Veldt",
)  # fmt: skip
WIRE = report(
    "Žitava Wire 🔥", "2024-03-05T10:00:00+02:00",
    "Raid denied\r\n\r\n🚢🚢 Ada Lind said the harbour was open. No raid in Veldt, she said. The terrorist gang "
    "left for Marn.\r\nZoe\u0301 Qvist denied that she sold it.",
    [
        ("Ada Lind", "assert", "indirect", "the harbour was open"),
        ("Zoe\u0301 Qvist", "deny", "indirect", "that she sold it"),
    ],
    event="ASSAULT/negated/raid/Veldt",
    label="terrorist gang",
)  # fmt: skip
HERALD = report(
    "צופה Herald", "2024",
    "A plan\n\nמרים לוי told The Post that a protest was planned in Marn. A har\u00adbour festival, too.",
    [("מרים לוי", "assert", "indirect", "a protest was planned in Marn")],
    event="PROTEST/planned/protest/Marn",
)  # fmt: skip
BARE = report(None, None, "Nothing here\n\nA page of a harbour without an outlet or a date.", [])
RECORDS = {"post": POST, "wire": WIRE, "herald": HERALD, "bare": BARE}
NAMES = {record.article.id: name for name, record in RECORDS.items()}


def put(ledger: Ledger, record: Record) -> None:
    assert ledger.add(record, Arrival(record.article.id, record.article.text.encode(), record.article, None))


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with Ledger(tmp_path_factory.mktemp("facets") / "l.db", create=True) as made:
        for record in RECORDS.values():
            put(made, record)
        yield made


def names(results: Results) -> list[str]:
    return [NAMES[hit.article.id] for hit in results.hits]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "wire post herald bare"),
        ("outlet:post", "post"),
        ('outlet:"hallan post" OR outlet:wire', "wire post"),
        ("-outlet:post", "wire herald bare"),
        ("outlet:zitava", "wire"),
        ('outlet:="žitava wire"', ""),
        ('outlet:="ŽITAVA WIRE 🔥"', "wire"),
        ("outlet:צופה", "herald"),
        ('speaker:"Ada Lind"', "wire post"),
        ("speaker:Lind", "wire post"),
        ("speaker:=Lind", ""),
        ("speaker:lin", ""),
        ('speaker:"מרים לוי"', "herald"),
        ("speaker:לוי", "herald"),
        ("speaker:ZOE\u0301", "wire"),
        ("speaker:Zoé act:deny", "wire"),
        ("speaker:Lind act:deny", "post"),
        ("speaker:Lind act:deny mode:direct", ""),
        ("act:deny act:promise", "wire post"),
        ("-speaker:Lind", "herald bare"),
        ("-act:deny speaker:Lind", ""),
        ("event:ASSAULT", "wire post"),
        ("event:assault status:occurred", "post"),
        ("event:ASSAULT status:negated place:veldt", "wire"),
        ("place:Marn", "herald"),
        ("where:Marn event:PROTEST", "herald"),
        ("where:Marn event:ASSAULT", ""),
        ("label:terrorist", "wire"),
        ("-label:terrorist act:deny", "post"),
        ("since:2024-03-02", "wire herald"),
        ("until:2024-03-01", "post herald"),
        ("since:2024-03-01 until:2024-03-05", "wire post herald"),
        ("since:2025", ""),
        ("-since:2024-03-02", "post bare"),
        ("date:2024-03", "wire post"),
        ("date:2024-03-01 date:2024-03-05", "wire post"),
        ("-date:2024", "bare"),
        ("harbour -sold", "bare herald"),
        ("-harbour", ""),
        ("raid OR protest since:2024-03-02", "wire herald"),
        ('"harbour was" open', "wire"),
        ("CAFE", "post"),
        ("harb* festival", "herald"),
        ("kind:statement harbour", "post wire"),
        ("kind:statement harbour -open", "post"),
        ("kind:statement speaker:Lind act:deny harbour", "post"),
        ("kind:statement speaker:Lind -act:deny", "wire post"),
        ("kind:statement -speaker:Lind", "wire post herald"),
        ("kind:statement raid", ""),
    ],
)
def test_operators(ledger: Ledger, query: str, told: str) -> None:
    results = search(ledger, query)
    assert sorted(names(results)) == sorted(told.split())
    assert results.total == len(results.hits)
    if " " in told and not parse(query).terms():
        assert names(results) == told.split(), "the latest first"


def test_what_somebody_denied_is_listed_with_its_offsets(ledger: Ledger) -> None:
    results = search(ledger, 'kind:statement speaker:"Ada Lind" act:deny harbour')
    (hit,) = results.hits
    (stated,) = hit.statements
    (span,) = stated.spans
    assert results.statements == hit.matching == 1
    assert POST.article.text[span.start : span.end] == "that the harbour was sold"
    assert stated.content == f"that the {MARK[0]}harbour{MARK[1]} was sold"
    assert (stated.id, stated.speaker, stated.act, stated.mode) == ("s-0", "Ada Lind", "deny", "indirect")
    assert {hit.matching for hit in search(ledger, "speaker:Lind").hits} == {1, 2}
    assert all(not hit.statements for hit in search(ledger, "harbour").hits)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "harbour",
        "outlet:post",
        "speaker:=x",
        "act:deny",
        "event:ASSAULT",
        "kind:statement harbour",
        "-harbour",
        "2024",
    ],
)
def test_a_count_is_what_its_filter_finds(ledger: Ledger, query: str) -> None:
    results = search(ledger, query)
    assert tuple(results.facets) == FACETS
    for facet, values in results.facets.items():
        assert list(values) == sorted(values, key=lambda one: (-one.articles, one.name)) or facet == "date"
        for value in values:
            asked = results.query.of(value.filter.operator)
            if not asked:  # one more value of an operator asks for more articles, not for fewer
                narrowed = search(ledger, str(results.query.plus(value.filter)))
                assert narrowed.total == value.articles, f"{facet} {value.name}"


def test_facets_count_articles_and_follow_the_statements_that_match(ledger: Ledger) -> None:
    told = {
        facet: {value.name: value.articles for value in values}
        for facet, values in search(ledger, "speaker:Lind").facets.items()
    }
    assert told["speaker"] == {"Ada Lind": 2}
    assert told["act"] == {"assert": 1, "deny": 1, "promise": 1}
    assert told["outlet"] == {"Hallan Post": 1, "Žitava Wire 🔥": 1}
    assert told["place"] == {"Veldt": 2}
    assert told["date"] == {"2024-03-01": 1, "2024-03-05": 1}
    assert search(ledger, "speaker:Lind", values=1).facets["act"][0].articles == 1
    assert search(ledger, "speaker:Lind", values=0).facets == {}


def test_what_is_marked_is_where_it_is_said_to_be(ledger: Ledger) -> None:
    for query in ("harbour", "HARBOUR raid", '"was open"', "zoé", "festiv*", "לוי"):
        terms = parse(query).terms()
        results = search(ledger, query)
        assert results.hits
        for hit in results.hits:
            text = RECORDS[NAMES[hit.article.id]].article.text
            piece = text[hit.start : hit.end]
            plain = hit.snippet.removeprefix("… ").removesuffix(" …").replace(MARK[0], "").replace(MARK[1], "")
            assert plain == piece.replace("\r", " ").replace("\n", " ")
            marked = [part.split(MARK[1])[0] for part in hit.snippet.split(MARK[0])[1:]]
            assert marked == [text[span.start : span.end] for span in hit.anchors] != []
            assert set(hit.anchors) <= set(found(text, terms))
    assert search(ledger, "closed").hits[0].title == f"Harbour {MARK[0]}closed{MARK[1]}"
    (herald,) = (hit for hit in search(ledger, "harbour").hits if hit.article.outlet == "צופה Herald")
    assert [HERALD.article.text[one.start : one.end] for one in herald.anchors] == ["har\u00adbour"]


@given(
    st.text(alphabet="ab é\u0301\u00ad🔥\r\nמ\u05b8x", max_size=80),
    st.text(alphabet="abé מx", max_size=5),
    st.booleans(),
)
def test_a_snippet_is_a_piece_of_the_text(text: str, term: str, prefix: bool) -> None:
    made = snippet(text, [Term(term, prefix)], length=4)
    assert text[made.start : made.end].replace("\r", " ").replace("\n", " ") == (
        made.words.removeprefix("… ").removesuffix(" …").replace(MARK[0], "").replace(MARK[1], "")
    )
    assert all(made.start <= one.start < one.end <= made.end for one in made.anchors)


def test_a_snippet_shows_where_most_is() -> None:
    text = f"raid {'x ' * 100} harbour {'y ' * 10} raid harbour raid {'z ' * 100}"
    made = snippet(text, [Term("raid"), Term("harbour")])
    assert len(made.anchors) == 4
    assert made.words.startswith("… ") and made.words.endswith(" …")


@given(TYPED)
def test_no_input_is_an_error_of_the_database(ledger: Ledger, line: str) -> None:
    for typed in (line, f"kind:statement {line}", f"-{line}", f"speaker:{line} outlet:={line}"):
        assert refused(search, ledger, typed) in REFUSALS


@pytest.mark.parametrize(
    "line",
    [
        "'; DROP TABLE articles; --",
        'outlet:"x\' OR 1=1 --"',
        'speaker:="\') UNION SELECT data FROM raw --"',
        'label:"names : *"',
        "text : harbour",
        "{title outlet} : harbour",
        "NEAR(harbour raid, 2)",
        "^raid",
        "harbour\x00raid",
        '"harbour" AND ("raid"',
    ],
)
def test_what_looks_like_a_command_is_words(ledger: Ledger, line: str) -> None:
    before = ledger.rows("SELECT count(*) FROM articles")
    for typed in (line, f"kind:statement {line}"):
        code = refused(search, ledger, typed)
        assert code in REFUSALS
        assert code or search(ledger, typed).total < len(RECORDS)
    assert ledger.rows("SELECT count(*) FROM articles") == before


def test_pages_follow_each_other(ledger: Ledger) -> None:
    for query in ("harbour", ""):
        whole = names(search(ledger, query))
        assert [names(search(ledger, query, limit=1, offset=at))[0] for at in range(4)] == whole
    assert search(ledger, "", limit=2, offset=10).hits == ()


def test_an_empty_ledger_answers(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        for query in ("", "harbour", "kind:statement harbour -x", "speaker:x where:y -label:z date:2024"):
            assert search(ledger, query).total == 0


def test_an_older_ledger_gets_its_facets_and_loses_nothing(tmp_path: Path, ledger: Ledger) -> None:
    path = tmp_path / "old.db"
    older = list(takewhile(lambda script: "CREATE TABLE facets" not in script, migrations()))
    connection = sqlite3.connect(path)
    for script in older:
        connection.executescript(script)
    connection.execute(f"PRAGMA user_version = {len(older)}")
    connection.execute("PRAGMA application_id = 0x4F4E5245")
    for table in ("raw", "articles", "records", "statements"):
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info ({table})")]
        rows = ledger.rows(f"SELECT {', '.join(columns)} FROM {table}")  # noqa: S608
        places = ", ".join("?" * len(columns))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)  # noqa: S608
    connection.execute(
        "INSERT INTO article_words (rowid, title, outlet, text) "
        "SELECT seq, title, outlet, replace(text, char(173), '') FROM articles"
    )
    connection.commit()
    connection.close()
    with Ledger(path) as old:
        assert behind(old) == len(old) == 4
        assert search(old, "").total == 0
        first = next(catch_up(old))
        assert first == POST.article.id and behind(old) == 3
        assert len(list(catch_up(old))) == 3
        assert behind(old) == 0 and list(catch_up(old)) == []
        for query in ("harbour", "kind:statement harbour", "speaker:Lind act:deny", "kind:statement cafe"):
            assert names(search(old, query)) == names(search(ledger, query))
            assert search(old, query).facets == search(ledger, query).facets


def test_an_article_read_anew_has_its_facets_made_anew(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        put(ledger, POST)
        run = ledger.connection.execute
        assert search(ledger, "kind:statement crown").total == 1
        run("DELETE FROM statements WHERE id = 's-1'")
        assert ledger.rows("SELECT rowid FROM statement_words WHERE statement_words MATCH 'crown'") == []
        run("UPDATE records SET engine = 'newer'")
        assert behind(ledger) == 1
        assert list(catch_up(ledger)) == [POST.article.id]
        keep(ledger.connection, 1, POST)
        assert behind(ledger) == 0
        assert search(ledger, "kind:statement crown").total == 0
        assert search(ledger, "kind:statement sold").total == 1


def test_another_reading_is_what_is_found(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        put(ledger, POST)
        assert replace_record(ledger, POST.article.id, replace(POST, statements=POST.statements[:1], events=()))
        assert behind(ledger) == 0
        assert search(ledger, "kind:statement").statements == 1
        assert search(ledger, "event:ASSAULT").total == search(ledger, "kind:statement crown").total == 0


def test_days() -> None:
    assert days(None) is days("soon") is days("2024-13") is None or days("2024-13") == days("2024")
    assert days("2024-03-05T23:30:00-08:00") == days("2024-03-05")
    first, last = days("2024-02") or (0, 0)
    assert last - first == 28


def test_saved_searches_are_kept_whatever_becomes_of_them(tmp_path: Path) -> None:
    with Ledger(tmp_path / "l.db", create=True) as ledger:
        one = save(ledger, " the  raid ", 'outlet:"Hallan Post"  raid', who="mira")
        assert (one.name, one.query, one.who) == ("the raid", 'raid outlet:"Hallan Post"', "mira")
        assert named(ledger, "the raid") == named(ledger, one.id) == one
        two = save(ledger, "the raid", Query(filters=(Filter("act", "deny"),)), who="jon")
        assert saved(ledger) == [two]
        gone = forget(ledger, "the raid", who="ola")
        assert gone.deleted_by == "ola" and gone.deleted
        assert saved(ledger) == []
        assert [each.deleted_by for each in saved(ledger, deleted=True)] == ["jon", "ola"]
        for name in ("the raid", two.id):
            with pytest.raises(SetupError, match="L42"):
                forget(ledger, name, who="ola")
        with pytest.raises(SetupError, match="L41"):
            save(ledger, "  ", "raid", who="mira")
        with pytest.raises(SetupError, match="L40"):
            save(ledger, "x", "foo:bar", who="mira")
        with pytest.raises(sqlite3.IntegrityError):
            ledger.connection.execute("DELETE FROM searches")


def test_the_inbox_has_the_latest_first(ledger: Ledger) -> None:
    told = inbox.articles(ledger)
    assert [NAMES[each.id] for each in told] == ["bare", "herald", "wire", "post"]
    assert [(each.statements, each.events) for each in told] == [(0, 0), (1, 1), (2, 1), (3, 1)]
    assert [each.id for each in inbox.articles(ledger, limit=2, before=told[0].seq)] == [told[1].id, told[2].id]
    assert inbox.articles(ledger, limit=2, after=told[2].seq) == told[:2], "and back"
    ledger.fail("b.txt", ArticleError("A01", name="b.txt"))
    ledger.fail("a.txt", ArticleError("A01", name="a.txt"))
    failed = inbox.failures(ledger)
    assert {each.failure.name for each in failed} == {"a.txt", "b.txt"} and all(each.failed for each in failed)
    assert inbox.failures(ledger, limit=1, offset=1) == failed[1:]


def onrecord(ledger: Ledger, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["search", "--ledger", str(ledger.path), *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_command(ledger: Ledger) -> None:
    shown = onrecord(ledger, "kind:statement", "speaker:Ada Lind", "act:deny", "harbour", "--facets")
    assert "that the harbour was sold" in shown and "Hallan Post" in shown and MARK[0] not in shown
    start = POST.article.text.index("that the harbour")
    assert f"{start}-{start + len('that the harbour was sold')}" in shown
    assert 'found for harbour kind:statement speaker:"Ada Lind" act:deny' in shown
    assert "nothing found" in onrecord(ledger, "cheese")


def test_the_command_as_json(ledger: Ledger) -> None:
    *hits, last = map(json.loads, onrecord(ledger, "speaker:Lind harbour", "--json", "--facets").splitlines())
    assert last["query"] == 'speaker:"Lind harbour"' and last["total"] == 0 and not hits
    *hits, last = map(json.loads, onrecord(ledger, 'speaker:"Lind" harbour', "--json", "--facets").splitlines())
    assert last["total"] == len(hits) == 2 and last["facets"]["speaker"][0]["filter"] == 'speaker:="Ada Lind"'
    for hit in hits:
        text = RECORDS[NAMES[hit["id"]]].article.text
        assert {text[start:end].lower() for start, end in hit["anchors"]} == {"harbour"}
        for stated in hit["statements"]:
            assert [text[start:end] for start, end in stated["spans"]] == [stated["content"]]


def test_searches_are_saved_from_the_command_line(ledger: Ledger) -> None:
    onrecord(ledger, "harbour", "outlet:Hallan Post", "--save", "port", "--by", "mira")
    assert 'port: harbour outlet:"Hallan Post"  saved by mira' in onrecord(ledger, "--saved")
    (hit,) = map(json.loads, onrecord(ledger, "--run", "port", "sold", "--json").splitlines())
    assert hit["id"] == POST.article.id
    assert json.loads(onrecord(ledger, "--forget", "port", "--by", "jon", "--json"))["deleted_by"] == "jon"
    assert "no search is saved" in onrecord(ledger, "--saved")
