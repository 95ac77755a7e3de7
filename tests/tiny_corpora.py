"""Corpora of a few sentences each, in the layouts that `training.corpus` reads.

Two small reports are told below, word by word; each corpus is one rendering of them, as its upstream lays it out.
People, places and papers are invented for the project.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path

from corpora.detokenise import detokenise
from corpora.document import Span

_FERRY = """
Ana     Ana     PROPN NNP  5  nsubj    B-PER (a-person _
Quill   Quill   PROPN NNP  1  flat     I-PER _         _
of      of      ADP   IN   4  case     O     _         _
Marn    Marn    PROPN NNP  1  nmod     B-LOC (b-place)a) _
said    say     VERB  VBD  0  root     O     _         3.0
the     the     DET   DT   7  det      O     (c-object _
ferry   ferry   NOUN  NN   9  nsubj    O     c)        _
was     be      AUX   VBD  9  cop      O     _         _
late    late    ADJ   JJ   5  ccomp    O     _         2.0
.       .       PUNCT .    5  punct    O     _         _

She     she     PRON  PRP  4  nsubj    O     (a-person) _
did     do      AUX   VBD  4  aux      O     _         _
n't     not     PART  RB   4  advmod   O     _         _
name    name    VERB  VB   0  root     O     _         -3.0
the     the     DET   DT   6  det      O     (d-organization _
owner   owner   NOUN  NN   4  obj      O     d)        _
.       .       PUNCT .    4  punct    O     _         _

¶
“       “       PUNCT ``   4  punct    O     _         _
We      we      PRON  PRP  4  nsubj    O     (d-organization) _
will    will    AUX   MD   4  aux      O     _         _
pay     pay     VERB  VB   10 ccomp    O     _         1.5
,       ,       PUNCT ,    4  punct    O     _         _
”       ”       PUNCT ''   4  punct    O     _         _
the     the     DET   DT   9  det      O     (d-organization-3 _
Harbor  Harbor  PROPN NNP  9  compound B-ORG _         _
Board   Board   PROPN NNP  10 nsubj    I-ORG d)        _
told    tell    VERB  VBD  0  root     O     _         3.0
the     the     DET   DT   13 det      O     (e-organization-3 _
Marn    Marn    PROPN NNP  13 compound B-ORG (b-place) _
Courier Courier PROPN NNP  10 obj      I-ORG e)        _
.       .       PUNCT .    10 punct    O     _         _
"""

_PLAN = """
Tom     Tom     PROPN NNP  3  nsubj    B-PER (a-person _
Vell    Vell    PROPN NNP  1  flat     I-PER a)        _
left    leave   VERB  VBD  0  root     O     _         3.0
Orsk    Orsk    PROPN NNP  3  obj      B-LOC (b-place) _
on      on      ADP   IN   6  case     O     _         _
Friday  Friday  PROPN NNP  3  obl      O     (c-time)  _
.       .       PUNCT .    3  punct    O     _         _

