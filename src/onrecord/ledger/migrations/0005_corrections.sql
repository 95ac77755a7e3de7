-- What people correct in records: whose a statement is, what is no event, what is no statement.

CREATE TABLE corrections (
    seq INTEGER PRIMARY KEY,          -- the order of keeping
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('speaker', 'not-an-event', 'not-a-statement')),
    article TEXT NOT NULL REFERENCES articles (id),
    item TEXT NOT NULL,               -- the id of the statement or event
    speaker TEXT CHECK (speaker IN ('entity', 'name', 'outlet', 'nobody')),
    entity TEXT,                      -- the id of the entity that speaks, where it is one
    name TEXT,                        -- its name, or the name typed by hand
    why TEXT,
    who TEXT NOT NULL,
    judged TEXT NOT NULL,             -- UTC, ISO 8601
    CHECK ((kind = 'speaker') = (speaker IS NOT NULL))
) STRICT;

CREATE INDEX corrections_article ON corrections (article);

CREATE TABLE corrections_undone (
    seq INTEGER PRIMARY KEY,
    correction TEXT NOT NULL UNIQUE REFERENCES corrections (id),
    who TEXT NOT NULL,
    undone TEXT NOT NULL              -- UTC, ISO 8601
) STRICT;

CREATE TRIGGER corrections_are_kept BEFORE UPDATE ON corrections BEGIN
    SELECT RAISE(ABORT, 'a correction is never changed');
END;
CREATE TRIGGER corrections_are_not_lost BEFORE DELETE ON corrections BEGIN
    SELECT RAISE(ABORT, 'a correction is never deleted');
END;
CREATE TRIGGER corrections_undone_are_kept BEFORE UPDATE ON corrections_undone BEGIN
    SELECT RAISE(ABORT, 'an undoing is never changed');
END;
CREATE TRIGGER corrections_undone_are_not_lost BEFORE DELETE ON corrections_undone BEGIN
    SELECT RAISE(ABORT, 'an undoing is never deleted');
END;
