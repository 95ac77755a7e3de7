import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.reading.phrases import Grammar, RuleError
from onrecord.reading.quantities import grammar as quantity_grammar
from onrecord.reading.times import FoundTime, as_time, find_times, grammar
from onrecord.reading.tokens import tokens
from onrecord.reading.when import When, of_day

PUBLISHED = "2023-07-14"  # a Friday


def found(text: str, published: str | None = PUBLISHED) -> list[FoundTime]:
    return find_times(text, [(0, len(text))], published)


def read(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.meaning.value) for one in found(text, published)]


def only(text: str, published: str | None = PUBLISHED) -> FoundTime:
    (one,) = found(text, published)
    return one


PASSAGES = [(rule.name, *passage) for rule in grammar().rules for passage in rule.passages]


@pytest.mark.parametrize(("name", "passage", "value"), PASSAGES, ids=[f"{p[0]}: {p[1]}" for p in PASSAGES])
def test_the_passages_of_the_rules(name: str, passage: str, value: str) -> None:
    expected = re.findall(r"\[([^\]]*)\]", passage)
    times = read(re.sub(r"[\[\]]", "", passage))
    words = [words for words, _ in times]
    assert all(one in words for one in expected), times
    assert [meaning for words, meaning in times if words in expected] == [value], name


def test_every_rule_that_says_something_of_its_own_has_a_passage() -> None:
    for rules in (grammar().rules, quantity_grammar().rules):
        assert [rule.name for rule in rules if not rule.passages and rule.meaning != "same"] == []


@pytest.mark.parametrize(
    ("text", "value", "earliest", "latest"),
    [
        ("It fell in July 1988.", "1988-07", "1988-07-01", "1988-07-31"),
        ("It fell in the 1980s.", "198X", "1980-01-01", "1989-12-31"),
        ("It fell in the third quarter of 2021.", "2021-Q3", "2021-07-01", "2021-09-30"),
        ("It fell in the winter of 1994.", "1994-WI", "1994-12-01", "1995-02-28"),
        ("It fell last week.", "2023-W27", "2023-07-03", "2023-07-09"),
        ("It fell on Tuesday night.", "2023-07-11TNI", "2023-07-11T18:00", "2023-07-12T06:00"),
        ("It fell at 6 p.m. GMT.", "2023-07-14T18:00", "2023-07-14T18:00Z", "2023-07-14T18:00Z"),
        ("It fell in early June.", "2023-06", "2023-06-01", "2023-06-10"),
        ("It fell in late 2021.", "2021", "2021-09-01", "2021-12-31"),
        ("It fell earlier this year.", "2023", "2023-01-01", "2023-07-14"),
        ("It lasted over the past four decades.", "P4DE", "1983-07-14", "2023-07-14"),
        ("It will last for the next two weeks.", "P2W", "2023-07-14", "2023-07-28"),
        ("It fell two years ago.", "2021", "2021-01-01", "2021-12-31"),
        ("It was in use at midnight on June 20.", "2023-06-20T24:00", "2023-06-21T00:00", "2023-06-21T00:00"),
    ],
)
def test_the_earliest_and_latest_instant(text: str, value: str, earliest: str, latest: str) -> None:
    meaning = only(text).meaning
    assert (meaning.value, meaning.earliest, meaning.latest) == (value, earliest, latest)


class TestWhatNobodyTellsStaysOpen:
    def test_a_day_without_a_year(self) -> None:
        meaning = only("Police raided the camp on June 20.", None).meaning
        assert (meaning.value, meaning.earliest, meaning.latest) == ("XXXX-06-20", "XXXX-06-20", "XXXX-06-20")

    def test_a_weekday_without_a_week(self) -> None:
        meaning = only("It was published on Friday.", None).meaning
        assert (meaning.value, meaning.earliest) == ("XXXX-WXX-5", None)
        assert meaning.basis
        assert meaning.basis.kind == "publication"

    def test_a_publication_known_to_the_year(self) -> None:
        assert read("It fell last year, on Friday.", "2023") == [("last year", "2022"), ("Friday", "XXXX-WXX-5")]

    @pytest.mark.parametrize("published", ["", "soon", "2023-02-30", "0000", "99999-01-01"])
    def test_a_publication_that_is_no_date(self, published: str) -> None:
        assert read("It fell on June 20.", published) == [("June 20", "XXXX-06-20")]

    def test_a_day_that_its_month_lacks(self) -> None:
        assert "2023-02-30" not in str(read("It fell on February 30, 2023."))


