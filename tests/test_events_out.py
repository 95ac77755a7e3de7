"""Events as others load them: PLOVER's JSON lines, a table, CAMEO; nothing untold is told, every offset is true."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from onrecord.cli.main import main
from onrecord.export import cameo, events, events_csv, plover
from onrecord.reading.plover.ontology import ontology
from onrecord.reading.plover.societies import context_names, sector_names
from onrecord.record import (
    COUNTS,
    STATUSES,
    Anchor,
    Article,
    Count,
    Event,
    Participant,
    Place,
    Reader,
    Record,
    Span,
    Time,
)
from tests.conftest import ROOT, STORY
from tests.generated_docs import with_types
from tests.made_events import ARRESTED, ATTACK, FIRED, MET, SEIZED, TEXT, count, happening, made, someone

PAPER = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")


def as_plover(event: Event) -> dict[str, Any]:
    return plover.event_object(made(), event)


def rows(record: Record) -> list[dict[str, str]]:
    table = events_csv.header() + "".join(events_csv.lines(record))
    return list(csv.DictReader(io.StringIO(table, newline="")))


def row(event: Event) -> dict[str, str]:
    return next(one for one in rows(made()) if one["id"] == event.id)


def test_an_event_in_plovers_fields() -> None:
    found = as_plover(FIRED)
    assert found["id"] == "v-1"
    assert found["date"] == "2024-06-04"
    assert found["event"] == ["ASSAULT"] and found["mode"] == ["firearms"]
    assert found["context"] == ["military", "crime"]
    assert found["quad_code"] == 4 and found["event_scale"] == -9
    assert found["event_text"] == ["fired", "killing", "injuring"]
    assert found["event_loc"]["extracted_place"] == "the harbour"
    assert found["size"] == {"dead": 1}, "dozens is no number"
    assert found["bounds"]["injured"]["lower"] == 24 and found["bounds"]["injured"]["upper"] == 99
    assert found["text_info"]["sequence"] == 1
    assert found["cite_info"]["publication"] == "Harbour Post" and found["cite_info"]["language"] == "en"
    assert found["cite_info"]["codebook"] == "plover-draft-2.0"
    assert [link["name"] for link in found["voice"]] == ["Harbour Post"]


def test_a_participant_in_plovers_fields() -> None:
    police = as_plover(FIRED)["actor"][0]
    assert police["code"] == "KOS" and police["sector"] == "COP" and police["entity_text"] == "Riot police"
    assert not {"identifier_text", "office", "entity"} & set(police)
    president = as_plover(MET)["actor"][0]
    assert president["identifier_text"] == "Zoë Äld"
    assert president["office"] == "President of Sorenia", "a former office is none"


def test_what_nobody_told_is_left_out() -> None:
    met, arrested = as_plover(MET), as_plover(ARRESTED)
    assert not {"date", "time", "mode", "context", "event_loc", "size", "bounds", "instrument"} & set(met)
    assert met["when"]["earliest"] == "2024-05-01", "a month is no day, yet it is told"
    assert arrested["date"] == "2024-06-05" and arrested["time"] == "12:00"
    assert arrested["actor"] == [], "PLOVER asks for the field"
    assert arrested["bounds"] == {"arrested": {**arrested["bounds"]["arrested"]}}
    assert not {"lower", "upper", "of"} & set(arrested["bounds"]["arrested"])
    assert "size" not in arrested


def test_all_who_confer_without_a_host_are_actors() -> None:
    met = as_plover(MET)
    assert [one["code"] for one in met["actor"]] == ["FRA", "DEU"]
    assert "recipient" not in met
    visit = as_plover(replace(MET, mode="visit"))
    assert [one["code"] for one in visit["actor"]] == ["FRA"]
    assert [one["code"] for one in visit["recipient"]] == ["DEU"]
    assert row(MET)["actor_countries"] == "FRA; DEU" and row(MET)["recipients"] == ""


@pytest.mark.parametrize(
    ("type_", "status", "told"),
    [
        ("ASSAULT", "actual", []),
        ("ASSAULT", "ongoing", []),
        ("ASSAULT", "alleged", []),
        ("ASSAULT", "negated", ["negation"]),
        ("ASSAULT", "planned", ["future"]),
        ("ASSAULT", "conditional", ["hypothetical"]),
        ("ASSAULT", "threatened", ["hypothetical"]),
        ("ASSAULT", "demanded", ["hypothetical"]),
        ("AGREE", "planned", []),
        ("THREATEN", "threatened", []),
        ("REQUEST", "demanded", []),
        ("REQUEST", "negated", ["negation"]),
    ],
)
def test_auxiliary_modes_go_into_the_context(type_: str, status: str, told: list[str]) -> None:
    event = happening(9, type_, "fired", status=status)
    assert as_plover(event).get("context", []) == told
    assert as_plover(replace(event, historical=True))["context"] == ["historical", *told]
    assert as_plover(event)["status"] == status


def test_a_row_an_event() -> None:
    fired = row(FIRED)
    assert tuple(fired) == events_csv.COLUMNS
    assert (fired["killed_lower"], fired["killed_upper"]) == ("1", "1")
    assert (fired["injured_lower"], fired["injured_upper"]) == ("24", "99")
    assert (fired["arrested_lower"], fired["arrested_upper"]) == ("", "")
    assert fired["scale"] == "-9" and fired["historical"] == "false" and fired["voice"] == "Harbour Post"
    assert fired["date"] == "2024-06-04" and fired["contexts"] == "military; crime"
    assert row(MET)["date"] == "" and row(MET)["latest"] == "2024-05-31"
    assert [one["id"] for one in rows(made())] == ["v-1", "v-2", "v-3", "v-4", "v-5"]


def test_lists_of_one_side_run_in_step() -> None:
    many = replace(FIRED, recipients=(someone("dockers"), someone("Gunmen", country="SWE"), someone("nobody")))
    found = rows(made((many,)))[0]
    assert found["recipients"].split("; ") == ["dockers", "Gunmen", "nobody"]
    assert found["recipient_countries"].split("; ") == ["", "SWE", ""]
    assert row(SEIZED)["other_counts"] == "at most 40 crates, sacks seized"


@pytest.mark.parametrize("nasty", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"])
def test_no_cell_is_a_formula(nasty: str) -> None:
    found = rows(made(title=nasty, outlet=nasty))
    assert all(one["title"].startswith("'") for one in found)
    assert all(one["outlet"].startswith("'") for one in found)
    assert row(SEIZED)["recipients"] == "'=HYPERLINK(1)"


def test_words_with_marks_quotes_and_line_ends_stay_in_their_cells() -> None:
    found = rows(made(title='A "quoted",\r\ncomma; line'))
    assert {one["title"] for one in found} == {'A "quoted", comma; line'}


# CAMEO


def code(type_: str, mode: str | None = None, *contexts: str) -> str:
    return cameo.code(happening(1, type_, "fired", mode=mode, contexts=contexts))


@pytest.mark.parametrize(
    ("type_", "mode", "contexts", "expected"),
    [
        ("ASSAULT", "firearms", ("military",), "193"),
        ("ASSAULT", "firearms", (), "180"),
        ("ASSAULT", "drone", (), "195"),
        ("ASSAULT", "explosives", (), "183"),
        ("COERCE", "arrest", (), "173"),
        ("COERCE", "cyber", (), "170"),
        ("RETREAT", "access", ("peacekeeping",), "0861"),
        ("RETREAT", "access", (), "086"),
        ("RETREAT", "disarm", (), "087"),
        ("ACCUSE", "investigate", ("corruption",), "091"),
        ("ACCUSE", "allege", ("military", "legal"), "1124"),
        ("ACCUSE", None, (), "110"),
        ("AGREE", None, (), "030"),
        ("AGREE", None, ("intelligence",), "0314"),
        ("AGREE", None, ("intelligence", "peacekeeping"), "030"),
        ("PROTEST", "demo", ("executive",), "141"),
        ("PROTEST", "strike", ("rights_freedoms",), "1433"),
        ("PROTEST", "vandalize", (), "140"),
        ("SUPPORT", None, ("diplomatic",), "050"),
        ("SANCTION", "convict", (), "116"),
    ],
)
def test_the_most_specific_code_that_fits_else_what_is_shared(
    type_: str, mode: str | None, contexts: tuple[str, ...], expected: str
) -> None:
    assert code(type_, mode, *contexts) == expected


def test_the_table_knows_every_type_and_names_only_what_there_is() -> None:
    types, roots = ontology().types, events.data("cameo.yaml")["roots"]
    assert set(cameo.codes()) == set(roots) == set(types)
    contexts = set(context_names())
    for name, table in cameo.codes().items():
        for one in table.values():
            assert one.modes <= set(types[name].modes), one.code
            assert one.contexts | one.either <= contexts, one.code
    assert set(events.data("cameo.yaml")["sectors"]) <= set(sector_names())


def test_an_event_that_is_all_a_code_asks_for_gets_it_or_one_above_it() -> None:
    for name, table in cameo.codes().items():
        for one in table.values():
            if one.asks and not one.reversed:
                mode = min(one.modes, default=None)
                found = code(name, mode, *one.contexts, *sorted(one.either)[:1])
                above = {one.code, one.code[:3], f"{one.code[:2]}0", events.data("cameo.yaml")["roots"][name]}
                assert found in above, (one.code, found)


def test_scores_and_quads_are_of_the_types_and_modes_there_are() -> None:
    scores = events.data("scores.yaml")
    assert set(scores) == set(ontology().types)
    for name, kind in ontology().types.items():
        assert set(kind.modes) - set(scores[name].get("modes", {})) <= {"vandalize"}
        assert set(scores[name].get("modes", {})) <= set(kind.modes)
        told = (scores[name]["score"], *scores[name].get("modes", {}).values())
        assert all(-10 <= score <= 10 for score in told)
        if kind.quad.endswith("cooperation"):
            assert min(told) > 0, name
        elif name != "REQUEST":
            assert max(told) < 0, name
    assert events.scale(happening(1, "PROTEST", "fired", mode="vandalize")) == -5


def test_a_line_for_each_pair_of_what_happened() -> None:
    assert list(cameo.lines(made())) == [
        "20240604\tXKXCOP\t---LAB\t193",
        "\tFRAGOV\tDEUGOV\t040",
        "\tDEUGOV\tFRAGOV\t040",
        "20240605\t---\t---\t173",
    ], "what is denied, alleged or long past is none; of sides nobody told stand three dashes"


def test_a_visit_is_one_code_for_the_guest_and_another_for_the_host() -> None:
    assert list(cameo.lines(made((replace(MET, mode="visit"),)))) == ["\tFRAGOV\tDEUGOV\t042", "\tDEUGOV\tFRAGOV\t043"]


def test_two_of_one_government_who_meet_are_one_line() -> None:
    both = replace(MET, recipients=(someone("the Norvane envoy", country="FRA", sector="GOV"),))
    assert list(cameo.lines(made((both,)))) == ["\tFRAGOV\tFRAGOV\t040"]


@pytest.mark.parametrize(
    ("country", "sector", "written"),
    [
        ("USA", "GOV", "USAGOV"),
        ("USA", "JRN", "USAMED"),
        ("USA", "MED", "USAHLH"),
        ("USA", "UNK", "USA"),
        ("USA", None, "USA"),
        (None, "REB", "---REB"),
        (None, None, "---"),
    ],
)
def test_actors_are_written_as_cameo_does(country: str | None, sector: str | None, written: str) -> None:
    assert cameo.actor(someone("dockers", country=country, sector=sector)) == written


def test_agreements_are_in_the_view_though_they_are_about_plans() -> None:
    agreed = happening(1, "AGREE", "met", status="planned")
    assert list(cameo.lines(made((agreed,)))) == ["\t---\t---\t030"]
    assert list(cameo.lines(made((replace(agreed, type="AID"),)))) == []


# Counts in words


@pytest.mark.parametrize(
    ("lower", "upper", "of", "words"),
    [
        (1, 1, None, "1 killed"),
        (1, None, None, "at least 1 killed"),
        (None, 3000, "people", "at most 3,000 people killed"),
        (24, 99, None, "24–99 killed"),
        (None, None, None, "an untold number killed"),
        (None, None, "people", "an untold number of people killed"),
    ],
)
def test_bounds_in_words(lower: float | None, upper: float | None, of: str | None, words: str) -> None:
    assert events.how_many(count("dozens", kind="killed", lower=lower, upper=upper, of=of)) == words


# Offsets

_SCRIPTS = st.text(st.sampled_from("aé́ñ👮🏽\u200d🇲 \n\r\t=“”;,\"'عمر漢-"), min_size=4, max_size=60)


@st.composite
def records(draw: st.DrawFn) -> Record:
    """Any text, and an event whose parts are at any places of it."""
    text = draw(_SCRIPTS)

    def span() -> dict[str, Any]:
        start = draw(st.integers(0, len(text) - 1))
        return {"text": text, "start": start, "end": draw(st.integers(start + 1, len(text)))}

    number = st.none() | st.integers(0, 50)
    lower = draw(number)
    upper = draw(number.filter(lambda each: each is None or lower is None or lower <= each))
    when = span()
    event = Event(
        id="v-1",
        type=draw(st.sampled_from(sorted(ontology().types))),
        trigger=(trigger := Anchor(**span())),
        mentions=(trigger, Anchor(**span())),
        actors=tuple(Participant(**span()) for _ in range(draw(st.integers(0, 2)))),
        recipients=tuple(Participant(**span(), country="SWE") for _ in range(draw(st.integers(0, 2)))),
        instrument=Anchor(**span()),
        place=Place(**span()),
        when=Anchor(**when),
        status=draw(st.sampled_from(STATUSES)),
        killed=Count(**span(), kind="killed", lower=lower, upper=upper),
        other_counts=(Count(**span(), kind=draw(st.sampled_from(COUNTS)), lower=lower, upper=upper),),
        score=0.5,
        voice=(),
    )
    article = Article(language="en", text=text, paragraphs=(Span(0, len(text)),), sentences=(Span(0, len(text)),))
    time = Time(**when, type="DATE", value="2024-06-04", earliest="2024-06-04", latest="2024-06-04")
    reader = Reader(engine="0", model="0" * 64, layers=("events",))
    return Record(article=article, reader=reader, times=(time,), events=(event,))


def offsets(value: Any) -> list[tuple[int, int, str]]:
    """Every pair of offsets in some JSON, with the words it says stand there."""
    if isinstance(value, list):
        return [each for member in value for each in offsets(member)]
    if not isinstance(value, dict):
        return []
    found = [each for member in value.values() for each in offsets(member)]
    words = next((value[name] for name in ("words", "entity_text", "extracted_place") if name in value), None)
    return found + ([(value["start"], value["end"], words)] if words is not None else [])


@given(records())
def test_every_exported_offset_is_inside_the_text_and_has_its_words(record: Record) -> None:
    text = record.article.text
    event = record.events[0]
    found = json.loads(next(plover.lines(record)))
    told = offsets(found)
    parts = len(event.actors) + len(event.recipients) + 3 + len({"killed", event.other_counts[0].kind})
    assert len(told) == parts
    told += [(*span, words) for span, words in zip(found["event_spans"], found["event_text"], strict=True)]
    for start, end, words in told:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == words
    assert 0 <= found["text_info"]["start"] < found["text_info"]["end"] <= len(text)
    line = rows(record)[0]
    words = " ".join(text[int(line["start"]) : int(line["end"])].split())
    assert line["trigger"].removeprefix("'") == words.removeprefix("'")
    assert all(len(each.split("\t")) == 4 for each in cameo.lines(record))


# End to end

ARTICLE = (
    "Police opened fire on strikers in Port Hallan on Tuesday, killing at least two people and injuring dozens.\n\n"
    "French President Lena Morel met German Chancellor Otto Brandt in Geneva in May 2024."
)


def test_a_short_article_end_to_end() -> None:
    record = onrecord.read(ARTICLE, outlet="Harbour Post", published="2024-06-05")
    told = {line["event"][0]: line for line in map(json.loads, plover.lines(record))}
    assert {"ASSAULT", "CONSULT"} <= set(told)
    assert [(one["code"], one["identifier_text"]) for one in told["CONSULT"]["actor"]] == [
        ("FRA", "Lena Morel"),
        ("DEU", "Otto Brandt"),
    ]
    assert any(line.get("date") == "2024-06-04" for line in map(json.loads, plover.lines(record)))
    assert any(one["killed_lower"] == "2" and one["killed_upper"] == "" for one in rows(record))
    assert "\tFRAGOV\tDEUGOV\t040" in list(cameo.lines(record))
    assert list(plover.lines(record)) == list(
        plover.lines(onrecord.read(ARTICLE, outlet="Harbour Post", published="2024-06-05"))
    )


def test_the_command_writes_every_format_from_paths_and_from_a_ledger(tmp_path: Any) -> None:
    ledger = tmp_path / "l.db"
    call = CliRunner().invoke
    assert call(main, ["add", "--ledger", str(ledger), str(STORY)]).exit_code == 0
    for form in ("jsonl", "plover", "events", "cameo"):
        kept = call(main, ["export", "--format", form, "--ledger", str(ledger)])
        read = call(main, ["export", "--format", form, str(STORY)])
        assert kept.exit_code == read.exit_code == 0
        assert kept.stdout_bytes == read.stdout_bytes
        assert kept.stdout_bytes.count(b"\n") >= 5
        out = tmp_path / form
        assert call(main, ["export", "--format", form, "--out", str(out), str(STORY)]).exit_code == 0
        assert out.read_bytes() == kept.stdout_bytes


def test_export_takes_paths_or_a_ledger_and_says_what_could_not_be_read(tmp_path: Any) -> None:
    both = CliRunner().invoke(main, ["export", "--ledger", str(tmp_path / "l.db"), str(STORY)])
    assert both.exit_code == 2 and "not both" in both.stderr
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    partly = CliRunner().invoke(main, ["export", "--format", "events", str(empty)])
    assert partly.exit_code == 1 and "[A01]" in partly.stderr
    assert partly.stdout.startswith("article,outlet,")


# The papers


def test_the_table_of_types_is_what_the_files_say() -> None:
    assert with_types(PAPER) == PAPER, "run python -m tests.generated_docs"


def test_every_field_and_column_is_documented() -> None:
    section = PAPER[PAPER.index("## Exports") :]
    full = replace(FIRED, instrument=SEIZED.instrument, status="alleged", contexts=("crime",))
    for name in {*as_plover(full), *as_plover(ARRESTED), *as_plover(MET)["actor"][0], *as_plover(FIRED)["event_loc"]}:
        assert f"`{name}`" in section, name
    for column in events_csv.COLUMNS:
        assert f"`{column}`" in section, column


def test_events_are_in_text_order_whatever_their_order_in_the_record() -> None:
    shuffled = made((ARRESTED, FIRED, SEIZED, MET, ATTACK))
    assert [one.event.id for one in events.told(shuffled)] == ["v-1", "v-2", "v-3", "v-4", "v-5"]
    assert TEXT[FIRED.trigger.start : FIRED.trigger.end] == "fired"
