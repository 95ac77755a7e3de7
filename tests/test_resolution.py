"""Who a source is, scored: an answer is right if it has the annotated name, or nobody where nobody is named."""

import json
from pathlib import Path

import pytest

from benchmarks import resolution
from benchmarks.resolution import Answers, Item, baseline, figures, found_at, in_pieces, names, resolved, right
from benchmarks.resolution_sample import Drawn, candidates, draw, kind
from benchmarks.scores import Counts
from corpora import polnear
from corpora.document import Attribution, Document, Span
from onrecord.reading.encoder import Encoder
from onrecord.record import (
    Entity,
    Link,
    Mention,
    MentionKind,
    Mode,
    Reader,
    Record,
    Source,
    Statement,
)

TEXT = "Ana Quill met Per Holm. Quill spoke. The mayor said no. Voters said yes. He sighed, he said."


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return (start, start + len(words))


def mention(words: str, how: MentionKind = MentionKind.NAME, nth: int = 0) -> Mention:
    start, end = at(words, nth)
    return Mention(text=TEXT, start=start, end=end, kind=how)


QUILL = Entity(id="e-1", type="person", name="Ana Quill", mentions=(mention("Ana Quill"), mention("Quill", nth=1)))
HOLM = Entity(id="e-2", type="person", name="Per Holm", mentions=(mention("Per Holm"),))
VOTERS = Entity(id="e-3", type="person", name="Voters", mentions=(mention("Voters", MentionKind.NOMINAL),))
PARAGRAPHS = ((0, len(TEXT)),)


def document(*said: tuple[Span, Span]) -> Document:
    attributions = tuple(Attribution((source,), (cue,), (at("no"),)) for source, cue in said)
    return Document(id="d", corpus="test", text=TEXT, paragraphs=PARAGRAPHS, attributions=attributions)


def record(*statements: Statement) -> Record:
    article = resolution.article_of(document())
    return Record(
        article=article,
        reader=Reader(engine="0", model="0", layers=("entities", "statements")),
        entities=(QUILL, HOLM),
        statements=statements,
    )


def statement(source: Span, entity: Entity | None) -> Statement:
    words = resolution.article_of(document()).anchor(*at("no"))
    who = entity.id if entity else None
    return Statement(
        id=f"s-{source[0]}-{source[1]}",
        source=Source(text=TEXT, start=source[0], end=source[1], entity=who),
        cue=words,
        content=(words,),
        mode=Mode.INDIRECT,
        voice=(Link(entity=who, name="x", start=source[0], end=source[1]),),
    )


def test_a_name_anywhere_in_the_entity_is_enough() -> None:
    assert right(names(QUILL), at("Ana Quill"))
    assert right(names(QUILL), at("Ana"))
    assert not right(names(QUILL), at("Per Holm"))
    assert not right((), at("Per Holm"))


def test_nobody_is_right_where_nobody_is_named() -> None:
    assert right(names(None), None)
    assert right(names(VOTERS), None)
    assert not right(names(HOLM), None)


def test_an_entity_in_two_pieces_is_told_from_a_wrong_one() -> None:
    assert in_pieces((at("Quill", 1),), at("Ana Quill"), TEXT)
    assert not in_pieces(names(QUILL), at("Ana Quill"), TEXT)
    assert not in_pieces((at("Per Holm"),), at("Ana Quill"), TEXT)
    assert not in_pieces((), at("Ana Quill"), TEXT)
    assert not in_pieces(names(HOLM), None, TEXT)


@pytest.mark.parametrize(
    ("source", "how", "names"),
    [
        (at("He"), "pronoun", names(QUILL)),
        (at("The mayor"), "role", names(QUILL)),
        (at("Ana"), "pronoun", ()),
        (at("Quill", 1), "short-name", (at("Ana Quill"),)),
        (at("Holm"), "short-name", (at("Per Holm"),)),
        (at("Voters"), "short-name", (at("Voters"),)),
    ],
)
def test_the_baseline_takes_the_last_person_or_the_longer_name(source: Span, how: str, names: tuple[Span]) -> None:
    assert baseline(Item("d", source, None, how), TEXT, (QUILL, HOLM)) == names


def test_the_records_own_statement_is_the_one_that_shares_most_with_the_source() -> None:
    one = record(statement(at("Quill", 1), QUILL), statement(at("The mayor"), None), statement(at("mayor"), HOLM))
    assert found_at(at("Quill", 1), one) == names(QUILL)
    assert found_at(at("The mayor"), one) == ()
    assert found_at(at("mayor"), one) == names(HOLM)
    assert found_at(at("Voters"), one) is None


