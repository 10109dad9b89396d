-- What a person does with an event stands beside it: a column of its own would be reached through all of the body's pages.
CREATE TABLE stars (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE notes (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

-- Deletions that can still be undone, and the running program that can: the name of a file that it holds locked.
CREATE TABLE deletions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deleted_at INTEGER NOT NULL,
    session TEXT NOT NULL
) STRICT;

-- The events that they hide. Who reads does not see these; they are removed when nobody can undo it any more.
CREATE TABLE trash (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    deletion INTEGER NOT NULL
) STRICT;

-- What has gone lately, for those who remember events: runs of ids, or, without them, that anything may be otherwise.
CREATE TABLE removals (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    first INTEGER,
    last INTEGER
) STRICT;

CREATE TABLE saved_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    filter TEXT NOT NULL
) STRICT;

-- The filters that were used last; the one of the highest number is the last one.
CREATE TABLE recent_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    filter TEXT NOT NULL UNIQUE
) STRICT;
