-- What searching by facets needs: names and codes as numbers, a row of them an article; the words of statements; searches
-- that people saved.

CREATE TABLE facet_values (
    seq INTEGER PRIMARY KEY,
    facet TEXT NOT NULL,              -- outlet, speaker, act, mode, event, status, place, label
    key TEXT NOT NULL,                -- the name, folded
    name TEXT NOT NULL,               -- as first written
    UNIQUE (facet, key)
) STRICT;

CREATE TABLE facet_names (
    seq INTEGER PRIMARY KEY,
    facet TEXT NOT NULL,
    names TEXT NOT NULL,              -- all names of one thing in one article, folded, a line each, the listed one first
    UNIQUE (facet, names)
) STRICT;

CREATE VIRTUAL TABLE facet_words USING fts5 (
    facet, names, content='facet_names', content_rowid='seq', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER facet_words_follow AFTER INSERT ON facet_names BEGIN
    INSERT INTO facet_words (rowid, facet, names) VALUES (new.seq, new.facet, new.names);
END;

-- Numbers are of 4 bytes, the lowest first; 0 for nothing. A value is a row of facet_values, names one of facet_names.
CREATE TABLE facets (
    article INTEGER PRIMARY KEY REFERENCES articles (seq),
    first INTEGER,                    -- the first day that it can have been published, as an ordinal
    last INTEGER,                     -- the last
    outlet INTEGER NOT NULL,          -- a value
    outlet_names INTEGER NOT NULL,
    statements INTEGER NOT NULL,      -- how many
    events INTEGER NOT NULL,
    said BLOB NOT NULL,               -- of each statement: its row, speaker's value and names, act, mode
    happened BLOB NOT NULL,           -- of each event: type, status, place's value and names
    places BLOB NOT NULL,             -- of each place told of: value and names
    labels BLOB NOT NULL              -- of each label: value and names
) STRICT;

-- An article that is read anew has its facets made anew: until then it has none, and is behind.
CREATE TRIGGER facets_follow_insert AFTER INSERT ON records BEGIN
    DELETE FROM facets WHERE article = (SELECT seq FROM articles WHERE id = new.article);
END;
CREATE TRIGGER facets_follow_update AFTER UPDATE ON records BEGIN
    DELETE FROM facets WHERE article = (SELECT seq FROM articles WHERE id = new.article);
END;

-- Soft hyphens and their like would part words; they are left out, as in article_words.
CREATE VIRTUAL TABLE statement_words USING fts5 (
    content, content='', tokenize="unicode61 remove_diacritics 2"
);
CREATE TRIGGER statement_words_insert AFTER INSERT ON statements BEGIN
    INSERT INTO statement_words (rowid, content) VALUES (
        new.seq, replace(replace(replace(replace(new.content, char(173), ''), char(8203), ''), char(8288), ''), char(65279), '')
    );
END;
CREATE TRIGGER statement_words_delete AFTER DELETE ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content) VALUES (
        'delete', old.seq,
        replace(replace(replace(replace(old.content, char(173), ''), char(8203), ''), char(8288), ''), char(65279), '')
    );
END;
CREATE TRIGGER statement_words_update AFTER UPDATE OF content ON statements BEGIN
    INSERT INTO statement_words (statement_words, rowid, content) VALUES (
        'delete', old.seq,
        replace(replace(replace(replace(old.content, char(173), ''), char(8203), ''), char(8288), ''), char(65279), '')
    );
    INSERT INTO statement_words (rowid, content) VALUES (
        new.seq, replace(replace(replace(replace(new.content, char(173), ''), char(8203), ''), char(8288), ''), char(65279), '')
    );
END;
INSERT INTO statement_words (rowid, content)
    SELECT seq, replace(replace(replace(replace(content, char(173), ''), char(8203), ''), char(8288), ''), char(65279), '')
    FROM statements;

CREATE TABLE searches (
    seq INTEGER PRIMARY KEY,          -- the order of saving
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    who TEXT NOT NULL,
    saved TEXT NOT NULL,              -- UTC, ISO 8601
    deleted TEXT,                     -- UTC, ISO 8601; none while it stands
    deleted_by TEXT
) STRICT;

CREATE UNIQUE INDEX searches_standing ON searches (name) WHERE deleted IS NULL;

CREATE TRIGGER searches_are_not_lost BEFORE DELETE ON searches BEGIN
    SELECT RAISE(ABORT, 'a saved search is never deleted for good');
END;
