-- Who takes part in what articles tell: a row an actor and article, what each says and what is said of it.

CREATE TABLE actor_articles (
    article INTEGER PRIMARY KEY REFERENCES articles (seq)    -- an article whose actors are kept
) STRICT;

CREATE TABLE actors (
    article INTEGER NOT NULL REFERENCES articles (seq),
    entity TEXT NOT NULL,             -- its id in the article's record
    named TEXT NOT NULL,              -- its fullest name, folded
    key TEXT NOT NULL,                -- what it is listed under: its name, unless people judged otherwise
    name TEXT NOT NULL,               -- its fullest name
    type TEXT NOT NULL,
    code TEXT NOT NULL,               -- of a country, ISO 3166 alpha-3; empty otherwise
    day INTEGER NOT NULL,             -- of publication, as an ordinal; of a month its first; 0 where not even that is known
    outlet TEXT NOT NULL,             -- folded, empty where it is not known
    mentions INTEGER NOT NULL,
    said INTEGER NOT NULL,            -- how many statements of the article are its own
    about INTEGER NOT NULL,           -- how many of others speak of it
    offices INTEGER NOT NULL,         -- how many roles and offices are told of it
    relations INTEGER NOT NULL,       -- how many relations it stands in
    labels INTEGER NOT NULL,          -- how many loaded names it is given
    told TEXT NOT NULL,               -- JSON: names with counts, roles, relations, labels
    PRIMARY KEY (article, entity)
) STRICT, WITHOUT ROWID;

CREATE INDEX actors_key ON actors (key, day, article, entity, outlet, offices, relations, labels);
CREATE INDEX actors_named ON actors (named, key);
CREATE INDEX actors_outlet ON actors (outlet, day, key, type);
CREATE INDEX actors_day ON actors (day, key, type);

-- One row an actor, over all articles.
CREATE TABLE actor_cast (
    seq INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,               -- the one that most articles give it
    type TEXT NOT NULL,               -- likewise
    code TEXT NOT NULL,
    articles INTEGER NOT NULL,
    said INTEGER NOT NULL,
    about INTEGER NOT NULL,
    names TEXT NOT NULL,              -- JSON, name to how many articles give it as the fullest
    types TEXT NOT NULL,              -- JSON, the same of types
    codes TEXT NOT NULL,
    words TEXT NOT NULL               -- its names, folded, a line each
) STRICT;

CREATE INDEX actor_cast_most ON actor_cast (articles DESC, key);
CREATE INDEX actor_cast_type ON actor_cast (type, articles DESC, key);
CREATE INDEX actor_cast_code ON actor_cast (code, articles DESC) WHERE code <> '';

CREATE VIRTUAL TABLE actor_words USING fts5 (
    words, content='actor_cast', content_rowid='seq', tokenize="unicode61 remove_diacritics 2", prefix='1 2 3'
);
CREATE TRIGGER actor_words_insert AFTER INSERT ON actor_cast BEGIN
    INSERT INTO actor_words (rowid, words) VALUES (new.seq, new.words);
END;
CREATE TRIGGER actor_words_delete AFTER DELETE ON actor_cast BEGIN
    INSERT INTO actor_words (actor_words, rowid, words) VALUES ('delete', old.seq, old.words);
END;
CREATE TRIGGER actor_words_update AFTER UPDATE ON actor_cast WHEN old.words <> new.words BEGIN
    INSERT INTO actor_words (actor_words, rowid, words) VALUES ('delete', old.seq, old.words);
    INSERT INTO actor_words (rowid, words) VALUES (new.seq, new.words);
END;

CREATE TABLE actor_said (
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (seq),
    start INTEGER NOT NULL,           -- of the content, in the article's text
    statement TEXT NOT NULL,          -- its id
    stop INTEGER NOT NULL,            -- just past the first piece of the content
    entity TEXT NOT NULL,
    outlet TEXT NOT NULL,
    act TEXT NOT NULL,                -- empty where the cue does not tell
    PRIMARY KEY (key, day, article, start, statement)
) STRICT, WITHOUT ROWID;

CREATE INDEX actor_said_article ON actor_said (article, entity);

-- Which actors each statement speaks of, by name or otherwise.
CREATE TABLE actor_about (
    key TEXT NOT NULL,
    day INTEGER NOT NULL,
    article INTEGER NOT NULL REFERENCES articles (seq),
    start INTEGER NOT NULL,
    statement TEXT NOT NULL,
    entity TEXT NOT NULL,
    stop INTEGER NOT NULL,
    outlet TEXT NOT NULL,
    act TEXT NOT NULL,
    speaker TEXT NOT NULL,            -- the key of who speaks; empty where it is none of the actors
    speaker_entity TEXT NOT NULL,
    PRIMARY KEY (key, day, article, start, statement, entity)
) STRICT, WITHOUT ROWID;

CREATE INDEX actor_about_article ON actor_about (article, entity, speaker_entity);
CREATE INDEX actor_about_speaker ON actor_about (speaker, key, day);
CREATE INDEX actor_about_day ON actor_about (day, speaker, key);

-- Who speaks about whom how often, nobody about themselves.
CREATE TABLE actor_spoken_of (
    speaker TEXT NOT NULL,
    key TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (speaker, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX actor_spoken_of_key ON actor_spoken_of (key, count DESC, speaker);
CREATE INDEX actor_spoken_of_speaker ON actor_spoken_of (speaker, count DESC, key);
CREATE INDEX actor_spoken_of_most ON actor_spoken_of (count DESC, speaker, key);

CREATE TRIGGER actor_about_insert AFTER INSERT ON actor_about WHEN new.speaker <> '' AND new.speaker <> new.key BEGIN
    INSERT INTO actor_spoken_of VALUES (new.speaker, new.key, 1)
        ON CONFLICT (speaker, key) DO UPDATE SET count = count + 1;
END;
CREATE TRIGGER actor_about_delete AFTER DELETE ON actor_about WHEN old.speaker <> '' AND old.speaker <> old.key BEGIN
    UPDATE actor_spoken_of SET count = count - 1 WHERE speaker = old.speaker AND key = old.key;
    DELETE FROM actor_spoken_of WHERE speaker = old.speaker AND key = old.key AND count <= 0;
END;

CREATE TRIGGER actor_about_update AFTER UPDATE OF key, speaker ON actor_about BEGIN
    UPDATE actor_spoken_of SET count = count - 1
        WHERE old.speaker <> '' AND old.speaker <> old.key AND speaker = old.speaker AND key = old.key;
    DELETE FROM actor_spoken_of WHERE speaker = old.speaker AND key = old.key AND count <= 0;
    INSERT INTO actor_spoken_of SELECT new.speaker, new.key, 1 WHERE new.speaker <> '' AND new.speaker <> new.key
        ON CONFLICT (speaker, key) DO UPDATE SET count = count + 1;
END;

-- Names that people judged to be those of another: where articles that come later are listed under.
CREATE TABLE actor_joined (
    named TEXT PRIMARY KEY,
    key TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An article that is read anew has its actors kept anew: until then it is behind.
CREATE TRIGGER actors_follow_insert AFTER INSERT ON records BEGIN
    DELETE FROM actor_articles WHERE article = (SELECT seq FROM articles WHERE id = new.article);
END;
CREATE TRIGGER actors_follow_update AFTER UPDATE ON records BEGIN
    DELETE FROM actor_articles WHERE article = (SELECT seq FROM articles WHERE id = new.article);
END;
