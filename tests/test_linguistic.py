"""The article as a spaCy Doc: its characters kept, its analysis where spaCy users look for it."""

import subprocess
import sys
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.matcher import DependencyMatcher
from spacy.tokens import Doc, Span

from onrecord.articles import article
from onrecord.reading.attribution import Attribution
from onrecord.reading.borrowed import borrowed_names, borrowed_parse
from onrecord.reading.coreference import clusters
from onrecord.reading.encoder import LABELS, NUMBERS, VECTORS, Encoder
from onrecord.reading.linguistic import Findings, built, document
from onrecord.reading.names import FoundName
from onrecord.reading.pieces import cut
from onrecord.reading.scheme import NAME_TAGS
from onrecord.reading.syntax import Parse, parse
from tests import fakes
from tests.test_syntax import noise

TEXT = "\n The mayor, Núria\u00a0Vall 🙂, didn’t say\r\n“no”.\r\n\r\nShe left for נצרת .  "
TABLE = """
The DET DT the 2 det
mayor NOUN NN mayor 10 nsubj
, PUNCT , , 4 punct
Núria PROPN NNP Núria 2 appos
Vall PROPN NNP Vall 4 flat
🙂 SYM NFP 🙂 4 discourse
, PUNCT , , 4 punct
did AUX VBD do 10 aux
n’t PART RB not 10 advmod
say VERB VB say 0 root -2.5
“ PUNCT `` “ 12 punct
no INTJ UH no 10 obj
” PUNCT '' ” 12 punct
. PUNCT . . 10 punct

She PRON PRP she 2 nsubj
left VERB VBD leave 0 root 3
for ADP IN for 4 case
נצרת PROPN NNP נצרת 2 obl
. PUNCT . . 2 punct
"""


