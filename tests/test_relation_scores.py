"""How relations are held against those a corpus annotates."""

from benchmarks.relations import PROPERTIES, compared
from corpora.document import Document, Mention
from onrecord.record import RELATIONS, Article, Entity, MentionKind, Reader, Record, Relation, Span
from onrecord.record import Mention as ReadMention

TEXT = "Marn lies in Norland. Marn Bank is based in Marn."


def _entity(id: str, type: str, words: str) -> Entity:  # noqa: A002
    start = TEXT.index(words)
    mention = ReadMention(text=TEXT, start=start, end=start + len(words), kind=MentionKind.NAME)
    return Entity(id=id, type=type, name=words, mentions=(mention,))


def _record(*relations: tuple[str, str, str]) -> Record:
    article = Article(language="en", text=TEXT, paragraphs=(Span(0, len(TEXT)),))
    found = tuple(
        Relation(text=TEXT, start=5, end=9, kind=kind, subject=one, object=other, voice=())
        for one, kind, other in relations
    )
    entities = (
        _entity("m", "place", "Marn"),
        _entity("n", "country", "Norland"),
        _entity("b", "organisation", "Marn Bank"),
    )
    return Record(article=article, reader=Reader(engine="1", model="x", layers=()), entities=entities, relations=found)


def _document() -> Document:
    marked = [("Marn", "0"), ("Norland", "1"), ("Marn Bank", "2")]
    mentions = [
        Mention(TEXT.index(words), TEXT.index(words) + len(words), TEXT.index(words), entity, "place")
        for words, entity in marked
    ]
    return Document("d", "redocred", TEXT, ((0, len(TEXT)),), mentions=tuple(mentions))


def test_right_and_wrong_and_missed() -> None:
    record = _record(("m", "located-in", "n"), ("m", "located-in", "b"), ("n", "owns", "b"))
    counts, judged, missed = compared(record, _document(), [("P131", "0", "1"), ("P159", "2", "0"), ("P127", "2", "1")])
    located, based, owns = counts["located-in"], counts["based-in"], counts["owns"]
    assert (located.predicted, located.right_predicted, located.gold, located.right_gold) == (2, 1, 1, 1)
    assert (based.predicted, based.gold, based.right_gold) == (0, 1, 0)
    assert (owns.predicted, owns.right_predicted, owns.right_gold) == (1, 1, 1)
    assert [one.right for one in judged] == [True, False, True]
    assert missed == ["not found: Marn Bank based-in Marn"]


def test_a_wider_property_makes_right_and_is_not_asked_for() -> None:
    counts, _, missed = compared(_record(("m", "located-in", "n")), _document(), [("P17", "0", "1")])
    one = counts["located-in"]
    assert (one.right_predicted, one.gold, missed) == (1, 0, [])


def test_only_kinds_there_are() -> None:
    assert set(PROPERTIES) <= set(RELATIONS)