class TestWhatATimeHangsOn:
    STORY = (
        "Police raided a camp on June 20. He had led an operation in July 1988. More than a week later, they came back."
    )

    @pytest.mark.parametrize(("published", "year"), [(PUBLISHED, "2023"), (None, "XXXX")])
    def test_later_counts_from_the_last_day_told_not_from_a_month_or_from_publication(
        self, published: str | None, year: str
    ) -> None:
        day, month, later = found(self.STORY, published)
        assert month.meaning.value == "1988-07"
        assert (later.meaning.value, later.meaning.mod) == (f"{year}-06-27", "AFTER")
        assert (later.meaning.earliest, later.meaning.latest) == (f"{year}-06-27", None)
        assert later.meaning.basis
        assert (later.meaning.basis.kind, later.meaning.basis.start) == ("time", day.start)

    def test_what_is_quoted_counts_from_when_it_was_said(self) -> None:
        text = "“They came yesterday,” he said on Tuesday. They had left today."
        assert read(text) == [("yesterday", "2023-07-10"), ("Tuesday", "2023-07-11"), ("today", "2023-07-14")]
        basis = found(text)[0].meaning.basis
        assert basis
        assert basis.kind == "speech"

    def test_a_dateline_says_what_today_is(self) -> None:
        text = "MARN, July 13 (Agency) -- The ferry sank on Thursday, a day after it was due today."
        assert read(text)[:2] == [("July 13", "2023-07-13"), ("Thursday", "2023-07-13")]
        assert read(text)[-1] == ("today", "2023-07-13")

    @pytest.mark.parametrize(
        ("text", "event"),
        [
            ("He fled two days after the raid on the camp.", "the raid"),
            ("He was seen weeks before she left, it said.", "she left"),
        ],
    )
    def test_a_length_beside_an_event_hangs_on_it(self, text: str, event: str) -> None:
        basis = only(text).meaning.basis
        assert basis
        assert (basis.kind, text[basis.start : basis.end]) == ("event", event)

    def test_since_runs_to_publication(self) -> None:
        text = "It has housed them since 2016."
        time = as_time(text, only(text))
        assert (time.words, time.value, time.earliest, time.latest) == ("since 2016", "2016", "2016-01-01", PUBLISHED)
        assert time.signal
        assert time.signal.words == "since"

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("They met on Tuesday.", "2023-07-11"),
            ("They will meet on Tuesday.", "2023-07-18"),
            ("They are expected to meet on Tuesday.", "2023-07-18"),
            ("Leaders to meet Tuesday", "2023-07-18"),
            ("She could not be reached on Tuesday.", "2023-07-11"),
            ("He would not say on Tuesday who was there.", "2023-07-11"),
            ("Neither she nor her aides could be found on Tuesday.", "2023-07-11"),
            ("The offer had been scheduled to expire on Tuesday.", "2023-07-11"),
            ("By Tuesday, the town was empty.", "2023-07-11"),
            ("By Tuesday, rebels must leave.", "2023-07-18"),
            ("Rebels must leave by Tuesday.", "2023-07-18"),
            ("They met in November.", "2022-11"),
            ("They will meet in November.", "2023-11"),
            ("They met in July.", "2023-07"),
        ],
    )
    def test_tense(self, text: str, value: str) -> None:
        assert only(text).meaning.value == value


class TestListsAndRanges:
    @pytest.mark.parametrize(
        ("text", "times"),
        [
            ("They met on June 20 and 21.", [("June 20", "2023-06-20"), ("21", "2023-06-21")]),
            ("They met from 3 to 5 July.", [("3", "2023-07-03"), ("5 July", "2023-07-05")]),
            ("From 2009 to 2015 it rained.", [("2009", "2009"), ("2015", "2015")]),
            ("In the 1995-96 season it rained.", [("1995", "1995"), ("96", "1996")]),
            ("On June 20, 21 people died.", [("June 20", "2023-06-20")]),
        ],
    )
    def test_each_has_its_own_words(self, text: str, times: list[tuple[str, str]]) -> None:
        assert read(text) == times


