"""The room of an article: its text to the character, every item one click from its words, judged where it stands."""

import json
import re
from dataclasses import replace
from html import unescape
from itertools import product
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.export.formats import LINES
from onrecord.ledger import Ledger
from onrecord.record import Article, Reader, Record
from onrecord.web.guard import SAVED_POLICY
from onrecord.web.items import LAYERS, Item, items
from tests import made, made_events, made_scripts
from tests.desk import ADDRESS, browser, elements, filled, text_of

SCRIPT = "<script>alert('1')</script>"
_NAME = re.compile(r"w(\d+)-(\d+)")


def room(client: TestClient, record: Record, **query: str) -> str:
    answer = client.get(f"/articles/{record.article.id}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.text


def panel(page: str) -> str:
    found = re.search(r'<section class="panel".*?</section>', page, re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", found[0])) if found else ""


def links(page: str) -> list[str]:
    return [one["href"] for one in elements(page, "a") if "href" in one]


@pytest.fixture
def by_hand(tmp_path: Path) -> tuple[TestClient, Path, Record]:
    record = made.made()
    path = filled(tmp_path / "ledger.db", record)
    return browser(path), path, record


# The text


def crossed(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    start, end = span
    return any(a < start < b < end or start < a < end < b for a, b in others)


def check_offsets(page: str, record: Record) -> None:
    shown, text = text_of(page, record.article), record.article.text
    assert [words.rstrip("\n") for words in shown.words] == [
        text[span.start : span.end].rstrip("\n") for span in record.article.paragraphs
    ]
    named = {one.attributes["id"]: one for one in shown.stretches if _NAME.fullmatch(one.attributes.get("id", ""))}
    keys = [(int(found[1]), int(found[2])) for found in map(_NAME.fullmatch, named) if found]
    for item in items(record):
        for span in (*item.spans, *item.parts):
            one = named[f"w{span.start}-{span.end}"]
            assert one.start == span.start
            assert one.end == span.end or crossed((span.start, span.end), keys), (item, one)
    for one in shown.stretches:
        if one.tag == "a":
            start, end = map(int, re.search(r"[?&]at=(\d+)-(\d+)", one.attributes["href"]).groups())  # type: ignore[union-attr]
            assert start <= one.start < one.end <= end
            assert one.attributes["href"].endswith(f"#w{start}-{end}")


@pytest.mark.parametrize("record", [made.made(), made_events.made(), made_scripts.made()])
def test_every_marked_stretch_stands_where_the_record_has_it(tmp_path: Path, record: Record) -> None:
    client = browser(filled(tmp_path / "ledger.db", record))
    check_offsets(room(client, record), record)
    for item in items(record):
        check_offsets(room(client, record, item=item.id), record)


def test_every_marked_stretch_of_the_example_story_stands_where_the_record_has_it(
    tmp_path: Path, story: list[Record]
) -> None:
    client = browser(filled(tmp_path / "ledger.db", *story))
    for record in story:
        check_offsets(room(client, record), record)


def test_who_speaks_is_told_of_every_stretch(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    page = room(client, record)
    inner = record.statements[1].content[0]
    mark = next(one for one in text_of(page, record.article).stretches if one.tag == "mark" and one.end == inner.end)
    assert mark.attributes["title"] == "Harbour Post › The Lantern › Ines Vall"
    told = panel(room(client, record, at=f"{inner.start}-{inner.end}"))
    assert "Spoken by Harbour Post › The Lantern › Ines Vall" in " ".join(told.split())


# Layers


def marked(page: str, record: Record) -> set[str]:
    styles = {"actor", "event", "when", "amount", "label", "relation", "statement"}
    return {name for one in text_of(page, record.article).stretches for name in one.classes & styles}


def test_layers_stand_in_the_address(tmp_path: Path) -> None:
    record = made_scripts.made()
    client = browser(filled(tmp_path / "ledger.db", record))
    assert marked(room(client, record), record) == {"actor", "when", "amount", "label", "relation", "statement"}
    assert marked(room(client, record, layers="times,labels"), record) == {"when", "label"}
    page = room(client, record, layers="none")
    assert marked(page, record) == set() and not [one for one in elements(page, "a") if one.get("class") == "w"]
    page = room(client, record, layers="times,nonsense", item="s-1")
    on = [one["value"] for one in elements(page, "input") if "checked" in one and one["name"] == "layers"]
    assert on == ["times"]
    kept = [one for one in links(page) if one.startswith(f"/articles/{record.article.id}?")]
    assert kept and all("layers=times" in one for one in kept)


def test_the_form_of_layers_leads_to_their_address(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    path = f"/articles/{record.article.id}"
    answer = client.get(f"{path}?layers=none&layers=statements&layers=events&item=s-inner")
    assert (answer.status_code, answer.headers["location"]) == (303, f"{path}?layers=statements,events&item=s-inner")
    answer = client.get(f"{path}?layers=none&" + "&".join(f"layers={layer}" for layer in LAYERS))
    assert answer.headers["location"] == path
    form = next(one for one in elements(room(client, record), "form") if one.get("class") == "layers")
    assert form["method"] == "get" and form["action"] == path


# Items and words


def test_each_item_leads_to_its_words_and_they_are_marked(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    for layer in LAYERS:
        listed = links(room(client, record, list=layer))
        for item in (one for one in items(record) if one.layer == layer):
            link = f"/articles/{record.article.id}?list={layer}&item={item.id}#w{item.first.start}-{item.first.end}"
            assert link in listed
            page = room(client, record, item=item.id)
            found = [one for one in text_of(page, record.article).stretches if "found" in one.classes]
            assert {span.start for span in item.spans} <= {one.start for one in found}
            assert item.line in panel(page)


def test_words_tell_all_items_over_them(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    words = made.anchor("closed for good")
    told = panel(room(client, record, at=f"{words.start}-{words.end}"))
    assert "euphemism" in told and "commitment certain" in " ".join(told.split())
    assert "reported" in told  # the outer statement, which they lie in too
    assert "denied" not in told


def test_times_numbers_and_relations_tell_what_they_mean(tmp_path: Path) -> None:
    record = made_scripts.made()
    client = browser(filled(tmp_path / "ledger.db", record))
    told = {item.id: " ".join(panel(room(client, record, item=item.id)).split()) for item in items(record)}
    monday, ten, two = (made_scripts.TEXT.index(words) for words in ("Monday", "ten", "two"))
    assert "TIMEX3 value 2024-06-03 can mean 2024-06-03 hangs on 2019" in told[f"t{monday}-{monday + 6}"]
    assert "bounds 10 of men" in told[f"q{ten}-{ten + 3}"]
    assert "bounds at least 2 part of ten" in told[f"q{two}-{two + 3}"]
    assert "reach total" in told[f"n{two}-{two + 3}"]
    chief = made_scripts.TEXT.index("the chief")
    assert "holds office as chief at Monday since 2019" in told[f"r{chief}-{chief + 20}"]


def test_items_of_one_name_are_told_apart() -> None:
    record = made_scripts.made()
    twice = replace(record, labels=(*record.labels, replace(record.labels[0], kind="euphemism")))
    names = [item.id for item in items(twice)]
    assert len(names) == len({*names}) and names[-1].startswith("r")


@pytest.mark.parametrize("written", ["5", "9-4", "4-4", "0-99999", "-1-4", "a-b", "٣-٤", "1-2-3", "", "1" * 40 + "-2"])
def test_words_that_are_not_in_the_text_open_nothing(by_hand: tuple[TestClient, Path, Record], written: str) -> None:
    client, _, record = by_hand
    page = room(client, record, at=written)
    assert panel(page) == "" and 'class="found' not in page


def test_an_item_that_is_not_there_is_said_to_be_missing(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    assert "No such item" in panel(room(client, record, item=SCRIPT))


def test_no_such_article_is_a_page_of_its_own(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, _ = by_hand
    for path in ("/articles/a-0", "/articles/a-0/saved"):
        answer = client.get(path)
        assert answer.status_code == 404 and "L08" in answer.text


def test_what_is_known_beside_the_text(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, path, record = by_hand
    page = room(client, record)
    with Ledger(path) as ledger:
        digest = ledger.digest(record.article.id)
    assert digest in page and "On Record 0" in page and "0-made.txt" in page
    for form in LINES:
        assert f"/export?article={record.article.id}&as={form}" in links(page)


# Nothing that comes from an article does anything


def hostile() -> Record:
    text = f"{SCRIPT} & “שלום” said.\r\n\r\n<img src=x onerror=alert(1)> Kofi “👩🏽\u200d🚒” Adé\u0301 told."
    return Record(
        article=Article(
            url="javascript:alert(1)",
            outlet=SCRIPT,
            title=f"{SCRIPT} \u202eתיבה",
            byline='"><img src=x onerror=alert(1)>',
            published=SCRIPT,
            language='en"><script>',
            text=text,
            paragraphs=paragraph_spans(text),
        ),
        reader=Reader(engine="0", model="0", layers=("entities",)),
    )


def test_script_in_an_article_is_words(tmp_path: Path) -> None:
    record = hostile()
    path = filled(tmp_path / "ledger.db", record, name=f"{SCRIPT}.txt")
    client = browser(path)
    for query in ({}, {"saved": "1"}, {"at": "0-8"}, {"item": SCRIPT}, {"list": SCRIPT, "layers": SCRIPT}):
        page = room(client, record, **query)
        assert "<script>alert" not in page and "<img" not in page and "javascript:" not in "".join(links(page))
        assert all(set(one) == {"src", "defer"} for one in elements(page, "script"))
        assert not re.search(r"<[^>]+ (style|onerror|onclick)=", page)
        check_offsets(page, record)


def test_the_page_as_first_saved_runs_and_loads_nothing(tmp_path: Path) -> None:
    record = made.made()
    raw = f"<!doctype html><html><meta charset=windows-1252><p>caf\u00e9{SCRIPT}</p></html>".encode("cp1252")
    client = browser(filled(tmp_path / "ledger.db", record, raw=raw, name="page.html"))
    answer = client.get(f"/articles/{record.article.id}/saved")
    assert answer.headers["content-type"] == "text/html; charset=utf-8" and f"café{SCRIPT}" in answer.text
    assert answer.headers["content-security-policy"] == SAVED_POLICY and "sandbox" in SAVED_POLICY
    (frame,) = elements(room(client, record, saved="1"), "iframe")
    assert frame["src"] == f"/articles/{record.article.id}/saved" and frame["sandbox"] == ""
    assert not elements(room(client, record), "iframe")


@pytest.mark.parametrize(
    "raw", ["Plain <b>שלום</b>\r\n👩🏽\u200d🚒".encode(), b"\xff\xfe\x00odd", b"\x1f\x8bnot gzip", b""]
)
def test_what_is_no_page_is_shown_as_text(tmp_path: Path, raw: bytes) -> None:
    record = made.made()
    client = browser(filled(tmp_path / "ledger.db", record, raw=raw))
    answer = client.get(f"/articles/{record.article.id}/saved")
    assert answer.status_code == 200 and answer.headers["content-type"] == "text/plain; charset=utf-8"


# Judging in place


def corrected(client: TestClient, record: Record, item: str, **said: str) -> str:
    """Say something of an item; return the address that is led back to."""
    back = f"/articles/{record.article.id}?layers=statements&item={item}#w1-2"
    data = {"article": record.article.id, "item": item, "back": back, **said}
    answer = client.post("/corrections", data=data)
    assert answer.status_code == 303, answer.text
    return str(answer.headers["location"])


@pytest.mark.parametrize(
    ("said", "voice"),
    [
        ({"whose": "entity", "entity": made.GUILD.id}, "Harbour Post › Pilots' Guild"),
        ({"whose": "name", "name": "מרים  כהן 👩🏽"}, "Harbour Post › מרים כהן 👩🏽"),
        ({"whose": "name", "name": "ines vall"}, "Harbour Post › Ines Vall"),
        ({"whose": "outlet"}, "Harbour Post"),
        ({"whose": "nobody"}, "Harbour Post › somebody unnamed (not told who)"),
    ],
)
def test_a_speaker_is_corrected_and_undone(
    by_hand: tuple[TestClient, Path, Record], said: dict[str, str], voice: str
) -> None:
    client, path, record = by_hand
    client.cookies.set("onrecord_who", "Ada%20%3Cb%3E")
    before = room(client, record, item="s-official")
    location = corrected(client, record, "s-official", kind="speaker", why=f"she goes on {SCRIPT}", **said)
    assert re.fullmatch(
        rf"/articles/{record.article.id}\?layers=statements&item=s-official&done=c-[0-9a-f]{{16}}#w1-2", location
    )
    page = client.get(location).text
    assert "Speaker corrected" in page and "<script>alert" not in page
    told = " ".join(panel(page).split())
    assert voice in told and "corrected · speaker corrected by Ada <b> on" in told
    assert "read as Harbour Post › A senior official" in told and f"she goes on {SCRIPT}" in told
    undone = client.post("/judgements/undo", data=undoing(page))
    assert undone.status_code == 303 and undone.headers["location"].startswith(f"/articles/{record.article.id}?")
    assert "Correction undone" in client.get(undone.headers["location"]).text
    assert room(client, record, item="s-official") == before
    with Ledger(path) as ledger:
        assert ledger.record(record.article.id) == record


def undoing(page: str) -> dict[str, str]:
    """What the form that undoes what was just done sends."""
    found = re.search(r'<form method="post" action="/judgements/undo".*?</form>', page, re.DOTALL)
    assert found and "data-undo" in found[0]
    return {one["name"]: one["value"] for one in elements(found[0], "input")}


def test_what_is_no_event_is_taken_out_and_put_back(tmp_path: Path) -> None:
    record = made_events.made()
    path = filled(tmp_path / "ledger.db", record)
    client, event = browser(path), record.events[0]
    page = client.get(corrected(client, record, event.id, kind="not-an-event", why="a simile")).text
    told = " ".join(panel(page).split())
    assert "Held to be no event" in page and f"read as the event {event.type}" in told and "a simile" in told
    with Ledger(path) as ledger:
        assert event.id not in {one.id for one in ledger.record(record.article.id).events}
    check_offsets(room(client, record), record)
    assert f"<del>{event.type}" in room(client, record, list="events")
    client.post("/judgements/undo", data=undoing(page))
    with Ledger(path) as ledger:
        assert ledger.record(record.article.id) == record


def test_what_is_no_statement_is_taken_out(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, path, record = by_hand
    page = client.get(corrected(client, record, "s-rumours", kind="not-a-statement")).text
    assert "Held to be no statement" in page and "read as a statement" in panel(page)
    with Ledger(path) as ledger:
        assert len(ledger.record(record.article.id).statements) == len(record.statements) - 1


@pytest.mark.parametrize(
    "said",
    [
        {"kind": "speaker", "whose": "name", "name": "   "},
        {"kind": "speaker", "whose": "name", "name": "x" * 201},
        {"kind": "speaker", "whose": "name", "name": "a\x00b"},
        {"kind": "speaker", "whose": "entity", "entity": "e-of-another"},
        {"kind": "speaker", "whose": "the editor"},
        {"kind": "speaker"},
        {"kind": "not-an-event"},
        {"kind": "nonsense"},
        {"kind": "speaker", "whose": "nobody", "why": "x" * 1001},
        {"kind": "speaker", "whose": "nobody", "item": "s-of-another"},
    ],
)
def test_what_cannot_be_said_is_refused_and_nothing_kept(
    by_hand: tuple[TestClient, Path, Record], said: dict[str, str]
) -> None:
    client, path, record = by_hand
    data = {"article": record.article.id, "item": "s-denied", **said}
    answer = client.post("/corrections", data=data)
    assert answer.status_code == 400 and re.search("L2[01]", answer.text)
    with Ledger(path) as ledger:
        assert ledger.record(record.article.id) == record
        assert not ledger.rows("SELECT 1 FROM corrections")


def test_posts_from_elsewhere_change_nothing(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, path, record = by_hand
    data = {"article": record.article.id, "item": "s-denied", "kind": "not-a-statement"}
    for headers in ({"Origin": "http://evil.example"}, {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"}):
        assert client.post("/corrections", data=data, headers=headers).status_code == 403
    for where in ("/corrections", "/judgements/undo"):
        assert client.get(where).status_code == 405
    with Ledger(path) as ledger:
        assert not ledger.rows("SELECT 1 FROM corrections")


@pytest.mark.parametrize(
    "back",
    ["http://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "//[", "", "/inbox\r\nX: y"],
)
def test_a_form_leads_back_to_the_desk_and_nowhere_else(by_hand: tuple[TestClient, Path, Record], back: str) -> None:
    client, _, record = by_hand
    data = {"article": record.article.id, "item": "s-denied", "kind": "not-a-statement", "back": back}
    answer = client.post("/corrections", data=data)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"/articles/{record.article.id}?item=s-denied&done=c-")


def test_two_actors_are_held_to_be_one_by_their_ids(tmp_path: Path) -> None:
    first, second = made.made(), made.made(outlet="Marn Herald")
    path = filled(tmp_path / "ledger.db", first, second)
    client = browser(path)
    one, other = (f"{record.article.id}/{made.VALL.id}" for record in (first, second))
    back = f"/articles/{first.article.id}?item={made.VALL.id}"
    for same, told in (("1", "Held to be one"), ("0", "Held not to be one")):
        answer = client.post("/judgements", data={"one": one, "other": other, "same": same, "why": "", "back": back})
        page = client.get(answer.headers["location"]).text
        assert answer.status_code == 303 and told in page and other in panel(page)
    client.post("/judgements/undo", data=undoing(page))
    with Ledger(path) as ledger:
        rows = ledger.rows("SELECT same, undone FROM judgements LEFT JOIN undoings ON judgement = id ORDER BY seq")
    assert [(same, undone is None) for same, undone in rows] == [(1, True), (0, False)]


@pytest.mark.parametrize(("other", "same"), [("", "1"), ("a-0/e-0", "1"), ("{one}", "1"), ("{other}", "perhaps")])
def test_a_judgement_that_cannot_be_is_refused(tmp_path: Path, other: str, same: str) -> None:
    first, second = made.made(), made.made(outlet="Marn Herald")
    client = browser(filled(tmp_path / "ledger.db", first, second))
    one, there = (f"{record.article.id}/{made.VALL.id}" for record in (first, second))
    answer = client.post("/judgements", data={"one": one, "other": other.format(one=one, other=there), "same": same})
    assert answer.status_code in {400, 404}


def test_judging_is_by_forms_that_have_labels(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    for item, actions in (("s-denied", {"/corrections", "/judgements/undo"}), (made.VALL.id, {"/judgements"})):
        page = room(client, record, item=item)
        forms = [one for one in elements(page, "form") if one.get("method") == "post"]
        assert forms and {one["action"] for one in forms} <= actions
        labelled = {one["for"] for one in elements(page, "label") if "for" in one}
        for name, given in product(("input", "select"), (page,)):
            for one in elements(given, name):
                assert one.get("type") in {"hidden", "radio"} or one["id"] in labelled, one


def test_ids_are_there_once(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    for item in (None, *items(record)):
        page = room(client, record, **({"item": item.id} if isinstance(item, Item) else {}))
        names = re.findall(r'<[^>]+ id="([^"]+)"', page)
        assert len(names) == len({*names}), sorted(name for name in names if names.count(name) > 1)


def test_what_is_kept_reads_back_as_the_command_line_prints_it(by_hand: tuple[TestClient, Path, Record]) -> None:
    client, _, record = by_hand
    corrected(client, record, "s-denied", kind="speaker", whose="nobody")
    (line,) = client.get("/judgements?as=jsonl").text.splitlines()
    assert {name: json.loads(line)[name] for name in ("kind", "item", "speaker")} == {
        "kind": "speaker",
        "item": "s-denied",
        "speaker": "nobody",
    }
