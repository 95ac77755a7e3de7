-- Earlier records of articles that were read again: what was on record before, and what had read it.

CREATE TABLE readings (
    seq INTEGER PRIMARY KEY,          -- the order of being replaced
    article TEXT NOT NULL REFERENCES articles (id),
    engine TEXT NOT NULL,
    model TEXT NOT NULL,
    layers TEXT NOT NULL,             -- JSON, what was looked for
    ontology TEXT,                    -- sha256 of the types of event read by; none for those of the engine
    replaced TEXT NOT NULL,           -- when another record took its place, UTC, ISO 8601
    data BLOB NOT NULL                -- the record's JSON, zlib
) STRICT;

CREATE INDEX readings_article ON readings (article);

CREATE TRIGGER readings_are_kept BEFORE UPDATE ON readings BEGIN
    SELECT RAISE(ABORT, 'an earlier record is never changed');
END;
CREATE TRIGGER readings_are_not_lost BEFORE DELETE ON readings BEGIN
    SELECT RAISE(ABORT, 'an earlier record is never deleted');
END;
