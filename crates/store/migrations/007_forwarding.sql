-- Targets that events are passed on to as they arrive. The words are those of hookglass-domain.
CREATE TABLE forward_targets (
    -- Never given to another target: results and signals name it.
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL,
    filter TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    mode TEXT NOT NULL,
    retry INTEGER NOT NULL,
    verify_tls INTEGER NOT NULL,
    deadline_ms INTEGER
) STRICT;

-- How far each has come: every event up to this one was passed on, or passed over. The event may have been deleted since.
-- Apart from the targets, since it is written with every few results.
CREATE TABLE forward_cursors (
    target_id INTEGER PRIMARY KEY REFERENCES forward_targets (id) ON DELETE CASCADE,
    event_id INTEGER NOT NULL,
    delivered INTEGER NOT NULL,
    failed INTEGER NOT NULL
) STRICT;

-- What made a resend, where that was not a person in the window.
CREATE TABLE resend_origins (
    resend_id INTEGER PRIMARY KEY REFERENCES resends (id) ON DELETE CASCADE,
    origin TEXT NOT NULL
) STRICT;
