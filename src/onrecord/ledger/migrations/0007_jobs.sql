-- What waits to be read. It is kept, so that a stop of whatever kind loses nothing.

CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,    -- the order of asking; a number is never given twice
    kind TEXT NOT NULL CHECK (kind IN ('upload', 'text', 'address', 'feed', 'reread')),
    name TEXT NOT NULL,               -- as shown: of a file, an address, an article's id; empty for all feeds
    form TEXT NOT NULL,               -- the suffix that tells what the bytes are; empty where they tell it themselves
    size INTEGER NOT NULL,            -- of the bytes as they came
    data BLOB,                        -- the bytes, zlib, until they are read
    state TEXT NOT NULL CHECK (state IN ('waiting', 'reading', 'done', 'failed')),
    asked TEXT NOT NULL,              -- UTC, ISO 8601, here as below
    ended TEXT,
    worker TEXT,                      -- who reads it
    lease TEXT,                       -- until when nobody else may
    tries INTEGER NOT NULL,           -- how often it was begun and not given back
    parent INTEGER,                   -- of one article of a file with many, the job of the file
    added INTEGER NOT NULL,           -- articles that were new
    present INTEGER NOT NULL,         -- articles that were there already
    failed INTEGER NOT NULL,          -- articles that could not be read
    article TEXT REFERENCES articles (id),    -- the first that is in the ledger
    code TEXT,                        -- why it failed
    what TEXT,
    remedy TEXT
) STRICT;

CREATE INDEX jobs_state ON jobs (state, seq);
CREATE INDEX jobs_failed ON jobs (name) WHERE state = 'failed';
CREATE UNIQUE INDEX jobs_asked_once ON jobs (kind, name)
    WHERE state = 'waiting' AND kind IN ('address', 'feed', 'reread');
CREATE UNIQUE INDEX jobs_parts ON jobs (parent, name) WHERE parent IS NOT NULL;
