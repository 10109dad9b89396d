-- The number of warnings of events that have any. A separate table, because few events have one,
-- and a column behind the body is reached through all pages of the body.
CREATE TABLE warnings (
    event_id INTEGER PRIMARY KEY REFERENCES events (id) ON DELETE CASCADE,
    count INTEGER NOT NULL
) STRICT;

-- Signing secrets by name; a scheme can have several. The secret is null if it is in the system's
-- keychain.
CREATE TABLE signing_secrets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    scheme TEXT NOT NULL,
    secret TEXT
) STRICT;

INSERT INTO signing_secrets (name, scheme, secret) SELECT 'Authgear', 'authgear', secret FROM secrets;
DROP TABLE secrets;
ALTER TABLE signing_secrets RENAME TO secrets;

-- The sample types sent to each URL, with the last result: a status, or the reason why there is
-- none.
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
