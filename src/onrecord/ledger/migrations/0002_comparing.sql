-- What comparing at scale needs: judgements by people, an index of shared text, stories.

CREATE TABLE judgements (
    seq INTEGER PRIMARY KEY,          -- the order of judging
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('article', 'entity', 'event')),
    one_article TEXT NOT NULL REFERENCES articles (id),    -- the lesser of the two
    one_item TEXT NOT NULL,           -- the id of the entity or event; empty of an article
    other_article TEXT NOT NULL REFERENCES articles (id),
    other_item TEXT NOT NULL,
    same INTEGER NOT NULL CHECK (same IN (0, 1)),
    why TEXT,
    who TEXT NOT NULL,
    judged TEXT NOT NULL              -- UTC, ISO 8601
) STRICT;

CREATE INDEX judgements_one ON judgements (one_article, other_article);
CREATE INDEX judgements_other ON judgements (other_article);

CREATE TABLE undoings (
    judgement TEXT PRIMARY KEY REFERENCES judgements (id),
    who TEXT NOT NULL,
    undone TEXT NOT NULL              -- UTC, ISO 8601
) STRICT, WITHOUT ROWID;

CREATE TRIGGER judgements_are_kept BEFORE UPDATE ON judgements BEGIN
    SELECT RAISE(ABORT, 'a judgement is never changed');
END;
CREATE TRIGGER judgements_are_not_lost BEFORE DELETE ON judgements BEGIN
    SELECT RAISE(ABORT, 'a judgement is never deleted');
END;
CREATE TRIGGER undoings_are_kept BEFORE UPDATE ON undoings BEGIN
    SELECT RAISE(ABORT, 'an undoing is never changed');
END;
CREATE TRIGGER undoings_are_not_lost BEFORE DELETE ON undoings BEGIN
    SELECT RAISE(ABORT, 'an undoing is never deleted');
END;

CREATE TABLE index_version (
    version TEXT NOT NULL             -- how what follows was made; a row, once anything was
) STRICT;

CREATE TABLE sketches (
    article INTEGER PRIMARY KEY REFERENCES articles (seq),
    hashes BLOB NOT NULL              -- ascending, each 8 bytes, the lowest first
) STRICT;

-- Which articles hold a hash. A tree of hashes would have another page written for each of an article's hundred, as they
-- stand in no order; FTS5 writes them one after the other and merges them later.
CREATE VIRTUAL TABLE sketch_words USING fts5 (
    hashes, content='', detail='none', columnsize=0, tokenize='ascii'
);
CREATE VIRTUAL TABLE sketch_holders USING fts5vocab (sketch_words, 'instance');

CREATE TABLE profiles (
    article INTEGER PRIMARY KEY REFERENCES articles (seq),
    data BLOB NOT NULL                -- what the article is about, as comparing writes it, zlib
) STRICT;

CREATE TABLE story_keys (
    key INTEGER NOT NULL,             -- a hash of what articles are looked up by
    day INTEGER NOT NULL,             -- of publication, as an ordinal; 0 where it is not known
    tie INTEGER NOT NULL,             -- digits of the article's id, so that articles of one day have an order
    article INTEGER NOT NULL REFERENCES articles (seq),
    PRIMARY KEY (key, day, tie, article)
) STRICT, WITHOUT ROWID;

CREATE TABLE story_links (
    article INTEGER NOT NULL REFERENCES articles (seq),    -- each link stands twice, once from either side
    other INTEGER NOT NULL REFERENCES articles (seq),
    score REAL NOT NULL,
    PRIMARY KEY (article, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE stories (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT,
    first TEXT,                       -- the day its first article was published
    last TEXT,
    reports INTEGER NOT NULL,         -- how many articles are mainly about it
    outlets INTEGER NOT NULL,
    places TEXT NOT NULL,             -- JSON, folded names, commonest first
    names TEXT NOT NULL               -- the same of people and organisations
) STRICT;

CREATE INDEX stories_most ON stories (reports DESC, last DESC, id);

CREATE TABLE story_articles (
    article INTEGER NOT NULL REFERENCES articles (seq),
    story INTEGER NOT NULL REFERENCES stories (seq),
    main INTEGER NOT NULL,            -- 1 of what the article is mainly about, 0 of what it tells of too
    outlet TEXT,
    PRIMARY KEY (article, story)
) STRICT, WITHOUT ROWID;

CREATE INDEX story_articles_story ON story_articles (story, main);