class TestWhatTheTextGoesOnFrom:
    @pytest.mark.parametrize(
        ("text", "words", "value"),
        [
            ("On June 20 he flew overnight. The next day he spoke.", "overnight", "2023-06-20TNI"),
            ("On June 20 he flew overnight. The next day he spoke.", "The next day", "2023-06-21"),
            ("Shells fell overnight.", "overnight", "2023-07-13TNI"),
            ("On June 20, 2005, they met. They spoke of 9/11. Two years later they left.", "Two years later", "2007"),
            ("Sales fell in May from the same month last year.", "the same month last year", "2022-05"),
            ("In the fourth quarter it lost. In the quarter ended Aug. 26 sales fell.", "the quarter", "2022-Q4"),
            ("In the quarter ended March 31 sales fell.", "the quarter", "2023-Q1"),
            ("They met from 1990 to 1995. During that time it rained.", "that time", "PXX"),
            ("On June 20 police came. By that time it was shut.", "that time", "2023-06-20"),
            ("The town grew in the 7th century BC.", "the 7th century BC", "BC06"),
            ("He served 2-1/2 years.", "2-1/2 years", "P2Y6M"),
            ("It pays $15 an hour or less.", "an hour", "PT1H"),
            ("It takes an hour or less.", "an hour or less", "PT1H"),
        ],
    )
    def test_it(self, text: str, words: str, value: str) -> None:
        assert (words, value) in read(text)


class TestAPhraseThatMeansNothingHidesNoOther:
    @pytest.mark.parametrize(
        ("text", "words", "value"),
        [
            ("It called off the 14-day wait.", "14-day", "P14D"),
            ("It followed a year-earlier loss.", "year-earlier", "2022"),
            ("It has changed over several years.", "several years", "PXY"),
            ("It has been shut one day.", "one day", "P1D"),
            ("It will one day be shut.", "one day", "FUTURE_REF"),
            ("It was seen in the weeks before he left.", "weeks", "PXW"),
            ("They flew in the day before lunch for 5 hours.", "5 hours", "PT5H"),
        ],
    )
    def test_the_shorter_phrase_is_read(self, text: str, words: str, value: str) -> None:
        assert read(text) == [(words, value)]


class TestWhatIsNoTime:
    @pytest.mark.parametrize(
        "text",
        [
            "They may march to the sea.",
            "They go out in the evenings.",
            "Send it to Dawn.",
            "Theresa May spoke.",
            "Some 2000 people came.",
            "He flew a Boeing 1980.",
            "It cost $1995.",
            "Sun Systems grew.",
            "He saw Black Sunday.",
            "A second man fled.",
            "The spring broke and the fall hurt.",
            "He won the second day.",
            "She rode in on the night of her life.",
            "The overnight rate fell.",
            "He sat on the 8th floor.",
        ],
    )
    def test_nothing_is_found(self, text: str) -> None:
        assert read(text) == []

    def test_an_age_is_a_length_and_no_date(self) -> None:
        time = only("A 44-year-old was held.")
        assert (time.meaning.type, time.meaning.value, time.meaning.age) == ("DURATION", "P44Y", True)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🔥🔥 It fell on June 20, 2021.", "June 20, 2021"),
        ("Nai\u0308ve Ka\u0301n said on “Friday”: no.", "Friday"),
        ("It fell\r\non June\r\n20.", "June\r\n20"),
        ("قال كنعاني on Friday.", "Friday"),
        ("last year\u2019s third quarter", "last year\u2019s third quarter"),
    ],
)
def test_offsets_count_code_points(text: str, words: str) -> None:
    time = only(text)
    assert text[time.start : time.end] == words


class TestSurroundingParagraphs:
    def test_no_phrase_crosses_paragraphs(self) -> None:
        text = "They met last\n\nyear that it rained."
        assert find_times(text, [(0, 13), (15, len(text))], PUBLISHED) == []

    def test_the_same_text_gives_the_same_times(self) -> None:
        assert found(TestWhatATimeHangsOn.STORY) == found(TestWhatATimeHangsOn.STORY)


days = st.dates(min_value=date(1500, 1, 1), max_value=date(2199, 12, 31))


