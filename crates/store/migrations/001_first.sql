-- Marks the file as Hookglass's: "HOOK" in ASCII.
PRAGMA application_id = 0x484F4F4B;

-- The events, as they came. Append-only: list columns first, large values last, no secondary index (keeping one on random
-- values inside this transaction costs more than the event itself).
CREATE TABLE events (
    -- Never given to another event, not even after the newest one is deleted: it is what a person calls an event by. Not
    -- AUTOINCREMENT, which would write another page for every event; whoever deletes the newest one leaves a note.
    id INTEGER PRIMARY KEY,
    -- Microseconds since 1970, when the last and the first byte had arrived.
    received_at INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    -- What was understood; null is unknown. The words are those of hookglass-domain.
    vendor TEXT NOT NULL,
    type TEXT,
    variant TEXT,
    family TEXT,
    kind TEXT,
    event_id TEXT,
    -- The digits as written: they can be larger than any integer here.
    seq TEXT,
    user_id TEXT,
    app_id TEXT,
    client_id TEXT,
    triggered_by TEXT,
    sent_at TEXT,
    ip TEXT,
    subject TEXT,
    note TEXT,
    -- The request.
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    target BLOB NOT NULL,
    version TEXT NOT NULL,
    peer TEXT NOT NULL,
    size INTEGER NOT NULL,
    cut TEXT,
    -- Whether it is genuine, as far as the secrets of the last check could tell.
    signature TEXT NOT NULL,
    -- What was replied.
    status INTEGER,
    decided_by TEXT,
    answer_headers BLOB,
    answer_body BLOB,
    -- Header lines and body, byte for byte.
    headers BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Outgoing requests made from events, and what came of them.
CREATE TABLE resends (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    sent_at INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    headers BLOB NOT NULL,
    -- Null: the event's own bytes.
    body BLOB,
    size INTEGER NOT NULL,
    signed TEXT NOT NULL,
    -- A response, or why there is none.
    status INTEGER,
    response_version TEXT,
    response_headers BLOB,
    response_size INTEGER,
    response_body BLOB,
    failure TEXT,
    sentence TEXT,
    CHECK ((status IS NULL) <> (failure IS NULL))
) STRICT;

CREATE INDEX resends_of_event ON resends (event_id);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Signing keys, in a file that only its owner can read.
CREATE TABLE secrets (
    vendor TEXT PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;
