"""Exports that others load: valid in their own terms, reading back loses no offset, each says what made it."""

import csv
import hashlib
import importlib
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given

from onrecord import codec
from onrecord.articles import Arrival
from onrecord.cli.export import FORMATS
from onrecord.cli.main import main
from onrecord.comparing.compare import compare
from onrecord.errors import AnchorError
from onrecord.export import annotations, bibtex, entities_csv, followthemoney, formats, provenance, ris, statements_csv
from onrecord.export.comparison_page import comparison_page
from onrecord.export.ftm_schemata import country
from onrecord.record import LAYERS, Anchor, Link, Record, Span, TimeAnchor, parts
from tests import made, made_events, made_scripts
from tests.conftest import STORY
from tests.ftm_model import KEPT, written
from tests.test_events_out import records

DIGEST = "ab" * 32
MADE = (made.made(), made_events.made(), made_scripts.made())


@pytest.fixture(scope="module")
def everything(story: list[Record]) -> list[Record]:
    return [*MADE, *story]


def offsets(record: Record) -> set[tuple[int, int]]:
    """Every place that anything in a record stands at."""
    return {
        (part.start, part.end)
        for layer in LAYERS
        for part in parts(getattr(record, layer))
        if isinstance(part, (Anchor, Link, TimeAnchor, Span)) and part.start is not None and part.end is not None
    }


# Web Annotations


def pages(of: list[Record]) -> Iterator[tuple[Record, dict[str, Any]]]:
    for record in of:
        (line,) = annotations.lines(record, DIGEST)
        yield record, json.loads(line)


def test_annotations_read_back_are_the_record(everything: list[Record]) -> None:
    for record in everything:
        (line,) = annotations.lines(record)
        assert "\n" not in line
        assert annotations.read(line, record.article.text) == record


@given(records())
def test_annotations_lose_no_offset_of_any_text(record: Record) -> None:
    found = annotations.page(record)
    assert annotations.read(json.dumps(found), record.article.text) == record
    told = {span[:2] for one in found["items"] for span in annotations.spans(one)}
    assert told == offsets(record)


def test_targets_tell_every_place_by_position_and_by_words(everything: list[Record]) -> None:
    for record, page in pages(everything):
        text = record.article.text
        told = [span for one in page["items"] for span in annotations.spans(one)]
        assert {(start, end) for start, end, _ in told} == offsets(record)
        for one in page["items"]:
            for target in one["target"]:
                position, quote = target["selector"]
                start, end = position["start"], position["end"]
                assert quote["exact"] == text[start:end]
                assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
                assert text.count(quote["prefix"] + quote["exact"] + quote["suffix"]) >= 1


def test_pages_are_what_the_recommendation_asks_for(everything: list[Record]) -> None:
    """Web Annotation Data Model, 3.1 to 3.3, 4.2, 5.2: what must be there, once each, and of the classes it names."""
    for record, page in pages(everything):
        context = page["@context"]
        assert context[0] == "http://www.w3.org/ns/anno.jsonld"
        assert page["type"] == "AnnotationPage" and page["id"].startswith("urn:") and page["startIndex"] == 0
        assert page["article"]["id"] == f"urn:onrecord:{record.article.id}"
        names = [one["id"] for one in page["items"]]
        assert len(set(names)) == len(names) == sum(len(getattr(record, layer)) for layer in LAYERS)
        ours = {name for name in context[1] if not name.startswith("@")}
        for one in page["items"]:
            assert set(one) - ours == {"id", "type", "motivation", "generator", "body", "target"}
            assert one["type"] == "Annotation"
            assert one["motivation"] in {"identifying", "describing", "linking", "classifying"}
            assert one["target"] and one["body"]
            for body in one["body"]:
                assert body["type"] == "TextualBody" and body["purpose"] in {"describing", "tagging"}
                assert isinstance(body["value"], str) and body["value"]
            for target in one["target"]:
                assert set(target) - ours == {"type", "source", "selector"}
                assert target["type"] == "SpecificResource" and target["source"] == page["article"]["id"]
                position, quote = target["selector"]
                assert set(position) == {"type", "start", "end"} and position["type"] == "TextPositionSelector"
                assert 0 <= position["start"] < position["end"]
                assert set(quote) == {"type", "exact", "prefix", "suffix"} and quote["type"] == "TextQuoteSelector"


