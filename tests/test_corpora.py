"""The corpus readers, on small files of our own in the upstream layouts."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import columns, factuality, gap, gum, plv, polnear, re3d, redocred, uds, uner
from corpora.conllu import Sentence, sentences, syntactic_words
from corpora.detokenise import detokenise
from corpora.document import UNKNOWN, Document, EventType, paragraph_spans
from corpora.plv import unmarked
from tests import tiny_corpora

SOMEWHERE = "country/facility/place"
SOME_BODY = "organisation/publication"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_corpora.write(tmp_path_factory.mktemp("corpora"))


def _sentences(rows: str, text: str = "Yes") -> list[Sentence]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "one.conllu"
        path.write_text(f"# text = {text}\n{rows}\n", encoding="utf-8")
        return list(sentences(path))


def names(document: Document) -> list[tuple[str, str]]:
    return [(document.text[n.start : n.end], "/".join(sorted(n.types))) for n in document.names or ()]


_CONTENT = (("no.", 0), ("no.", 2), ("left", 0), ("left", 4))


def test_polnear(tmp_path: Path) -> None:
    for folder in ("text", "attributions"):
        (tmp_path / "data" / "dev" / folder).mkdir(parents=True)
    text = "\ufeffVall, a clerk, said no.\r\n\r\nHe left."
    with (tmp_path / "data/dev/text/a_1.txt").open("w", encoding="utf-8", newline="") as file:
        file.write(text)
    start = text.index("Vall")
    lines = [
        f"T1\tSource {start} {start + 4}\tVall",
        f"T2\tCue {text.index('said')} {text.index('said') + 4}\tsaid",
        "T3\tContent {} {};{} {}\tno left".format(*(text.index(w) + n for w, n in _CONTENT)),
        "T4\tDiscuss 0 3\tnote",
        "T5\tAttribution 17 21\tsaid",
        "E1\tAttribution:T5 Content:T3 Cue:T2 Source:T1",
        "E2\tAttribution:T5 Cue:T2",
        "#1\tAnnotatorNotes T3\tis this\nright?",
    ]
    for annotator in ("bb", "aa"):
        path = tmp_path / f"data/dev/attributions/a_1_{annotator}.ann"
        path.write_text("\n".join(lines if annotator == "aa" else lines[:4]), encoding="utf-8")
    (document,) = polnear.read(tmp_path, "dev")
    assert document.text == text
    assert document.attributions is not None
    (one,) = document.attributions
    assert [text[s:e] for s, e in one.source + one.cue + one.content] == ["Vall", "said", "no", "left"]
    assert [text[s:e] for s, e in document.paragraphs] == ["Vall, a clerk, said no.", "He left."]
    assert len(list(polnear.read(tmp_path, "dev", every_annotator=True))) == 2


IOB2 = """# newdoc id = one
# sent_id = one-1
# text = Ana Quill won't leave Marn.
1\tAna\tB-PER\t-\t-
2\tQuill\tI-PER\t-\t-
3-4\twon't\t_\t-\t-
3\two\tO\t-\t-
4\tn't\tO\t-\t-
5\tleave\tO\t-\t-
6\tMarn\tB-LOC\t-\t-
7\t.\tO\t-\t-

