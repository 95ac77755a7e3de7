-- Feeds that are watched, and the entries seen in them.

CREATE TABLE feeds (
    seq INTEGER PRIMARY KEY,          -- the order of adding
    address TEXT NOT NULL UNIQUE,
    title TEXT,                       -- as the feed calls itself
    added TEXT NOT NULL,              -- UTC, ISO 8601, here as below
    tried TEXT,                       -- when it was last asked
    due TEXT,                         -- not to be asked before, since it failed
    etag TEXT,                        -- of its last answer
    modified TEXT,
    failures INTEGER NOT NULL,        -- in a row
    code TEXT,                        -- of the last error; none once it answers again
    what TEXT,
    remedy TEXT
) STRICT;

CREATE TABLE feed_entries (
    feed INTEGER NOT NULL REFERENCES feeds (seq),
    address TEXT NOT NULL,
    title TEXT,
    published TEXT,
    outlet TEXT,
    seen TEXT NOT NULL,               -- when the feed first told of it
    article TEXT REFERENCES articles (id),    -- once it is in the ledger
    due TEXT,                         -- not to be fetched before; none once it is here or given up
    failures INTEGER NOT NULL,
    PRIMARY KEY (feed, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX feed_entries_due ON feed_entries (due) WHERE due IS NOT NULL;

CREATE INDEX articles_name ON articles (name);
CREATE INDEX articles_url ON articles (url);
