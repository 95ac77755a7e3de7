"""What a person corrects in a record is what everybody sees, until it is undone; then all is as it was."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import codec
from onrecord.articles import Arrival
from onrecord.cli.main import main
from onrecord.comparing import indexing
from onrecord.comparing.compare import compare
from onrecord.comparing.decisions import decided
from onrecord.comparing.indexing import Indexing
from onrecord.errors import SetupError
from onrecord.export import annotations, parquet
from onrecord.export.html import article_page
from onrecord.ledger import Ledger
from onrecord.ledger.adding import add
from onrecord.ledger.correcting import Correction, corrected
from onrecord.ledger.corrections import (
    NO_EVENT,
    NO_STATEMENT,
    NOBODY,
    OUTLET,
    Change,
    correct,
    corrections,
    find,
    speaker,
    undo,
)
from onrecord.ledger.judgements import Judged, Word, judge
from onrecord.ledger.readings import record_at, replace_record
from onrecord.ledger.recovering import recover
from onrecord.ledger.search import said_by, speakers
from onrecord.ledger.stories import stories
from onrecord.record import Link, Record, Statement, Voice
from tests.made import GUILD, HERSELF, MARN, PAPER, POST, VALL, anchor, made

BY_HAND = Change(kind="speaker", speaker="name", name="Jorun Aske")
GUILDS = Change(kind="speaker", speaker="entity", entity=GUILD.id, name=GUILD.name)


def by_hand(item: str, change: Change, judged: str = "2026-03-02") -> Correction:
    return Correction(
        id=f"c-{item}",
        kind=change.kind,
        article=made().article.id,
        item=item,
        speaker=change.speaker,
        entity=change.entity,
        name=change.name,
        who="Ada",
        judged=judged,
    )


def statement(record: Record, item: str) -> Statement:
    return next(one for one in record.statements if one.id == item)


def call(*arguments: object, **more: str) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **more)  # type: ignore[arg-type]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger with the record made by hand."""
    record = made()
    with Ledger(tmp_path / "alone.db", create=True) as ledger:
        ledger.add(record, Arrival("made", b"made", record.article, None), Indexing())
        yield ledger


@pytest.fixture
def ledger(tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]) -> Iterator[Ledger]:
    with filled(tmp_path / "story.db", story, story_arrivals) as kept:
        yield kept


def filled(path: Path, records: list[Record], arrivals: list[Arrival]) -> Ledger:
    known = {record.article.id: record for record in records}
    kept = Ledger(path, create=True)
    list(add(kept, arrivals, lambda article: known[article.id], Indexing()))
    return kept


# The record as people have it


def test_a_statement_gets_the_speaker_it_is_given_at_the_mention_next_to_its_cue() -> None:
    found = statement(corrected(made(), [by_hand("s-denied", GUILDS)]), "s-denied")
    at = anchor("Pilots' Guild")
    assert found.voice == (POST, Link(entity=GUILD.id, name="Pilots' Guild", start=at.start, end=at.end))
    assert found.source is not None and (found.source.words, found.source.entity) == ("Pilots' Guild", GUILD.id)
    assert found.content == statement(made(), "s-denied").content


def test_a_name_typed_by_hand_has_no_place_and_nobody_no_name() -> None:
    for change, link in (
        (BY_HAND, Link(entity=None, name="Jorun Aske")),
        (NOBODY, Link(entity=None, name=None, anonymous="unstated")),
    ):
        found = statement(corrected(made(), [by_hand("s-inner", change)]), "s-inner")
        assert found.voice == (POST, PAPER, link) and found.source is None


def test_what_the_outlet_says_itself_is_told_through_nobody() -> None:
    found = statement(corrected(made(), [by_hand("s-inner", OUTLET)]), "s-inner")
    assert found.voice == (POST,) and found.source is None
    again = [by_hand("s-inner", OUTLET, "2026-03-02"), by_hand("s-inner", BY_HAND, "2026-03-03")]
    assert statement(corrected(made(), again), "s-inner").voice == (POST, PAPER, Link(entity=None, name="Jorun Aske"))


def test_what_is_told_through_a_speaker_follows() -> None:
    found = corrected(made(), [by_hand("s-outer", BY_HAND)])
    assert statement(found, "s-inner").voice == (POST, Link(entity=None, name="Jorun Aske"), HERSELF)
    without = corrected(made(), [by_hand("s-outer", NO_STATEMENT)])
    assert [one.id for one in without.statements] == [one.id for one in made().statements if one.id != "s-outer"]
    assert statement(without, "s-inner").voice == (POST, HERSELF)


