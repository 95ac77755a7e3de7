"""Text shared by articles: found whatever was done to it, told to the character, each edit by its kind."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import article
from onrecord.comparing.alignment import aligned
from onrecord.comparing.comparison import Edit, Passage, Reuse, Share
from onrecord.comparing.direction import direction
from onrecord.comparing.edits import EditKind, Known, edits, telling
from onrecord.comparing.reuse import between, laid, reuse
from onrecord.comparing.sketches import Index, candidates, shingles, sketch
from onrecord.comparing.words import words
from onrecord.record import Article, Span

FIRST = "A crane fell on the quay of Marn on Monday and blocked the northern basin for most of the day."
SECOND = "Three men were hurt, and the port captain reportedly closed both gates until the evening shift."
THIRD = "The rebels left their camp near Hallan before the trucks of the relief convoy could reach it."
FOURTH = "The new quay was built nine years ago by a firm from Sorenia that has since gone out of business."
STORY = f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\n{FOURTH}"


def made(text: str, outlet: str = "Meridian Wire", published: str | None = None) -> Article:
    paragraphs, at = [], 0
    for part in text.split("\n\n"):
        if part:
            paragraphs.append(Span(at, at + len(part)))
        at += len(part) + 2
    return Article(outlet=outlet, published=published, language="en", text=text, paragraphs=tuple(paragraphs))


def shared(one: str, other: str) -> Reuse:
    first = made(one, published="2031-03-01T06:00:00+00:00")
    found = between(laid(first), laid(made(other, "Hallan Courier", "2031-03-01T09:00:00+00:00")))
    assert found is not None
    return found


def told(found: Reuse) -> list[tuple[EditKind, str, str]]:
    return [
        (edit.kind, edit.before.words if edit.before else "", edit.after.words if edit.after else "")
        for passage in found.passages
        for edit in passage.edits
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind", "words_before", "words_after"),
    [
        ("Three men", "Five men", EditKind.NUMBER, "Three", "Five"),
        ("Three men", "3 men", EditKind.CHANGED, "Three", "3"),
        ("nine years", "19 years", EditKind.NUMBER, "nine", "19"),
        ("Three men", "Dozens of men", EditKind.NUMBER, "Three", "Dozens of"),
        ("near Hallan", "near Halan", EditKind.NAME, "Hallan", "Halan"),
        ("near Hallan", "near Tarn Moreld", EditKind.NAME, "Hallan", "Tarn Moreld"),
        ("on Monday", "on Tuesday", EditKind.CHANGED, "Monday", "Tuesday"),
        ("The rebels", "The terrorists", EditKind.LABEL, "rebels", "terrorists"),
        ("reportedly closed", "closed", EditKind.HEDGE_DROPPED, "reportedly", ""),
        ("blocked the", "may have blocked the", EditKind.HEDGE_ADDED, "", "may have"),
        (
            "most of the day.",
            "most of the day, port officials said.",
            EditKind.ATTRIBUTION_ADDED,
            "",
            "port officials said",
        ),
        ("A crane fell", "Witnesses said that a crane fell", EditKind.ATTRIBUTION_ADDED, "", "Witnesses said that"),
        ("left their camp", "abandoned their camp", EditKind.CHANGED, "left", "abandoned"),
        ("the northern basin", "the basin", EditKind.REMOVED, "northern", ""),
        ("both gates", "both wide gates", EditKind.ADDED, "", "wide"),
    ],
)
def test_each_kind_of_edit(before: str, after: str, kind: EditKind, words_before: str, words_after: str) -> None:
    assert STORY.count(before) == 1
    found = shared(STORY, STORY.replace(before, after))
    assert told(found) == [(kind, words_before, words_after)]
    assert len(found.passages) == 1
    turned = {
        EditKind.HEDGE_DROPPED: EditKind.HEDGE_ADDED,
        EditKind.HEDGE_ADDED: EditKind.HEDGE_DROPPED,
        EditKind.ATTRIBUTION_ADDED: EditKind.ATTRIBUTION_DROPPED,
        EditKind.REMOVED: EditKind.ADDED,
        EditKind.ADDED: EditKind.REMOVED,
    }
    back = shared(STORY.replace(before, after), STORY)
    assert told(back) == [(turned.get(kind, kind), words_after, words_before)]


@pytest.mark.parametrize("cut", [SECOND, THIRD])
def test_a_sentence_that_is_cut_is_cut_whole(cut: str) -> None:
    shorter = STORY.replace(f"{cut}\n\n", "")
    assert told(shared(STORY, shorter)) == [(EditKind.SENTENCE_CUT, cut.rstrip("."), "")]
    assert told(shared(shorter, STORY)) == [(EditKind.SENTENCE_ADDED, "", cut.rstrip("."))]


def test_several_edits_in_one_sentence_are_told_apart() -> None:
    other = STORY.replace("Three men were", "Five men were").replace("reportedly closed", "closed")
    other = other.replace("The rebels", "The terrorists").replace("near Hallan", "near Ostrel")
    kinds = [kind for kind, _, _ in told(shared(STORY, other))]
    assert kinds == [EditKind.NUMBER, EditKind.HEDGE_DROPPED, EditKind.LABEL, EditKind.NAME]


def test_a_cut_sentence_with_a_number_changed_right_behind_it() -> None:
    other = f"{FIRST}\n\n{SECOND.replace('Three', 'Five')}"
    one = f"{FIRST}\n\n{FOURTH}\n\n{SECOND}"
    assert told(shared(one, other)) == [
        (EditKind.SENTENCE_CUT, FOURTH.rstrip("."), ""),
        (EditKind.NUMBER, "Three", "Five"),
    ]


def test_what_a_record_knows_goes_before_what_words_show() -> None:
    one, other = "The guards of the grey house left it open all night long, we heard.", ""
    other = one.replace("grey house", "old mill")
    cut = words(one), words(other)
    (found,) = aligned(*cut)
    plain = edits(telling(one, cut[0]), telling(other, cut[1]), found)
    assert [edit.kind for edit in plain] == [EditKind.CHANGED]
    at = one.index("grey"), other.index("old")
    known = Known(names=((at[0], at[0] + 10),)), Known(names=((at[1], at[1] + 8),))
    surer = edits(telling(one, cut[0], known[0]), telling(other, cut[1], known[1]), found)
    assert [edit.kind for edit in surer] == [EditKind.NAME]


def test_paragraphs_in_another_order_are_passages_of_their_own() -> None:
    found = shared(STORY, f"{THIRD}\n\n{FOURTH}\n\n{FIRST}\n\n{SECOND}")
    assert [(passage.earlier.words, passage.later.words) for passage in found.passages] == [
        (f"{THIRD}\n\n{FOURTH}".rstrip("."),) * 2,
        (f"{FIRST}\n\n{SECOND}".rstrip("."),) * 2,
    ]
    assert told(found) == []


def test_own_text_between_copied_paragraphs_is_no_part_of_what_is_shared() -> None:
    own = "Nobody at the town hall was willing to say when repairs would begin or what they would cost."
    found = shared(STORY, f"{FIRST}\n\n{own}\n\n{SECOND}")
    assert told(found) == [(EditKind.SENTENCE_ADDED, "", own.rstrip("."))]


def test_light_rewriting_stays_one_passage() -> None:
    other = STORY.replace("fell on", "toppled onto").replace("most of the day", "much of Monday").replace("’", "'")
    other = other.replace("were hurt", "were injured").replace("until the evening", "till the evening")
    found = shared(STORY, other)
    assert len(found.passages) == 1
    assert found.share_of_later > 0.85


def test_a_set_phrase_is_no_copying() -> None:
    line = "The ministry did not immediately respond to a request for comment on Thursday night."
    found = shared(f"{FIRST}\n\n{line}", f"{FOURTH}\n\n{line}")
    assert [passage.kind for passage in found.passages] == [Share.STOCK]
    assert found.shared_words == 0


def test_a_quotation_with_its_few_words_around_is_no_copying() -> None:
    quote = "“We shall open the gates again when the last man who was hurt has been paid,” said Oda Flint on Monday."
    found = shared(f"{FIRST}\n\n{quote}", f"{FOURTH}\n\n{quote}")
    assert [passage.kind for passage in found.passages] == [Share.QUOTATION]


@pytest.mark.parametrize(
    ("first", "second", "turned", "directed"),
    [
        ("2031-03-01T06:00:00+00:00", "2031-03-01T09:00:00+00:00", False, True),
        ("2031-03-01", "2031-03-02", False, True),
        ("2031-03-01", "2031-03-01T09:00:00+00:00", False, False),
        ("2031-03-01", None, False, False),
        (None, None, False, False),
    ],
)
def test_direction_by_dates(first: str | None, second: str | None, turned: bool, directed: bool) -> None:
    found = direction(made(STORY, "Meridian Wire", first), made(STORY, "Hallan Courier", second))
    assert (found.turned, found.directed) == (turned, directed)


def test_whoever_credits_the_other_is_later_where_dates_do_not_tell() -> None:
    crediting = f"{STORY}\n\nThe Meridian Wire first reported the story."
    assert direction(made(crediting, "Courier"), made(STORY)).turned
    found = direction(made(STORY), made(f"{STORY} (Meridian Wire)", "Courier"))
    assert (found.turned, found.directed) == (False, True)
    assert found.reasons == ("the other names Meridian Wire",)


def test_a_name_that_is_no_credit_tells_no_direction() -> None:
    mentioning = f"{STORY}\n\nThe strike at the Meridian Wire goes on."
    assert not direction(made(STORY), made(mentioning, "Courier")).directed
    both = f"{STORY}\n\nThe Courier first reported it."
    assert not direction(made(both), made(f"{STORY} (Meridian Wire)", "Courier")).directed


def test_dates_go_before_credit() -> None:
    found = direction(
        made(f"{STORY} (Courier)", published="2031-03-01T06:00:00Z"), made(STORY, "Courier", "2031-03-01T07:00:00Z")
    )
    assert (found.turned, found.directed) == (False, True)
    assert found.reasons == ("published 1 hour earlier", "it names Courier")


def test_what_stands_whole_in_a_longer_article_is_taken_for_cut_down() -> None:
    pair = [laid(made(STORY)), laid(made(f"{FIRST}\n\n{SECOND}", "Courier"))]
    (found,) = reuse(pair)
    assert (found.earlier, found.directed) == (pair[0].article.id, True)
    assert not shared_undated(STORY, STORY).directed


def shared_undated(one: str, other: str) -> Reuse:
    (found,) = reuse([laid(made(one)), laid(made(other, "Courier"))])
    return found


def many() -> list[Article]:
    """More articles than are all compared, some copied, some dated."""
    topics = ["harbour", "school", "bridge", "market", "theatre", "orchard", "tunnel", "library"]
    rest = "clerk door winter key lamp stone bell roof river glass plank".split()
    own = [
        " ".join(f"{topic} {rest[(at * (number + 3) + number) % 11]}" for at in range(9)).capitalize() + "."
        for number, topic in enumerate(topics)
    ]
    plain = [made(text, f"Outlet {number}", f"2031-03-0{number + 1}") for number, text in enumerate(own)]
    copies = [
        made(f"{own[number]}\n\n{STORY}", f"Copier {number}", f"2031-03-1{number}" if number % 2 else None)
        for number in range(6)
    ]
    return [*plain, *copies]


@given(st.permutations(range(14)))
def test_the_order_articles_come_in_does_not_matter(places: Sequence[int]) -> None:
    articles = [laid(each) for each in many()]
    assert reuse([articles[place] for place in places]) == reuse(articles)


def test_pairs_are_found_by_sketches_alone() -> None:
    articles = [laid(each) for each in many()]
    pairs = candidates([each.sketch for each in articles])
    copies = {(one, other) for one in range(8, 14) for other in range(one + 1, 14)}
    assert copies | {(number, number + 8) for number in range(6)} == set(pairs)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=30), st.lists(st.sampled_from("ijklmnop"), max_size=30))
def test_eight_words_in_a_row_share_a_hash_wherever_they_stand(before: list[str], after: list[str]) -> None:
    run = words(FIRST).folded[:8]
    assert set(sketch([*before, *run, *after])) & set(sketch([*after, *run, *before]))


def test_sketches_are_plain_numbers_that_never_change() -> None:
    assert sketch(words("One two three four five six.").folded) == (14344394358259736900, 16889341430897316419)
    assert sketch(()) == ()
    assert len(shingles(("a",) * 4)) == 0


def test_an_index_takes_texts_as_they_come() -> None:
    index: Index[str] = Index()
    index.add("first", sketch(words(STORY).folded))
    assert index.like(sketch(words(f"{FOURTH} {FIRST}").folded)) == ["first"]
    assert index.like(sketch(words("Something else altogether was told by nobody at all.").folded)) == []


PIECES = st.sampled_from(
    [
        "Three men were hurt when a crane fell on the quay of Marn on Monday.",
        "The cafe\u0301 of Zoe\u0308 Redek was closed, “for good”, her brother said on the telephone.",
        "🚢🇲🇳 Two ships 👩🏽‍✈️ were waiting in the bay for a pilot who never came.",
        "ה\u05b7נ\u05b8מ\u05b5ל נסגר ביום שני אחרי שמנוף נפל על הרציף הצפוני של העיר.",
        "أُغلِق الميناء يوم الاثنين بعد سقوط رافعة على الرصيف الشمالي للمدينة.",
        "“I’ll open it,” said Oda Flint, “when it’s safe; not 1 hour before 9.30 a.m.!”",
        "He\u200bllo so\u00adft hyph\u00adens an\u200dd marks\u200f in the mid\u2060dle of wor\u200cds here now.",
        "___",
        "a",
        "İstanbul ﬁnds STRASSE straße ŉ.",
    ]
)
TEXTS = st.lists(
    st.tuples(PIECES, st.sampled_from([" ", "\r\n", "\n\n", "\r\n\r\n", "\u2028", "  "])), min_size=1, max_size=8
)


def joined(pieces: list[tuple[str, str]]) -> str:
    return "".join(f"{piece}{space}" for piece, space in pieces)


@given(TEXTS, TEXTS)
def test_every_place_quotes_its_article_whatever_the_script(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    texts = joined(one), joined(other)
    pair = [laid(made(text, outlet)) for text, outlet in zip(texts, ("Wire", "Courier"), strict=True)]
    if pair[0].article.id == pair[1].article.id:
        return
    held = {each.article.id: each.article.text for each in pair}
    for found in reuse(pair):
        taken: dict[str, set[int]] = {found.earlier: set(), found.later: set()}
        for passage in found.passages:
            for place in (passage.earlier, passage.later):
                assert held[place.article][place.start : place.end] == place.words
                inside = set(range(place.start, place.end))
                assert not inside & taken[place.article]
                taken[place.article] |= inside
            assert rebuilt(passage) == words(passage.later.words).folded


def rebuilt(passage: Passage) -> tuple[str, ...]:
    """The later's words, from the earlier's and the edits."""
    parts, at = [], passage.earlier.start
    text = passage.earlier.text
    for edit in passage.edits:
        assert passage.earlier.start <= edit.earlier_at <= passage.earlier.end
        assert passage.later.start <= edit.later_at <= passage.later.end
        parts += [*words(text[at : edit.earlier_at]).folded, *after(edit)]
        at = edit.before.end if edit.before else edit.earlier_at
    return (*parts, *words(text[at : passage.earlier.end]).folded)


def after(edit: Edit) -> tuple[str, ...]:
    return words(edit.after.words).folded if edit.after else ()


def test_accents_marks_and_line_ends_make_no_edit() -> None:
    one = "The cafe\u0301 of Zoe\u0308 Redek on the quay of Marn was closed on Monday after the crane fell."
    other = "The café of Zoë Redek on the quay\r\nof Marn was clo\u00adsed on Mon\u200bday after the crane fell."
    found = shared(one, other)
    assert told(found) == []
    assert found.passages[0].later.words == other.rstrip(".")


def test_a_right_to_left_copy_is_told_to_the_character() -> None:
    one = "أُغلِق الميناء يوم الاثنين بعد سقوط رافعة على الرصيف الشمالي للمدينة صباح اليوم"
    other = one.replace("الاثنين", "الثلاثاء")
    assert told(shared(one, f"{other} 🚢")) == [(EditKind.CHANGED, "الاثنين", "الثلاثاء")]


def test_sentences_do_not_end_at_short_forms() -> None:
    text = "Mr. Flint of the U.S. Senate left at 9 a.m. on Sept. 3. He came back. “Why?” she asked.\nNobody knew"
    cut = words(text)
    assert [cut.written[at] for at in cut.sentences] == ["Mr", "He", "Why", "Nobody"]


def test_the_engine_takes_articles_without_records() -> None:
    plain = article(STORY, "a text", outlet="Wire")
    assert laid(plain).sketch == laid(made(STORY)).sketch
