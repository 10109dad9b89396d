-- How an answer came about, beside the event: a row for each event that did not simply get the default answer.
CREATE TABLE decisions (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    -- waiting; answered; gone: the sender hung up first; broken: it was left without a whole answer, as a rule wanted. One that
    -- waits long after its deadline never got an answer: the program that was to give it has ended.
    state TEXT NOT NULL,
    -- Microseconds since 1970: the request's first byte, when an answer goes out at the latest, and when it was decided.
    began INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    decided INTEGER,
    decided_by TEXT,
    -- The rule's name at that time.
    rule TEXT,
    -- What there is to say about it, in a sentence.
    note TEXT
) STRICT;

-- The rules, in one file (docs/answer.md), in the one row there is. What is in it is not known here.
CREATE TABLE rules (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- Another for every change, so that other programs notice.
    revision INTEGER NOT NULL,
    file TEXT NOT NULL
) STRICT;

-- How often each rule decided, by its name.
CREATE TABLE rule_uses (
    name TEXT PRIMARY KEY,
    uses INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
