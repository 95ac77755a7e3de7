"""The corpus readers, on small files of our own in the upstream layouts."""

import json
from pathlib import Path

from corpora import columns, gum, polnear, re3d, redocred, uner
from corpora.conllu import sentences
from corpora.detokenise import detokenise
from corpora.document import UNKNOWN, Document, paragraph_spans


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
    assert names(one) == [("Ana Quill", "person"), ("Marn", "place")]
    assert names(two) == [("NATO", "organisation")]
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
    assert names(one) == [("Ana Quill", "person"), ("Marn", "place")]
    assert one.text == "Ana Quill of Marn."
    assert names(two) == [("Wire", "organisation")]
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
    }
    (tmp_path / "data/dev_revised.json").write_text(json.dumps([passage]), encoding="utf-8")
    (document,) = redocred.read(tmp_path)
    assert document.text == "Ana Quill lives in Marn. She left."
    assert names(document) == [("Ana Quill", "person"), ("Marn", "nationality/place")]


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
    assert names(document) == [("Ana Quill", "person"), ("Free Men", "organisation"), ("Marn", "place")]


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
        ("Marn Hall", "nationality/place"),
        ("Friday", UNKNOWN),
    ]
    assert list(gum.read(tmp_path, "dev")) == []


def test_detokenised_text_reads_like_print() -> None:
    text, spans = detokenise(["``", "No", ",", "''", "he", "said", "-LRB-", "it", "'s", "over", "-RRB-", "."])
    assert text == '"No," he said (it\'s over).'
    assert [text[s:e] for s, e in spans][:3] == ['"', "No", ","]


def test_paragraph_spans_of_a_corpus_text() -> None:
    text = "\ufeff One.\r\n\n  Two. \u2028Three."
    assert [text[s:e] for s, e in paragraph_spans(text)] == ["One.", "Two.", "Three."]
