//! The table of resends.

use bytes::Bytes;
use hookscope_domain::{
    headers::Headers,
    outgoing::{Attempt, Failure, Outcome, Outgoing, Response, Signed, Why},
};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};
use std::time::Duration;

use crate::events::{optional_word, timestamp, word};

/// A resend to be stored.
#[derive(Debug, Clone)]
pub struct NewResend {
    /// The event it was made from.
    pub event_id: i64,
    /// What went out.
    pub outgoing: Outgoing,
    /// Whether its body differs from the event's.
    pub edited: bool,
    /// What was done about the signature.
    pub signed: Signed,
    /// What came of it.
    pub attempt: Attempt,
}

/// A resend as it is kept.
#[derive(Debug, Clone)]
pub struct StoredResend {
    /// Its id in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The headers that went out.
    pub headers: Headers,
    /// Bytes of the body that went out.
    pub size: u64,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What was done about the signature.
    pub signed: Signed,
    /// What came of it. Of a response's body, as much as was asked for.
    pub attempt: Attempt,
    /// Bytes of the response's body that are kept.
    pub response_kept: u64,
}

pub(crate) fn insert(connection: &Connection, resend: &NewResend) -> rusqlite::Result<i64> {
    let NewResend { event_id, outgoing, edited, signed, attempt } = resend;
    let (response, failure) = match &attempt.outcome {
        Outcome::Response(response) => (Some(response), None),
        Outcome::Failed(failure) => (None, Some(failure)),
    };
    let mut statement = connection.prepare_cached(
        "INSERT INTO resends (event_id, sent_at, duration_us, method, url, headers, body, size, signed, status,
            response_version, response_headers, response_size, response_body, failure, sentence)
         VALUES (:event_id, :sent_at, :duration_us, :method, :url, :headers, :body, :size, :signed, :status,
            :response_version, :response_headers, :response_size, :response_body, :failure, :sentence)",
    )?;
    statement.insert(named_params! {
        ":event_id": event_id,
        ":sent_at": attempt.sent_at.as_microsecond(),
        ":duration_us": i64::try_from(attempt.duration.as_micros()).unwrap_or(i64::MAX),
        ":method": outgoing.method,
        ":url": outgoing.url,
        ":headers": outgoing.headers.block(),
        ":body": edited.then_some(&outgoing.body[..]),
        ":size": outgoing.body.len(),
        ":signed": signed.word(),
        ":status": response.map(|response| response.status),
        ":response_version": response.map(|response| &response.version),
        ":response_headers": response.map(|response| response.headers.block()),
        ":response_size": response.map(|response| response.size),
        ":response_body": response.map(|response| &response.body[..]),
        ":failure": failure.map(|failure| failure.why.word()),
        ":sentence": failure.map(|failure| &failure.sentence),
    })
}

const COLUMNS: &str =
    "id, event_id, sent_at, duration_us, method, url, headers, size, body IS NOT NULL, signed, status,
    response_version, response_headers, response_size, substr(response_body, 1, ?3), failure, sentence,
    coalesce(length(response_body), 0)";

/// The resends of an event, newest first, `most` at most, with `body` bytes at most of each response.
pub(crate) fn of_event(
    connection: &Connection,
    event_id: i64,
    most: usize,
    body: usize,
) -> rusqlite::Result<Vec<StoredResend>> {
    let mut statement = connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM resends WHERE event_id = ?1 ORDER BY id DESC LIMIT ?2"))?;
    statement.query_map((event_id, most, body), stored)?.collect()
}

/// One resend, with `body` bytes at most of its response.
pub(crate) fn one(connection: &Connection, id: i64, body: usize) -> rusqlite::Result<Option<StoredResend>> {
    // The third parameter stands in the columns.
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM resends WHERE id = ?1 LIMIT ?2"))?;
    statement.query_row((id, 1, body), stored).optional()
}

/// The URLs that resends went to, the last one first.
pub(crate) fn recent_urls(connection: &Connection, most: usize) -> rusqlite::Result<Vec<String>> {
    let mut statement =
        connection.prepare_cached("SELECT url FROM resends GROUP BY url ORDER BY max(id) DESC LIMIT ?1")?;
    statement.query_map([most], |row| row.get(0))?.collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredResend> {
    let outcome = match row.get::<_, Option<u16>>(10)? {
        Some(status) => Outcome::Response(Response {
            status,
            version: row.get(11)?,
            headers: Headers::from_block(row.get(12)?),
            size: row.get(13)?,
            body: Bytes::from(row.get::<_, Vec<u8>>(14)?),
        }),
        None => Outcome::Failed(Failure {
            why: optional_word(row, 15, Why::from_word)?.unwrap_or(Why::BrokenResponse),
            sentence: row.get(16)?,
        }),
    };
    Ok(StoredResend {
        id: row.get(0)?,
        event_id: row.get(1)?,
        attempt: Attempt { sent_at: timestamp(row, 2)?, duration: Duration::from_micros(row.get(3)?), outcome },
        method: row.get(4)?,
        url: row.get(5)?,
        headers: Headers::from_block(row.get(6)?),
        size: row.get(7)?,
        edited: row.get(8)?,
        signed: word(row, 9, Signed::from_word)?,
        response_kept: row.get(17)?,
    })
}
