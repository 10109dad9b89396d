-- How an event was answered: a row for each event that did not get the default answer at once.
CREATE TABLE decisions (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    -- waiting; answered; gone: the sender disconnected first; broken: a rule withheld a complete
    -- answer. An event that still waits after its deadline got no answer, because its program
    -- ended.
    state TEXT NOT NULL,
    -- Microseconds since 1970: the first byte of the request, the latest time of an answer, and the
    -- time of the decision.
    began INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    decided INTEGER,
    decided_by TEXT,
    -- The name of the rule at that time.
    rule TEXT,
    -- A note, as a sentence.
    note TEXT
) STRICT;

-- The rules as one file (docs/answer.md), in a single row. Its content is opaque here.
CREATE TABLE rules (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Incremented by every change, so that other programs notice it.
    revision INTEGER NOT NULL,
    file TEXT NOT NULL
) STRICT;

-- The number of uses of each rule, by name.
CREATE TABLE rule_uses (
    name TEXT PRIMARY KEY,
    uses INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