@given(
    days,
    st.sampled_from(["{m} {d}, {y}", "{d} {m} {y}", "the {d} of {m}, {y}", "{y}-{n:02d}-{d:02d}"]),
    st.text(max_size=8),
)
def test_days_come_back_as_they_were_written(day: date, way: str, before: str) -> None:
    written = way.format(m=day.strftime("%B"), d=day.day, y=day.year, n=day.month)
    text = f"{before}\nOn {written} it fell."
    matching = [one for one in found(text) if one.meaning.value == day.isoformat()]
    assert [text[one.start : one.end] for one in matching] == [written]
    assert matching[0].meaning.earliest == matching[0].meaning.latest == day.isoformat()


@given(
    days,
    st.sampled_from(["day", "week", "month", "quarter", "half", "season", "year", "decade", "century"]),
    st.integers(-4, 4),
)
def test_stretches_tile_the_calendar(day: date, unit: str, steps: int) -> None:
    when = of_day(day, unit)
    first, last, following = when.first, when.last, when.shifted(1)
    assert first
    assert last
    assert first <= day <= last or unit == "season"
    assert following.first
    if unit != "season":
        assert (following.first - last).days == 1
        assert when.shifted(steps).shifted(-steps) == when


@given(st.integers(1, 99), st.sampled_from(["day", "week", "month", "year"]))
def test_lengths_come_back(number: int, unit: str) -> None:
    text = f"It lasted {number} {unit}s."
    assert read(text) == [(f"{number} {unit}s", f"P{number}{unit[0].upper()}")]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            "last next the year week Friday June 20 21 , 1988 two three of a ago later - to and early mid 's quarter "
            "third 10:35 a.m. EST hours since until “ ” more than about every half 12 31st 30 February night said will "
            "century decade 1980s 99999999 XX".split()
        ),
        max_size=14,
    ),
    st.sampled_from([None, "2023-07-14", "0001-01-01", "9999-12-31", "2023", "2023-07", "2023-07-14T23:59:59+05:30"]),
)
def test_no_words_in_any_order_break_it(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for one in found(text, published):
        assert end <= one.start < one.end <= len(text)
        end = one.end
        time = as_time(text, one)
        assert time.type in {"DATE", "TIME", "DURATION", "SET"}
        if time.earliest and time.latest and "X" not in time.earliest + time.latest:
            assert time.earliest[:10] <= time.latest[:10], (text, time)


class TestRulesThatCannotBeRead:
    @pytest.mark.parametrize(
        ("source", "said"),
        [
            ("rule one -> it\n  word\n", "needs patterns and one line with ="),
            ("rule one -> it\n  [word]\n  = f()\n", "can be empty"),
            ("rule one -> it\n  (word\n  = f()\n", "a bracket is not closed"),
            ("rule one -> it\n  word)\n  = f()\n", "closes a bracket it did not open"),
            ("rule one -> it\n  {month}\n  = f()\n", "nothing makes {month}"),
            ("rule one -> it\n  {no month\n  = f()\n", "is not {class}"),
            ("rule one -> it\n  a / b\n  = f()\n", "lacks a word beside /"),
            ("rule one -> it\n  word\n  = f\n", "is not = FUNCTION"),
            ("sentence\n  word\n", "begins neither"),
            ("  word\n", "belongs to no block"),
            ("words month\n  May\n", "is not WORDS = VALUE"),
        ],
    )
    def test_the_error_says_the_line(self, source: str, said: str) -> None:
        with pytest.raises(RuleError) as error:
            Grammar(source, {})
        assert said in str(error.value)
        assert "line" in str(error.value)

    def test_the_longest_match_counts_and_then_the_first_rule(self) -> None:
        source = "words n\n  one = 1\n" + "".join(
            f"rule {name} -> it\n  {pattern}\n  = f()\n"
            for name, pattern in (("a", "{n}"), ("b", "one"), ("c", "one two"))
        )
        matches = Grammar(source, {}).found("it", tokens("one one two"))
        assert [match.rule.name for match in matches] == ["a", "c"]


def test_a_year_unknown_is_not_made_up() -> None:
    assert When("day", None, 6, 20).shifted(3) == When("day", None, 6, 20)
    assert When("month", None, 2).bounds == ("XXXX-02-01", "XXXX-02-29")


@pytest.mark.parametrize("published", ["2026-03-14", "0001-01-01", "2009-06-01", None])
def test_since_never_ends_before_it_begins(published: str | None) -> None:
    text = "The port is open since 2009 and will be since 2030."
    for found in find_times(text, [(0, len(text))], published):
        time = as_time(text, found)
        assert time.latest is None or str(time.earliest) <= time.latest, (time.words, published)
