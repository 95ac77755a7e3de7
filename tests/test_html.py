"""Pages are self-contained, escape everything, run nothing."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

import onrecord
from onrecord.comparing.compare import compare
from onrecord.export.html import article_page, comparison_page, pieces
from onrecord.export.marks import share_of_voice, speakers, stretches
from onrecord.record import Record

NASTY = '<script>alert("x")</script>'


class _Checker(HTMLParser):
    """Collects what a page would load or run, and whether its tags are balanced."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in {"meta", "br", "link", "img", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            if name in {"src", "style", "srcset", "action"} or name.startswith("on"):
                self.loads.append(f"{tag} {name}={value}")
            if name == "id" and value:
                self.ids.append(value)

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()


def checked(page: str) -> _Checker:
    checker = _Checker()
    checker.feed(page)
    assert checker.open == []
    assert checker.loads == []
    assert "script" not in checker.tags
    assert len(checker.ids) == len(set(checker.ids))
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
        assert {statement.id for statement in record.statements} <= set(checker.ids) | {""} or checker.ids
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


def test_the_stretches_of_a_paragraph_are_its_text(story: list[Record]) -> None:
    for record in story:
        people = speakers(record)
        for paragraph in record.article.paragraphs:
            shown = "".join(stretch.words for stretch in stretches(record, paragraph, people))
            assert shown == record.article.text[paragraph.start : paragraph.end]


def test_shares_add_up(story: list[Record]) -> None:
    for record in story:
        shares = share_of_voice(record, speakers(record))
        assert sum(shares.values()) == pytest.approx(1.0)
        assert 0.1 < shares[None] < 1.0


def test_a_shared_passage_shows_the_earlier_text_and_the_changes(story: list[Record]) -> None:
    for reuse in compare(story).reuse:
        for passage in reuse.passages:
            shown = pieces(passage)
            before = "".join(piece.words for piece in shown if piece.kind != "after")
            assert before == passage.earlier.words
            added = [piece.words.strip() for piece in shown if piece.kind == "after"]
            assert added == [edit.after.words for edit in passage.edits if edit.after]
