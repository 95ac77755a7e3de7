"""Text in capitals is read as if it were not, and every offset stays where it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord import codec
from onrecord.articles.paragraphs import paragraph_spans
from onrecord.reading.acronyms import explained, is_unsayable
from onrecord.reading.capitals import in_capitals, small, words_in
from onrecord.reading.encoder import Encoder, shipped
from onrecord.reading.linguistic import document
from onrecord.reading.standing_in import anchored_in, standing_in
from onrecord.reading.truecase import recased
from onrecord.record import Anchor, Article, Span, parts


def cased(text: str) -> str:
    return recased(text, paragraph_spans(text), shipped())


class Unread(Encoder):
    """An encoder that nobody may ask."""

    def __init__(self) -> None:
        pass

    def read(self, *_: object) -> None:  # type: ignore[override]
        raise AssertionError("the encoder was asked")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("THE BRIDGE IS CLOSED", True),
        ("THE BRIDGE IS CLOSED, McALLAN SAYS", True),
        ("3,000 FLEE MARN AS RIVER RISES", True),
        ("NATO", False),
        ("REUTERSAGENCY", False),
        ("UN, EU, AU", False),
        ("BREAKING: The bridge is closed", False),
        ("The NFU and the WAL met.", False),
        ("1990 - 1994", False),
        ("מועצת העיר נפגשה היום בבוקר", False),
        ("\u202bCOUNCIL OF דוד MET TODAY\u202c", True),
        ("🙂🙂 BRIDGE CLOSED TODAY 🙂", True),
    ],
)
def test_what_is_in_capitals(text: str, is_one: bool) -> None:
    assert in_capitals(text, Span(0, len(text))) is is_one


@pytest.mark.parametrize(
    ("words", "written"),
    [
        (
            "THE MAYOR, HANNE STRUVE, LEFT FOR ALBANIA ON FRIDAY. SHE WILL BE BACK IN MAY 2031.",
            "The mayor, Hanne Struve, left for Albania on Friday. She will be back in May 2031.",
        ),
        (
            "OFFICIALS SAID THE WORKERS' AID LEAGUE [WAL] HAD PAID. THE WAL DENIED IT.",
            "Officials said the Workers' Aid League [WAL] had paid. The WAL denied it.",
        ),
        ("I KNOW WHAT I SAW", "I know what I saw"),
        ("WE'LL SEE WHAT THEY’VE DONE", "We'll see what they’ve done"),
        ("IT WAS AN AK-47 RIFLE", "It was an AK-47 rifle"),
        ("THEY CAME AT 5 P.M. AND STAYED", "They came at 5 p.m. and stayed"),
        ("THE 3RD OF JUNE, THE 21ST CENTURY", "The 3rd of June, the 21st century"),
        ("WRITE TO NEWS@EXAMPLE.ORG OR CALL", "Write to news@example.org or call"),
        ("HE ASKED, “WHO CAME BACK?”", "He asked, “Who came back?”"),
        ("THE CAR WAS DOING 90 KM AN HOUR", "The car was doing 90 km an hour"),
        ("THE FBI AND NATO TOLD THE UN OF IT", "The FBI and NATO told the UN of it"),
    ],
)
def test_it_is_written_in_ordinary_case(words: str, written: str) -> None:
    assert cased(words) == written


def test_the_rest_of_the_article_tells() -> None:
    body = "Ships of the DoRa line left on Monday. Nobody at Vexly or the DoRa line would say why they did."
    text = f"VEXLY SAYS NOTHING OF THE SHIPS\n\n{body}"
    assert cased(text) == f"Vexly says nothing of the ships\n\n{body}"


def test_short_lines_of_an_article_in_capitals_are_in_capitals_too() -> None:
    text = "HARBOUR\n\nTHE BRIDGE WAS CLOSED BY THE FLOOD."
    assert cased(text) == "Harbour\n\nThe bridge was closed by the flood."


def test_labels_of_a_transcript_stay() -> None:
    text = "STRUVE: WE WILL PAY FOR THE BRIDGE.\nLUND: WHEN WILL YOU PAY?\nSTRUVE: WHEN IT IS OPEN AGAIN."
    assert cased(text).splitlines()[0] == "STRUVE: We will pay for the bridge."


def test_an_article_in_ordinary_case_is_left_alone() -> None:
    text = "HARBOUR\n\nThe NFU said on Monday that the bridge was CLOSED."
    assert recased(text, paragraph_spans(text), Unread()) is text


def test_acronyms_are_known_by_what_stands_beside_them() -> None:
    text = "THE WORKERS' AID LEAGUE [WAL], THE ORFA (ARMED FORCES OF ROEN) AND THE MARN COAST [MAYORS] SAY (NOTHING)"
    words = list(words_in(text, Span(0, len(text))))
    found = explained(text, words)
    assert found.acronyms == {"wal", "orfa"}
    assert {text[start : start + 5] for start in found.names} == {
        "WORKE",
        "AID L",
        "LEAGU",
        "ARMED",
        "FORCE",
        "OF RO",
        "ROEN)",
    }
    assert is_unsayable("nrta")
    assert not is_unsayable("marn")


def test_it_is_read_as_in_ordinary_case() -> None:
    text = (
        "Mayor Hanne Struve of Tirana said on Monday that at least seven people were hurt.\n"
        "“We will pay,” she told the Marn Courier."
    )
    shouted, plain = onrecord.read(text.upper()), onrecord.read(text)
    assert [each.name for each in shouted.entities] == [each.name for each in plain.entities]
    assert [[(m.start, m.end) for m in each.mentions] for each in shouted.entities] == [
        [(m.start, m.end) for m in each.mentions] for each in plain.entities
    ]
    assert [one.voice[-1].name for one in shouted.statements] == ["Hanne Struve", "Hanne Struve"]
    assert [one.words for one in shouted.times] == ["MONDAY"]
    assert [(one.words, one.lower, one.of) for one in shouted.quantities] == [("AT LEAST SEVEN", 7, "people")]
    assert {one.id for one in shouted.entities}.isdisjoint(one.id for one in plain.entities)
    assert document(text.upper()).text == text.upper()
    assert [each.text for each in document(text.upper()).ents] == [each.text.upper() for each in document(text).ents]


def test_an_outlet_in_capitals_stays_the_outermost_voice() -> None:
    record = onrecord.read("HARBOUR TIMES - THE BRIDGE IS CLOSED, THE MAYOR, ODA FLINT, SAID ON MONDAY.")
    assert record.article.outlet == "HARBOUR TIMES"
    link = record.statements[0].voice[0]
    assert (link.name, link.start, link.end) == ("HARBOUR TIMES", 0, 13)


ODD = (
    "İSTANBUL MAYOR SAİD GÜL SAID IT WAS “OVER” 🙂 AND IŞIK AGREED.",
    "THE STRASSE, STRAẞE, MAßE AND GROẞ CAFÉS CLOSED, CAFE\u0301 OWNERS SAID.",
    "“WE’LL PAY,” SAID O’BRIEN.\r\n\r\nMAYOR ǅEVAD ǄURIĆ SAID ŉO.",
    "\u202bTHE ENVOY דוד בן־דוד SAID\u202c THAT TALKS WOULD GO ON, OFFICIALS SAID.",
    "ΟΔΥΣΣΕΥΣ AND МЭР ИВАН OF ﬁRST ﬃCE SAID ᏣᎳᎩ WAS ꭰ AND 𐐀𐐁 TOO.",
    "\ufeffTHE\u00adBRIDGE IS\u00a0CLOSED\u2028MAYOR STRUVE SAID. \u0300\u0301 A. B. C. I'M P.M.",
)


@pytest.mark.parametrize("text", ODD)
def test_every_anchor_is_in_the_text_itself(text: str) -> None:
    record = onrecord.read(text + " AND THAT WAS ALL THAT WAS TOLD IN THE TOWN OF IT.")
    assert record.article.text.startswith(text)
    anchors = [part for part in parts((record.entities, record.statements, record.times)) if isinstance(part, Anchor)]
    assert anchors
    assert all(anchor.text is record.article.text for anchor in anchors)
    assert codec.loads_record(codec.dumps(record)) == record
    assert codec.dumps(onrecord.read(record.article.text)) == codec.dumps(record)


@given(
    st.text(
        alphabet=st.one_of(st.sampled_from("AEİIıßẞÉΣǅŉﬁ\u0301 .'’-[](\"“”\r\n🙂אA1"), st.characters()), max_size=80
    )
)
def test_small_letters_stand_where_the_others_stood(text: str) -> None:
    lowered = small(text)
    assert len(lowered) == len(text)
    assert all(after in {before, before.lower(), "i"} for before, after in zip(text, lowered, strict=True))
    assert small(lowered) == lowered


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([*" ".join(ODD).split(), "SAID", "THE", "(", "[TEXT]", "\n", "\r\n", "U.S."]), max_size=25)
)
def test_nothing_but_the_case_of_letters_is_changed(words: list[str]) -> None:
    text = " ".join(words)
    written = recased(text, paragraph_spans(text), shipped())
    assert len(written) == len(text)
    assert all(after in {before, small(before)} for before, after in zip(text, written, strict=True))


def test_what_stands_in_keeps_the_id_and_its_length() -> None:
    article = Article(language="en", text="THE BRIDGE", paragraphs=(Span(0, 10),))
    other = standing_in(article, "The bridge")
    assert (other.id, other.text) == (article.id, "The bridge")
    assert standing_in(article, article.text) is article
    with pytest.raises(ValueError, match="9 characters"):
        standing_in(article, "The bridg")
    moved = anchored_in(article.text, (Anchor(text=other.text, start=0, end=3),))
    assert [one.words for one in moved] == ["THE"]
