"""The page of several reports: what was planted is on it, every link leads to its words, nothing runs."""

import re
from dataclasses import replace
from html import unescape
from itertools import pairwise

import pytest

from onrecord.comparing.compare import compare
from onrecord.comparing.comparison import Comparison
from onrecord.comparing.findings import Attribute, Claim, Finding, Standing, Value
from onrecord.comparing.places import Place
from onrecord.comparing.spreading import Edge, Spread
from onrecord.export.comparison_page import comparison_page
from onrecord.export.passages import named, pieces
from onrecord.export.spread_graph import graph
from onrecord.export.told import bounds, clock, found, left_out, moment, summary
from onrecord.record import Link, Record
from tests.test_html import NASTY, checked

HOSTILE = f'{NASTY}" onfocus="x'


@pytest.fixture(scope="module")
def comparison(story: list[Record]) -> Comparison:
    return compare(story)


@pytest.fixture(scope="module")
def page(comparison: Comparison, story: list[Record]) -> str:
    return comparison_page(comparison, story)


def plain(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", re.sub(r"<br>|</t[dh]>|</div>|</li>", " ", markup))).split())


def section(page: str, name: str) -> str:
    start = page.index(f'<section aria-labelledby="{name}">')
    return page[start : page.index("</section>", start)]


def test_the_page_is_whole_and_loads_nothing(page: str) -> None:
    checker = checked(page)
    assert not {"img", "link", "iframe", "object", "embed", "form"} & set(checker.tags)
    assert not re.search(r"@import|url\((?!#)", page)
    assert len(checker.targets) > 100


def test_every_link_leads_to_its_words(page: str, comparison: Comparison, story: list[Record]) -> None:
    checker = checked(page)
    texts = {comparison.label(record.article.id): record.article.text for record in story}
    led = 0
    for name in set(checker.targets):
        if told := re.fullmatch(r"([A-Z]+)-w(\d+)-(\d+)", name):
            words = texts[told[1]][int(told[2]) : int(told[3])]
            assert words.startswith(checker.words[name]), "a mark across another is cut, not moved"
            led += 1
    assert led > 50


def test_every_claim_leads_to_its_words(page: str, comparison: Comparison) -> None:
    targets = set(checked(page).targets)
    for finding in comparison.findings:
        for value in finding.values:
            for claim in value.claims:
                label = comparison.label(claim.words.article)
                assert f"{label}-w{claim.words.start}-{claim.words.end}" in targets


def test_every_planted_copy_has_its_direction_and_edits(page: str) -> None:
    graph_told = plain(section(page, "spread"))
    assert "B took from A" in graph_told
    assert "D took from A" in graph_told
    assert "number changed ×2" in graph_told
    assert "attribution dropped ×" in graph_told
    shared = section(page, "shared")
    for before, after in (("three", "four"), ("dozens", "more than 100"), ("strikers", "families")):
        assert re.search(rf"<del[^>]*>{before}</del> <ins[^>]*>{after}</ins>", shared)
    for gone in ("hospital officials and witnesses said", "according to three people who were inside"):
        assert f'title="attribution dropped">{gone}</del>' in shared
    assert 'class="number" title="number changed">three</del>' in shared


def test_disputes_and_tolls_are_told_with_voices_and_reports(page: str) -> None:
    disputes = plain(section(page, "disputes"))
    assert re.search(r"killed .* 1 .*Interior Ministry: .*E “one”", disputes)
    assert re.search(r"at least 4 in its own voice: D “At least four”", disputes)
    tolls = plain(section(page, "tolls"))
    assert re.search(r"2026-03-10 .* 3 .* 2026-03-11 17:20 UTC 6 ", tolls)
    assert "Last: 6." in tolls


def test_the_page_gives_no_verdict(page: str) -> None:
    own = plain(page[: page.index('<section aria-labelledby="articles">')].split("</style>")[1])
    for word in ("true", "false", "wrong", "lie", "lies", "misleading", "correct", "fake", "propaganda"):
        assert not re.search(rf"\b{word}\b", own), word


def test_who_is_quoted_and_who_is_left_out(page: str) -> None:
    assert re.search(r"Tomas Redek 3 2 2 2 –", plain(section(page, "speakers")))
    left = plain(section(page, "left-out"))
    assert re.search(r"C Does not name Ana Quill A B D E, Jonas Pell", left)
    assert "that three men had been brought in dead and that 47 people were being treated" in left


def test_names_that_take_a_side_are_told_with_who_uses_them(page: str) -> None:
    names = plain(section(page, "names"))
    assert "union's ringleader (delegitimising; a police report read to journalists" in names
    assert "firebrand (delegitimising; in its own voice)" in names


def test_the_same_records_make_the_same_page(page: str, story: list[Record]) -> None:
    assert comparison_page(compare(story[::-1]), story[::-1]) == page


def hostile(comparison: Comparison) -> Comparison:
    """A comparison whose every free word is an attack."""
    link = Link(entity=None, name=HOSTILE)

    def attacked(finding: Finding) -> Finding:
        values = tuple(
            replace(value, said=HOSTILE, claims=tuple(replace(claim, voice=(link, link)) for claim in value.claims))
            for value in finding.values
        )
        return replace(finding, of=HOSTILE, values=values)

    return replace(
        comparison,
        reports=tuple(
            replace(each, outlet=HOSTILE, title=HOSTILE, url="javascript:x", published=HOSTILE)
            for each in comparison.reports
        ),
        speakers=tuple(replace(each, name=HOSTILE, aliases=(HOSTILE,)) for each in comparison.speakers),
        actors=tuple(replace(each, name=HOSTILE, type=HOSTILE) for each in comparison.actors),
        happenings=tuple(replace(each, place=HOSTILE) for each in comparison.happenings),
        findings=tuple(attacked(each) for each in comparison.findings),
        namings=tuple(replace(each, name=HOSTILE, label=HOSTILE) for each in comparison.namings),
        reuse=tuple(replace(each, reasons=(HOSTILE,)) for each in comparison.reuse),
    )


def test_hostile_words_are_escaped_wherever_they_stand(comparison: Comparison, story: list[Record]) -> None:
    records = [replace(record, article=record.article) for record in story]
    page = comparison_page(hostile(comparison), records)
    checked(page)
    assert NASTY not in page
    assert page.count("&lt;script&gt;") > 50
    assert 'href="javascript' not in page
    assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', page))


def test_reports_that_share_nothing_have_a_page(story: list[Record]) -> None:
    two = [record for record in story if record.article.outlet in {"Sorenia Today", "Northern Observer"}]
    bare = [replace(record, statements=(), events=(), entities=(), labels=(), relations=(), tolls=()) for record in two]
    page = comparison_page(compare(bare), bare)
    checked(page)
    assert "No two of these reports share a passage." in page
    assert "Nobody is quoted." in page
    assert "No report took text from another, as far as can be told." in page
    assert '<section aria-labelledby="disputes">' not in page


@pytest.mark.parametrize(
    ("lower", "upper", "words"),
    [
        (3, 3, "3"),
        (3.0, None, "at least 3"),
        (None, 9, "at most 9"),
        (24, 99, "24 to 99"),
        (2.5, 2.5, "2.5"),
        (17000, None, "at least 17,000"),
        ("2031-05-01", "2031-05-31", "2031-05"),
        ("2031-05-02", None, "2031-05-02 or later"),
        (None, "2031-05-02", "2031-05-02 or before"),
        (None, None, ""),
    ],
)
def test_bounds_in_words(lower: float | str | None, upper: float | str | None, words: str) -> None:
    assert bounds(lower, upper) == words


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        ("2031-05-02", "2031-05-02", "2031-05-02"),
        ("2031-01-01", "2031-12-31", "2031"),
        ("2031-02-01", "2031-02-28", "2031-02"),
        ("2031-05-02", "2031-05-04", "2031-05-02 to 2031-05-04"),
        ("2031-05-02T05:00", "2031-05-02T12:00", "2031-05-02 05:00 to 12:00"),
        ("2031-05-02T18:00", "2031-05-03T06:00", "2031-05-02 18:00 to 2031-05-03 06:00"),
    ],
)
def test_times_in_words(earliest: str, latest: str, words: str) -> None:
    assert moment(earliest, latest) == words


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("2031", "2031"),
        ("2031-05-02", "2031-05-02"),
        ("2031-05-02T06:30:00+00:00", "2031-05-02 06:30 UTC"),
        ("2031-05-02T06:30:00Z", "2031-05-02 06:30 UTC"),
        ("2031-05-02T06:30+02:00", "2031-05-02 06:30 +02:00"),
        ("2031-05-02T06:30", "2031-05-02 06:30"),
    ],
)
def test_clocks_in_words(written: str, words: str) -> None:
    assert clock(written) == words


