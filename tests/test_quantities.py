import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.numerals import figures
from onrecord.reading.quantities import FoundQuantity, as_quantity, find_quantities, grammar
from onrecord.reading.times import find_times

TABLE = Path(__file__).with_name("quantities.txt")


def found(text: str) -> list[FoundQuantity]:
    return find_quantities(text, [(0, len(text))], find_times(text, [(0, len(text))], "2023-07-14"))


def written(one: FoundQuantity) -> str:
    """A quantity as the table and the rules write it: ~lower..upper unit."""
    amount = one.amount
    lower, upper = (
        "" if end is None else f"{end:.7g}" if end < 1 else f"{end:.6f}".rstrip("0").rstrip(".")
        for end in (amount.lower, amount.upper)
    )
    unit = f" {amount.unit}" if amount.unit else ""
    return f"{'~' if amount.approximate else ''}{lower}..{upper}{unit}"


PASSAGES = [(rule.name, *passage) for rule in grammar().rules for passage in rule.passages]


@pytest.mark.parametrize(("name", "passage", "value"), PASSAGES, ids=[f"{p[0]}: {p[1]}" for p in PASSAGES])
def test_the_passages_of_the_rules(name: str, passage: str, value: str) -> None:
    (expected,) = re.findall(r"\[([^\]]*)\]", passage)
    text = re.sub(r"[\[\]]", "", passage)
    (one,) = found(text)
    words = text[one.start : one.end]
    assert expected.removesuffix(" of") in words, name
    assert written(one) == value, name


def rows() -> list[tuple[str, str, str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    return [tuple(part.strip() for part in line.split("|")) for line in lines if line and not line.startswith("#")]  # type: ignore[misc]


ROWS = rows()


@pytest.mark.parametrize(("passage", "value", "of"), ROWS, ids=[row[0] for row in ROWS])
def test_the_table(passage: str, value: str, of: str) -> None:
    (expected,) = re.findall(r"\[([^\]]*)\]", passage)
    text = re.sub(r"[\[\]]", "", passage)
    matching = [one for one in found(text) if text[one.start : one.end] == expected]
    assert matching, [(text[one.start : one.end], written(one)) for one in found(text)]
    assert (written(matching[0]), matching[0].of or "") == (value, of)


def test_the_table_is_long_enough() -> None:
    assert len({row[0] for row in ROWS}) >= 165


@pytest.mark.parametrize(
    "text",
    [
        "Flight 370 of June 20, 1988 left at 10:35 a.m.",
        "The Ashraf-3 camp and the F-16 on Route 66.",
        "Resolution 425 of 1978 was adopted.",
        "This one said that no such one exists.",
        "In the 1980s he was third and 20th.",
        "The 2019 vote, Windows 95 and the G7.",
        "They won 3:1 at last.",
        "One might say so.",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert [text[one.start : one.end] for one in found(text) if one.amount.kind != "share"] == []


class TestWholesAndParts:
    def test_dozens_of_others_are_others_than_the_one(self) -> None:
        text = "At least one person was killed and dozens of others were injured."
        one, dozens = found(text)
        assert (one.amount.lower, one.amount.upper) == (1, None)
        assert (dozens.amount.lower, dozens.amount.upper, dozens.amount.conservative) == (24, 99, 12)
        assert dozens.besides == (one.start, one.end)

    @pytest.mark.parametrize(
        "text",
        [
            "The raid killed 12 people, including five children.",
            "The raid killed 12 people, five of them children.",
            "The raid killed 12 people, five of whom were children.",
            "The raid killed 12 people, among them five children.",
            "The raid killed 12 people. Five of them were children.",
            "It was told at night. Out of the 12 people held there, five were let go.",
        ],
    )
    def test_a_part_knows_its_whole(self, text: str) -> None:
        whole, part = found(text)
        assert (part.amount.lower, part.part_of, part.besides) == (5, (whole.start, whole.end), None)

    @pytest.mark.parametrize(
        "more", ["another 20 were hurt", "20 others were hurt", "20 more were hurt", "a further 20 were hurt"]
    )
    def test_more_come_on_top(self, more: str) -> None:
        first, second = found(f"Twelve people died and {more}.")
        assert (second.amount.lower, second.besides, second.part_of) == (20, (first.start, first.end), None)

    def test_a_change_is_no_range(self) -> None:
        assert [written(one) for one in found("The toll rose from 5 to 10.")] == ["5..5", "10..10"]

    def test_an_age_behind_a_name(self) -> None:
        (age,) = found("Ana Quill, 48, was named.")
        assert (age.amount.kind, age.amount.unit, age.amount.lower) == ("age", "year", 48)


def test_the_record_has_whole_numbers_whole() -> None:
    text = "Nearly 17,000 fled."
    quantity = as_quantity(text, found(text)[0])
    assert (quantity.words, repr(quantity.upper), quantity.lower) == ("Nearly 17,000", "17000", None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🔥🔥 At least 12 men fled.", "At least 12"),
        ("Nai\u0308ve “12 men” fled.", "12"),
        ("At\r\nleast\r\n12 men fled.", "At\r\nleast\r\n12"),
        ("قُتل 12 men.", "12"),
    ],
)
def test_offsets_count_code_points(text: str, words: str) -> None:
    (one,) = found(text)
    assert text[one.start : one.end] == words


@given(st.integers(0, 10**11), st.sampled_from(["{:d}", "{:,d}"]))
def test_numbers_in_figures_come_back(number: int, way: str) -> None:
    figured = way.format(number)
    text = f"They counted {figured} stones."
    (one,) = found(text)
    assert (text[one.start : one.end], one.amount.lower, one.amount.upper, one.of) == (
        figured,
        number,
        number,
        "stones",
    )


ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(number: int) -> str:
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if 0 < rest < 100 else " "
            return f"{in_words(number // size)} {name}{joint + in_words(rest) if rest else ''}"
    raise AssertionError


@given(st.integers(2, 10**11))
def test_numbers_in_words_come_back(number: int) -> None:
    text = f"They counted {in_words(number)} stones."
    (one,) = found(text)
    assert (text[one.start : one.end], one.amount.lower, one.amount.upper) == (in_words(number), number, number)


BOUNDS = {
    "at least": (True, False),
    "up to": (False, True),
    "no fewer than": (True, False),
    "about": (True, True),
    "": (True, True),
}


@given(st.integers(2, 10**9), st.sampled_from(list(BOUNDS)))
def test_bounds_hold_what_they_say(number: int, word: str) -> None:
    (one,) = found(f"There were {word} {number:,} stones.")
    low, high = BOUNDS[word]
    assert (one.amount.lower, one.amount.upper) == (number if low else None, number if high else None)


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            "at least most more than fewer up to 12 1,000 3.5 % percent $ million of the a half third dozen dozens "
            "hundreds - between and from to or one no others another including them km old aged in five 1990 Rs crore "
            "“ 0 ½ 1/2".split()
        ),
        max_size=14,
    )
)
def test_no_words_in_any_order_break_it(words: list[str]) -> None:
    text = " ".join(words)
    end = 0
    for one in found(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        quantity = as_quantity(text, one)
        assert quantity.lower is None or quantity.upper is None or quantity.lower <= quantity.upper


@pytest.mark.parametrize("written_as", ["1.2.3", "12,34,5", "1,0000", "0x12", "1e5", "9" * 30])
def test_figures_that_are_no_count(written_as: str) -> None:
    assert figures(written_as) is None
