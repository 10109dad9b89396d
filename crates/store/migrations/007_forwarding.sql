-- Forwarding targets. The words are those of hookglass-automation.
CREATE TABLE forward_targets (
    -- Never reused, because results and signals refer to it.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    filter TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    mode TEXT NOT NULL,
    retry INTEGER NOT NULL,
    verify_tls INTEGER NOT NULL,
    deadline_ms INTEGER
) STRICT;

-- The cursor of each target: every event up to it was delivered or skipped. The event may have been
-- deleted since. A separate table, because it is written with every few results.
CREATE TABLE forward_cursors (
    target_id INTEGER PRIMARY KEY REFERENCES forward_targets (id) ON DELETE CASCADE,
    event_id INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    failed INTEGER NOT NULL
) STRICT;

-- The origin of a resend that was not made by the user in the window.
CREATE TABLE resend_origins (
    resend_id INTEGER PRIMARY KEY REFERENCES resends (id) ON DELETE CASCADE,
    origin TEXT NOT NULL
) STRICT;