def test_what_is_denied_is_told_as_denied(comparison: Comparison, story: list[Record]) -> None:
    text = story[0].article.text
    words = Place(article=story[0].article.id, text=text, start=0, end=4)
    voice = (Link(entity=None, name="Wire"), Link(entity=None, name="Oda Flint"))
    claim = Claim(words=words, voice=voice, denies=True, origin=story[0].article.id)
    value = Value(said="guards fired", claims=(claim,), articles=0, origins=0)
    finding = Finding(attribute=Attribute.ACCOUNT, standing=Standing.DISPUTE, values=(value,))
    told = replace(comparison, findings=(finding,))
    (one,) = found(told, Standing.DISPUTE)
    assert (one.what, one.trigger, one.now, one.values[0].by[0].denies) == ("account", None, "", True)
    assert "Oda Flint denies it: " in plain(section(comparison_page(told, story), "disputes"))


def test_the_graph_goes_from_left_to_right_and_arrows_tell_the_direction(comparison: Comparison) -> None:
    drawn = graph(comparison)
    assert [node.label for node in drawn.nodes] == [report.label for report in comparison.reports]
    assert [node.x for node in drawn.nodes] == sorted(node.x for node in drawn.nodes)
    assert all(0 < node.x < drawn.width and 0 < node.y < drawn.height for node in drawn.nodes)
    assert len(drawn.arrows) == len(comparison.spread.edges) == 2
    assert all(arrow.known and arrow.path.startswith("M14 ") for arrow in drawn.arrows), "from the first box"


