-- Results of resends. A separate table, because a column behind the bodies is reached through all
-- of their pages. Times are in microseconds, null for a step that did not happen. The verdict of
-- the event's sender is JSON.
CREATE TABLE resend_results (
    resend_id INTEGER PRIMARY KEY REFERENCES resends (id) ON DELETE CASCADE,
    resolve_us INTEGER,
    connect_us INTEGER,
    tls_us INTEGER,
    first_byte_us INTEGER,
    verdict TEXT
) STRICT;

-- Unsent drafts, one per event, as JSON.
CREATE TABLE drafts (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    request TEXT NOT NULL
) STRICT;

-- Hosts outside this computer that the user has confirmed.
CREATE TABLE known_hosts (
    host TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
