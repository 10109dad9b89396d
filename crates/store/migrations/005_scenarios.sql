-- Scenarios by name. The content of a file (docs/automate.md) is opaque here, except for what a
-- list shows.
CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    steps INTEGER NOT NULL,
    file TEXT NOT NULL
) STRICT;
