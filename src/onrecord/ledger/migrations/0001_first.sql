-- Articles as they came, what was read from them, and what could not be read.

CREATE TABLE raw (
    digest TEXT PRIMARY KEY,          -- sha256 of the bytes as they came
    size INTEGER NOT NULL,            -- of the bytes as they came
    data BLOB NOT NULL                -- the bytes, zlib
) STRICT, WITHOUT ROWID;

CREATE TABLE articles (
    seq INTEGER PRIMARY KEY,          -- the order of adding
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,               -- the path it came from, perhaps with :LINE
    url TEXT,
    outlet TEXT,
    title TEXT,
    byline TEXT,
    published TEXT,
    language TEXT NOT NULL,
    text TEXT NOT NULL,
    raw TEXT NOT NULL REFERENCES raw (digest),
    added TEXT NOT NULL               -- UTC, ISO 8601
) STRICT;

CREATE INDEX articles_published ON articles (published);

CREATE TABLE records (
    article TEXT PRIMARY KEY REFERENCES articles (id),
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    data BLOB NOT NULL                -- the record's JSON, zlib
) STRICT, WITHOUT ROWID;

CREATE TABLE statements (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article TEXT NOT NULL REFERENCES articles (id),
    speaker TEXT,                     -- the name of whoever speaks, or the words for them; none for nobody
    speaker_key TEXT,                 -- the same, folded for comparing
    named INTEGER NOT NULL,           -- whether the speaker is an entity of the article
    source TEXT,                      -- the words for the source
    cue TEXT,
    mode TEXT NOT NULL,
    act TEXT,
    start INTEGER NOT NULL,           -- of the content, in the article's text
    content TEXT NOT NULL             -- its words
) STRICT;

CREATE INDEX statements_article ON statements (article);
CREATE INDEX statements_speaker ON statements (speaker_key);

CREATE TABLE failures (
    name TEXT PRIMARY KEY,
    code TEXT NOT NULL,
    what TEXT NOT NULL,
    remedy TEXT NOT NULL,
    failed TEXT NOT NULL              -- UTC, ISO 8601
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, outlet, text, content='articles', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
);

CREATE VIRTUAL TABLE speaker_words USING fts5 (
    speaker, source, content='statements', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
);
