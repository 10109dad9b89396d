-- Stars and notes. A separate table, because a column behind the body is reached through all pages
-- of the body.
CREATE TABLE stars (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE
) STRICT;

CREATE TABLE notes (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    text TEXT NOT NULL
) STRICT;

-- Deletions that can be undone, with the session of the program that can undo them: the name of a
-- file that it keeps locked.
CREATE TABLE deletions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    deleted_at INTEGER NOT NULL,
    session TEXT NOT NULL
) STRICT;

-- The events that they hide from readers. They are removed once the deletion can no longer be
-- undone.
CREATE TABLE trash (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    deletion INTEGER NOT NULL
) STRICT;

-- A log of hidden and removed events for caches: runs of ids; without ids, everything may have
-- changed.
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

-- Recently used filters; the highest number is the most recent.
CREATE TABLE recent_searches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    filter TEXT NOT NULL UNIQUE
) STRICT;
