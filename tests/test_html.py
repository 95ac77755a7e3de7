"""Pages are self-contained, escape everything, run nothing; every link on them leads somewhere."""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import onrecord
from onrecord.comparing.compare import compare
from onrecord.export.comparison_page import comparison_page
from onrecord.export.html import article_page
from onrecord.export.passages import pieces
from onrecord.export.voices import strip, voice_map
from onrecord.record import MentionKind, Record
from tests.made import TEXT, anchor, made

NASTY = '<script>alert("x")</script>'


class _Checker(HTMLParser):
    """Collects what a page would load or run, and whether its tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.words: dict[str, str] = {}
        self._inside: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "br", "link", "img", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            if name in {"src", "style", "srcset", "action"} or name.startswith("on"):
                self.loads.append(f"{tag} {name}={value}")
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value and value.startswith("#"):
                assert "a" not in self.open[:-1], "a link in a link"
                self.targets.append(value[1:])
        if tag not in {"meta", "br", "link", "img", "input"}:
            given = dict(attrs)
            self._inside.append("sign" if given.get("class") == "sign" else given.get("id"))

    def handle_data(self, data: str) -> None:
        if "sign" not in self._inside:
            for name in self._inside:
                if name:
                    self.words[name] = self.words.get(name, "") + data

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()
        self._inside.pop()


def checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    assert checker.loads == []
    assert "script" not in checker.tags
    assert len(checker.ids) == len(set(checker.ids))
    assert set(checker.targets) <= set(checker.ids)
    return checker


def test_the_policy_allows_our_style_and_nothing_else(story: list[Record]) -> None:
    page = article_page(story[0])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy and style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1].startswith(f"default-src 'none'; style-src 'sha256-{digest}'")


def test_pages_of_the_story_are_whole(story: list[Record]) -> None:
    for record in story:
        checker = checked(article_page(record))
        assert {statement.id for statement in record.statements} <= set(checker.ids)
    checked(comparison_page(compare(story), story))


def test_what_comes_from_an_article_is_escaped() -> None:
    text = (
        f"The mayor, Oda Flint, said on Monday that “{NASTY} & more” was closed.\nShe said it was <b>over</b> for good."
    )
    record = onrecord.read(text, outlet=NASTY, title=NASTY, byline=NASTY, url='javascript:alert("x")')
    page = article_page(record)
    checked(page)
    assert NASTY not in page
    assert 'href="javascript' not in page
    other = onrecord.read(text + " And that was all of it.", outlet="Two", title=NASTY)
    both = comparison_page(compare([record, other]), [record, other])
    checked(both)
    assert NASTY not in both


def anchored(record: Record) -> Iterator[tuple[int, int]]:
    """The offsets of all that the page shows as an item."""
    for entity in record.entities:
        yield from ((mention.start, mention.end) for mention in entity.mentions)
    for statement in record.statements:
        parts = (statement.source, statement.cue, statement.addressee, statement.medium, statement.when)
        yield from ((part.start, part.end) for part in parts if part)
    for relation in record.relations:
        told = (relation, relation.label, relation.count, relation.when, relation.since, relation.until)
        yield from ((part.start, part.end) for part in told if part)
    yield from ((label.start, label.end) for label in record.labels)


def test_every_item_links_to_its_words_and_every_content_back(story: list[Record]) -> None:
    for record in (*story, made()):
        checker = checked(article_page(record))
        for start, end in anchored(record):
            assert f"w{start}-{end}" in checker.targets
        for statement in record.statements:
            assert statement.id in checker.targets


def test_what_a_link_leads_to_are_the_words() -> None:
    checker = checked(article_page(made()))
    for name in checker.targets:
        if found := re.fullmatch(r"w(\d+)-(\d+)", name):
            words = TEXT[int(found[1]) : int(found[2])]
            assert words.startswith(checker.words[name]), "a mark across another is cut, not moved"
    outer = made().statements[0].content[0]
    assert checker.words[f"w{outer.start}-{outer.end}"] == outer.words, "a statement holds the one within it"


def test_the_strip_has_a_link_for_every_stretch() -> None:
    record = made()
    page = article_page(record)
    drawn = re.findall(r'<a href="#(w\d+-\d+)"><title>', page[page.index("<svg") : page.rindex("</svg>")])
    blocks = [block for row in strip(voice_map(record), 160) for block in row]
    assert drawn == [f"w{block.stretch.span.start}-{block.stretch.span.end}" for block in blocks]
    assert [block.speaker.sign for block in blocks] == list("ABCADAEAFGAGA")


def test_the_page_tells_of_everything_in_the_record() -> None:
    page = re.sub(r"<[^>]*>", "", re.sub("<br>|</div>", " ", article_page(made())))
    shown = " ".join(page.split())
    assert "Harbour Post › The Lantern › Ines Vall 9% · 1 statement" in shown
    assert "Harbour Post › somebody unnamed (not told who)" in shown
    assert "2 names: Ines Vall, Vall 1 description: Ines Vall, who leads the Pilots&#39; Guild, 1 pronoun: She" in shown
    assert "leader of the Pilots&#39; Guild" in shown
    assert "Ines Vall is a member of → Pilots&#39; Guild" in shown
    assert "as “led” · since “2019” · by Pilots&#39; Guild · told as past" in shown
    assert "closed for good euphemism · in quotation marks · C Harbour Post › The Lantern › Ines Vall" in shown
    assert "indirect · certain · to “its reporter”" in shown


def test_an_article_in_which_nobody_is_quoted_has_a_page() -> None:
    record = replace(made(), statements=(), relations=(), labels=(), entities=())
    page = article_page(record)
    checked(page)
    assert "Nothing in this article is attributed to anybody." in page
    assert "Harbour Post, in its own voice" in page
    assert not {"<h2>Relations", "<h2>Actors", "<h2>Names"} & set(re.findall("<h2>[A-Z][a-z]+", page))


def hostile(record: Record) -> Record:
    """A record whose every free word is an attack, as another reader might make it."""
    vall = replace(record.entities[1], name=NASTY, aliases=(NASTY,), code='"><img src=x>', type=NASTY)
    vall = replace(vall, roles=(replace(vall.roles[0], title=NASTY, of="' onclick='x"),))
    voice = tuple(replace(link, name=f'{NASTY}" onfocus="x') for link in record.statements[1].voice)
    statements = tuple(replace(each, voice=voice, act=NASTY) for each in record.statements)
    entities = (record.entities[0], vall, *record.entities[2:])
    labels = tuple(replace(label, voice=voice) for label in record.labels)
    return replace(record, entities=entities, statements=statements, labels=labels)


def test_hostile_names_are_escaped_wherever_they_stand() -> None:
    page = article_page(hostile(made(outlet=NASTY, title=NASTY)))
    checked(page)
    assert NASTY not in page
    assert "img" not in checked(page).tags
    assert not re.search(r"<[^>]*\son[a-z]+=", re.sub(r'"[^"]*"', '""', page))


def test_a_voice_that_is_not_the_outlets_is_told_by_letter_colour_and_hatching() -> None:
    record = made()
    many = tuple(
        replace(
            record.statements[number % 6],
            id=f"s-{number}",
            voice=(replace(record.statements[0].voice[0], name=f"Witness {number}"),),
        )
        for number in range(6)
    )
    extra = tuple(
        replace(many[0], id=f"s-{n}", voice=(replace(many[0].voice[0], name=f"W {n}"),)) for n in range(6, 12)
    )
    page = article_page(replace(record, statements=(*many, *extra)))
    checked(page)
    looks = re.findall(r'<span class="chip ([^"]+)">(.)</span> <span>', page)
    assert len(looks) == len(set(looks)) == len({look for look, _ in looks}) == len({sign for _, sign in looks}) == 13
    assert sum("h1" in look for look, _ in looks) == 4


def test_mentions_of_every_kind_are_told_apart() -> None:
    page = article_page(made())
    for kind in MentionKind:
        word = {"name": "name", "nominal": "description", "pronoun": "pronoun"}[kind.value]
        assert re.search(rf"\d {word}s?:", page)
    she = anchor("She")
    assert f'<span class="source" id="w{she.start}-{she.end}" title="Ines Vall">She</span>' in page


def test_a_shared_passage_shows_the_earlier_text_and_the_changes(story: list[Record]) -> None:
    for reuse in compare(story).reuse:
        for passage in reuse.passages:
            shown = pieces(passage)
            before = "".join(piece.words for piece in shown if piece.kind != "after")
            assert before == passage.earlier.words
            added = [piece.words.strip() for piece in shown if piece.kind == "after"]
            assert added == [edit.after.words for edit in passage.edits if edit.after]
