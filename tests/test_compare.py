"""Reports side by side: copies with their edits, speakers, statements; never who is right."""

import dataclasses

import pytest

from onrecord import codec
from onrecord.comparing.alignment import aligned
from onrecord.comparing.compare import compare, letter
from onrecord.comparing.comparison import Comparison, Passage, Reuse, Share
from onrecord.comparing.edits import EditKind, telling
from onrecord.comparing.edits import edits as told_apart
from onrecord.comparing.words import words
from onrecord.errors import OnRecordError
from onrecord.record import Record, Span

WIRE = "Three men were hurt when a crane fell on the quay of Marn on Monday, port officials said. The port was closed."
COPY = "In Marn, five men were hurt when a crane fell on the quay of Marn on Monday. Nobody was arrested by the police."


@pytest.fixture(scope="module")
def comparison(story: list[Record]) -> Comparison:
    return compare(story)


def pair(comparison: Comparison, earlier: str, later: str) -> Reuse:
    labels = {report.outlet: report.article for report in comparison.reports}
    return next(one for one in comparison.reuse if (one.earlier, one.later) == (labels[earlier], labels[later]))


def edits(reuse: Reuse) -> set[tuple[str, str]]:
    return {
        (edit.before.words if edit.before else "", edit.after.words if edit.after else "")
        for passage in reuse.passages
        for edit in passage.edits
    }


def test_a_copied_sentence_with_a_number_changed_is_one_passage() -> None:
    one, other = (
        words(text, [Span(0, text.index(". ") + 1), Span(text.index(". ") + 2, len(text))]) for text in (WIRE, COPY)
    )
    (found,) = aligned(one, other)
    told = [
        (edit.kind, WIRE[one.starts[edit.one[0]] : one.ends[edit.one[1] - 1]] if edit.one[0] < edit.one[1] else "")
        for edit in told_apart(telling(WIRE, one), telling(COPY, other), found)
    ]
    assert (EditKind.NUMBER, "Three") in told
    assert (EditKind.ATTRIBUTION_DROPPED, "port officials said") in told


def test_short_likeness_is_no_passage() -> None:
    assert aligned(words("The port was closed on Monday after all."), words("On Monday the port was closed.")) == []
    assert aligned(words(""), words(WIRE)) == []


def test_the_planted_copies_are_found_with_their_direction(comparison: Comparison) -> None:
    for later in ("The Hallan Courier", "Daily Lantern"):
        found = pair(comparison, "Meridian Wire", later)
        assert found.directed
        assert found.shared_words > 100
        assert found.share_of_later > 0.3
    credited = pair(comparison, "Meridian Wire", "The Hallan Courier")
    assert any("earlier" in reason for reason in credited.reasons)


def test_the_planted_edits_are_found(comparison: Comparison) -> None:
    lantern = edits(pair(comparison, "Meridian Wire", "Daily Lantern"))
    assert {("three", "four"), ("dozens", "more than 100"), ("moved", "stormed")} <= lantern
    assert any("hospital officials and witnesses said" in before for before, _ in lantern)
    courier = edits(pair(comparison, "Meridian Wire", "The Hallan Courier"))
    assert ("strikers", "families") in courier


def test_numbers_that_changed_are_told_from_words_that_did(comparison: Comparison) -> None:
    kinds = {
        edit.before.words: edit.kind
        for passage in pair(comparison, "Meridian Wire", "Daily Lantern").passages
        for edit in passage.edits
        if edit.before and edit.after
    }
    assert kinds["three"] is EditKind.NUMBER
    assert kinds["moved"] is EditKind.CHANGED


def test_the_rival_account_copies_nobody(comparison: Comparison) -> None:
    labels = {report.article: report.outlet for report in comparison.reports}
    for reuse in comparison.reuse:
        if "Sorenia Today" in {labels[reuse.earlier], labels[reuse.later]}:
            assert reuse.shared_words < 20


def test_a_quotation_in_common_is_not_copying() -> None:
    quote = (
        "“We shall open the gates again when the last man who was hurt has been paid for his trouble,” said Oda Flint."
    )
    from onrecord import read

    found = compare(
        [
            read(f"The strike at Marn goes on, its leader said on Monday.\n{quote}", outlet="One"),
            read(f"A crowd stood at the gates in the rain all day.\n{quote}", outlet="Two"),
        ]
    )
    (reuse,) = found.reuse
    assert [passage.kind for passage in reuse.passages] == [Share.QUOTATION]
    assert reuse.shared_words == 0


def test_every_place_of_a_comparison_quotes_its_article(comparison: Comparison, story: list[Record]) -> None:
    texts = {record.article.id: record.article.text for record in story}
    for reuse in comparison.reuse:
        for passage in reuse.passages:
            for place in (passage.earlier, passage.later):
                assert texts[place.article][place.start : place.end] == place.words
            assert inside(passage)


def inside(passage: Passage) -> bool:
    return all(
        passage.earlier.start <= edit.earlier_at <= passage.earlier.end
        and passage.later.start <= edit.later_at <= passage.later.end
        for edit in passage.edits
    )


def test_speakers_are_joined_across_reports(comparison: Comparison) -> None:
    redek = [speaker for speaker in comparison.speakers if speaker.name and "Redek" in speaker.name]
    assert len(redek) == 1
    assert len(redek[0].articles) >= 3
    shared = [variants for variants in redek[0].statements if len(variants.sayings) > 1]
    assert shared
    for variants in shared:
        assert len({saying.article for saying in variants.sayings}) == len(variants.sayings)


def test_the_order_of_adding_does_not_matter(comparison: Comparison, story: list[Record]) -> None:
    assert codec.dumps(compare(list(reversed(story)))) == codec.dumps(comparison)


def test_reports_without_dates_have_no_direction(story: list[Record]) -> None:
    undated = [
        dataclasses.replace(record, article=record.article)
        for record in story
        if record.article.outlet in {"Meridian Wire", "Daily Lantern"}
    ]
    from onrecord import read

    plain = [read(record.article.text, outlet=f"Outlet {n}") for n, record in enumerate(undated)]
    (reuse,) = compare(plain).reuse
    assert not reuse.directed
    assert reuse.reasons == ("the dates do not tell which was first",)


def test_one_report_is_not_enough(story: list[Record]) -> None:
    with pytest.raises(OnRecordError) as caught:
        compare(story[:1])
    assert caught.value.code == "C01"


def test_letters() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52)] == ["A", "Z", "AA", "AZ", "BA"]


def test_a_statement_told_in_three_wordings_is_one_saying() -> None:
    from onrecord import read

    found = compare(
        [
            read("“The state will not be blackmailed,” President Kaspar Thorne said on Monday.", outlet="One"),
            read("President Kaspar Thorne said on Monday that Sorenia would never give in to blackmail.", outlet="Two"),
            read("Kaspar Thorne, the president, told deputies: “We won't bow to blackmail.”", outlet="Three"),
            read("President Kaspar Thorne said on Monday that the blackmailers had been paid.", outlet="Four"),
        ]
    )
    (thorne,) = [speaker for speaker in found.speakers if speaker.name and "Thorne" in speaker.name]
    assert [len(variants.sayings) for variants in thorne.statements] == [3, 1]
    assert len(thorne.articles) == 4
