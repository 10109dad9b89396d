//! The table `coverage`: which sample types a target received, and its last answer to each.

use hookglass_request::outgoing::{Failure, FailureKind};
use jiff::Timestamp;
use rusqlite::{Connection, Row, named_params};
use std::time::Duration;

use crate::{
    columns::{TolerantRow, microseconds},
    error::StoreError,
    readers::Readers,
    writer::Writer,
};

/// The last answer to a sample of one type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Covered {
    /// The type's full name in the catalog.
    pub event_type: String,
    /// When the sample was sent.
    pub sent_at: Timestamp,
    /// From `sent_at` to the end of the response.
    pub duration: Duration,
    /// The status of the response, or why there is none.
    pub outcome: Result<u16, Failure>,
}

/// Reads the coverage of targets.
#[derive(Debug, Clone, Copy)]
pub struct Coverage<'a> {
    pub(crate) readers: &'a Readers,
}

impl Coverage<'_> {
    /// The last answers of a target, by type.
    pub async fn of_target(self, target: String) -> Result<Vec<Covered>, StoreError> {
        self.readers
            .read(move |connection| {
                let mut statement = connection.prepare_cached(
                    "SELECT type, sent_at, duration_us, status, failure, sentence
                     FROM coverage WHERE target = ?1 ORDER BY type",
                )?;
                statement.query_map([target], covered)?.collect()
            })
            .await
    }

    /// The targets that received samples, the most recent first.
    pub async fn targets(self) -> Result<Vec<String>, StoreError> {
        let read = |connection: &Connection| {
            let mut statement =
                connection.prepare_cached("SELECT target FROM coverage GROUP BY target ORDER BY max(sent_at) DESC")?;
            statement.query_map([], |row| row.get("target"))?.collect()
        };
        self.readers.read(read).await
    }
}

/// Writes the coverage of targets.
#[derive(Debug, Clone, Copy)]
pub struct CoverageMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl CoverageMut<'_> {
    /// Stores a target's answer. It replaces the previous one for the same type.
    pub async fn put(self, target: String, covered: Covered) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| put(connection, &target, &covered)).await
    }
}

fn put(connection: &Connection, target: &str, covered: &Covered) -> rusqlite::Result<()> {
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
        ":duration_us": microseconds(covered.duration),
        ":status": status,
        ":failure": failure.map(|failure| failure.why.word()),
        ":sentence": failure.map(|failure| &failure.sentence),
    })?;
    Ok(())
}

fn covered(row: &Row<'_>) -> rusqlite::Result<Covered> {
    let row = TolerantRow::of(row);
    let outcome = match row.get("status")? {
        Some(status) => Ok(status),
        None => Err(Failure {
            why: row.optional_word("failure", FailureKind::from_word)?.unwrap_or(FailureKind::BrokenResponse),
            sentence: row.get::<Option<String>>("sentence")?.unwrap_or_default(),
        }),
    };
    Ok(Covered {
        event_type: row.get("type")?,
        sent_at: row.timestamp("sent_at")?,
        duration: row.duration("duration_us")?,
        outcome,
    })
}
