"""Events as people see them: a line each on a terminal, a row each on a page, both ways between words and row."""

import re
from dataclasses import replace

import pytest

from onrecord.export.html import article_page
from onrecord.export.voices import strip, voice_map
from onrecord.record import Anchor, Record
from tests.made_events import ATTACK, EVENTS, FIRED, MET, SEIZED, TEXT, anchor, happening, made, someone
from tests.test_html import NASTY, checked
from tests.test_show import plain, shown


def events_of(screen: str) -> str:
    """The section of events on a screen, its lines unwrapped."""
    found = re.search(r"^Events\n(.*?)(?=^\S|\Z)", screen, re.DOTALL | re.MULTILINE)
    assert found
    return plain(found[1])


def test_a_line_says_who_did_what_to_whom_where_when_and_how_many() -> None:
    section = events_of(shown(made()))
    assert (
        "ASSAULT/firearms Riot police → dockers “fired” place “the harbour”, time “Tuesday” (2024-06-04), 1 killed, "
        "24–99 injured, about military, crime — [A] Harbour Post ¶1"
    ) in section
    assert "CONSULT President Zoë Äld, the Norvane envoy “met” time “May” (2024-05-01 to 2024-05-31)" in section
    assert "ASSAULT She (Zoë Äld) → nobody “attack” negated — Harbour Post › Zoë Äld ¶2" in section
    assert "with “a depot”, at most 40 crates; sacks seized, alleged, told as background" in section
    assert "COERCE/arrest (not told) → عمر الهادي “arrested”" in section


def test_events_are_in_text_order_and_a_long_list_is_cut_but_for_all() -> None:
    many = tuple(replace(FIRED, id=f"v-{number}") for number in range(20))
    screen = shown(made((SEIZED, *many)))
    assert "… and 6 more; --all shows them" in screen
    whole = events_of(shown(made((SEIZED, *many)), whole=True))
    assert "--all" not in whole
    assert whole.count("ASSAULT/firearms") == 20 and whole.rindex("ASSAULT") < whole.index("COERCE")


def test_an_article_without_events_has_no_such_section() -> None:
    assert "Events" not in shown(made(())) and "<h2>Events" not in article_page(made(()))


@pytest.mark.parametrize("width", [20, 40, 100])
def test_long_names_wrap_and_nothing_is_lost(width: int) -> None:
    screen = shown(made(), width=width)
    assert all(len(line) <= width for line in screen.splitlines())
    assert "\x1b" not in screen
    for words in ("ASSAULT/firearms", "dockers", "negated", "alleged"):
        assert words in "".join(screen.split())


def page_of(record: Record) -> str:
    page = article_page(record)
    checked(page)
    return page


def test_every_event_has_its_row_and_links_both_ways() -> None:
    checker = checked(article_page(made()))
    for event in EVENTS:
        assert event.id in checker.ids and event.id in checker.targets, "the number in the text leads to the row"
        parts: list[Anchor | None] = [event.trigger, *event.mentions, *event.actors, *event.recipients]
        parts += [event.place, event.when, event.instrument, event.killed, event.injured, event.arrested]
        for part in (*parts, *event.other_counts):
            if part is not None:
                name = f"w{part.start}-{part.end}"
                assert name in checker.targets
                assert part.words.startswith(checker.words[name])


def test_the_words_that_tell_an_event_say_what_it_is() -> None:
    page = page_of(made())
    start = TEXT.index("fired")
    mark = re.search(rf'<span class="event" id="w{start}-{start + 5}" title="([^"]*)">', page)
    assert mark
    assert mark[1].startswith("Event 1: ASSAULT/firearms: Riot police → dockers; place “the harbour”; time “Tuesday”")
    assert page.count('title="Event 1: ') == 3, "each of its words does"
    assert len(re.findall(r'class="sign" href="#v-1"', page)) == 1, "one link is enough"


def test_the_row_tells_status_bounds_and_voice() -> None:
    text = " ".join(re.sub(r"<[^>]*>", " ", page_of(made())).split())
    assert "24–99 injured “ dozens ”" in text
    assert "time “ Tuesday ” (2024-06-04)" in text
    assert "negated" in text and "alleged" in text and "told as background" in text
    assert "She (Zoë Äld) → nobody" in text
    assert re.search(r"COERCE arrest \( ?not told ?\) → عمر الهادي", text)


def test_two_events_of_the_same_words_both_have_their_number() -> None:
    page = page_of(made((FIRED, happening(7, "COERCE", "fired"))))
    assert 'href="#v-1"' in page and 'href="#v-7"' in page
    assert re.search(r'title="Event 1: [^"]* · Event 2: COERCE"', page)


def test_events_change_nothing_of_the_voice_map() -> None:
    with_events, without = made(), made(())
    assert strip(voice_map(with_events), 80) == strip(voice_map(without), 80)


def test_hostile_words_of_an_event_are_escaped() -> None:
    entity = replace(made().entities[0], name=f'{NASTY}" onfocus="x')
    event = replace(ATTACK, type=NASTY, mode=NASTY, contexts=(f"'{NASTY}",), id="v-3")
    voice = tuple(replace(link, name=NASTY) for link in ATTACK.voice)
    record = replace(made((replace(event, voice=voice), MET)), entities=(entity,))
    page = page_of(record)
    assert NASTY not in page
    assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', page))
    assert "\x1b[31m" not in shown(replace(record, entities=(replace(entity, name="\x1b[31mred"),)))


def test_an_event_across_paragraphs_and_inside_a_quotation_is_marked() -> None:
    start = TEXT.index("dozens")
    wide = Anchor(text=TEXT, start=start, end=TEXT.index("Äld"))
    event = replace(FIRED, trigger=wide, mentions=(wide, anchor("met")), recipients=(someone("dozens"),))
    checker = checked(article_page(made((event,))))
    assert "v-1" in checker.targets