OA, AS = "http://www.w3.org/ns/oa#", "http://www.w3.org/ns/activitystreams#"
TERMS: dict[str, Any] = {
    **{name: f"{OA}{name}" for name in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector")},
    **{name: f"{OA}{name}" for name in ("TextQuoteSelector", "start", "end", "exact", "prefix", "suffix")},
    **{name: f"{OA}{name}" for name in ("identifying", "describing", "linking", "classifying", "tagging")},
    **{name: {"@id": f"{OA}has{name.title()}", "@type": "@id"} for name in ("body", "target", "source", "selector")},
    "Software": f"{AS}Application",
    "AnnotationPage": f"{AS}OrderedCollectionPage",
    "startIndex": f"{AS}startIndex",
    "format": "dc:format",
    "language": "dc:language",
    "Text": "dctypes:Text",
    "value": "rdf:value",
    "name": "foaf:name",
    "id": "@id",
    "type": "@type",
    "items": {"@id": f"{AS}items", "@type": "@id", "@container": "@list"},
    "generator": {"@id": f"{AS}generator", "@type": "@id"},
    "motivation": {"@id": f"{OA}motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": f"{OA}hasPurpose", "@type": "@vocab"},
    "via": {"@id": f"{OA}via", "@type": "@id"},
}
"""What the Recommendation's own context, which a test without a network cannot fetch, makes of the terms in use."""


def test_a_processor_of_json_ld_understands_every_key() -> None:
    jsonld = pytest.importorskip("pyld.jsonld")

    def known(url: str, _: Any) -> dict[str, Any]:
        assert url == "http://www.w3.org/ns/anno.jsonld"
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}

    for _, page in pages(list(MADE)):
        (whole,) = jsonld.expand(page, {"documentLoader": known})
        assert len(whole) == len(page) - 1, "all but the context"
        found = whole[f"{AS}items"][0]["@list"]
        for understood, one in zip(found, page["items"], strict=True):
            assert len(understood) == len(one)
            assert understood["urn:onrecord:terms:item"][0]["@value"] == one["item"]
            assert understood[f"{OA}motivatedBy"][0]["@id"] == f"{OA}{one['motivation']}"
            for target, told in zip(understood[f"{OA}hasTarget"], one["target"], strict=True):
                position, quote = target[f"{OA}hasSelector"]
                assert position[f"{OA}start"][0]["@value"] == told["selector"][0]["start"]
                assert quote[f"{OA}exact"][0]["@value"] == told["selector"][1]["exact"]


def test_an_annotation_says_what_it_is_and_whose_words() -> None:
    page = annotations.page(made.made(), DIGEST)
    by_name = {one["id"].rpartition(":")[2]: one for one in page["items"]}
    inner = by_name["s-inner"]
    assert inner["body"][0]["value"] == (
        "statement by Ines Vall: indirect, certain, to its reporter; voice: Harbour Post › The Lantern › Ines Vall"
    )
    assert inner["body"][1]["value"] == "statements"
    assert inner["target"][0]["part"] == "content" and by_name["e-vall"]["motivation"] == "identifying"
    assert {target["part"] for target in inner["target"]} == {"content", "source", "cue", "addressee", "voice"}
    assert page["provenance"]["input"] == DIGEST and page["provenance"]["input_of"] == "bytes"


def test_a_page_does_not_fit_another_text() -> None:
    (line,) = annotations.lines(made.made())
    with pytest.raises(AnchorError):
        annotations.read(line, made.TEXT.replace("Vall", "Hall"))
    with pytest.raises(AnchorError):
        annotations.read(line, made.TEXT + " More.")
    with pytest.raises(ValueError, match="no page"):
        annotations.read("[]", made.TEXT)


def test_annotations_of_others_are_read_as_far_as_they_go() -> None:
    position, quote = (
        {"type": "TextPositionSelector", "start": 1, "end": 2},
        {"type": "TextQuoteSelector", "exact": "b"},
    )
    assert annotations.spans({"target": {"source": "x", "selector": [position, quote]}}) == [(1, 2, "b")]
    assert annotations.spans({"target": [{"source": "x", "selector": position}]}) == []


# FollowTheMoney


def proxies(of: list[Record]) -> Iterator[tuple[Record, list[dict[str, Any]]]]:
    for record in of:
        yield record, [json.loads(line) for line in followthemoney.lines(record, DIGEST)]


