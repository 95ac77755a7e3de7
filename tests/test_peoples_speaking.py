"""Whom sources stand for that tell of some of a people, of texts of one's own, and of who shares a verb's subject."""

import pytest

from onrecord.articles import article
from onrecord.reading.reader import read
from onrecord.record import Record


def read_text(text: str) -> Record:
    return read(article(text, "the text", outlet="The Marn Courier"))


def voice_of(record: Record, words: str) -> tuple[str | None, str | None]:
    """What the link is called that says some words, and its kind where nobody is named."""
    text = record.article.text
    at = text.index(words)
    said = next(each for each in record.statements if any(span.start <= at < span.end for span in each.content))
    return said.voice[-1].name, said.voice[-1].anonymous


@pytest.mark.parametrize("source", ["Many Kenyans", "Kenyans", "Some Kenyans"])
def test_some_of_a_people_are_not_their_country(source: str) -> None:
    text = f"Kenya signed the treaty on Monday. {source} say that the price is too high."
    record = read_text(text)
    countries = {entity.name for entity in record.entities if entity.type == "country"}
    assert voice_of(record, "the price is too high")[0] in {source, "Kenyans"} - countries


@pytest.mark.parametrize("source", ["Kenya", "Nairobi"])
def test_a_country_speaks_by_its_name(source: str) -> None:
    text = f"Kenya signed the treaty on Monday. {source} said that the price was too high."
    assert voice_of(read_text(text), "the price was too high") == ("Kenya", None)


def test_what_stands_in_her_account_is_hers() -> None:
    text = (
        "Dr. Oda Flint was the harbour's physician for nine years. She kept a diary in all of them. According to her "
        "account, the mayor refused to see a nurse."
    )
    assert voice_of(read_text(text), "the mayor refused to see a nurse") == ("Oda Flint", None)


def test_a_campaign_is_not_whom_it_is_for() -> None:
    text = (
        "Jonas Quill will speak in Hallan on Friday. His campaign hired two boats for it. The campaign said that the "
        "rally would be short."
    )
    assert voice_of(read_text(text), "the rally would be short")[0] != "Jonas Quill"


def test_two_verbs_share_their_subject_across_an_aside() -> None:
    text = "Nine firms checked the Marn Gazette, which keeps a tally of wrecks, and found that there had been nine."
    assert voice_of(read_text(text), "there had been nine")[0] == "Nine firms"


def test_what_some_say_goes_no_further() -> None:
    text = "Oda Flint looked tired in the first debate, and some wondered about her health. By June she had recovered."
    record = read_text(text)
    at = text.index("By June")
    assert not any(span.start <= at < span.end for each in record.statements for span in each.content)


def test_a_slide_is_a_text_and_a_rumour_is_one() -> None:
    text = (
        "The minister showed slides to the traders. One slide says that nine of ten limes come from the islands. There "
        "were rumours that forty firms had moved to the coast."
    )
    record = read_text(text)
    assert voice_of(record, "nine of ten limes") == ("One slide", "reports")
    assert voice_of(record, "forty firms had moved")[1] == "reports"


def test_a_party_before_a_name_and_a_bracket_behind_it_are_no_part_of_it() -> None:
    text = "Republican Oda Flint (R-Marn) said on Monday that the bridge was shut. Flint called it a pity."
    names = {entity.name for entity in read_text(text).entities if entity.type == "person"}
    assert names == {"Oda Flint"}
