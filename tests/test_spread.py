"""Who had what from whom among several copies, and where words are first found."""

from collections.abc import Sequence
from itertools import permutations

import pytest

from onrecord import codec
from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.edits import EditKind
from onrecord.comparing.places import Place
from onrecord.comparing.spread import origins, spread
from onrecord.comparing.spreading import Spread
from onrecord.record import Article, Reader, Record, Span

GATE = "Nine pickets stood before the flooded gate of Orsk on Friday while the captain counted the barges that came in."
MILL = (
    "The owner of the paper mill, who lives abroad, sent a lawyer with two suitcases and a list of names to the town."
)
FERRY = "A ferry with 40 passengers waited outside the bar until the tide had turned and the pilots had come back."
SCHOOL = "Pupils of the upper school carried sandbags to the weir for most of the night and were sent home at dawn."
BREAD = "Bakers along the lower road gave away what was left in their shops, since nobody knew when lorries would come."
OWN = "Nobody has ever seen the river so high in spring, an old man on the bridge thought, and he was born beside it."


def report(outlet: str, hour: int | None, *paragraphs: str) -> Record:
    text = "\n\n".join(paragraphs)
    spans, at = [], 0
    for part in paragraphs:
        spans.append(Span(at, at + len(part)))
        at += len(part) + 2
    published = None if hour is None else f"2031-05-02T{hour:02}:00:00+00:00"
    article = Article(outlet=outlet, published=published, language="en", text=text, paragraphs=tuple(spans))
    return Record(article=article, reader=Reader(engine="0", model="0", layers=()))


def spread_of(*records: Record) -> tuple[Comparison, Spread]:
    found = compare(records)
    return found, spread(found.reuse, found.reports)


def arrows(found: Comparison, over: Spread) -> set[str]:
    return {
        f"{found.label(edge.source)}{'→' if edge.directed else '↔'}{found.label(edge.target)}" for edge in over.edges
    }


def carried(found: Comparison, over: Spread) -> list[list[str]]:
    """For each passage the reports that carry it, each with its source."""
    return [
        [
            f"{found.label(each.words.article)}" + (f"<{found.label(each.source)}" if each.source else "")
            for each in one.carriers
        ]
        for one in over.passages
    ]


def place(record: Record, words: str) -> Place:
    start = record.article.text.index(words)
    return Place(article=record.article.id, text=record.article.text, start=start, end=start + len(words))


def test_a_change_made_on_the_way_tells_which_copy_was_copied() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 8, GATE.replace("Nine", "Twelve"), MILL)
    third = report("Lantern", 9, GATE.replace("Nine", "Twelve"), MILL.replace("two suitcases", "suitcases"))
    found, over = spread_of(first, second, third)
    assert arrows(found, over) == {"A→B", "B→C"}
    assert carried(found, over) == [["A", "B<A", "C<B"]]
    assert [each.edits for each in over.passages[0].carriers] == [(), (EditKind.NUMBER,), (EditKind.REMOVED,)]
    assert over.origins == (first.article.id,)
    assert over.passages[0].origin.words == f"{GATE}\n\n{MILL}".rstrip(".")


def test_two_copies_of_one_report_are_no_chain() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 8, GATE.replace("Nine", "Twelve"), MILL)
    third = report("Lantern", 9, GATE, MILL.replace("owner", "founder"))
    found, over = spread_of(first, second, third)
    assert arrows(found, over) == {"A→B", "A→C"}


def test_one_report_may_have_a_paragraph_from_each_of_two() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 7, FERRY, SCHOOL)
    third = report("Lantern", 9, FERRY, OWN, GATE)
    found, over = spread_of(first, second, third)
    assert arrows(found, over) == {"A→C", "B→C"}
    assert over.origins == (first.article.id, second.article.id)


def test_adjoining_paragraphs_of_two_reports_are_parted() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 7, GATE.replace("Nine", "Twelve").replace("captain", "clerk"), FERRY, SCHOOL)
    third = report("Lantern", 9, GATE, FERRY, SCHOOL)
    found, over = spread_of(first, second, third)
    assert arrows(found, over) == {"A→B", "A→C", "B→C"}
    by_start = {each[0]: each for each in carried(found, over)}
    assert by_start["A"] == ["A", "B<A", "C<A"]
    assert by_start["B"] == ["B", "C<B"]
    where = origins(over, found.reuse)
    assert where(place(third, "Nine pickets")) == first.article.id
    assert where(place(third, "40 passengers")) == second.article.id


def test_exact_copies_of_copies_are_told_by_what_else_was_taken() -> None:
    first = report("Wire", 6, GATE, MILL, BREAD)
    second = report("Courier", 7, GATE, OWN)
    third = report("Lantern", 9, MILL, BREAD, GATE)
    found, over = spread_of(first, second, third)
    assert arrows(found, over) == {"A→B", "A→C"}


def test_a_stated_credit_tells_between_exact_copies() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 7, GATE, MILL)
    third = report("Lantern", 9, GATE, MILL, "This was first reported by the Courier.")
    assert "B→C" in arrows(*spread_of(first, second, third))