def test_corrections_of_different_items_do_not_hang_on_their_order() -> None:
    some = [by_hand("s-outer", BY_HAND), by_hand("s-inner", GUILDS), by_hand("s-official", OUTLET)]
    first, second = corrected(made(), some), corrected(made(), list(reversed(some)))
    assert codec.dumps(first) == codec.dumps(second)
    assert [link.name for link in statement(first, "s-inner").voice] == ["Harbour Post", "Jorun Aske", "Pilots' Guild"]


def spoken_in(record: Record) -> dict[str, Voice]:
    labels = {one.words: one.voice for one in record.labels}
    return {one.words: one.voice for one in record.relations} | labels


def test_labels_and_relations_in_its_words_get_its_voice_and_scare_quotes_stay_nobodys() -> None:
    hand = Link(entity=None, name="Jorun Aske")
    found = corrected(
        made(), [by_hand("s-outer", BY_HAND), by_hand("s-inner", BY_HAND), by_hand("s-official", BY_HAND)]
    )
    voices = spoken_in(found)
    assert voices["who leads the Pilots' Guild"] == (POST, hand)
    assert voices["closed for good"] == (POST, hand, hand)
    quotes = next(one for one in found.labels if one.kind == "scare-quotes")
    assert quotes in made().labels, "nobody is told to use them, whoever speaks"
    own = spoken_in(made())
    for words in ("the guild, based in Marn", "wreckers"):
        assert voices[words] == own[words]
    none = corrected(made(), [by_hand("s-inner", NO_STATEMENT)])
    assert next(one.voice for one in none.labels if one.words == "closed for good") == (POST, PAPER)
    nobodys = corrected(made(), [by_hand("s-inner", NOBODY)])
    assert next(one.voice for one in nobodys.labels if one.words == "closed for good") == (POST, PAPER)


def test_the_rest_is_as_it_was_read() -> None:
    record = made()
    found = corrected(record, [by_hand("s-denied", GUILDS)])
    assert [one for one in found.statements if one.id != "s-denied"] == [
        one for one in record.statements if one.id != "s-denied"
    ]
    assert replace(found, statements=record.statements, corrections=()) == record
    assert corrected(record, []) is record
    assert corrected(record, [by_hand("s-gone", NOBODY)]) is record


def test_the_record_says_what_was_corrected_and_reads_back() -> None:
    found = corrected(made(), [by_hand("s-denied", GUILDS)])
    (told,) = found.corrections
    assert (told.kind, told.who, told.when, told.event) == ("speaker", "Ada", "2026-03-02", None)
    assert told.statement == statement(made(), "s-denied")
    assert codec.loads_record(codec.dumps(found)) == found
    line = next(annotations.lines(found))
    assert annotations.read(line, found.article.text) == found
    assert json.loads(line)["provenance"]["corrections"] == 1
    (remark,) = (b for i in json.loads(line)["items"] for b in i["body"] if b["purpose"] == "commenting")
    assert (
        remark["creator"] == {"type": "Person", "name": "Ada"} and "read as Harbour Post › Ines Vall" in remark["value"]
    )
    assert "speaker corrected by Ada on 2026-03-02" in article_page(found)
    assert "corrected" not in article_page(made()).split("</style>")[1]