# newdoc id = two
# sent_id = two-1
# text = NATO met.
1\tNATO\tB-ORG\t-\t-
2\tmet\tB-O\t-\t-
3\t.\tO\t-\t-
"""


def test_uner(tmp_path: Path) -> None:
    (tmp_path / "en_ewt-ud-dev.iob2").write_text(IOB2, encoding="utf-8")
    one, two = uner.read(tmp_path, "dev")
    assert names(one) == [("Ana Quill", "person"), ("Marn", SOMEWHERE)]
    assert names(two) == [("NATO", SOME_BODY)]
    assert one.sentences == ((0, len(one.text)),)
    (again, _) = uner.read(tmp_path / "en_ewt-ud-dev.iob2", "any")
    assert again == one
    first = next(sentences(tmp_path / "en_ewt-ud-dev.iob2"))
    assert [first.text[s:e] for s, e in first.spans] == ["Ana", "Quill", "wo", "n't", "leave", "Marn", "."]


def test_columns(tmp_path: Path) -> None:
    path = tmp_path / "data/wikigold/CONLL-format/data"
    path.mkdir(parents=True)
    (path / "wikigold.conll.txt").write_text(
        "Ana I-PER\nQuill I-PER\nof I-O\nMarn I-LOC\n. O\n\n-DOCSTART- O\n\nThe O\nWire I-ORG\n", encoding="utf-8"
    )
    one, two = columns.wikigold(tmp_path)
    assert names(one) == [("Ana Quill", "person"), ("Marn", SOMEWHERE)]
    assert one.text == "Ana Quill of Marn."
    assert names(two) == [("Wire", SOME_BODY)]
    (tmp_path / "ner_data/politics").mkdir(parents=True)
    (tmp_path / "ner_data/politics/dev.txt").write_text("Quill\tB-politician\nleft\tO\n\n", encoding="utf-8")
    (only,) = columns.crossner_politics(tmp_path, "dev")
    assert names(only) == [("Quill", "person")]
    assert only.sentences is None


def test_redocred(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    passage = {
        "sents": [["Ana", "Quill", "lives", "in", "Marn", "."], ["She", "left", "."]],
        "vertexSet": [
            [{"sent_id": 0, "pos": [0, 2], "type": "PER"}],
            [{"sent_id": 0, "pos": [4, 5], "type": "LOC"}],
            [{"sent_id": 1, "pos": [1, 2], "type": "TIME"}],
        ],
        "labels": [{"h": 0, "t": 1, "r": "P551", "evidence": [0]}],
    }
    (tmp_path / "data/dev_revised.json").write_text(json.dumps([passage]), encoding="utf-8")
    (document,) = redocred.read(tmp_path)
    assert document.text == "Ana Quill lives in Marn. She left."
    assert names(document) == [("Ana Quill", "person"), ("Marn", "country/facility/nationality/place")]
    assert list(redocred.facts(tmp_path)) == [[("P551", "0", "1")]]


def test_re3d(tmp_path: Path) -> None:
    text = "Minister Ana Quill met the partner forces and the Free Men in Marn."
    marked = [
        ("Minister Ana Quill", "Person"),
        ("the partner forces", "Organisation"),
        ("the Free Men", "Organisation"),
        ("Marn", "Location"),
    ]
    (tmp_path / "Unit").mkdir()
    (tmp_path / "Unit/documents.json").write_text(json.dumps({"_id": "d", "text": text}) + "\n", encoding="utf-8")
    entities = [
        {
            "documentId": "d",
            "begin": text.index(w),
            "end": text.index(w) + len(w),
            "type": t,
            "value": w,
            "confidence": 1,
        }
        for w, t in marked
    ]
    (tmp_path / "Unit/entities.json").write_text("\n".join(map(json.dumps, entities)), encoding="utf-8")
    (document,) = re3d.read(tmp_path)
    assert names(document) == [("Ana Quill", "person"), ("Free Men", SOME_BODY), ("Marn", SOMEWHERE)]


GUM = """# newdoc id = GUM_news_marn
# newpar
# sent_id = GUM_news_marn-1
# text = Mayor Ana Quill left Marn Hall on Friday.
1\tMayor\tMayor\tPROPN\tNNP\t_\t4\tnsubj\t_\tEntity=(1-person-new-nnnnn-cf1-1-coref-Ana_Quill
2\tAna\tAna\tPROPN\tNNP\t_\t1\tflat\t_\t_
3\tQuill\tQuill\tPROPN\tNNP\t_\t1\tflat\t_\tEntity=1)
4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\t_
5\tMarn\tMarn\tPROPN\tNNP\t_\t6\tcompound\t_\tEntity=(2-place-new-nnnnn-cf2-2-sgl(3-place-new-nnnnn-cf3-1-sgl)
6\tHall\tHall\tPROPN\tNNP\t_\t4\tobj\t_\tEntity=2)
7\ton\ton\tADP\tIN\t_\t8\tcase\t_\t_
8\tFriday\tFriday\tPROPN\tNNP\t_\t4\tobl\t_\tEntity=(4-time-new-nnnnn-cf4-1-sgl)|SpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def test_gum(tmp_path: Path) -> None:
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep/GUM_news_marn.conllu").write_text(GUM, encoding="utf-8")
    (document,) = gum.read(tmp_path, "train")
    assert names(document) == [
        ("Ana Quill", "nationality/person"),
        ("Marn Hall", "country/facility/nationality/place"),
        ("Friday", UNKNOWN),
    ]
    assert list(gum.read(tmp_path, "dev")) == []