def test_entities_are_of_the_model_and_lead_to_what_they_may(everything: list[Record]) -> None:
    model = json.loads(KEPT.read_text(encoding="utf-8"))
    seen = set()
    for _, found in proxies(everything):
        by_id = {one["id"]: one for one in found}
        assert len(by_id) == len(found)
        for one in found:
            seen.add(one["schema"])
            properties = model[one["schema"]]["properties"]
            assert one["properties"], one
            for name, values in one["properties"].items():
                assert values and len(set(values)) == len(values) and all(isinstance(each, str) for each in values)
                kind = properties[name]
                if kind.startswith("entity"):
                    for value in values:
                        assert kind.split()[1] in model[by_id[value]["schema"]]["is"], (one["schema"], name)
                elif kind == "date":
                    assert all(
                        re.fullmatch(r"\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2})?)?)?)?", each) for each in values
                    )
                elif kind == "country":
                    assert all(re.fullmatch("[a-z]{2}", each) for each in values)
    assert {"Article", "Person", "Organization", "Event", "Mention", "Note", "Occupancy", "Membership"} <= seen


def library_of(name: str) -> Any:
    """A format's own library; where it is not installed the test is skipped, unless it is said to be required."""
    if os.environ.get("ONRECORD_FORMATS_TESTS") == "required":
        return importlib.import_module(name)
    return pytest.importorskip(name)


def test_what_is_kept_of_the_model_is_what_its_library_says() -> None:
    library_of("followthemoney")
    assert written() == KEPT.read_text(encoding="utf-8")


@pytest.mark.filterwarnings("default")
def test_its_own_library_finds_the_entities_valid(everything: list[Record]) -> None:
    library = library_of("followthemoney")
    for _, found in proxies(everything):
        for one in found:
            library.model.get(one["schema"]).validate(one)
            proxy = library.model.get_proxy(one, cleaned=False)
            for name, values in one["properties"].items():
                kind = proxy.schema.get(name).type
                cleaned = [kind.clean(each, proxy=proxy) for each in values]
                if kind.name in {"name", "string", "text", "address"}:  # what joins emoji and letters is dropped there
                    assert None not in cleaned, (one["schema"], name)
                else:
                    assert cleaned == values, (one["schema"], name)
            assert proxy.to_dict().get("onrecord") == one.get("onrecord")


def test_followthemoney_keeps_every_offset_beside_its_properties(everything: list[Record]) -> None:
    for record, found in proxies(everything):
        text = record.article.text
        items = [one["onrecord"]["item"] for one in found if "item" in one.get("onrecord", {})]
        assert codec.plain(record.statements) == [one for one in items if "cue" in one]
        for one in items:
            if "words" in one:
                assert text[one["start"] : one["end"]] == one["words"]
    article = next(followthemoney.entities(made_scripts.made(), DIGEST))
    assert article["onrecord"]["provenance"]["ontology"] == "1" * 64
    assert article["properties"]["publishedAt"] == ["2024-06-05T08:30:00"], "the model knows no zones"


def test_only_what_happened_is_an_event_of_followthemoney() -> None:
    found = list(followthemoney.entities(made_events.made()))
    told = [one for one in found if one["schema"] == "Event"]
    assert [one["id"] for one in told] == ["v-1", "v-2", "v-5"], "denied, alleged and long past are none"
    assert told[0]["properties"]["date"] == ["2024-06-04"] and told[1]["properties"]["date"] == ["2024-05"]
    assert told[1]["properties"]["involved"] == ["e-ald"]
    president = next(one for one in found if one["id"] == "e-ald")
    assert president["schema"] == "Person"
    assert president["properties"]["position"] == ["President of Sorenia", "former mayor"]


def test_links_of_followthemoney() -> None:
    found = list(followthemoney.entities(made.made()))
    by_schema = {one["schema"]: one["properties"] for one in found}
    assert by_schema["Occupancy"]["holder"] == ["e-vall"] and by_schema["Occupancy"]["status"] == ["ended"]
    assert by_schema["Position"]["organization"] == ["e-guild"]
    assert by_schema["Membership"]["organization"] == ["e-guild"]
    assert by_schema["UnknownLink"]["role"] == ["based in"]
    scripts = {one["schema"]: one["properties"] for one in followthemoney.entities(made_scripts.made())}
    assert scripts["Occupancy"]["startDate"] == ["2019"] and "organization" not in scripts["Position"]
    assert country("XKX") == "xk" and country("GBR") == "gb" and country("ZZZ") is None