def test_tables_of_parquet_keep_corrections(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    found = corrected(made(), [by_hand("s-denied", GUILDS), by_hand("s-official", NO_STATEMENT)])
    parquet.write([(found, None)], tmp_path)
    assert list(parquet.read(tmp_path)) == [found]


def test_names_in_any_script_are_escaped_and_kept() -> None:
    for name in ("نادية 🎈 حداد", "Zoë <b>", 'O"Dell & Co'):
        found = corrected(made(), [by_hand("s-denied", replace(BY_HAND, name=name))])
        assert codec.loads_record(codec.dumps(found)) == found
        assert "<b>" not in article_page(found)


# Kept in a ledger


def test_a_correction_is_kept_with_who_when_and_why_and_never_changed(alone: Ledger) -> None:
    article = made().article.id
    one = correct(alone, find(alone, f"{article}/s-denied"), GUILDS, who="Ada", why="it goes on from above")
    assert corrections(alone) == corrections(alone, article) == [one] and corrections(alone, "a-0") == []
    assert (one.who, one.why, one.name, one.undone) == ("Ada", "it goes on from above", "Pilots' Guild", None)
    gone = undo(alone, one.id, who="Bela")
    assert gone.undone_by == "Bela" and undo(alone, one.id, who="Cass") == gone
    for query in ("UPDATE corrections SET who = 'x'", "DELETE FROM corrections",
                  "UPDATE corrections_undone SET who = 'x'", "DELETE FROM corrections_undone"):  # fmt: skip
        with pytest.raises(sqlite3.IntegrityError, match="never"):
            alone.connection.execute(query)


def test_everything_read_from_a_ledger_is_as_corrected_but_what_the_machine_read(alone: Ledger) -> None:
    article = made().article.id
    correct(alone, Judged(article=article, item="s-denied"), BY_HAND, who="Ada")
    assert statement(alone.record(article), "s-denied").voice[-1].name == "Jorun Aske"
    assert alone.record(article, machine=True) == made()
    assert list(alone.lines()) == [codec.dumps(alone.record(article))]


def test_search_follows(alone: Ledger) -> None:
    article = made().article.id
    before = [one.id for one in said_by(alone, "Vall")]
    assert "s-denied" in before
    one = correct(alone, Judged(article=article, item="s-denied"), BY_HAND, who="Ada")
    assert [each.id for each in said_by(alone, "Aske")] == ["s-denied"]
    assert [each.id for each in said_by(alone, "Vall")] == [each for each in before if each != "s-denied"]
    assert "Jorun Aske" in {each.name for each in speakers(alone)}
    undo(alone, one.id, who="Ada")
    assert [each.id for each in said_by(alone, "Vall")] == before and said_by(alone, "Aske") == []
    two = correct(alone, Judged(article=article, item="s-denied"), NO_STATEMENT, who="Ada")
    assert "s-denied" not in {each.id for each in said_by(alone, "Vall")}
    assert find(alone, f"{article}/s-denied").item == "s-denied", "what was taken out can be corrected again"
    undo(alone, two.id, who="Ada")
    alone.connection.execute("INSERT INTO speaker_words (speaker_words, rank) VALUES ('integrity-check', 1)")


def test_reading_again_and_recovering_keep_what_was_corrected(alone: Ledger, tmp_path: Path) -> None:
    article = made().article.id
    correct(alone, Judged(article=article, item="s-denied"), BY_HAND, who="Ada", index=Indexing())
    newer = replace(made(), reader=replace(made().reader, engine="1"))
    assert replace_record(alone, article, newer, Indexing())
    assert statement(alone.record(article), "s-denied").voice[-1].name == "Jorun Aske"
    assert [each.id for each in said_by(alone, "Aske")] == ["s-denied"]
    assert alone.record(article, machine=True) == newer and record_at(alone, article, 2) == newer
    recover(alone.path, tmp_path / "saved.db")
    with Ledger(tmp_path / "saved.db") as saved:
        assert list(saved.lines()) == list(alone.lines()) and corrections(saved) == corrections(alone)
        assert [each.id for each in said_by(saved, "Aske")] == ["s-denied"]


def test_whom_somebody_means(alone: Ledger) -> None:
    article = made().article.id
    assert speaker(alone, article, "outlet") == OUTLET and speaker(alone, article, "nobody") == NOBODY
    for written in (VALL.id, "ines vall", "Vall"):
        assert speaker(alone, article, written).entity == VALL.id
    assert speaker(alone, article, " Jorun   Aske ") == BY_HAND


def test_a_name_may_have_joiners_as_persian_and_emoji_do(alone: Ledger) -> None:
    article, name = made().article.id, "رضا می\u200cخواهد 👩\u200d⚖️"
    correct(alone, Judged(article=article, item="s-denied"), replace(BY_HAND, name=name), who="Ada")
    assert name in {link.name for one in alone.record(article).statements for link in one.voice}


def test_what_cannot_be_corrected_is_told(alone: Ledger) -> None:
    article = made().article.id
    for written, code in (("a-0000000000000000/s-denied", "L08"), (f"{article}/s-none", "L20"), (article, "L20")):
        with pytest.raises(SetupError) as caught:
            find(alone, written)
        assert caught.value.code == code
    denied = Judged(article=article, item="s-denied")
    for change in (
        NO_EVENT,
        replace(BY_HAND, name="  "),
        replace(BY_HAND, name="x" * 201),
        replace(BY_HAND, name="\ud800"),
        replace(GUILDS, entity="e-none"),
        Change(kind="speaker"),
        Change(kind="speaker", speaker="king"),
        Change(kind="no-such"),
    ):
        with pytest.raises(SetupError) as caught:
            correct(alone, denied, change, who="Ada")
        assert caught.value.code == "L21"
    assert corrections(alone) == []
    with pytest.raises(SetupError) as caught:
        undo(alone, "c-0000000000000000", who="Ada")
    assert caught.value.code == "L12"


def test_a_correction_that_fails_half_way_leaves_nothing(alone: Ledger) -> None:
    class Fails(Indexing):
        def retake(self, ledger: Ledger, seq: int, record: Record) -> None:
            super().retake(ledger, seq, record)
            raise SetupError("L05", path=ledger.path, what="on purpose")

    before = list(alone.lines()), said_by(alone, "Vall")
    with pytest.raises(SetupError):
        correct(alone, Judged(article=made().article.id, item="s-denied"), BY_HAND, who="Ada", index=Fails())
    assert corrections(alone) == [] and (list(alone.lines()), said_by(alone, "Vall")) == before


ITEMS = tuple(one.id for one in made().statements)
CHANGES = (BY_HAND, GUILDS, OUTLET, NOBODY, NO_STATEMENT, replace(GUILDS, entity=MARN.id, name=MARN.name))


@settings(max_examples=25)
@given(
    st.lists(
        st.one_of(st.tuples(st.sampled_from(ITEMS), st.sampled_from(CHANGES)), st.integers(min_value=0, max_value=5)),
        max_size=7,
    )
)
def test_whatever_is_done_and_undone_leaves_the_bytes_of_never_done(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, Change] | int]
) -> None:
    record = made()
    with Ledger(tmp_path_factory.mktemp("done") / "ledger.db", create=True) as kept:
        kept.add(record, Arrival("made", b"made", record.article, None), Indexing())

        def rows() -> object:
            return (
                list(kept.lines()),
                [row[1:] for row in kept.rows("SELECT * FROM statements ORDER BY start, id")],
                kept.rows("SELECT * FROM profiles"),
                kept.rows("SELECT * FROM story_keys"),
                said_by(kept, "Vall"),
            )

        before = rows()
        index = Indexing()
        for step in steps:
            if isinstance(step, int):
                for one in corrections(kept)[step : step + 1]:
                    undo(kept, one.id, who="Ada", index=index)
            else:
                item, change = step
                correct(kept, Judged(article=record.article.id, item=item), change, who="Ada", index=index)
        now = kept.record(record.article.id)
        assert codec.loads_record(codec.dumps(now)) == now
        assert len(kept.rows("SELECT 1 FROM statements")) == len(now.statements)
        for one in corrections(kept):
            undo(kept, one.id, who="Ada", index=index)
        assert rows() == before