def words(document: Document) -> list[tuple[str, str, str, str]]:
    """Form, lemma, relation and the governor's form."""
    found = document.words or ()
    forms = [document.text[word.start : word.end] for word in found]
    return [
        (form, word.lemma, word.relation, forms[word.head] if word.head >= 0 else "-")
        for form, word in zip(forms, found, strict=True)
    ]


def test_words_and_their_governors_are_counted_through_a_document(tiny: Path) -> None:
    (ferry,) = uner.read(tiny / "uner_ewt", "train", tiny / "ewt")
    assert ferry.text.startswith("Ana Quill of Marn said the ferry was late. She didn't name")
    assert words(ferry)[:2] == [("Ana", "Ana", "nsubj", "said"), ("Quill", "Quill", "flat", "Ana")]
    assert words(ferry)[11:13] == [("did", "do", "aux", "name"), ("n't", "not", "advmod", "name")]
    assert ("told", "tell", "root", "-") in words(ferry)
    assert [ferry.text[s:e] for s, e in ferry.paragraphs][1].startswith("“We will pay,”")


def test_a_word_without_a_governor_is_a_root() -> None:
    (sentence,) = _sentences("1\tYes\tyes\tINTJ\tUH\t_\t_\t_\t_\t_\n")
    (word,) = syntactic_words(sentence)
    assert (word.lemma, word.upos, word.xpos, word.head) == ("yes", "INTJ", "UH", -1)


def test_the_parts_of_a_word_that_cannot_be_told_apart_share_it() -> None:
    rows = (
        "1-2\tau\t_\t_\t_\t_\t_\t_\t_\t_\n1\tà\tà\tADP\tIN\t_\t2\tcase\t_\t_\n"
        "2\tle\tle\tDET\tDT\t_\t0\troot\t_\t_\n2.1\tx\tx\tX\tFW\t_\t0\tdep\t_\t_\n"
    )
    (sentence,) = _sentences(rows, "au")
    assert [(word.start, word.end, word.head) for word in syntactic_words(sentence)] == [(0, 2, 1), (0, 2, -1)]


def test_names_of_gum_stand_on_the_head_of_a_mention(tiny: Path) -> None:
    (ferry,) = gum.read(tiny / "gum", "train")
    (plan,) = gum.read(tiny / "gum", "dev")
    assert [text for text, _ in names(ferry)] == ["Ana Quill", "Marn", "Harbor Board", "Marn Courier"]
    assert plan.text.startswith("Tom Vell left Orsk")
    mentions = [(ferry.text[m.start : m.end], ferry.text[m.head :].split()[0], m.entity) for m in ferry.mentions or ()]
    assert mentions[:2] == [("Ana Quill of Marn", "Ana", "a"), ("Marn", "Marn", "b")]
    assert ("the Harbor Board", "Board", "d") in mentions and ("We", "We", "d") in mentions


def test_mentions_of_one_entity_share_its_number(tiny: Path) -> None:
    ferry, plan = redocred.read(tiny / "redocred")
    heads = {ferry.text[m.start : m.end]: ferry.text[m.head : m.end] for m in ferry.mentions or ()}
    assert heads["Ana Quill"] == "Ana Quill" and heads["Harbor Board"] == "Board"
    assert len({m.entity for m in plan.mentions or ()}) == 2


def test_gap(tiny: Path) -> None:
    first, second, third = gap.read(tiny / "gap", "train")
    for document, pronoun, right, wrong in (
        (first, "she", ["Ana Quill"], ["Mara Lund"]),
        (second, "he", ["Piet Sand"], ["Tom Vell"]),
        (third, "her", [], ["Mara Lund", "Ana Quill"]),
    ):
        (choice,) = document.choices or ()
        text = document.text
        assert text[slice(*choice.pronoun)] == pronoun
        assert [text[s:e] for s, e in choice.right] == right and [text[s:e] for s, e in choice.wrong] == wrong
        assert document.names is None and document.attributions is None
    (only,) = gap.read(tiny / "gap", "dev")
    assert only.id == "validation-1" and list(gap.read(tiny / "gap", "validation")) == [only]
    with pytest.raises(KeyError):
        list(gap.read(tiny / "gap", "test"))