def test_gold_sources_are_resolved_in_the_order_of_their_cues() -> None:
    he, later = at("He"), at("he", 2)
    assert TEXT[slice(*later)] == "he"
    said = document(
        (later, at("said", 2)), (he, at("sighed")), (at("Per Holm"), at("met")), (at("Voters"), at("said", 1))
    )
    found = resolved(record(), said)
    assert {source: one.name if one else None for source, one in found.items()} == {
        at("Per Holm"): "Per Holm",
        at("Voters"): None,
        he: "Per Holm",
        later: "Per Holm",
    }


def test_figures_by_kind() -> None:
    he, mayor = Item("d", at("He"), at("Per Holm"), "pronoun"), Item("d", at("The mayor"), None, "role")
    total = figures([Answers(he, names(HOLM), None, names(QUILL)), Answers(mayor, (), (), names(HOLM))], TEXT)
    assert total["overall, given"] == Counts(2, 2, 2, 2)
    assert total["overall, end to end"] == total["overall, found"] == Counts(2, 2, 1, 1)
    assert total["pronoun, end to end"].recall == total["overall, baseline"].recall == 0.0
    assert total["nobody named, end to end"].recall == 1.0


def test_a_mere_deed_does_not_count_end_to_end() -> None:
    he = Item("d", at("He"), at("Per Holm"), "pronoun", deed=True)
    total = figures([Answers(he, names(HOLM), None, ())], TEXT)
    assert total["overall, given"] == Counts(1, 1, 1, 1)
    assert "overall, end to end" not in total


def test_a_run_prints_every_kind_and_returns_what_has_floors(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def answers(_: Document, wanted: list[Item], __: Encoder) -> list[Answers]:
        return [Answers(item, names(HOLM), None, ()) for item in wanted]

    wanted = [
        Item("d", at("He"), at("Per Holm"), "pronoun"),
        Item("d", at("The mayor"), at("Ana Quill"), "role"),
        Item("elsewhere", (0, 1), None, "role"),
    ]
    monkeypatch.setattr(resolution, "items", lambda: wanted)
    monkeypatch.setattr(resolution, "answers", answers)
    monkeypatch.setattr(polnear, "read", lambda *_: iter([document()]))
    encoder = Encoder.__new__(Encoder)
    got = resolution.run(tmp_path, "dev", encoder, errors=5)
    assert got == {"overall": 0.5, "pronoun": 1.0, "role": 0.0, "end to end": 0.0}
    printed = capsys.readouterr().out
    assert "[The mayor]" in printed
    assert "gold       Ana Quill\n  predicted  Per Holm" in printed
    monkeypatch.setattr(polnear, "read", lambda *_: iter([]))
    with pytest.raises(ValueError, match="no source of the split 'train' is annotated"):
        resolution.run(tmp_path, "train", encoder)


def test_what_is_annotated_holds_together(tmp_path: Path) -> None:
    found = resolution.items()
    assert len(found) >= 200
    assert len({(item.document, item.source) for item in found}) == len(found)
    assert {item.kind for item in found} == set(resolution.KINDS)
    assert all(start < end for item in found for start, end in (item.source, item.entity or (0, 1)))
    assert max(sum(one.document == item.document for one in found) for item in found) <= 5
    file = tmp_path / "other.jsonl"
    file.write_text(json.dumps({"document": "d", "source": [0, 1], "entity": None, "kind": "rumour"}))
    with pytest.raises(ValueError, match="rumour"):
        resolution.items(file)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("She", "pronoun"),
        ("I", None),
        ("the Sorenian prime minister", "role"),
        ("Redek's spokesman", "role"),
        ("a spokesman for Tomas Redek", "role"),
        ("voters", "role"),
        ("our neighbours", None),
        ("Tomas Redek", None),
        ("the minister, Tomas Redek,", None),
        ("Mr. Redek", "short-name"),
        ("Redek", "short-name"),
        ("Holm", None),
        ("the F.D.U.", "short-name"),
    ],
)
def test_sources_are_told_apart_by_how_they_are_written(source: str, expected: str | None) -> None:
    text = f"Tomas Redek left. {source} said so."
    start = text.index(source, 17)
    assert kind(text, (start, start + len(source))) == expected


def test_a_short_name_is_a_candidate_once_a_document() -> None:
    said = document(*((at("Quill", nth), at("said")) for nth in (0, 1)), (at("He"), at("sighed")))
    assert sorted(one.kind for one in candidates([said])) == ["pronoun", "short-name"]


def test_the_draw_is_spread_over_publishers_and_documents() -> None:
    def of(publisher: str, documents: int, sources: int) -> list[Drawn]:
        return [
            Drawn(f"{publisher}_{number}", (start, start + 2), "pronoun")
            for number in range(documents)
            for start in range(sources)
        ]

    found = [*of("gazette", 9, 9), *of("courier", 1, 9)]
    drawn = draw(found, {"pronoun": 8}, per_document=3)
    assert drawn == draw(found[::-1], {"pronoun": 8}, per_document=3)
    assert sum(one.publisher == "courier" for one in drawn) == 3
    assert len(drawn) == len(set(drawn)) == 8