The     the     DET   DT   2  det      O     (a-person _
mayor   mayor   NOUN  NN   3  nsubj    O     a)        _
said    say     VERB  VBD  0  root     O     _         3.0
he      he      PRON  PRP  7  nsubj    O     (a-person) _
had     have    AUX   VBD  7  aux      O     _         _
n't     not     PART  RB   7  advmod   O     _         _
signed  sign    VERB  VBN  3  ccomp    O     _         -3.0
the     the     DET   DT   9  det      O     (d-abstract _
plan    plan    NOUN  NN   7  obj      O     d)        _
.       .       PUNCT .    3  punct    O     _         _
"""

_SAID = {
    "train": (
        ("Ana Quill of Marn", "said", "the ferry was late"),
        ("the Harbor Board", "told", "“We will pay,”"),
    ),
    "dev": (("The mayor", "said", "he hadn't signed the plan"),),
}
"""Source, cue and content, by split."""

_PRONOUNS = {
    "development": (
        ("Ana Quill met Mara Lund before she left Marn.", "she", "Ana Quill", "Mara Lund", "A"),
        ("Tom Vell wrote to Piet Sand, and he replied on Friday.", "he", "Tom Vell", "Piet Sand", "B"),
        ("While Mara Lund and Ana Quill spoke, Ida Holm found her coat.", "her", "Mara Lund", "Ana Quill", ""),
    ),
    "validation": (("Piet Sand thanked Tom Vell when he came back.", "he", "Piet Sand", "Tom Vell", "B"),),
}
"""Passage, pronoun, two names, and which of them the pronoun stands for."""

EVENTS = (
    ("ACCUSE", "<s>Orsk</s> accused <t>Marn</t> of closing the port."),
    ("ACCUSE", "<t>The Harbor Board</t> was blamed by <s>the sailors</s> for the delay."),
    ("AGREE", "<s>Marn</s> agreed to let <t>Orsk</t> use the channel."),
    ("AGREE", "<s>The council</s> will sign the lease that <t>the Harbor Board</t> offered."),
    ("AID", "<s>Marn</s> sent grain to <t>Orsk</t> after the flood."),
    ("AID", "<t>The sailors</t> were given tents by <s>the council</s>."),
    ("CONSULT", "<s>Ana Quill</s> met <t>the envoys of Orsk</t> on Friday."),
    ("CONSULT", "Talks between <s>Marn</s> and <t>Orsk</t> opened in Lund."),
    ("PROTEST", "<s>Sailors</s> marched against <t>the Harbor Board</t> in Marn."),
    ("PROTEST", "<t>The council</t> was met by a strike of <s>the dockers</s>."),
)
"""Type and marked sentence."""


@dataclass(frozen=True)
class Sentence:
    """One sentence: a row of columns for each word."""

    rows: tuple[tuple[str, ...], ...]
    opens_paragraph: bool

    @cached_property
    def _laid(self) -> tuple[str, list[Span]]:
        return detokenise(self.words)

    @property
    def words(self) -> list[str]:
        return [row[0] for row in self.rows]

    @property
    def text(self) -> str:
        return self._laid[0]

    @property
    def spans(self) -> list[Span]:
        return self._laid[1]

    @property
    def names(self) -> list[tuple[int, int, str]]:
        """First word, last word and type."""
        firsts = [index for index, row in enumerate(self.rows) if row[6].startswith("B-")]
        return [(first, self._last(first), self.rows[first][6][2:]) for first in firsts]

    def _last(self, first: int) -> int:
        last = first
        while last + 1 < len(self.rows) and self.rows[last + 1][6].startswith("I-"):
            last += 1
        return last

    def tags(self, types: dict[str, str]) -> Iterator[tuple[str, str]]:
        """Words and their tags, with the types called as a corpus calls them."""
        for row in self.rows:
            prefix, _, kind = row[6].partition("-")
            yield row[0], f"{prefix}-{types[kind]}" if kind else prefix


def _told(table: str) -> list[Sentence]:
    blocks = [block.split("\n") for block in table.strip().split("\n\n")]
    return [
        Sentence(tuple(tuple(line.split()) for line in block if line != "¶"), number == 0 or block[0] == "¶")
        for number, block in enumerate(blocks)
    ]


TOLD = {"train": _told(_FERRY), "dev": _told(_PLAN)}
"""The two reports, by split."""
_NAMES = {"train": "ferry", "dev": "plan"}


def article(split: str) -> str:
    """A report as running text, an empty line between paragraphs."""
    return "".join(
        ("\n\n" if one.opens_paragraph and number else " " if number else "") + one.text
        for number, one in enumerate(TOLD[split])
    )


def write(root: Path) -> Path:
    """Write every corpus into a folder of its own under `root`."""
    for split in TOLD:
        _polnear(root / "polnear", split)
        _ewt(root, split)
        _gum(root / "gum", split)
        _columns(root, split)
    _passages(root)
    _gap(root / "gap")
    _plv(root / "plv")
    return root


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _polnear(root: Path, split: str) -> None:
    """Brat's standoff; the report to train on has two annotators, of whom the second saw less."""
    text = article(split)
    name = _NAMES[split]
    _put(root / "data" / split / "text" / f"{name}.txt", text)
    lines: list[str] = []
    for number, spoken in enumerate(_SAID[split]):
        bound = []
        for offset, (role, words) in enumerate(zip(("Source", "Cue", "Content"), spoken, strict=True), number * 3 + 1):
            start = text.index(words)
            lines.append(f"T{offset}\t{role} {start} {start + len(words)}\t{words}")
            bound.append(f"{role}:T{offset}")
        lines.append(f"E{number + 1}\tAttribution:T{number * 3 + 2} {' '.join(bound)}")
    folder = root / "data" / split / "attributions"
    _put(folder / f"{name}_aa.ann", "\n".join(lines))
    if split == "train":
        _put(folder / f"{name}_bb.ann", "\n".join(lines[:4]))


