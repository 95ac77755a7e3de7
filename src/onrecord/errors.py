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
    # The web
    "W01": (
        "{name} is not an address that is fetched: {what}",
        "give one that begins with http:// or https://, of an ordinary host and port, with no password in it",
    ),
    "W02": (
        "{name} was not fetched: it leads to {kind} ({number})",
        "if that is a machine of your own network, run again with --allow-private",
    ),
    "W03": ("{name} cannot be reached: {what}", "check the address and the connection, then try again"),
    "W04": (
        "{name} was refused by its host: {status}, {reason}",
        "open it in a browser; if it is there, save the page and add the file",
    ),
    "W05": ("{name} took longer than {seconds:.0f} seconds", "try again later, or save the page and add the file"),
    "W06": (
        "{name} is larger than {limit:.0f} MB, and the rest was not fetched",
        "check that it is one article or one feed; save a large page and add the file",
    ),
    "W07": (
        "{name} is {kind}, which is not read here",
        "give the address of an article's page; a feed is followed with `onrecord watch`",
    ),
    "W08": ("{name} is sent on more than {count} times", "open it in a browser and give the address it ends at"),
    "W09": (
        "{name} cannot be read as a feed: {what}",
        "check in a browser that it is RSS or Atom; the address of an article goes to `onrecord add`",
    ),
    "W10": ("{name} has an entry that cannot be used: {what}", "nothing need be done; its other entries are used"),
    "W11": ("the ledger {path} follows no feed {address}", "`onrecord watch --list` prints those it follows"),
    # The model
    "M01": ("the encoder's files are missing from {folder}", "install onrecord again from a complete wheel"),
    "M02": ("the encoder in {folder} is damaged", "install onrecord again from a complete wheel"),
    "M03": (
        "the encoder in {folder} was made for other labels than this version reads",
        "use the encoder that came with this version, or train one with `python -m training`",
    ),
    "M04": (
        "there is no encoder {name}",
        "give $ONRECORD_ENCODER one of these, or leave it out: {names}",
    ),
    "M05": (
        "the shallower encoder in {folder} was made from another encoder.onnx than the one there",
        "read without --fast, or make one from it with `python -m training distil`",
    ),
    # The ontology of events
    "P01": (
        "the types of event in {folder} cannot be used: {what}",
        "mend what it names (docs/events.md tells how a type is written), or do without --plover and $ONRECORD_PLOVER",
    ),
    # The desk
    "D01": (
        "the desk cannot listen on {host}, port {port}: {what}",
        "give another --port (0 for any that is free) or another --host",
    ),
    "D02": (
        "{name} was begun {count} times and the process that read it ended each time",
        "look at it outside On Record; if it is an ordinary article, please report this with it",
    ),
    "D04": ("what was given cannot be taken in: {what}", "{remedy}"),
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
    "L20": (
        "article {article} has no statement or event {item!r}",
        "give the article's id, a slash, and the id of one, as `onrecord who --json` and `onrecord export` print them",
    ),
    "L21": (
        "{item} cannot be corrected so: {what}",
        "a statement can have another speaker (--speaker) or be none (--not-a-statement), an event be --not-an-event",
    ),
    "L22": (
        "{name} is not taken: {what}",
        "give lines of `onrecord judgements --json` as they were printed, and add the articles they are of first",
    ),
    "L30": ("article {id} was read {count} times; there is no reading {number}", "`onrecord changes {id}` lists them"),
    "L31": ("there is something at {path} already", "give the path of a ledger that is yet to be made"),
    "L40": (
        "a search has no operator {operator}:",
        "those there are: {operators}; words with a colon are looked for in quotation marks",
    ),
    "L41": ("{operator}: cannot be {value!r}", "give {allowed}"),
    "L42": ("no search is saved as {name!r} in the ledger {path}", "`onrecord search --saved` lists those there are"),
    "L50": ("nobody is named {name!r} in the ledger {path}", "look for a part of the name in the list of actors"),
    # Output
    "O01": ("{path} cannot be written: {what}", "check that its folder exists, is yours to write to and has room"),
    "O02": ("{what} needs {package}, which is not installed", "install it: `pip install {install}`"),
    # Many machines
    "K01": ("nothing can be read at {path}: {what}", "give files or folders of WARC, WET, JSON lines or Parquet"),
    "K02": (
        "Spark cannot be started with the master {master}: {what}",
        "check that Java 17 or later is installed ($JAVA_HOME) and the master's address, or run with --local",
    ),
    "K03": (
        "workers were killed again and again; {count} steps are not done after {tries} tries",
        "give fewer --workers, as memory may be short, and run the same command again: what was done is kept",
    ),
    "K04": (
        "the folder {path} was made otherwise: its {what} differ",
        "give another --output, or take the version and the settings that it was made with (manifest.json tells them)",
    ),
    "K05": ("{path} is no folder of records", "give a folder made by `onrecord cluster read`"),
    "K06": (
        "{path} knows no story {id}, or more than one that begins so",
        "run `onrecord cluster compare` first; compare/stories lists the ids",
    ),
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
        facts: what the sentences were filled in with.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """Fill in the catalogue's sentences with the facts."""
        self.code = code
        self.facts = facts
        what, remedy = CATALOGUE[code]
        self.what = what.format(**facts)
        self.remedy = remedy.format(**facts)
        super().__init__(f"{self.what} [{code}]; {self.remedy}")


class ArticleError(OnRecordError):
    """An article that cannot be read; the run goes on without it."""


class FetchError(ArticleError):
    """An address whose article or feed could not be fetched.

    Attributes:
        passing: whether it may well be otherwise on another try.
        wait: the seconds that its host asked to be left alone.
    """

    def __init__(self, code: str, **facts: object) -> None:
        """See `OnRecordError`."""
        super().__init__(code, **facts)
        self.passing = code in {"A01", "A10", "W03", "W05"}
        self.wait: int | None = None


class SetupError(OnRecordError):
    """Something about the machine, the ledger or the installation."""


class AnchorError(ValueError):
    """An item whose words are not where it says they are: a bug in the engine, never in the article."""
