//! Events as rows of a list.
//!
//! A window of a list reads hundreds of rows at once, so columns are read by position.

use hookglass_request::{capture::Truncation, trust::Distrust};
use hookglass_senders::{
    envelope::{Kind, Vendor},
    signature::Verdict,
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{columns::TolerantRow, damage, untrusted};

/// The columns of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id in this database.
    pub id: i64,
    /// When the last byte arrived.
    pub received_at: Timestamp,
    /// Who sent it.
    pub vendor: Vendor,
    /// The type, as its sender calls it.
    pub event_type: Option<String>,
    /// The group of the type.
    pub family: Option<String>,
    /// How it is delivered.
    pub kind: Option<Kind>,
    /// The sender's id.
    pub event_id: Option<String>,
    /// The sender's sequence number, as written.
    pub seq: Option<String>,
    /// The user it is about.
    pub user_id: Option<String>,
    /// The sender's application.
    pub app_id: Option<String>,
    /// What a person recognizes it by.
    pub subject: Option<String>,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Bytes of the body.
    pub size: u64,
    /// Why the body is incomplete.
    pub cut: Option<Truncation>,
    /// Whether it is genuine.
    pub signature: Verdict,
    /// The status of the answer.
    pub status: Option<u16>,
    /// The deadline of an answer that is not decided yet.
    pub waits_until: Option<Timestamp>,
    /// How many resends were made from it.
    pub resends: u64,
    /// How many lint warnings it has, as far as they are counted.
    pub warnings: u64,
    /// Whether it has a star.
    pub starred: bool,
    /// Whether it has a note.
    pub noted: bool,
    /// Why it must not cause actions.
    pub untrusted: Option<Distrust>,
}

/// Selects the columns that [`read`] reads.
const SELECT: &str =
    "SELECT id, received_at, vendor, type, family, kind, event_id, seq, user_id, app_id, subject, method, path, size,
        cut, signature, status, (SELECT count(*) FROM resends WHERE resends.event_id = events.id),
        coalesce((SELECT count FROM warnings WHERE warnings.event_id = events.id), 0),
        EXISTS (SELECT 1 FROM stars WHERE stars.event_id = events.id),
        EXISTS (SELECT 1 FROM notes WHERE notes.event_id = events.id),
        (SELECT deadline FROM decisions WHERE decisions.event_id = events.id AND state = 'waiting')";

pub(super) fn by_id(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<EventRow>> {
    let mut statement =
        connection.prepare_cached(&format!("{SELECT}, {} FROM events WHERE id = ?1", untrusted::WHY))?;
    let mut read = |id: &i64| match statement.query_row([id], read).optional() {
        Err(error) if damage::is_of_row(&error) => {
            damage::report(*id, &error);
            Ok(Some(EventRow::unreadable(*id)))
        }
        row => row,
    };
    ids.iter().filter_map(|id| read(id).transpose()).collect()
}

impl EventRow {
    /// The row of an event of which nothing can be read.
    fn unreadable(id: i64) -> Self {
        Self {
            id,
            received_at: Timestamp::UNIX_EPOCH,
            vendor: Vendor::Generic,
            event_type: None,
            family: None,
            kind: None,
            event_id: None,
            seq: None,
            user_id: None,
            app_id: None,
            subject: None,
            method: String::new(),
            path: String::new(),
            size: 0,
            cut: Some(Truncation::Damaged),
            signature: Verdict::Unsigned,
            status: None,
            waits_until: None,
            resends: 0,
            warnings: 0,
            starred: false,
            noted: false,
            untrusted: Some(untrusted::UNREADABLE),
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    let row = TolerantRow::of(row);
    let mut event = EventRow {
        id: row.get(0)?,
        received_at: row.timestamp(1)?,
        vendor: row.word(2, Vendor::from_word, Vendor::Generic)?,
        event_type: row.get(3)?,
        family: row.get(4)?,
        kind: row.optional_word(5, Kind::from_word)?,
        event_id: row.get(6)?,
        seq: row.get(7)?,
        user_id: row.get(8)?,
        app_id: row.get(9)?,
        subject: row.get(10)?,
        method: row.get(11)?,
        path: row.get(12)?,
        size: row.get(13)?,
        cut: row.optional_word(14, Truncation::from_word)?,
        signature: row.word(15, Verdict::from_word, Verdict::Unsigned)?,
        status: row.get(16)?,
        resends: row.get(17)?,
        warnings: row.get(18)?,
        starred: row.get(19)?,
        noted: row.get(20)?,
        waits_until: row.optional_timestamp(21)?,
        untrusted: untrusted::read(&row, 22)?,
    };
    if row.is_damaged() {
        event.cut = Some(Truncation::Damaged);
    }
    Ok(event)
}