def test_a_credit_outweighs_a_word_or_two() -> None:
    first = report("Wire", 6, GATE.replace("flooded ", ""), MILL)
    second = report("Courier", 7, GATE, MILL)
    third = report("Lantern", 9, GATE, MILL, "This was first reported by the Wire.")
    plain = report("Lantern", 9, GATE, MILL)
    assert "A→C" in arrows(*spread_of(first, second, third))
    assert "B→C" in arrows(*spread_of(first, second, plain))


def test_where_nothing_tells_the_words_come_from_the_first() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 7, GATE, MILL)
    third = report("Lantern", 9, GATE, MILL)
    assert arrows(*spread_of(first, second, third)) == {"A→B", "A→C"}


def test_without_dates_reports_share_and_nothing_tells_who_was_first() -> None:
    records = [report(outlet, None, GATE, MILL) for outlet in ("Wire", "Courier")]
    found, over = spread_of(*records)
    assert arrows(found, over) == {"A↔B"}
    assert not any(each.directed for each in over.passages[0].carriers)
    assert len(over.origins) == 1


def test_words_are_first_found_where_they_were_last_changed() -> None:
    first = report("Wire", 6, GATE, MILL)
    second = report("Courier", 8, GATE.replace("Nine", "Twelve"), MILL, OWN)
    third = report("Lantern", 9, GATE.replace("Nine", "Twelve"), MILL.replace("two suitcases", "suitcases"))
    found, over = spread_of(first, second, third)
    where = origins(over, found.reuse)
    assert where(place(third, "Twelve pickets stood")) == second.article.id
    assert where(place(second, "Twelve pickets stood")) == second.article.id
    assert where(place(third, "stood before the flooded gate")) == first.article.id
    assert where(place(third, GATE.replace("Nine", "Twelve"))) == second.article.id, "another number, another claim"
    assert where(place(second, OWN)) == second.article.id
    assert where(place(second, f"{MILL[-20:]}\n\n{OWN}")) == second.article.id, "mostly its own"
    assert where(place(first, MILL)) == first.article.id


def test_one_speaker_quoted_by_two_is_no_copying() -> None:
    quote = "“I shall not leave this gate before the last of the barges has been counted and paid for,” said Oda Flint."
    first = report("Wire", 6, GATE, quote)
    second = report("Courier", 8, FERRY, quote)
    third = report("Lantern", 9, SCHOOL, quote)
    found, over = spread_of(first, second, third)
    assert over.edges == ()
    assert over.origins == (first.article.id, second.article.id, third.article.id)
    (passage,) = over.passages
    assert passage.quotation
    assert [found.label(each.words.article) for each in passage.carriers] == ["A", "B", "C"]
    assert {each.source for each in passage.carriers} == {None}
    assert origins(over, found.reuse)(place(third, "the last of the barges")) == third.article.id


def test_nothing_shared_spreads_nothing() -> None:
    found, over = spread_of(report("Wire", 6, GATE), report("Courier", 7, MILL))
    assert over == Spread(origins=tuple(each.article for each in found.reports))


@pytest.mark.parametrize("outlets", [("Wire", "Courier", "Lantern", "Herald"), ("A", "B", "C", "D")])
def test_the_order_articles_come_in_does_not_matter(outlets: Sequence[str]) -> None:
    records = [
        report(outlets[0], 6, GATE, MILL, FERRY),
        report(outlets[1], 7, GATE.replace("Nine", "Twelve"), SCHOOL),
        report(outlets[2], None, FERRY, SCHOOL),
        report(outlets[3], 9, SCHOOL, GATE, OWN),
    ]
    made = {codec.dumps(spread_of(*order)[1]) for order in permutations(records)}
    assert len(made) == 1


def test_offsets_count_code_points() -> None:
    odd = "🚢 " + GATE.replace("captain", "capitán").replace("Orsk", "אורסק")
    first = report("Wire", 6, odd, MILL)
    second = report("Courier", 8, OWN + " 🌊\r", odd.replace("Nine", "Ten"), MILL)
    found, over = spread_of(first, second)
    where = origins(over, found.reuse)
    for one in over.passages:
        for each in one.carriers:
            text = first.article.text if each.words.article == first.article.id else second.article.text
            assert text[each.words.start : each.words.end] == each.words.words
    assert where(place(second, "אורסק")) == first.article.id
    assert where(place(second, "Ten pickets")) == second.article.id


def test_the_example_story_spreads_from_the_wire(story: list[Record]) -> None:
    found, over = spread_of(*story)
    outlets = {each.article: each.outlet for each in found.reports}
    assert [(outlets[edge.source], outlets[edge.target], edge.directed) for edge in over.edges] == [
        ("Meridian Wire", "The Hallan Courier", True),
        ("Meridian Wire", "Daily Lantern", True),
    ]
    assert [outlets[each] for each in over.origins] == ["Meridian Wire", "Sorenia Today", "Northern Observer"]
    made = {each.kind for edge in over.edges if outlets[edge.target] == "Daily Lantern" for each in edge.edits}
    assert {EditKind.NUMBER, EditKind.ATTRIBUTION_DROPPED} <= made
    by_outlet = {each.article.outlet: each for each in story}
    where = origins(over, found.reuse)
    lantern = by_outlet["Daily Lantern"]
    assert outlets[where(place(lantern, "riot police"))] == "Meridian Wire"
    assert outlets[where(place(lantern, "At least four"))] == "Daily Lantern"
    assert outlets[where(place(lantern, "more than 100"))] == "Daily Lantern"