# Events, comparisons, stories


def test_an_event_that_is_none_goes_with_its_tolls(ledger: Ledger) -> None:
    record = next(one for one in map(ledger.record, ids(ledger)) if one.article.outlet == "Meridian Wire")
    event = next(one for one in record.events if any(toll.event == one.id for toll in record.tolls))
    correct(ledger, Judged(article=record.article.id, item=event.id), NO_EVENT, who="Ada", index=Indexing())
    found = ledger.record(record.article.id)
    assert event not in found.events and all(toll.event != event.id for toll in found.tolls)
    assert len(found.tolls) == sum(toll.event != event.id for toll in record.tolls) < len(record.tolls)
    assert replace(found, events=record.events, tolls=record.tolls, corrections=()) == record
    (told,) = found.corrections
    assert told.event == event and codec.loads_record(codec.dumps(found)) == found
    assert "no event, says Ada" in article_page(found)


def ids(ledger: Ledger) -> list[str]:
    return [one.id for one in ledger.articles()]


def speakers_of_the_dead(ledger: Ledger) -> set[str]:
    found = compare([ledger.record(one) for one in ids(ledger)], decided(ledger))
    dispute = next(one for one in found.findings if (one.attribute, one.standing) == ("killed", "dispute"))
    voices = [claim.voice for value in dispute.values for claim in value.claims]
    return {voice[-1].name or "" for voice in voices if voice[0].name == "Meridian Wire"}


