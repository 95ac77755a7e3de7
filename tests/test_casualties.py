"""Who was killed, hurt, taken: a short passage of news, and what must come out of it."""

import random
from dataclasses import replace

import pytest

from onrecord.articles.paragraphs import paragraph_spans
from onrecord.reading.casualties import Casualties, Told
from onrecord.reading.clauses import Clauses
from onrecord.reading.encoder import shipped
from onrecord.reading.harm_words import HIT, KINDS
from onrecord.reading.headcount import headcount
from onrecord.reading.mentions import found_mentions
from onrecord.reading.participants import Cast
from onrecord.reading.quantities import times_and_quantities
from onrecord.reading.reader import entities_of
from onrecord.reading.sentences import sentence_spans
from onrecord.reading.syntax import parse
from onrecord.reading.toll import Bounds, Toll, toll
from onrecord.reading.treewalk import Treewalk
from onrecord.record import COUNTS, Article, Quantity, Time

Read = tuple[Clauses, Cast, tuple[Time, ...], tuple[Quantity, ...]]


def read(text: str, published: str | None = "2019-05-20") -> Read:
    encoder = shipped()
    article = Article(text=text, paragraphs=paragraph_spans(text), language="en", published=published)
    scores = encoder.read(text, [(span.start, span.end) for span in article.paragraphs])
    article = replace(article, sentences=sentence_spans(scores, article.paragraphs))
    syntax = parse(scores, text, article.paragraphs)
    found, _, _ = entities_of(
        article, scores, syntax, Treewalk(text, syntax), found_mentions(scores, syntax, text), None
    )
    clauses = Clauses(text, syntax)
    return clauses, Cast(clauses, found), *times_and_quantities(article)


def told(text: str) -> list[Told]:
    clauses, cast, _, quantities = read(text)
    return Casualties(clauses, cast, quantities).found()


def bounds(found: Bounds) -> str:
    """Bounds in a word: "3", "2 up", "3 to 9"."""
    lower, upper = found
    return f"{lower:g}" if lower == upper else f"{lower:g} up" if upper is None else f"{lower:g} to {upper:g}"


def counted(text: str) -> str:
    clauses, cast, times, quantities = read(text)
    found = toll(Casualties(clauses, cast, quantities).found(), clauses, cast, times)
    return ", ".join(f"{kind} {bounds(found[kind])}" for kind in KINDS if kind in found)


