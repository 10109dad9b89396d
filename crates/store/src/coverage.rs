//! The table of coverage: which types of sample a target was sent, and how it answered the last of each.

use hookglass_request::outgoing::{Failure, FailureKind};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params};
use std::time::Duration;

use crate::events::{optional_word, timestamp};

/// How the last sample of a type was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The type's full name in the catalog.
    pub event_type: String,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// From there to the end of the response.
    pub duration: Duration,
    /// The status of the response, or why there is none.
    pub outcome: Result<u16, Failure>,
}

/// Puts a row in the place of the one of its target and type.
pub(crate) fn put(connection: &Connection, target: &str, covered: &Covered) -> rusqlite::Result<()> {
    let (status, failure) = match &covered.outcome {
        Ok(status) => (Some(status), None),
        Err(failure) => (None, Some(failure)),
    };
    let mut statement = connection.prepare_cached(
        "INSERT OR REPLACE INTO coverage (target, type, sent_at, duration_us, status, failure, sentence)
         VALUES (:target, :type, :sent_at, :duration_us, :status, :failure, :sentence)",
    )?;
    statement.execute(named_params! {
        ":target": target,
        ":type": covered.event_type,
        ":sent_at": covered.sent_at.as_microsecond(),
        ":duration_us": i64::try_from(covered.duration.as_micros()).unwrap_or(i64::MAX),
        ":status": status,
        ":failure": failure.map(|failure| failure.why.word()),
        ":sentence": failure.map(|failure| &failure.sentence),
    })?;
    Ok(())
}

/// The rows of a target.
pub(crate) fn of_target(connection: &Connection, target: &str) -> rusqlite::Result<Vec<Covered>> {
    let mut statement = connection.prepare_cached(
        "SELECT type, sent_at, duration_us, status, failure, sentence FROM coverage WHERE target = ?1 ORDER BY type",
    )?;
    statement.query_map([target], covered)?.collect()
}

/// The targets there are, the one that was sent something last first.
pub(crate) fn targets(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("SELECT target FROM coverage GROUP BY target ORDER BY max(sent_at) DESC")?;
    statement.query_map([], |row| row.get(0))?.collect()
}

fn covered(row: &Row<'_>) -> rusqlite::Result<Covered> {
    let outcome = match row.get(3)? {
        Some(status) => Ok(status),
        None => Err(Failure {
            why: optional_word(row, 4, FailureKind::from_word)?.unwrap_or(FailureKind::BrokenResponse),
            sentence: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        }),
    };
    Ok(Covered {
        event_type: row.get(0)?,
        sent_at: timestamp(row, 1)?,
        duration: Duration::from_micros(row.get(2)?),
        outcome,
    })
}
