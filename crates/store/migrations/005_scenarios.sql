-- Scenarios by their names. What is in a file (docs/automate.md) is not known here, but for what a list of them shows.
CREATE TABLE scenarios (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    about TEXT NOT NULL,
    steps INTEGER NOT NULL,
    file TEXT NOT NULL
) STRICT;