def _ewt(root: Path, split: str) -> None:
    """The treebank, the names over it and what its predicates tell of."""
    tree: list[str] = []
    named: list[str] = []
    facts: list[str] = []
    for number, one in enumerate(TOLD[split], 1):
        opening = [f"# newdoc id = {_NAMES[split]}"] if number == 1 else []
        told = [f"# sent_id = {_NAMES[split]}-{number}", f"# text = {one.text}"]
        paragraph = [f"# newpar id = {_NAMES[split]}-p{number}"] if one.opens_paragraph else []
        tree += [*opening, *paragraph, *told, *conllu_rows(one), ""]
        named += [*opening, *told, *(f"{n}\t{row[0]}\t{row[6]}\t-\t-" for n, row in enumerate(one.rows, 1)), ""]
        targets = [
            {"span1": [index, index + 1], "label": float(row[8]), "span_text": row[0]}
            for index, row in enumerate(one.rows)
            if row[8] != "_"
        ]
        facts.append(json.dumps({"text": " ".join(one.words), "targets": targets}, ensure_ascii=False))
    _put(root / "ewt" / f"en_ewt-ud-{split}.conllu", "\n".join([*tree, ""]))
    _put(root / "uner_ewt" / f"en_ewt-ud-{split}.iob2", "\n".join([*named, ""]))
    _put(root / "uds_factuality" / "glue_data" / "UDS_IH2" / f"{split}.jsonl", "\n".join(facts) + "\n")


def conllu_rows(sentence: Sentence, entities: Sequence[str] = ()) -> Iterator[str]:
    """The rows of a sentence in CoNLL-U; a word with its "n't" is one token of two words."""
    for number, (form, lemma, upos, xpos, head, relation, *_) in enumerate(sentence.rows, 1):
        following = sentence.words[number] if number < len(sentence.rows) else ""
        if following == "n't":
            yield "\t".join([f"{number}-{number + 1}", form + following, *"________"])
        entity = entities[number - 1] if entities else "_"
        yield "\t".join([str(number), form, lemma, upos, xpos, "_", head, relation, "_", entity])


def _gum(root: Path, split: str) -> None:
    """Entity mentions with the seven fields of GUM's last column."""
    name = {"train": "GUM_news_ferry", "dev": "GUM_news_iodine"}[split]
    lines = [f"# newdoc id = {name}"]
    for number, one in enumerate(TOLD[split], 1):
        entities = [_entity(row[7]) for row in one.rows]
        lines += ["# newpar"] if one.opens_paragraph else []
        lines += [f"# sent_id = {name}-{number}", f"# text = {one.text}", *conllu_rows(one, entities), ""]
    _put(root / "dep" / f"{name}.conllu", "\n".join([*lines, ""]))


def _entity(brackets: str) -> str:
    """`(a-person` or, where the head is not the first word, `(a-person-2`, with the fields upstream has beside."""
    if brackets == "_":
        return brackets
    head, closed, rest = brackets.partition(")")
    if brackets.startswith("("):
        key, kind, *place = head.split("-")
        head = "-".join([key, kind, "new", "nnnnn", "cf1", *(place or ["1"]), "coref"])
    return f"Entity={head}{closed}{rest}"


