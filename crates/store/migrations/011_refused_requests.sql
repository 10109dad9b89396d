
-- The newest requests that the receiver refused. They did not become events.
CREATE TABLE refused_requests (
    id INTEGER PRIMARY KEY,
    -- When the first byte arrived; microseconds since 1970.
    received_at INTEGER NOT NULL,
    peer TEXT NOT NULL,
    -- A word of RefusalReason.
    reason TEXT NOT NULL,
    -- The first bytes as received.
    first_bytes BLOB NOT NULL
) STRICT;