def test_a_dispute_has_the_speaker_that_a_person_gave_and_the_first_one_after_undoing(ledger: Ledger) -> None:
    record = next(one for one in map(ledger.record, ids(ledger)) if one.article.outlet == "Meridian Wire")
    before = compare([ledger.record(one) for one in ids(ledger)])
    toll = next(one for one in record.tolls if one.voice[-1].name == "Ana Quill")
    said = next(
        one
        for one in record.statements
        if one.voice == toll.voice and any(part.start <= toll.start < part.end for part in one.content)
    )
    assert "Ana Quill" in speakers_of_the_dead(ledger)
    made = correct(ledger, Judged(article=record.article.id, item=said.id), BY_HAND, who="Ada", index=Indexing())
    assert "Jorun Aske" in speakers_of_the_dead(ledger) and "Ana Quill" not in speakers_of_the_dead(ledger)
    undo(ledger, made.id, who="Ada", index=Indexing())
    assert compare([ledger.record(one) for one in ids(ledger)]) == before


def test_what_was_judged_of_an_event_that_is_none_hurts_nobody(ledger: Ledger) -> None:
    one, other = (ledger.record(each) for each in ids(ledger)[:2])
    pair = tuple(Judged(article=each.article.id, item=each.events[0].id) for each in (one, other))
    judge(ledger, "event", (pair[0], pair[1]), Word(same=True, who="Ada"))
    correct(ledger, pair[0], NO_EVENT, who="Ada", index=Indexing())
    found = compare([ledger.record(each) for each in ids(ledger)], decided(ledger))
    assert all(telling.event.id != pair[0].item for each in found.happenings for telling in each.tellings)


INDEXED = (
    "SELECT * FROM profiles ORDER BY article",
    "SELECT * FROM story_keys",
    "SELECT * FROM story_links ORDER BY article, other",
    "SELECT id, title, first, last, reports, outlets, places, names FROM stories ORDER BY id",
    "SELECT s.id, t.article, t.main FROM story_articles AS t JOIN stories AS s ON s.seq = t.story ORDER BY 1, 2",
)


def indexed(ledger: Ledger) -> list[list[tuple[object, ...]]]:
    return [ledger.rows(query) for query in INDEXED]


@pytest.mark.parametrize("reach", [indexing.REACH, 2, 1])
def test_stories_are_as_if_the_articles_had_been_read_so(
    reach: int,
    tmp_path: Path,
    story: list[Record],
    story_arrivals: list[Arrival],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexing, "REACH", reach)
    monkeypatch.setattr(indexing, "FAR", min(reach, indexing.FAR))
    ledger = filled(tmp_path / "story.db", story, story_arrivals)
    before, index = indexed(ledger), Indexing()
    done = [
        correct(ledger, Judged(article=article, item=event.id), NO_EVENT, who="Ada", index=index)
        for article in ids(ledger)[:3]
        for event in ledger.record(article).events
    ]
    assert indexed(ledger)[0] != before[0], "who takes part in what is told is another now"
    records = [ledger.record(article) for article in ids(ledger)]
    with filled(tmp_path / "fresh.db", records, story_arrivals) as fresh:
        assert indexed(fresh) == indexed(ledger)
    assert [told.reports for told in stories(ledger)]
    for one in done:
        undo(ledger, one.id, who="Ada", index=Indexing())
    assert indexed(ledger) == before
    ledger.close()


def test_another_process_sees_the_profile_that_a_correction_left(ledger: Ledger) -> None:
    index = Indexing()
    last = ids(ledger)[-1]
    pair = Judged(article=ids(ledger)[0]), Judged(article=last)
    with Ledger(ledger.path) as elsewhere:
        judge(elsewhere, "article", pair, Word(same=True, who="Bela"), index)
        for event in ledger.record(last).events:
            correct(ledger, Judged(article=last, item=event.id), NO_EVENT, who="Ada", index=Indexing())
        judge(elsewhere, "article", pair, Word(same=True, who="Cass"), index)
    after = indexed(ledger)
    judge(ledger, "article", pair, Word(same=True, who="Dora"), Indexing())
    assert indexed(ledger) == after


# The commands


