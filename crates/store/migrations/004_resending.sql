-- What came of resends, beside them: a column of their own would be reached through all of the bodies' pages. Times are
-- in microseconds, null where a step did not happen; the verdict is what the event's sender makes of the answer, as JSON.
CREATE TABLE resend_results (
    resend_id INTEGER PRIMARY KEY REFERENCES resends (id) ON DELETE CASCADE,
    resolve_us INTEGER,
    connect_us INTEGER,
    tls_us INTEGER,
    first_byte_us INTEGER,
    verdict TEXT
) STRICT;

-- What a person edited and did not send yet, one an event, as JSON.
CREATE TABLE drafts (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    request TEXT NOT NULL
) STRICT;

-- Hosts outside this computer that a person has confirmed once.
CREATE TABLE known_hosts (
    host TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
