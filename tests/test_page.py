"""A saved web page gives an article with its metadata, or says why not."""

import pytest

from onrecord.articles import from_page
from onrecord.errors import ArticleError

BODY = (
    "<p>The harbour of Marn was closed on Monday after a crane fell across the main quay, port officials said.</p>"
    "<p>“Nobody was under it, thank God,” said the harbour master, Oda Flint. “It could have been so much worse.”</p>"
    "<p>Ships were sent to other ports along the coast, and the ferry to Little Marn did not sail.</p>"
)
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Crane falls | Marn Gazette</title>'
    '<meta property="og:site_name" content="Marn Gazette"><meta property="og:title" content="Crane falls in Marn">'
    '<meta property="article:published_time" content="2026-02-03T08:15:00+01:00">'
    '<meta name="author" content="Per Holm"><link rel="canonical" href="https://gazette.example/crane"></head><body>'
    '<nav><a href="/">Home</a><a href="/sport">Sport</a></nav>'
    "<article><h1>Crane falls in Marn</h1>" + BODY + "</article>"
    "<footer>Cookie settings. Subscribe now.</footer></body></html>"
)


def refused(code: str, raw: bytes) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        from_page(raw, "page.html")
    assert caught.value.code == code
    assert "page.html" in caught.value.what
    return caught.value


def test_text_and_metadata() -> None:
    article = from_page(PAGE.encode(), "page.html")
    assert article.outlet == "Marn Gazette"
    assert article.title == "Crane falls in Marn"
    assert article.byline == "Per Holm"
    assert article.published == "2026-02-03T08:15:00+01:00"
    assert article.url == "https://gazette.example/crane"
    assert article.language == "en"
    assert len(article.paragraphs) == 3
    assert article.text.startswith("The harbour of Marn") and article.text.endswith("did not sail.")
    assert "Subscribe" not in article.text and "Sport" not in article.text


def test_the_date_in_linked_data_keeps_its_time() -> None:
    linked = '<script type="application/ld+json">{"@graph":[{"datePublished":"2026-02-03T09:00:00Z"}]}</script>'
    page = PAGE.replace('<meta property="article:published_time" content="2026-02-03T08:15:00+01:00">', linked)
    assert from_page(page.encode(), "x").published == "2026-02-03T09:00:00Z"


def test_a_day_stays_a_day() -> None:
    page = PAGE.replace("2026-02-03T08:15:00+01:00", "2026-02-03")
    assert from_page(page.encode(), "x").published == "2026-02-03"


def test_soft_hyphens_and_spaces_of_the_page_are_not_the_articles() -> None:
    page = PAGE.replace("harbour of Marn", "har\u00adbour\n\t of&nbsp;Marn").replace(
        "port officials", "p\u200bort officials"
    )
    assert from_page(page.encode(), "x").text.startswith("The harbour of Marn was closed")
    assert "port officials" in from_page(page.encode(), "x").text


def test_line_breaks_part_paragraphs_and_run_together_ones_are_parted() -> None:
    page = (
        PAGE.replace("</p><p>Ships", "<br><br>Ships")
        .replace("worse.”</p>", "worse.”")
        .replace("port officials said.</p><p>", "port officials said.")
    )
    found = from_page(page.encode(), "x")
    assert [found.text[s.start : s.end][:9] for s in found.paragraphs] == ["The harbo", "“Nobody w", "Ships wer"]


def test_a_page_without_an_article() -> None:
    refused("A04", b"<html><body><nav><a href='/a'>One</a></nav><form><input name='q'></form></body></html>")
    refused("A04", b"<html><body></body></html>")


@pytest.mark.parametrize("cut", ["fell acr", "<p>Ships were se", "said.</p><p", "other ports along the coast, and"])
def test_a_page_cut_short(cut: str) -> None:
    at = PAGE.index(cut) + len(cut)
    error = refused("A10", PAGE[:at].encode())
    assert "again" in error.remedy


def test_a_page_cut_between_paragraphs() -> None:
    refused("A10", PAGE[: PAGE.index("<p>Ships")].encode())


def test_a_page_that_leaves_out_its_closing_tags_is_whole() -> None:
    page = PAGE.replace("</body></html>", "")
    assert len(from_page(page.encode(), "x").paragraphs) == 3


def test_another_language_is_recorded_as_such() -> None:
    french = (
        "<p>Le port de Marn a été fermé lundi après la chute d'une grue sur le quai principal, ont déclaré les "
        "responsables du port. Personne n'a été blessé, selon le capitaine du port, et les navires ont été "
        "dirigés vers d'autres ports de la côte en attendant la réouverture.</p>"
    )
    error = refused("A05", PAGE.replace(BODY, french).encode())
    assert "French" in error.what


def test_deep_and_broken_markup_is_survived() -> None:
    deep = PAGE.replace(BODY, "<div>" * 100 + BODY + "</div>" * 100)
    assert "harbour" in from_page(deep.encode(), "x").text
    assert "harbour" in from_page(PAGE.replace("</p>", "").encode(), "x").text
