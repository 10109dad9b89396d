-- Events that have warnings, and how many. A table of its own: hardly any event has one, and a column behind the body would
-- be reached through all of the body's pages.
CREATE TABLE warnings (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    count INTEGER NOT NULL
) STRICT;

-- Signing secrets have a name now, and there can be several of a scheme. The secret itself is null when the system's
-- keychain has it.
CREATE TABLE signing_secrets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    scheme TEXT NOT NULL,
    secret TEXT
) STRICT;

INSERT INTO signing_secrets (name, scheme, secret) SELECT 'Authgear', 'authgear', secret FROM secrets;
DROP TABLE secrets;
ALTER TABLE signing_secrets RENAME TO secrets;

-- Which types of sample were sent to which URL, and how the last of each was answered: a status, or why there is none.
CREATE TABLE coverage (
    target TEXT NOT NULL,
    type TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    duration_us INTEGER NOT NULL,
    status INTEGER,
    failure TEXT,
    sentence TEXT,
    PRIMARY KEY (target, type),
    CHECK ((status IS NULL) <> (failure IS NULL))
) STRICT, WITHOUT ROWID;