@pytest.mark.parametrize(
    ("stated", "written"),
    [
        ("2024", "2024"),
        ("2024-06", "2024-06"),
        ("2024-06-05", "2024-06-05"),
        ("2024-06-05T10:30", "2024-06-05T10:30:00"),
        ("2024-06-05T00:30:00+02:00", "2024-06-04T22:30:00"),
        ("2024-06-05T10:30:00Z", "2024-06-05T10:30:00"),
        ("last May, TZ", None),
    ],
)
def test_a_time_of_publication_is_as_precise_as_stated(stated: str, written: str | None) -> None:
    article = next(followthemoney.entities(made_events.made(published=stated)))
    assert article["properties"].get("publishedAt") == (None if written is None else [written])


# References


def test_bibtex_is_read_by_its_own_parser_and_says_what_the_article_does(everything: list[Record]) -> None:
    pybtex = pytest.importorskip("pybtex.database")
    whole = "\n".join(entry for record in everything for entry in bibtex.lines(record, DIGEST))
    entries = pybtex.parse_string(whole, "bibtex").entries
    assert list(entries) == [record.article.id for record in everything]
    scripts = entries[made_scripts.made().article.id].fields
    assert scripts["title"] == r"{Dépôt: “النار”, 50\% \& more}"
    assert scripts["year"] == "2024" and scripts["month"] == "June" and scripts["day"] == "5"
    assert scripts["journal"] == "Harbour Post 🗞️" and DIGEST in scripts["annotation"]
    assert [str(one) for one in entries[made_scripts.made().article.id].persons["author"]] == ["{Zoë\u200dÄld}"]


@pytest.mark.parametrize("nasty", ["}\n@comment{", "\\input{x}", "{", "}}}", '"', "a\nb\r\n= {c}", "%", "\x00\x1b[31m"])
def test_nothing_in_an_article_breaks_out_of_its_field(nasty: str) -> None:
    record = made_events.made(title=nasty, outlet=nasty, byline=nasty, url=f"https://x.example/{nasty}")
    (entry,) = bibtex.lines(record)
    assert not re.search(r"\\(?!text|[&%$#_])", entry)
    depth = [entry[: at + 1].count("{") - entry[: at + 1].count("}") for at in range(len(entry))]
    assert depth[-1] == 0 and min(depth[entry.index("{") : -1]) == 1
    assert all(line.isprintable() for line in entry.splitlines())
    (told,) = ris.lines(record)
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in told.splitlines() if line)
    assert told.count("TY  - ") == told.count("\nER  - ") == 1


def test_ris_is_read_by_a_parser(everything: list[Record]) -> None:
    rispy = pytest.importorskip("rispy")
    entries = rispy.loads("\n".join(entry for record in everything for entry in ris.lines(record, DIGEST)))
    assert [entry["id"] for entry in entries] == [record.article.id for record in everything]
    scripts = entries[2]
    assert scripts["type_of_reference"] == "NEWS" and scripts["title"] == "Dépôt: “النار”, 50% & more"
    assert scripts["date"] == "2024/06/05" and scripts["urls"] == ["https://post.example/a?b=1&c=%D7%9E"]


def test_no_outlet_no_journal_and_no_date_no_year() -> None:
    (entry,) = bibtex.lines(made_events.made(outlet=None, title=None, published="last May"))
    assert entry.startswith("@misc{") and not re.search(r"^  (journal|title|year)", entry, re.MULTILINE)
    (told,) = ris.lines(made_events.made(outlet=None, title=None, published="last May"))
    assert not re.search(r"^(T2|TI|PY|DA) ", told, re.MULTILINE)


# Tables


def rows(module: Any, record: Record) -> list[dict[str, str]]:
    table = module.header() + "".join(module.lines(record, DIGEST))
    return list(csv.DictReader(io.StringIO(table, newline="")))


def spans(cell: str) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, _, end in (each.partition("-") for each in cell.split("; "))]


def test_tables_of_statements_and_entities_lose_no_offset(everything: list[Record]) -> None:
    for record in everything:
        text, told = record.article.text, {row["id"]: row for row in rows(statements_csv, record)}
        assert len(told) == len(record.statements)
        for statement in record.statements:
            row = told[statement.id]
            assert tuple(row) == statements_csv.COLUMNS
            assert spans(row["content_spans"]) == [(one.start, one.end) for one in statement.content]
            for name in ("source", "cue", "addressee", "medium", "when"):
                anchor = getattr(statement, name)
                if anchor is None:
                    assert row[name] == row[f"{name}_start"] == row[f"{name}_end"] == ""
                else:
                    found = text[int(row[f"{name}_start"]) : int(row[f"{name}_end"])]
                    assert found == anchor.words and " ".join(found.split()) == row[name].removeprefix("'")
        by_id = {row["id"]: row for row in rows(entities_csv, record)}
        for entity in record.entities:
            row = by_id[entity.id]
            assert spans(row["mention_spans"]) == [(one.start, one.end) for one in entity.mentions]
            assert len(row["mentions"].split("; ")) == len(row["mention_kinds"].split("; ")) == len(entity.mentions)


