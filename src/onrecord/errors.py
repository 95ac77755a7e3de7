"""Every error the engine raises on purpose: a code, what happened, and what to do about it.

Three kinds, so that callers can tell them apart: `ArticleError`, an article that cannot be read, which a run
over many records and leaves behind; `SetupError`, something about the machine, the ledger or the
installation; `AnchorError`, a record that would not fit its text, which is always a bug of ours.
"""

from __future__ import annotations

from typing import Final

CATALOGUE: Final[dict[str, tuple[str, str]]] = {
    # Articles
    "A01": ("{name} is empty", "check that the download or export that made it finished"),
    "A02": (
        "{name} is not text: {what}",
        "give a saved web page, plain text or JSON lines; convert other formats to one of these first",
    ),
    "A03": (
        "{name} is {size:.0f} MB, over the limit of {limit:.0f} MB for one article",
        "split it into one file an article, or give many articles as JSON lines (.jsonl)",
    ),
    "A04": (
        "{name} is a page with no article in it",
        "save the article's own page rather than a front page, a search or a log-in page",
    ),
    "A05": (
        "{name} is in {language}, not English, and was not read",
        "translate it first, or leave it out; On Record reads English",
    ),
    "A06": ("{name}: {what} is not an article", 'give one JSON object a line with "text", and any of {fields}'),
    "A07": ("{name} does not exist", "check the path; a folder, a file or - for standard input will do"),
    "A08": ("{name} cannot be read: {what}", "check that the file is yours to read and is not damaged"),
    "A09": ("{name} holds no article", "a folder is searched for {suffixes}"),
    "A10": (
        "{name} is cut short: {what}",
        "fetch or copy the file again; what could be read of it was not enough for an article",
    ),
    "A12": (
        "{name} is not UTF-8 and does not say what it is; it may be {guess}",
        "run again with --encoding {guess} if that is right, or save the file as UTF-8",
    ),
    "A13": (
        "{name} holds {size:,} characters of text, over the limit of {limit:,} for one article",
        "split it into its articles",
    ),
    "A14": ("{name} is not valid {encoding}: {what}", "leave --encoding out, or name the right one"),
    "A15": (
        "{name} holds {count} articles, not one",
        "give a file with one article, or take them one by one from `onrecord.articles.arrivals`",
    ),
    "A11": ("{name} has no words to read", "check that the text was not lost on the way here"),
    # The model
    "M01": ("the encoder's files are missing from {folder}", "install onrecord again from a complete wheel"),
    "M02": ("the encoder in {folder} is damaged", "install onrecord again from a complete wheel"),
    "M03": (
        "the encoder in {folder} was made for other labels than this version reads",
        "use the encoder that came with this version, or train one with `python -m training`",
    ),
    # The ontology of events
    "P01": (
        "the types of event in {folder} cannot be used: {what}",
        "mend what it names (docs/events.md tells how a type is written), or do without --plover and $ONRECORD_PLOVER",
    ),
    # The desk
    "W01": (
        "the desk cannot listen on {host}, port {port}: {what}",
        "give another --port (0 for any that is free) or another --host",
    ),
    # The ledger
    "L01": ("there is no ledger at {path}", "make one with `onrecord add --ledger {path} ARTICLES`"),
    "L02": ("{path} is not a ledger", "give the path of a file made by `onrecord add`"),
    "L03": (
        "the ledger {path} was made by a newer version ({found}, this one knows {known})",
        "upgrade onrecord; the ledger was left as it is",
    ),
    "L04": (
        "the ledger {path} cannot be written: {what}",
        "free some space or check permissions, then run the same command again; what was added before is kept",
    ),
    "L05": ("the ledger {path} is damaged: {what}", "restore a copy, or add the articles to a new ledger"),
    "L06": ("the search {query!r} cannot be understood: {what}", 'search for words, or a "quoted phrase"'),
    "L07": (
        "another process has held the ledger {path} for {seconds:.0f} seconds",
        "wait for it to finish, then run the same command again",
    ),
    "L08": ("there is no article {id} in the ledger {path}", "`onrecord search` prints the ids it holds"),
    "L09": (
        "article {article} has nothing called {item!r}",
        "give the id of an entity or an event, as `onrecord export` prints them, or a name that the article has",
    ),
    "L10": ("{item!r} is {count} things in article {article}: {ids}", "give the id of the one that is meant"),
    "L11": (
        "{one} and {other} cannot be judged: {what}",
        "give two articles, two entities or two events, each of another article",
    ),
    "L12": ("there is no judgement {id} in the ledger {path}", "`onrecord judgements` prints those there are"),
    "L13": ("there is no story {id} in the ledger {path}", "`onrecord stories` prints the ids of those there are"),
    "L30": (
        "a search has no operator {operator}:",
        "those there are: {operators}; words with a colon are looked for in quotation marks",
    ),
    "L31": ("{operator}: cannot be {value!r}", "give {allowed}"),
    "L32": ("no search is saved as {name!r} in the ledger {path}", "`onrecord search --saved` lists those there are"),
    "L40": ("article {id} was read {count} times; there is no reading {number}", "`onrecord changes {id}` lists them"),
    "L41": ("there is something at {path} already", "give the path of a ledger that is yet to be made"),
    "L50": ("nobody is named {name!r} in the ledger {path}", "look for a part of the name in the list of actors"),
    # Output
    "O01": ("{path} cannot be written: {what}", "check that its folder exists and is yours to write to"),
    "O02": ("{what} needs {package}, which is not installed", "install it: `pip install {install}`"),
    # Our own mistakes
    "X01": (
        "{name} could not be put on record: {what}",
        "this is a fault of onrecord; please report it with the article, the rest of the run is not affected",
    ),
    # Comparing
    "C01": ("there is nothing to compare: {count} article", "give two or more reports of the same happening"),
}


class OnRecordError(Exception):
    """An error with a code from the catalogue.

    Attributes:
        code: the key in `CATALOGUE`.
        what: what happened, naming the thing it happened to.
        remedy: what to do about it.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Fill in the catalogue's sentences with the facts."""
        self.code = code
        what, remedy = CATALOGUE[code]
        self.what = what.format(**facts)
        self.remedy = remedy.format(**facts)
        super().__init__(f"{self.what} [{code}]; {self.remedy}")


class ArticleError(OnRecordError):
    """An article that cannot be read; the run goes on without it."""


class SetupError(OnRecordError):
    """Something about the machine, the ledger or the installation."""


class AnchorError(ValueError):
    """An item whose words are not where it says they are: a bug in the engine, never in the article."""