def _columns(root: Path, split: str) -> None:
    """One word and one tag a line."""
    told = TOLD[split]
    politics = {"PER": "politician", "LOC": "location", "ORG": "organisation"}
    _put(root / "crossner_politics" / "ner_data" / "politics" / f"{split}.txt", _tagged(told, politics, "\t"))
    if split == "train":
        posts = {"PER": "person", "LOC": "location", "ORG": "corporation"}
        _put(root / "wnut17" / "wnut17train.conll", _tagged(told, posts, "\t"))


def _tagged(told: Sequence[Sentence], types: dict[str, str], between: str) -> str:
    return "".join("".join(f"{word}{between}{tag}\n" for word, tag in one.tags(types)) + "\n" for one in told)


def _passages(root: Path) -> None:
    """The corpora without splits: both reports in each."""
    plain = {"PER": "PER", "LOC": "LOC", "ORG": "ORG"}
    parts = ["-DOCSTART- O\n\n" + _tagged(told, plain, " ") for told in TOLD.values()]
    _put(root / "wikigold/data/wikigold/CONLL-format/data/wikigold.conll.txt", "".join(parts))
    _put(
        root / "redocred" / "data" / "dev_revised.json",
        json.dumps([_passage(told) for told in TOLD.values()]),
    )
    types = {"PER": "Person", "LOC": "Location", "ORG": "Organisation"}
    documents, entities = [], []
    for split, told in TOLD.items():
        documents.append({"_id": split, "text": article(split)})
        at = 0
        for one in told:
            at = article(split).index(one.text, at)
            for first, last, kind in one.names:
                start, end = at + one.spans[first][0], at + one.spans[last][1]
                found = {"begin": start, "end": end, "value": article(split)[start:end], "confidence": 1}
                entities.append({"documentId": split, "type": types[kind], **found})
    for name, lines in (("documents", documents), ("entities", entities)):
        _put(root / "re3d" / "Unit" / f"{name}.json", "\n".join(map(json.dumps, lines)))


def _passage(told: Sequence[Sentence]) -> dict[str, object]:
    return {"sents": [one.words for one in told], "vertexSet": _vertices(told), "labels": []}


def _vertices(told: Sequence[Sentence]) -> list[list[dict[str, object]]]:
    """The names of a report, those written alike together."""
    marked = [
        (" ".join(one.words[first : last + 1]), {"sent_id": number, "pos": [first, last + 1], "type": kind})
        for number, one in enumerate(told)
        for first, last, kind in one.names
    ]
    marked.sort(key=lambda pair: pair[0])
    return [[mention for _, mention in group] for _, group in groupby(marked, key=lambda pair: pair[0])]


def _gap(root: Path) -> None:
    for split, passages in _PRONOUNS.items():
        lines = ["ID Text Pronoun Pronoun-offset A A-offset A-coref B B-offset B-coref URL".split()]
        for number, (text, pronoun, a, b, right) in enumerate(passages, 1):
            names = [
                field
                for side, name in (("A", a), ("B", b))
                for field in (name, str(text.index(name)), str(side == right).upper())
            ]
            start = text.index(f" {pronoun} ") + 1
            lines.append([f"{split}-{number}", text, pronoun, str(start), *names, "http://example.org"])
        _put(root / f"gap-{split}.tsv", "".join("\t".join(line) + "\n" for line in lines))


def _plv(root: Path) -> None:
    path = root / "datasets" / "PLV_train.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(["", "sentence_id", "sentence", "marked_sentence", "gold_root"])
        for number, (kind, marked) in enumerate(EVENTS):
            plain = marked
            for mark in ("<s>", "</s>", "<t>", "</t>"):
                plain = plain.replace(mark, "")
            writer.writerow(["", number, plain, marked, kind])
