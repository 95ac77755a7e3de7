"""One codec between our types and JSON: nothing lost, nothing let pass."""

import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord import codec
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.errors import AnchorError
from onrecord.record import Anchor, Article, Record, Span
from tests.test_record import READER, article, entity, statement

RECORD = Record(article=article(), reader=READER, entities=(entity(),), statements=(statement(),))


def test_a_record_comes_back_as_it_was() -> None:
    assert codec.loads_record(codec.dumps(RECORD)) == RECORD


def test_the_same_record_is_the_same_bytes() -> None:
    again = codec.loads_record(codec.dumps(RECORD))
    assert codec.dumps(again) == codec.dumps(RECORD)


def test_a_line_is_one_line_and_keeps_its_letters() -> None:
    line = codec.dumps(RECORD)
    assert "\n" not in line
    assert "🙂" in line


@pytest.mark.parametrize("layer", ["entities", "statements", "events", "times", "quantities", "relations", "labels"])
def test_every_layer_of_the_design_is_printed(layer: str) -> None:
    assert isinstance(json.loads(codec.dumps(RECORD))[layer], list)


def test_the_shape_of_a_statement_is_the_documented_one() -> None:
    printed = json.loads(codec.dumps(RECORD))["statements"][0]
    assert printed["source"] == {"start": 0, "end": 9, "entity": "e-1", "words": "Ines Vall"}
    assert printed["content"] == [{"start": 18, "end": 23, "words": "“Nò.”"}]
    assert printed["voice"] == [{"entity": "e-1", "name": "Ines Vall", "start": 0, "end": 9, "anonymous": None}]


def test_words_that_were_changed_are_found_out() -> None:
    with pytest.raises(AnchorError):
        codec.loads_record(codec.dumps(RECORD).replace('"words": "said"', '"words": "lied"'))


def test_an_article_that_was_changed_is_found_out() -> None:
    with pytest.raises(AnchorError, match="changed"):
        codec.loads_record(codec.dumps(RECORD).replace('"outlet": null', '"outlet": "Harbour Post"'))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('"mode": "direct", ', '"mode": "direct", "truth": 1, ', "no field 'truth'"),
        ('"mode": "direct", ', "", "lacks 'mode'"),
        ('"mode": "direct"', '"mode": "loud"', "loud"),
        ('"type": "person"', '"type": 7', "is not str"),
        ('"aliases": []', '"aliases": [null]', "is not str"),
    ],
)
def test_what_is_not_known_is_refused(before: str, after: str, told: str) -> None:
    line = codec.dumps(RECORD)
    assert before in line
    with pytest.raises(ValueError, match=told):
        codec.loads_record(line.replace(before, after))


def test_the_schema_is_a_schema_and_fits() -> None:
    schema = codec.schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(codec.dumps(RECORD)), schema)
    broken = json.loads(codec.dumps(RECORD))
    broken["statements"][0]["mode"] = "loud"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(broken, schema)


def test_the_example_story_fits_its_schemas(story: list[Record]) -> None:
    validator = jsonschema.Draft202012Validator(codec.schema())
    for record in story:
        validator.validate(json.loads(codec.dumps(record)))
        assert codec.loads_record(codec.dumps(record)) == record
    comparison = json.loads(codec.dumps(compare(story)))
    jsonschema.validate(comparison, codec.schema(Comparison, "a comparison"))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_comes_back(text: str) -> None:
    made = Article(text=text, language="en", paragraphs=(Span(0, len(text)),))
    record = Record(article=made, reader=READER)
    assert codec.loads_record(codec.dumps(record)).article.text == text
    assert codec.plain(Anchor(text=text, start=0, end=1))["words"] == text[0]
