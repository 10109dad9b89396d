//! The migrations, in order. A released file is never edited.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use rusqlite_migration::{Error, M, MigrationDefinitionError, Migrations};
use std::path::Path;

use crate::{connection::open_error, error::OpenError};

/// Marks the file as Hookglass's: "HOOK" in ASCII. The first migration writes it.
const APPLICATION_ID: i64 = 0x484F_4F4B;

const FILES: [&str; 11] = [
    include_str!("../migrations/001_events.sql"),
    include_str!("../migrations/002_warnings_and_secrets.sql"),
    include_str!("../migrations/003_annotations_and_deletion.sql"),
    include_str!("../migrations/004_resends.sql"),
    include_str!("../migrations/005_scenarios.sql"),
    include_str!("../migrations/006_answers.sql"),
    include_str!("../migrations/007_forwarding.sql"),
    include_str!("../migrations/008_trust.sql"),
    include_str!("../migrations/009_forward_losses.sql"),
    include_str!("../migrations/010_confirmations.sql"),
    include_str!("../migrations/011_refused_requests.sql"),
];

const LATEST: i64 = FILES.len() as i64;

/// How often a failed migration is tried again.
const MAX_RETRIES: usize = 3;

fn migrations() -> Migrations<'static> {
    Migrations::new(FILES.iter().map(|sql| M::up(sql)).collect())
}

/// Checks that the file is Hookglass's and not of a later version. Returns whether it is empty.
/// Writes nothing.
pub(crate) fn check(connection: &Connection, file: &Path) -> Result<bool, OpenError> {
    let failed = |source| open_error(file, source);
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0)).map_err(failed);
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
    match (number("application_id")?, tables) {
        (0, 0) | (APPLICATION_ID, _) => {}
        _ => return Err(OpenError::NotADatabase { file: file.to_owned() }),
    }
    if number("user_version")? > LATEST {
        return Err(OpenError::Newer { file: file.to_owned() });
    }
    // A file from elsewhere must not bring code along.
    let planted = connection
        .query_row("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view')", [], |row| {
            Ok((row.get("type")?, row.get("name")?))
        })
        .optional()
        .map_err(failed)?;
    if let Some((kind, name)) = planted {
        return Err(OpenError::UnexpectedSchema { file: file.to_owned(), kind, name });
    }
    Ok(tables == 0)
}

/// Runs the missing migrations.
pub(crate) fn migrate(connection: &mut Connection, file: &Path) -> Result<(), OpenError> {
    let failed = |source| open_error(file, source);
    // Overwrites the old table of secrets instead of leaving it in free pages.
    connection.pragma_update(None, "secure_delete", true).map_err(failed)?;
    // Takes the write lock first, and so waits for another program that migrates the same file.
    connection.set_transaction_behavior(TransactionBehavior::Immediate);
    let migrations = migrations();
    let mut result = migrations.to_latest(connection);
    // A failed attempt may have read the version before it waited. The next one sees what the other
    // program did.
    for _ in 0..MAX_RETRIES {
        if !matches!(result, Err(Error::RusqliteError { .. })) {
            break;
        }
        result = migrations.to_latest(connection);
    }
    match result {
        Ok(()) => {}
        Err(Error::MigrationDefinition(MigrationDefinitionError::DatabaseTooFarAhead)) => {
            return Err(OpenError::Newer { file: file.to_owned() });
        }
        Err(Error::RusqliteError { err, .. }) => return Err(failed(err)),
        Err(other) => {
            let source = rusqlite::Error::ToSqlConversionFailure(Box::new(other));
            return Err(OpenError::Sqlite { file: file.to_owned(), source });
        }
    }
    connection.pragma_update(None, "secure_delete", false).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema(connection: &Connection) -> Vec<String> {
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    }

    #[test]
    fn migrating_any_older_version_gives_the_schema_of_a_new_database() {
        let mut fresh = Connection::open_in_memory().unwrap();
        migrations().to_latest(&mut fresh).unwrap();
        let latest: usize = fresh.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
        for version in 0..=latest {
            let mut old = Connection::open_in_memory().unwrap();
            migrations().to_version(&mut old, version).unwrap();
            migrations().to_latest(&mut old).unwrap();
            assert_eq!(schema(&old), schema(&fresh), "from version {version}");
        }
    }

    #[test]
    fn answers_of_an_older_version_are_readable() {
        let mut old = Connection::open_in_memory().unwrap();
        migrations().to_version(&mut old, 5).unwrap();
        old.execute(
            "INSERT INTO events (received_at, began_at, vendor, method, path, target, version, peer, size, signature,
                status, decided_by, answer_headers, answer_body, headers, body)
             VALUES (2, 1, 'generic', 'POST', '/', x'2f', 'HTTP/1.1', '127.0.0.1:1', 0, 'unsigned',
                201, 'default', x'', x'7b7d', x'', x'')",
            [],
        )
        .unwrap();
        migrations().to_latest(&mut old).unwrap();
        let answered = crate::decisions::answered(&old, 1).unwrap().unwrap();
        assert_eq!(answered.answer.map(|answer| (answer.status, answer.body)), Some((201, b"{}".to_vec())));
        assert_eq!(answered.decision, None);
    }

    #[test]
    fn confirmations_of_an_older_version_are_removed() {
        let mut old = Connection::open_in_memory().unwrap();
        migrations().to_version(&mut old, 9).unwrap();
        old.execute("INSERT INTO known_hosts VALUES ('https://example.com')", []).unwrap();
        old.execute("INSERT INTO settings VALUES ('allowed_hosts', '[\"example.com\"]'), ('theme', '\"dark\"')", [])
            .unwrap();
        migrations().to_latest(&mut old).unwrap();
        let count = |sql| old.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(count("SELECT count(*) FROM sqlite_schema WHERE name = 'known_hosts'"), 0);
        assert_eq!(count("SELECT count(*) FROM settings"), 1, "other settings stay");
    }

    #[test]
    fn the_migrations_are_well_formed() {
        migrations().validate().unwrap();
    }
}