def span(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


@pytest.fixture
def doc() -> Doc:
    given_parse = fakes.told(TEXT, TABLE)
    scores, syntax = fakes.answered(
        TEXT, given_parse, mentions={1: "person", 14: "person", 17: "place"}, antecedents={14: {1: 0.9}}
    )
    names = [
        FoundName(*span("Núria\u00a0Vall"), "person", 0.9),
        FoundName(*span("Vall"), "person", 0.5),
        FoundName(*span("נצר"), "place", 0.8),
    ]
    said = Attribution(span("The mayor"), span("say"), (span("“no”"), span("left")), 0.9)
    nobodys = Attribution(None, span("left"), (span("נצרת"),), 0.9)
    return built(TEXT, Findings(syntax, names, [said, nobodys], clusters(scores, syntax, TEXT)))


def texts(spans: list[Span]) -> list[str]:
    return [span.text for span in spans]


def test_every_character_is_in_the_doc(doc: Doc) -> None:
    assert doc.text == TEXT
    assert [token.text for token in doc if not token.is_space] == [
        line.split()[0] for line in TABLE.splitlines() if line.strip()
    ]
    assert all(TEXT[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert all(token.head.i == max(token.i - 1, 1) for token in doc if token.is_space and token.i)


def test_the_syntax_is_in_the_doc(doc: Doc) -> None:
    say = next(token for token in doc if token.text == "say")
    assert (say.pos_, say.tag_, say.dep_, say.lemma_, say.head.i) == ("VERB", "VB", "ROOT", "say", say.i)
    assert [child.text for child in say.children if not child.is_space] == ["mayor", "did", "n’t", "no", "."]
    assert [sentence.text.split()[0] for sentence in doc.sents] == ["The", "She"]
    assert [(token.text, token._.factuality) for token in doc if token._.factuality is not None] == [
        ("say", -2.5),
        ("left", 3.0),
    ]


def test_names_statements_and_mentions_are_in_the_doc(doc: Doc) -> None:
    assert [(ent.text, ent.label_) for ent in doc.ents] == [("Núria\u00a0Vall", "person"), ("נצרת", "place")]
    assert texts(doc.spans["sources"]) == ["The mayor"]
    assert texts(doc.spans["cues"]) == ["say", "left"]
    assert texts(doc.spans["contents"]) == ["“no”", "left", "נצרת"]
    assert [part.id for part in doc.spans["contents"]] == [1, 1, 2]
    assert texts(doc.spans["mentions"]) == ["The mayor", "She", "נצרת"]
    assert texts(doc.spans["coref_clusters_1"]) == ["The mayor", "She"]
    assert "coref_clusters_2" not in doc.spans


def test_rules_are_written_as_the_field_writes_them(doc: Doc) -> None:
    matcher = DependencyMatcher(doc.vocab)
    matcher.add(
        "denial",
        [
            [
                {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"LEMMA": "say", "POS": "VERB"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "who", "RIGHT_ATTRS": {"DEP": "nsubj"}},
                {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "not", "RIGHT_ATTRS": {"LEMMA": "not"}},
                {"LEFT_ID": "who", "REL_OP": ">", "RIGHT_ID": "name", "RIGHT_ATTRS": {"ENT_TYPE": "person"}},
            ]
        ],
    )
    assert [[doc[place].text for place in places] for _, places in matcher(doc)] == [["say", "mayor", "n’t", "Núria"]]


def test_nothing_is_a_doc_too() -> None:
    assert built("", Findings(Parse((), ()))).text == ""
    assert [token.text for token in built("\n\u200b \n", Findings(Parse((), ())))] == ["\n", "\u200b", "\n"]


@given(
    st.text(st.characters(codec="utf-8") | st.sampled_from(" \r\n\t'’nt.🙂\u0301\u200fאב"), max_size=60),
    st.integers(0, 99),
)
def test_any_text_comes_back(text: str, seed: int) -> None:
    paragraphs = fakes.paragraphs_of(text)
    found = parse(noise(text, paragraphs, seed), text, paragraphs)
    names = [FoundName(word.start, word.end, "other", 0.5) for word in found.words[::2]]
    made = built(text, Findings(found, names))
    assert made.text == text
    assert [ent.text for ent in made.ents] == [text[name.start : name.end] for name in names]
    places = {token.idx: token for token in made}
    assert all(places[word.start].text == text[word.start : word.end] for word in found.words)
    assert len(list(made.sents)) == max(len(found.sentences), 1 if len(made) else 0)


def rules() -> Language:
    """A pipeline as a stranger's might be: other labels, sentence by sentence, everything hung on the last word."""
    nlp = spacy.blank("en")

    @Language.component("everything_hangs_on_the_first")
    def hang(doc: Doc) -> Doc:
        for token in doc:
            token.head, token.dep_ = doc[0], "dobj" if token.i else "ROOT"
        return doc

    nlp.add_pipe("everything_hangs_on_the_first")
    ruler: Any = nlp.add_pipe("entity_ruler")
    patterns = [("PERSON", "Vall"), ("GPE", "Marn"), ("GPE", "Sorenia"), ("DATE", "Monday"), ("NORP", "Danes")]
    ruler.add_patterns([{"label": label, "pattern": pattern} for label, pattern in patterns])
    return nlp


def test_another_pipeline_may_read_syntax_and_names() -> None:
    text = "Vall left Marn \n for Sorenia 🙂 on Monday, the Danes said."
    pieces = cut(text, [(0, len(text))])
    names = np.zeros((len(pieces), len(NAME_TAGS)), np.float32)
    names[pieces.starts == text.index("Sorenia"), NAME_TAGS.index("B-country")] = 1.0
    scores = fakes.blank(pieces, names=names, factuality=np.full(len(pieces), 1.5, np.float32))
    found = rules()(text)
    syntax = borrowed_parse(found, scores)
    assert syntax is not None
    assert [text[word.start : word.end] for word in syntax.words][:4] == ["Vall", "left", "Marn", "for"]
    assert [word.head for word in syntax.words] == [-1] + [0] * (len(syntax.words) - 1)
    assert {word.relation for word in syntax.words[1:]} == {"obj"}
    assert [int(pieces.starts[word.piece]) for word in syntax.words] == [word.start for word in syntax.words]
    kinds = {text[name.start : name.end]: name.type for name in borrowed_names(found, scores) or []}
    assert kinds == {"Vall": "person", "Marn": "place", "Sorenia": "country", "Danes": "nationality"}
    bare = spacy.blank("en")(text)
    assert borrowed_parse(bare, scores) is None
    assert borrowed_names(bare, scores) is None


def test_an_article_with_and_without_another_pipeline() -> None:
    def network(ids: np.ndarray, *_: np.ndarray) -> list[np.ndarray]:
        batch, length = ids.shape
        labels = [np.zeros((batch, length, len(names)), np.float32) for names in LABELS.values()]
        vectors = [np.zeros((batch, length, width), np.float32) for width in VECTORS.values()]
        numbers = [np.zeros((batch, length), np.float32) for _ in NUMBERS]
        pointers = [np.full((batch, length, length), 1 / length, np.float32) for _ in range(4)]
        return [*labels, *vectors, *numbers, *pointers]

    made = article("The mayor of Marn left the town on Monday. Nobody knew why it was so, Vall said.", "a test")
    ours = document(made, Encoder(network))
    assert ours.text == made.text == document(made.text, Encoder(network)).text
    theirs = document(made, Encoder(network), rules())
    assert theirs.text == made.text
    assert [ent.text for ent in theirs.ents] == ["Marn", "Vall"]
    assert {token.dep_ for token in theirs} == {"ROOT", "obj"}


def test_spacy_is_loaded_only_when_a_doc_is_wanted() -> None:
    command = "import onrecord.reading.linguistic, onrecord.reading.reader, sys; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", command], check=False).returncode == 0
