-- Marks the file as Hookglass's: "HOOK" in ASCII.
PRAGMA application_id = 0x484F4F4B;

-- Events, as received. Append-only: list columns first, large values last, no secondary index.
-- Updating an index on random values in the same transaction would cost more than the event itself.
CREATE TABLE events (
    -- Never reused, not even after the newest event is deleted, because people refer to events by
    -- id. Not AUTOINCREMENT, which would write another page for every event; deleting the newest
    -- event records its id instead.
    id INTEGER PRIMARY KEY,
    -- Microseconds since 1970 at which the last and the first byte arrived.
    received_at INTEGER NOT NULL,
    began_at INTEGER NOT NULL,
    -- The envelope; null is unknown. The words are those of hookglass-senders.
    vendor TEXT NOT NULL,
    type TEXT,
    variant TEXT,
    family TEXT,
    kind TEXT,
    event_id TEXT,
    -- The digits as written, because they can exceed every integer type.
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
    -- The verdict on the signature, with the secrets known at the last check.
    signature TEXT NOT NULL,
    -- The answer.
    status INTEGER,
    decided_by TEXT,
    answer_headers BLOB,
    answer_body BLOB,
    -- Header lines and body, byte for byte.
    headers BLOB NOT NULL,
    body BLOB NOT NULL
) STRICT;

-- Resends of events, and their results.
CREATE TABLE resends (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    sent_at INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    method TEXT NOT NULL,
    url TEXT NOT NULL,
    headers BLOB NOT NULL,
    -- Null if it is the body of the event.
    body BLOB,
    size INTEGER NOT NULL,
    signed TEXT NOT NULL,
    -- The response, or the reason why there is none.
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

-- Signing secrets. Only the owner can read the file.
CREATE TABLE secrets (
    vendor TEXT PRIMARY KEY,
    secret TEXT NOT NULL
) STRICT, WITHOUT ROWID;
