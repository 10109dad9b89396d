//! The table `untrusted`: events that must not cause actions, with the reason.
//!
//! A row is the verdict on arrival. If the event's signature is found to be valid later, for
//! example once the keychain is unlocked, readers ignore the row ([`WHY`]). A sample stays a sample.

use hookglass_request::trust::{Distrust, Untrusted};
use jiff::Timestamp;
use rusqlite::{Connection, RowIndex};

use crate::{columns::TolerantRow, error::StoreError, events::NewEvent, readers::Readers};

/// Rows that a search for hosts reads at most.
const MAX_ROWS: u32 = 1_000;

/// An expression of `events`: why the event is not trusted, or NULL.
pub(crate) const WHY: &str = "(SELECT why FROM untrusted WHERE untrusted.event_id = events.id
        AND (untrusted.why = 'sample' OR events.signature <> 'valid'))";

/// The verdict on an event whose verdict cannot be read.
pub(crate) const UNREADABLE: Distrust = Distrust::UnknownHost;

/// Reads [`WHY`].
pub(crate) fn read(row: &TolerantRow<'_, '_>, column: impl RowIndex) -> rusqlite::Result<Option<Distrust>> {
    row.optional_word_or(column, Distrust::from_word, Some(UNREADABLE))
}

/// A host that is not allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownHost {
    /// The host.
    pub host: String,
    /// How many requests were sent to it.
    pub requests: u64,
}

/// How much untrusted events may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UntrustedBudget {
    /// Events.
    pub events: u64,
    /// Bytes of header lines and bodies.
    pub bytes: u64,
}

/// Reads untrusted events.
#[derive(Debug, Clone, Copy)]
pub struct UntrustedEvents<'a> {
    pub(crate) readers: &'a Readers,
}

impl UntrustedEvents<'_> {
    /// The unknown hosts to which requests were sent since a time, the most recent first. Only the
    /// newest untrusted events are considered.
    pub async fn unknown_hosts(self, since: Timestamp) -> Result<Vec<UnknownHost>, StoreError> {
        self.readers.read(move |connection| unknown_hosts(connection, since)).await
    }

    /// The ids of at most `max` untrusted events that exceed a budget, oldest first. Samples do
    /// not count.
    pub async fn excess(self, budget: UntrustedBudget, max: usize) -> Result<Vec<i64>, StoreError> {
        self.readers.read(move |connection| excess(connection, budget, max)).await
    }
}

/// Stores the verdict on an event.
pub(crate) fn insert(
    connection: &Connection,
    id: i64,
    event: &NewEvent,
    untrusted: &Untrusted,
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached("INSERT INTO untrusted VALUES (?1, ?2, ?3, ?4)")?;
    statement.execute((id, untrusted.why.word(), &untrusted.host, event.size())).map(drop)
}

fn unknown_hosts(connection: &Connection, since: Timestamp) -> rusqlite::Result<Vec<UnknownHost>> {
    let mut statement = connection.prepare_cached(
        "SELECT host, count(*) AS requests
         FROM (SELECT event_id AS number, host FROM untrusted ORDER BY event_id DESC LIMIT ?1)
         JOIN events ON id = number
         WHERE host IS NOT NULL AND received_at >= ?2
         GROUP BY host ORDER BY max(number) DESC",
    )?;
    let read = |row: &rusqlite::Row<'_>| Ok(UnknownHost { host: row.get("host")?, requests: row.get("requests")? });
    statement.query_map((MAX_ROWS, since.as_microsecond()), read)?.collect()
}

fn excess(connection: &Connection, budget: UntrustedBudget, max: usize) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection
        .prepare_cached("SELECT event_id, size FROM untrusted WHERE why <> 'sample' ORDER BY event_id DESC")?;
    let mut rows = statement.query([])?;
    let (mut excess, mut events, mut bytes) = (Vec::new(), 0, 0_u64);
    while let Some(row) = rows.next()? {
        events += 1;
        bytes = bytes.saturating_add(row.get("size")?);
        if events > budget.events || bytes > budget.bytes {
            excess.push(row.get("event_id")?);
        }
    }
    excess.reverse();
    excess.truncate(max);
    Ok(excess)
}
