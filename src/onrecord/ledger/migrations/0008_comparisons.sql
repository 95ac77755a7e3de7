-- Comparisons of stories, kept so that nobody waits twice for one; and where stories went whose articles changed.

CREATE TABLE story_comparisons (
    seq INTEGER PRIMARY KEY,          -- the order of keeping
    digest TEXT NOT NULL UNIQUE,      -- of all that the comparison is made of
    story TEXT NOT NULL,              -- the id that the story had
    kept TEXT NOT NULL,               -- UTC, ISO 8601
    data BLOB NOT NULL                -- its JSON, zlib
) STRICT;

CREATE TABLE story_former (
    id TEXT PRIMARY KEY,              -- an id that a story had
    articles TEXT NOT NULL            -- JSON, the numbers of its articles then, of very many the first
) STRICT, WITHOUT ROWID;