PASSAGES = [
    # verbs whose object it happens to
    ("A bomb went off in a market in Marn on Monday, killing five people.", "killed 5"),
    ("A gunman killed one woman and wounded eight others.", "killed 1, injured 8"),
    ("The number of people killed in the flood in Marn has risen to six.", "killed 6"),
    ("The army had put the dead at one.", "killed 1"),
    ("State media spoke of a single death.", "killed 1"),
    ("Fifty people had been treated since the raid.", "injured 50"),
    ("Nine people were killed in four shootings in Marn at the weekend.", ""),
    ("“They killed me,” the boy said.", ""),
    ("Five people were killed when a bomb went off in a market.", "killed 5"),
    ("The blast killed at least 12 people and injured 30 others.", "killed 12 up, injured 30"),
    ("Soldiers shot dead two protesters in the capital on Monday.", "killed 2"),
    ("Two men were shot dead outside a cafe in Marn.", "killed 2"),
    ("Tom Flint, 44, was fatally shot in his kitchen on Monday.", "killed 1"),
    ("A cook was found stabbed to death in a hotel in Marn.", "killed 1"),
    ("The mayor of Marn was assassinated on Monday.", "killed 1"),
    ("A teacher was murdered in her flat, police said.", "killed 1"),
    ("Rebels executed three farmers near the river, villagers said.", "killed 3"),
    ("The attackers slew a guard and wounded two clerks.", "killed 1, injured 2"),
    # verbs whose subject it happens to
    ("Four miners died when the shaft fell in.", "killed 4"),
    ("Ana Lund succumbed to her injuries on Monday.", "killed 1"),
    ("Three boys drowned in the lake on Monday.", "killed 3"),
    ("All nine passengers perished in the crash.", "killed 9"),
    ("The driver died at the scene, and his wife died at a hospital.", "killed 2"),
    # states
    ("A gunman opened fire in a bar, leaving three dead and 20 wounded.", "killed 3, injured 20"),
    ("The raid left 12 dead, including five children, and at least 40 others injured.", "killed 12, injured 40 up"),
    ("Six people are dead after a fire in a block of flats.", "killed 6"),
    ("A woman was pronounced dead at a hospital in Marn.", "killed 1"),
    ("Police found two brothers dead in a car.", "killed 2"),
    ("12 dead after storm in Norland", "killed 12"),
    ("The storm left 300 families homeless and 40 people missing.", "missing 40"),
    # nouns
    ("The deaths of four nurses shocked the town.", "killed 4"),
    ("Tom Flint's death was announced by his son on Monday.", "killed 1"),
    ("Police are investigating the killing of a baker in Marn.", "killed 1"),
    ("A man was charged in the shooting death of Tom Flint.", "killed 1"),
    ("The fatal stabbing of a student led to protests.", "killed 1"),
    ("The bodies of five hikers were found on the ridge.", "killed 5"),
    ("Five bodies were found on the ridge on Monday.", "killed 5"),
    ("There were five fatalities in the crash, officials said.", "killed 5"),
    ("The crash caused seven deaths, officials said.", "killed 7"),
    ("The quake caused 40 casualties and five fatalities.", "killed 5, injured 35"),
    # lives and tolls
    ("The flood claimed 12 lives in the valley.", "killed 12"),
    ("Three firefighters lost their lives in the blaze.", "killed 3"),
    ("The fire claimed the life of Ana Lund.", "killed 1"),
    ("The death toll rose to 40 on Monday, officials said.", "killed 40"),
    ("The quake struck at dawn, with a death toll of 61.", "killed 61"),
    ("The death toll rose from 31 to 40 on Monday.", "killed 40"),
    # oneself
    ("The gunman shot and killed his wife before turning the gun on himself.", "killed 2"),
    ("A farmer killed his two sons and then took his own life.", "killed 3"),
    ("A man killed his wife, son and daughter before killing himself.", "killed 4"),
    ("Police called it a murder-suicide.", "killed 2 up"),
    ("Police are investigating a double homicide in Marn.", "killed 2"),
    ("He was convicted of a triple murder in Marn.", "killed 3"),
    # hurt
    ("Nine cyclists were injured when a lorry hit them.", "injured 9"),
    ("The blast wounded dozens of shoppers.", "injured 24 to 99"),
    ("Two officers suffered minor injuries in the crash.", "injured 2"),
    ("A nurse was hospitalised after the attack.", "injured 1"),
    ("A boy was taken to a hospital in critical condition.", "injured 1"),
    ("Three people were treated for gunshot wounds.", "injured 3"),
    ("A clerk is in serious but stable condition.", "injured 1"),
    ("A guard sustained a wound to the leg.", "injured 1"),
    ("A bystander was grazed by a bullet.", "injured 1"),
    ("Seven people were wounded, two critically.", "injured 7"),
    # hit: some die, some do not
    ("Three people were shot, one fatally, outside a shop.", "killed 1, injured 2"),
    ("A man was shot in the leg outside a shop.", "injured 1"),
    ("A man was shot in the chest. He died at a hospital.", "killed 1"),
    ("Four people were shot on Monday. Two of them died.", "killed 2, injured 2"),
    ("Two students were stabbed at a school in Marn.", "injured 2"),
    # nobody
    ("No injuries were reported after the fire.", "injured 0"),
    ("Nobody was hurt in the fire.", "injured 0"),
    ("The house burnt down, but no one was killed.", "killed 0"),
    ("There were no casualties in the raid.", ""),
    # not so
    ("He threatened to kill three judges.", ""),
    ("The plan could have killed hundreds of people.", ""),
    ("He was charged with attempted murder.", ""),
    ("The bill was killed in committee.", ""),
    ("The director shot three films in Norland.", ""),
    ("The driver was not injured.", ""),
    ("If the dam breaks, thousands could die.", ""),
    # how many
    ("Two women and a child died in the fire.", "killed 3"),
    ("Ana Lund and her brother were killed in the crash.", "killed 2"),
    ("A family of five died in the crash.", "killed 5"),
    ("A couple and their three children died in the fire.", "killed 5"),
    ("Both drivers were killed in the crash.", "killed 2"),
    ("A 34-year-old man was killed in the crash.", "killed 1"),
    ("Several tourists were injured in the crash.", "injured 3 to 9"),
    ("Tourists were killed when a bus fell into a gorge.", "killed 2 up"),
    ("Nearly 50 people were killed in the fire.", "killed 0 to 50"),
    ("The victims, aged 19, 33 and 47, were pronounced dead at the scene.", "killed 3"),
    ("A crowd was injured when a stand fell down.", ""),
    # the same people told again
    (
        "A woman was killed in a fire on Monday. The victim, Ana Lund, 44, died at the scene. Lund was a teacher.",
        "killed 1",
    ),
    (
        "Three people were killed in a crash. Tom Flint, 20, died at once. Ana Lund, 22, and Ole Berg, 31, died later.",
        "killed 3",
    ),
    ("Tom Flint, 20, was killed in the crash. Ana Lund, 22, died later at a hospital.", "killed 2"),
    ("A man and a woman were shot on Monday. The man died. The woman is in stable condition.", "killed 1, injured 1"),
    # another happening
    (
        "Two people were killed in a blast on Monday. In March 2012, 31 people were killed in a similar blast.",
        "killed 2",
    ),
    ("A man was killed in Marn on Monday. In a separate shooting, two women were killed.", "killed 1"),
    # taken, missing, driven out
    ("Police arrested 14 protesters on Monday.", "arrested 14"),
    ("Two clerks were detained at the airport.", "arrested 2"),
    ("Gunmen kidnapped three engineers near the dam.", "abducted 3"),
    ("A journalist was abducted from her home.", "abducted 1"),
    ("Twelve sailors are missing after the storm.", "missing 12"),
    ("The fighting displaced 20,000 people.", "displaced 20000"),
    ("Some 500 villagers were evacuated.", "displaced 500"),
]


