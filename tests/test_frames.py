"""How each report names each actor, what it leaves out, and what is told to have happened when."""

from dataclasses import replace

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.frames import namings
from onrecord.comparing.joins import Actor, Item
from onrecord.comparing.spreading import Naming, Omission
from onrecord.comparing.timeline import instant, timeline
from onrecord.record import Article, Entity, Label, Mention, MentionKind, Reader, Record, Span
from tests.made import GUILD, VALL, made

NASTY = "🚢 "


def actor(record: Record, *entities: Entity) -> Actor:
    members = tuple(Item(article=record.article.id, id=entity.id) for entity in entities)
    return Actor(id=f"x-{entities[0].id}", type=entities[0].type, name=entities[0].name, members=members)


def by_name(found: tuple[Naming, ...]) -> dict[str, Naming]:
    return {each.name: each for each in found}


def test_names_are_told_in_the_outlets_own_voice_and_in_others() -> None:
    record = made()
    found = by_name(namings([record], [actor(record, VALL), actor(record, GUILD)]))
    assert set(found) == {"Ines Vall", "Vall", "Pilots' Guild", "guild", "closed for good", "wreckers", "rescue plan"}
    vall = found["Ines Vall"]
    assert vall.own == (), "The Lantern says it"
    assert [[link.name for link in each.voice] for each in vall.quoted] == [["Harbour Post", "The Lantern"]] * 2
    assert [place.words for place in found["Vall"].own] == ["Vall"]
    assert [place.words for place in found["guild"].own] == ["the guild"]
    assert found["closed for good"].label == "euphemism"
    assert found["closed for good"].actor == "x-e-guild"


def test_loaded_words_for_nobody_told_stand_without_an_actor() -> None:
    record = made()
    found = namings([record], [])
    assert [each.actor for each in found] == [None] * 3
    assert {each.label for each in found} == {"delegitimising", "scare-quotes", "euphemism"}
    assert [each.name for each in found] == ["closed for good", "rescue plan", "wreckers"]


def test_a_label_inside_a_name_makes_the_name_take_a_side() -> None:
    record = made()
    at = VALL.mentions[3]
    label = Label(
        text=record.article.text,
        start=at.start,
        end=at.end,
        entity=VALL.id,
        kind="delegitimising",
        voice=record.labels[0].voice[:1],
    )
    record = replace(record, labels=(label,))
    found = by_name(namings([record], [actor(record, VALL)]))
    assert found["Vall"].label == "delegitimising"
    assert len(found["Vall"].own) == 1
    assert len(found) == 2


def report(outlet: str, hour: int, *sentences: str, names: tuple[str, ...] = ()) -> Record:
    text = NASTY + " ".join(sentences)
    spans, at = [], len(NASTY)
    for each in sentences:
        spans.append(Span(at, at + len(each)))
        at += len(each) + 1
    published = f"2031-05-02T{hour:02}:00:00+00:00"
    entities = tuple(
        Entity(
            id=f"e-{name}",
            type="person",
            name=name,
            mentions=(
                Mention(text=text, start=text.index(name), end=text.index(name) + len(name), kind=MentionKind.NAME),
            ),
        )
        for name in names
    )
    article = Article(
        outlet=outlet,
        published=published,
        language="en",
        text=text,
        paragraphs=paragraph_spans(text),
        sentences=tuple(spans),
    )
    return Record(article=article, reader=Reader(engine="0", model="0", layers=()), entities=entities)


GATE = "Nine pickets stood before the flooded gate of Orsk on Friday while the captain counted the barges that came in."
MILL = (
    "The owner of the paper mill, who lives abroad, sent a lawyer with two suitcases and a list of names to the town."
)
FERRY = "A ferry with 40 passengers waited outside the bar until the tide had turned and the pilots had come back."


def told(found: Comparison, kind: str) -> list[tuple[str, str, str]]:
    return [
        (found.label(each.article), each.told.words, "".join(found.label(one) for one in each.articles))
        for each in found.omissions
        if each.kind == kind
    ]


def test_a_sentence_cut_from_a_passage_is_left_out() -> None:
    found = compare([report("Wire", 6, GATE, MILL, FERRY), report("Courier", 7, GATE, FERRY)])
    assert told(found, "passage") == [("B", MILL.rstrip("."), "A")]
    assert found.omissions[0].item == found.spread.passages[0].id


def test_nothing_is_left_out_of_what_one_of_many_reports_tells() -> None:
    who = "Oda Flint signed it."
    many = [report(f"Paper {n}", 6 + n, text, who, names=("Oda Flint",)) for n, text in enumerate((GATE, MILL))]
    others = [
        report("Lantern", 10, FERRY),
        report("Herald", 11, "The bakers of Orsk gave their bread away for nothing."),
    ]
    alone = compare([many[0], *others])
    assert told(alone, "actor") == [], "an actor in one report only, who does nothing, is none"
    found = compare([*many, *others])
    assert told(found, "actor") == [("C", "Oda Flint", "AB"), ("D", "Oda Flint", "AB")]


def test_copies_of_one_report_do_not_make_two_that_tell() -> None:
    who = "The paper was signed by Oda Flint in the afternoon."
    copies = [report(f"Paper {n}", 6 + n, GATE, who, MILL, names=("Oda Flint",)) for n in range(3)]
    other = report("Lantern", 12, FERRY)
    assert told(compare([*copies, other]), "actor") == []


def test_the_story_tells_what_each_report_leaves_out(story: list[Record]) -> None:
    found = compare(story)
    outlets = {each.article: each.outlet for each in found.reports}
    left: list[Omission] = [each for each in found.omissions if outlets[each.article] == "Sorenia Today"]
    assert any("47 people were being treated" in each.told.words for each in left if each.kind == "statement")
    assert "Jonas Pell" in {each.told.words for each in left if each.kind == "actor"}
    for each in found.omissions:
        assert each.article not in each.articles
        assert each.told.article in each.articles


def test_the_timeline_is_in_the_order_of_time(story: list[Record]) -> None:
    found = compare(story)
    times = [instant(each.earliest) for each in found.timeline]
    assert times == sorted(times)
    reports = [each.item for each in found.timeline if each.kind == "report"]
    assert reports == [each.article for each in found.reports]
    raid = next(each for each in found.timeline if each.told and "riot police" in each.told.words)
    assert raid.earliest.startswith("2026-03-10")
    assert len(raid.articles) >= 3
    sold = next(each for each in found.timeline if each.told and "sell a 60 percent stake" in each.told.words)
    assert (sold.earliest, sold.latest, sold.kind) == ("2026-01-01", "2026-01-31", "happening")


def test_reports_without_dates_are_not_on_the_timeline() -> None:
    one = report("Wire", 6, GATE)
    bare = replace(one, article=Article(outlet="Bare", language="en", text=GATE, paragraphs=(Span(0, len(GATE)),)))
    assert [each.item for each in timeline([bare, one], [])] == [one.article.id]


def test_dates_are_read_as_precise_as_they_are() -> None:
    assert instant("2031") == instant("2031-01-01")
    assert instant("2031-05") == instant("2031-05-01T00:00:00+00:00")
    assert instant("2031-05-02T06:00:00+02:00") == instant("2031-05-02T04:00")