def test_an_arrow_may_lead_back_where_dates_do_not_tell(comparison: Comparison) -> None:
    first, last = comparison.reports[0].article, comparison.reports[-1].article
    edge = Edge(source=last, target=first, directed=False, words=40, share=0.2, edits=(), passages=())
    drawn = graph(replace(comparison, spread=Spread(edges=(edge,))))
    assert not drawn.arrows[0].known
    assert drawn.told == ("E and A, nobody tells which first, share 40 words, 20% of A, unchanged.",)
    assert "shared with E: 40 words, 20%" in drawn.nodes[0].lines


def test_a_sentence_put_in_stands_behind_the_full_stop(comparison: Comparison) -> None:
    for pair in comparison.reuse:
        for passage in pair.passages:
            shown = pieces(passage)
            for before, piece in pairwise(shown):
                if piece.told == "sentence added":
                    assert re.search(r"[.!?][\"”]?$", before.words)
            kinds = [edit.kind for edit in passage.edits]
            assert sum(int((re.search(r"×(\d+)", each) or [0, 1])[1]) for each in named(kinds)) == len(kinds)


def test_the_summary_counts(comparison: Comparison) -> None:
    assert summary(comparison).startswith("5 reports, of which 3 took no telling from another; ")


def test_no_sentence_is_left_out_twice(comparison: Comparison) -> None:
    for silence in left_out(comparison):
        for one in silence.left:
            others = [each for each in silence.left if each is not one and each.told.article == one.told.article]
            assert not any(each.told.start <= one.told.start and one.told.end <= each.told.end for each in others), (
                "a part of what is told already"
            )