def test_a_row_a_statement() -> None:
    told = {row["id"]: row for row in rows(statements_csv, made.made())}
    inner = told["s-inner"]
    assert inner["speaker"] == "Ines Vall" and inner["speaker_type"] == "person"
    assert inner["voice"] == "Harbour Post › The Lantern › Ines Vall" and inner["addressee"] == "its reporter"
    assert told["s-official"]["anonymous"] == "described" and told["s-official"]["speaker_entity"] == ""
    assert inner["input"] == DIGEST and inner["input_of"] == "bytes" and inner["layers"].startswith("entities; ")
    vall = next(row for row in rows(entities_csv, made.made()) if row["id"] == "e-vall")
    assert (vall["names"], vall["nominals"], vall["pronouns"], vall["statements"]) == ("2", "1", "1", "2")
    assert vall["roles"] == "leader of the Pilots' Guild" and vall["named"] == "true"


@pytest.mark.parametrize("module", [statements_csv, entities_csv])
def test_no_cell_is_a_formula(module: Any) -> None:
    record = made.made(outlet="=1+1", title="@SUM(A1)")
    assert all(row["outlet"] == "'=1+1" and row["title"] == "'@SUM(A1)" for row in rows(module, record))


# Provenance


def test_provenance_tells_the_input_the_engine_and_the_settings() -> None:
    record = made_scripts.made()
    told = json.loads(next(provenance.lines(record)))
    assert told == {
        "article": record.article.id,
        "input": hashlib.sha256(record.article.text.encode()).hexdigest(),
        "input_of": "text",
        "engine": "0",
        "model": "0" * 64,
        "layers": ["entities", "statements"],
        "ontology": "1" * 64,
        "corrections": 0,
    }
    assert json.loads(next(provenance.lines(record, DIGEST)))["input"] == DIGEST


@pytest.mark.parametrize("form", sorted(set(formats.LINES) - {"cameo", "jsonl"}))
def test_every_format_that_has_room_says_what_made_it(form: str) -> None:
    to = io.BytesIO()
    assert formats.write(form, [(record, DIGEST) for record in MADE], to) == len(MADE)
    text = to.getvalue().decode("utf-8")
    assert DIGEST in text and made_events.made().reader.model in text


def test_pages_say_what_made_them(story: list[Record], tmp_path: Path) -> None:
    path = STORY / "1-meridian-wire.html"
    assert CliRunner().invoke(main, ["read", "--html", str(tmp_path / "page.html"), str(path)]).exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert f"bytes sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}" in page
    assert story[0].reader.model in page
    both = comparison_page(compare(story[:2]), story[:2])
    for record in story[:2]:
        assert f"text sha256 {hashlib.sha256(record.article.text.encode()).hexdigest()}" in both


# The command


def test_the_command_knows_every_format(tmp_path: Path, story_arrivals: list[Arrival]) -> None:
    assert set(FORMATS) == {*formats.LINES, "parquet"}
    for name in formats.LINES.values():
        assert callable(importlib.import_module(f"onrecord.export.{name}").lines)
    ledger = tmp_path / "l.db"
    call = CliRunner().invoke
    assert call(main, ["add", "--ledger", str(ledger), str(STORY)]).exit_code == 0
    digests = {hashlib.sha256(arrival.raw).hexdigest() for arrival in story_arrivals}
    for form in ("statements", "entities", "annotations", "ftm", "bibtex", "ris", "provenance"):
        kept = call(main, ["export", "--format", form, "--ledger", str(ledger)])
        again = call(main, ["export", "--format", form, "--ledger", str(ledger)])
        assert kept.exit_code == 0 and kept.stdout_bytes == again.stdout_bytes
        assert digests == {digest for digest in re.findall(r"\b[0-9a-f]{64}\b", kept.stdout) if digest in digests}
    read = call(main, ["export", "--format", "annotations", str(STORY)])
    kept = call(main, ["export", "--format", "annotations", "--ledger", str(ledger)])
    assert read.stdout_bytes == kept.stdout_bytes