def test_the_commands(alone: Ledger) -> None:
    article, path = made().article.id, alone.path
    item = f"{article}/s-denied"
    kept = json.loads(
        call("correct", item, "--speaker", "Jorun Aske", "--ledger", path, "--by", "Ada", "--json").stdout
    )
    assert (kept["kind"], kept["speaker"], kept["name"], kept["who"]) == ("speaker", "name", "Jorun Aske", "Ada")
    assert "s-denied" in call("who", "Aske", "--ledger", path, "--json").stdout
    shown = call("judgements", "--ledger", path).stdout
    assert kept["id"] in shown and "is Jorun Aske's, says Ada" in shown
    (line,) = call("export", "--ledger", path).stdout.splitlines()
    assert json.loads(line)["corrections"][0]["id"] == kept["id"]
    undone = call("judgements", "--undo", kept["id"], "--ledger", path, "--by", "Bela")
    assert undone.exit_code == 0 and "undone by Bela" in undone.stdout
    (line,) = call("export", "--ledger", path).stdout.splitlines()
    assert line == codec.dumps(made())
    for whose, told in (("outlet", "the outlet's own"), ("nobody", "nobody's who is named"), ("Vall", "Ines Vall's")):
        assert told in call("correct", item, "--speaker", whose, "--ledger", path).stdout
    assert "no statement" in call("correct", item, "--not-a-statement", "--ledger", path, "--why", "a headline").stdout


def test_a_command_that_cannot_be_understood_changes_nothing(alone: Ledger) -> None:
    item = f"{made().article.id}/s-denied"
    assert call("correct", item, "--ledger", alone.path).exit_code == 2
    assert call("correct", item, "--speaker", "nobody", "--not-an-event", "--ledger", alone.path).exit_code == 2
    assert call("judgements", "--undo", "c-0", "--from", "-", "--ledger", alone.path).exit_code == 2
    for arguments, code in (((item, "--not-an-event"), "L21"), ((f"{item}x", "--speaker", "nobody"), "L20")):
        error = call("correct", *arguments, "--ledger", alone.path).exception
        assert isinstance(error, SetupError) and error.code == code
    assert corrections(alone) == []


def test_what_people_said_is_taken_into_another_ledger(
    ledger: Ledger, alone: Ledger, tmp_path: Path, story: list[Record], story_arrivals: list[Arrival]
) -> None:
    first, second = (ledger.record(each) for each in ids(ledger)[:2])
    said = Judged(article=first.article.id, item=first.statements[0].id)
    pair = Judged(article=first.article.id), Judged(article=second.article.id)
    judge(ledger, "article", pair, Word(same=False, who="Ada"), Indexing())
    correct(ledger, said, BY_HAND, who="Ada", index=Indexing())
    gone = correct(ledger, said, NOBODY, who="Ada", index=Indexing())
    undo(ledger, gone.id, who="Bela", index=Indexing())
    lines = call("judgements", "--json", "--ledger", ledger.path).stdout
    with filled(tmp_path / "other.db", story, story_arrivals) as other:
        taken = call("judgements", "--from", "-", "--ledger", other.path, input=lines)
        assert taken.exit_code == 0 and "3 of 3 taken" in taken.stderr
        assert call("judgements", "--json", "--ledger", other.path).stdout == lines
        assert indexed(other) == indexed(ledger) and list(other.lines()) == list(ledger.lines())
        again = call("judgements", "--from", "-", "--ledger", other.path, input=lines)
        assert again.exit_code == 0 and "0 of 3 taken, 3 were there already" in again.stderr
    missing = call("judgements", "--from", "-", "--ledger", alone.path, input=lines)
    assert missing.exit_code == 1 and missing.stderr.count("L22") == 3 and "there is no article" in missing.stderr


def test_lines_that_are_none_or_were_changed_are_told_of_and_the_rest_is_taken(alone: Ledger, tmp_path: Path) -> None:
    record = made()
    with Ledger(tmp_path / "from.db", create=True) as other:
        other.add(record, Arrival("made", b"made", record.article, None))
        correct(other, Judged(article=record.article.id, item="s-denied"), BY_HAND, who="Ada")
        line = call("judgements", "--json", "--ledger", other.path).stdout
    good = json.loads(line)
    bad = [
        "{", "[]", "{}", '{"kind": "speaker"}', "[" * 100_000,
        *(json.dumps(good | change) for change in (
            {"who": "Bela"}, {"name": "\ud800"}, {"judged": "yesterday"}, {"undone": "2026-01-01"}, {"more": 1},
            {"who": 1},
        )),
    ]  # fmt: skip
    file = tmp_path / "judged.jsonl"
    file.write_text("\n".join([*bad, "", line]), encoding="utf-8")
    taken = call("judgements", "--from", file, "--ledger", alone.path)
    assert taken.exit_code == 1 and taken.stderr.count("[L22]") == len(bad), taken.stderr
    assert f"{file}:1 is not taken" in taken.stderr and "1 of 12 taken" in taken.stderr
    assert [one.name for one in corrections(alone)] == ["Jorun Aske"]
