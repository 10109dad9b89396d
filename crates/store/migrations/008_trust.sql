-- Events that must not cause actions: no forwarding, no calls by rules, no holds. A row for each
-- such event. A separate table, because few events have one, and so that the newest are found
-- without reading events.
CREATE TABLE untrusted (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    -- web_page, unknown_host; a verdict on arrival.
    why TEXT NOT NULL,
    -- The host to allow, if that would have made the request trusted.
    host TEXT,
    -- Bytes of header lines and body.
    size INTEGER NOT NULL
) STRICT;

-- Confirmed hosts get a scheme. What was confirmed so far allows https only.
UPDATE known_hosts SET host = 'https://' || host;