def test_plv(tiny: Path) -> None:
    first, second, *_ = read = list(plv.read(tiny / "plv"))
    assert len(read) == len(tiny_corpora.EVENTS)
    assert first.text == "Orsk accused Marn of closing the port."
    assert first.event == EventType("ACCUSE", (0, 4), (13, 17))
    assert second.event is not None and second.event.source and second.event.target
    assert second.text[slice(*second.event.source)] == "the sailors"
    assert second.text[slice(*second.event.target)] == "The Harbor Board"


def test_marks_of_parties_leave_no_trace() -> None:
    assert unmarked("<s>A <t>B</t> C</s> met <t>D</t>.") == ("A B C met D.", {"t": (2, 3), "s": (0, 5)})
    assert unmarked("No party </s>here.") == ("No party here.", {})


def test_whether_predicates_are_told_to_have_happened(tiny: Path) -> None:
    (ferry,) = uds.read(tiny / "uds_factuality", "train", tiny / "ewt", tiny / "uner_ewt")
    told = [(ferry.text[start:end], value) for start, end, value in ferry.factuality or ()]
    assert told == [("said", 3.0), ("late", 2.0), ("name", -3.0), ("pay", 1.5), ("told", 3.0)]


def test_a_document_without_predicates_told_of_is_left_out(tmp_path: Path) -> None:
    root = tiny_corpora.write(tmp_path)
    (root / "uds_factuality/glue_data/UDS_IH2/dev.jsonl").write_text("", encoding="utf-8")
    assert list(uds.read(root / "uds_factuality", "dev", root / "ewt", root / "uner_ewt")) == []
    assert len(list(uner.read(root / "uner_ewt", "dev", root / "ewt", root / "uds_factuality"))) == 1


def test_predicates_are_found_again_by_their_letters(tmp_path: Path) -> None:
    folder = tmp_path / "glue_data/UDS_IH2"
    folder.mkdir(parents=True)
    line = {"text": "She did n't go to New  York .", "targets": [{"span1": [3, 4], "label": -2.0}]}
    (folder / "dev.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    told = factuality.by_letters(tmp_path, "dev")
    text = "She didn't  go to New York."
    (found,) = factuality.placed(text, told[factuality.letters(text)])
    assert (text[found[0] : found[1]], found[2]) == ("go", -2.0)


def test_spans_move_with_the_letters() -> None:
    old, new = "Ana  Quill did n't go.", " Ana Quill didn't go ."
    spans = [(0, 10), (11, 14), (15, 18), (21, 22)]
    assert [new[s:e] for s, e in uner.moved(old, new, spans)] == ["Ana Quill", "did", "n't", "."]
    assert uner.moved(old, old, spans) == spans


@given(st.lists(st.tuples(st.text("abé“.", min_size=1, max_size=4), st.sampled_from(["", " ", "\u00a0 "])), min_size=1))
def test_a_moved_span_has_the_same_letters(parts: list[tuple[str, str]]) -> None:
    old = " ".join(word for word, _ in parts)
    new = "".join(word + space for word, space in parts)
    spans, at = [], 0
    for word, _ in parts:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    assert [new[s:e] for s, e in uner.moved(old, new, spans)] == [word for word, _ in parts]


def test_detokenised_text_reads_like_print() -> None:
    text, spans = detokenise(["``", "No", ",", "''", "he", "said", "-LRB-", "it", "'s", "over", "-RRB-", "."])
    assert text == '"No," he said (it\'s over).'
    assert [text[s:e] for s, e in spans][:3] == ['"', "No", ","]


def test_paragraph_spans_of_a_corpus_text() -> None:
    text = "\ufeff One.\r\n\n  Two. \u2028Three."
    assert [text[s:e] for s, e in paragraph_spans(text)] == ["One.", "Two.", "Three."]