@pytest.mark.parametrize(("text", "expected"), PASSAGES, ids=[text[:60] for text, _ in PASSAGES])
def test_toll(text: str, expected: str) -> None:
    assert counted(text) == expected


HEADCOUNTS = [
    ("At least 12 people came.", "people", "12 up"),
    ("The two brothers came.", "brothers", "2"),
    ("Dozens of others came.", "Dozens", "24 to 99"),
    ("The gunman came.", "gunman", "1"),
    ("Every single guest came.", "guest", "none"),
    ("Nobody came.", "Nobody", "0"),
    ("No guests came.", "guests", "0"),
    ("Ana Lund came.", "Ana", "1"),
    ("Ana Lund and her brother came.", "Ana", "2"),
    ("She came.", "She", "1"),
    ("A group of ten tourists came.", "group", "10"),
    ("A family of five came.", "family", "5"),
    ("The couple came.", "couple", "2"),
    ("The crew came.", "crew", "none"),
    ("Tourists came.", "Tourists", "2 up"),
    ("Both sisters came.", "sisters", "2"),
    ("Another man came.", "man", "1"),
    ("A 34-year-old man came.", "man", "1"),
]


@pytest.mark.parametrize(("text", "word", "expected"), HEADCOUNTS, ids=[text for text, _, _ in HEADCOUNTS])
def test_headcount(text: str, word: str, expected: str) -> None:
    clauses, cast, _, quantities = read(text)
    at = next(at for at, each in enumerate(clauses.parse.words) if text[each.start : each.end] == word)
    found = headcount(clauses, cast, quantities, at)
    assert ("none" if found is None else bounds((found.lower, found.upper))) == expected


def test_words_that_count_are_kept() -> None:
    text = "The blast killed at least 12 people and injured a guard."
    killed, injured = told(text)
    assert (killed.kind, text[killed.start : killed.end], killed.of) == ("killed", "at least 12", "people")
    assert (injured.kind, text[injured.start : injured.end]) == ("injured", "a guard")


def test_persons_are_tied_to_entities() -> None:
    text = "Tom Flint, a baker, was killed on Monday. Flint was born in Marn, and he had two sons."
    clauses, cast, _, quantities = read(text)
    killed = next(one for one in Casualties(clauses, cast, quantities).found() if one.kind == "killed")
    assert [cast.entities[one].name for one in killed.entities] == ["Tom Flint"]


def test_part_and_more() -> None:
    found = told("Two men were killed and three others were injured. Another man is missing.")
    assert [(one.kind, one.more) for one in found] == [("killed", False), ("injured", True), ("missing", True)]


def test_denied_and_open_are_marked() -> None:
    assert [(one.kind, one.negated) for one in told("The driver was not injured.")] == [("injured", True)]
    assert [one.hedged for one in told("He threatened to kill three judges.") if one.kind == "killed"] == [True]


def test_who_was_hit_is_settled() -> None:
    text = "Three people were shot, one fatally, outside a shop. A man was stabbed in Marn. He died."
    clauses, cast, times, quantities = read(text)
    found = Casualties(clauses, cast, quantities).found()
    assert HIT in {one.kind for one in found}
    settled = Toll(clauses, cast, times).settled(found)
    assert {one.kind for one in settled} <= set(COUNTS)
    shown = [(one.kind, bounds((one.lower, one.upper))) for one in settled]
    assert shown == [("injured", "2"), ("killed", "1"), ("killed", "1"), ("killed", "1")]


@pytest.mark.parametrize("mark", ["’", "'", "\u0301", "😀", "\r\n", "\u200f"])
def test_odd_text(mark: str) -> None:
    text = f"A man{mark} was killed in Tom Flint{mark}s house; “two others” were hurt.{mark}"
    for one in told(text):
        assert 0 <= one.start < one.end <= len(text)


def test_any_order_of_words() -> None:
    """Whatever stands there, bounds are bounds and spans lie in the text."""
    draw = random.Random(7)
    stock = (
        "two dead killed shot the of and himself wounded , no one lives toll rose to in condition 40 , others a".split()
    )
    for _ in range(20):
        text = " ".join(draw.choices(stock, k=25)) + "."
        for one in told(text):
            assert one.upper is None or one.lower <= one.upper
            assert 0 <= one.start < one.end <= len(text)
