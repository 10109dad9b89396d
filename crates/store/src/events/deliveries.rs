//! Who sent an event, which delivery it is, and whom it is about.

use hookglass_senders::envelope::Vendor;
use rusqlite::Connection;

use crate::columns::TolerantRow;

/// What identifies a delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// Its id in this database.
    pub id: i64,
    /// Who sent it.
    pub vendor: Vendor,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The sender's id.
    pub event_id: Option<String>,
    /// The sender's sequence number, as written.
    pub seq: Option<String>,
}

/// An event about a user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention {
    /// Its id in this database.
    pub id: i64,
    /// Who sent it.
    pub vendor: Vendor,
    /// The sender's application.
    pub app_id: Option<String>,
    /// The user.
    pub user_id: String,
    /// The type, as its sender calls it.
    pub event_type: Option<String>,
}

pub(super) fn after(connection: &Connection, after: i64, max: usize) -> rusqlite::Result<Vec<Delivery>> {
    let mut statement = connection
        .prepare_cached("SELECT id, vendor, app_id, event_id, seq FROM events WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let deliveries = statement.query_map((after, max), |row| {
        let row = TolerantRow::of(row);
        Ok(Delivery {
            id: row.get("id")?,
            vendor: row.word("vendor", Vendor::from_word, Vendor::Generic)?,
            app_id: row.get("app_id")?,
            event_id: row.get("event_id")?,
            seq: row.get("seq")?,
        })
    })?;
    deliveries.collect()
}

pub(super) fn mentions_after(connection: &Connection, after: i64, max: usize) -> rusqlite::Result<(Vec<Mention>, i64)> {
    let mut statement = connection
        .prepare_cached("SELECT id, vendor, app_id, user_id, type FROM events WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let mut rows = statement.query((after, max))?;
    let (mut mentions, mut upto) = (Vec::new(), after);
    while let Some(row) = rows.next()? {
        let row = TolerantRow::of(row);
        upto = row.get("id")?;
        if let Some(user_id) = row.get("user_id")? {
            let vendor = row.word("vendor", Vendor::from_word, Vendor::Generic)?;
            let (app_id, event_type) = (row.get("app_id")?, row.get("type")?);
            mentions.push(Mention { id: upto, vendor, app_id, user_id, event_type });
        }
    }
    Ok((mentions, upto))
}

pub(super) fn ids_by_user_text(connection: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE user_id IS NOT NULL
         AND (instr(lower(coalesce(subject, '')), ?1) > 0 OR instr(lower(user_id), ?1) > 0) ORDER BY id",
    )?;
    statement.query_map([text.to_ascii_lowercase()], |row| row.get("id"))?.collect()
}

pub(super) fn highest_seq(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.query_row(
        "SELECT max(CAST(seq AS INTEGER)) FROM (SELECT seq FROM events ORDER BY id DESC LIMIT 10000)
         WHERE seq NOT GLOB '*[^0-9]*' AND length(seq) < 19",
        [],
        |row| row.get(0),
    )
}
