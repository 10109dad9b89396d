//! The table of resends, and what came of each beside it.

use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Origin, Outcome, Outgoing, Response, Signed, Steps},
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};
use std::time::Duration;

use crate::events::{optional_word, timestamp, word};

/// Resends among which the recent URLs are looked for.
const RECENT: usize = 5_000;

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
    /// What the event's sender makes of it, as JSON whose member `outcome` is a word.
    pub verdict: Option<String>,
    /// What made it.
    pub origin: Origin,
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
    /// What the event's sender makes of it, as it was stored.
    pub verdict: Option<String>,
    /// What made it.
    pub origin: Origin,
}

/// A resend, as a row of the list of all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentRow {
    /// Its id in this database.
    pub id: i64,
    /// The event it was made from.
    pub event_id: i64,
    /// When it was sent.
    pub sent_at: Timestamp,
    /// The method.
    pub method: String,
    /// The URL.
    pub url: String,
    /// The event's type.
    pub event_type: Option<String>,
    /// What the event is about.
    pub subject: Option<String>,
    /// The status of the response, or why there is none.
    pub outcome: Result<u16, FailureKind>,
    /// From the beginning to the end of the response.
    pub duration: Duration,
    /// The word of the verdict.
    pub verdict: Option<String>,
    /// Whether the body differs from the event's.
    pub edited: bool,
    /// What made it.
    pub origin: Origin,
}

pub(crate) fn insert(connection: &Connection, resend: &NewResend) -> rusqlite::Result<i64> {
    let NewResend { event_id, outgoing, edited, signed, attempt, verdict, origin } = resend;
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
    let id = statement.insert(named_params! {
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
    })?;
    let steps = attempt.steps.unwrap_or_default();
    let micros = |step: Option<Duration>| step.map(|step| i64::try_from(step.as_micros()).unwrap_or(i64::MAX));
    let mut statement = connection.prepare_cached("INSERT INTO resend_results VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
    statement.execute((
        id,
        micros(steps.resolve),
        micros(steps.connect),
        micros(steps.tls),
        micros(steps.first_byte),
        verdict,
    ))?;
    if *origin != Origin::Person {
        let mut statement = connection.prepare_cached("INSERT INTO resend_origins VALUES (?1, ?2)")?;
        statement.execute((id, origin.word()))?;
    }
    Ok(id)
}

const SELECT: &str = "SELECT id, event_id, sent_at, duration_us, method, url, headers, size, body IS NOT NULL, signed, \
    status, response_version, response_headers, response_size, substr(response_body, 1, ?3), failure, sentence, \
    coalesce(length(response_body), 0), resend_results.resend_id IS NOT NULL, resolve_us, connect_us, tls_us, first_byte_us, verdict, \
    (SELECT origin FROM resend_origins WHERE resend_origins.resend_id = id) \
    FROM resends LEFT JOIN resend_results ON resend_id = id";

/// The resends of an event, newest first, `most` at most, with `body` bytes at most of each response.
pub(crate) fn of_event(
    connection: &Connection,
    event_id: i64,
    most: usize,
    body: usize,
) -> rusqlite::Result<Vec<StoredResend>> {
    let mut statement =
        connection.prepare_cached(&format!("{SELECT} WHERE event_id = ?1 ORDER BY id DESC LIMIT ?2"))?;
    statement.query_map((event_id, most, body), stored)?.collect()
}

/// One resend, with `body` bytes at most of its response.
pub(crate) fn one(connection: &Connection, id: i64, body: usize) -> rusqlite::Result<Option<StoredResend>> {
    // The third parameter stands in the columns.
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1 LIMIT ?2"))?;
    statement.query_row((id, 1, body), stored).optional()
}

/// The body that went out with a resend, when it is another than the event's.
pub(crate) fn body(connection: &Connection, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT body FROM resends WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?.flatten())
}

/// The id of the newest resend; 0 when there is none.
pub(crate) fn newest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT coalesce(max(id), 0) FROM resends")?.query_row([], |row| row.get(0))
}

/// `length` bytes of what is kept of a response's body, from `start` on; fewer at its end. `None` when there is no such
/// response.
pub(crate) fn response_part(
    connection: &Connection,
    id: i64,
    start: u64,
    length: usize,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = connection
        .prepare_cached("SELECT substr(response_body, ?2 + 1, ?3) FROM resends WHERE id = ?1 AND status IS NOT NULL")?;
    // Of an empty body, substr makes NULL.
    let part = statement.query_row((id, start, length), |row| row.get::<_, Option<Vec<u8>>>(0)).optional()?;
    Ok(part.map(Option::unwrap_or_default))
}

/// How many resends there are of events that are not deleted.
pub(crate) fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM resends WHERE event_id NOT IN (SELECT event_id FROM trash)")?
        .query_row([], |row| row.get(0))
}

/// The resends of all events below an id, newest first, `most` at most.
pub(crate) fn sent(connection: &Connection, before: i64, most: usize) -> rusqlite::Result<Vec<SentRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT resends.id, resends.event_id, resends.sent_at, duration_us, resends.method, url, type, subject, resends.status,
            CASE WHEN resends.status IS NULL THEN failure END, verdict ->> '$.outcome', resends.body IS NOT NULL,
            (SELECT origin FROM resend_origins WHERE resend_origins.resend_id = resends.id)
         FROM resends CROSS JOIN events ON events.id = resends.event_id LEFT JOIN resend_results ON resend_results.resend_id = resends.id
         WHERE resends.id < ?1 ORDER BY resends.id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((before, most), |row| {
        Ok(SentRow {
            id: row.get(0)?,
            event_id: row.get(1)?,
            sent_at: timestamp(row, 2)?,
            duration: Duration::from_micros(row.get(3)?),
            method: row.get(4)?,
            url: row.get(5)?,
            event_type: row.get(6)?,
            subject: row.get(7)?,
            outcome: match row.get(8)? {
                Some(status) => Ok(status),
                None => Err(optional_word(row, 9, FailureKind::from_word)?.unwrap_or(FailureKind::BrokenResponse)),
            },
            verdict: row.get(10)?,
            edited: row.get(11)?,
            origin: origin(row, 12)?,
        })
    })?;
    rows.collect()
}

/// The URLs that the newest resends went to, the last one first.
pub(crate) fn recent_urls(connection: &Connection, most: usize) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT url FROM (SELECT id, url FROM resends ORDER BY id DESC LIMIT ?2) GROUP BY url ORDER BY max(id) DESC LIMIT ?1",
    )?;
    statement.query_map((most, RECENT), |row| row.get(0))?.collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredResend> {
    let outcome = match row.get::<_, Option<u16>>(10)? {
        Some(status) => Outcome::Response(Response {
            status,
            version: row.get(11)?,
            headers: Headers::from_block(row.get(12)?),
            size: row.get(13)?,
            // Of an empty body, substr makes NULL.
            body: row.get::<_, Option<Vec<u8>>>(14)?.unwrap_or_default().into(),
        }),
        None => Outcome::Failed(Failure {
            why: optional_word(row, 15, FailureKind::from_word)?.unwrap_or(FailureKind::BrokenResponse),
            sentence: row.get(16)?,
        }),
    };
    let micros = |column: usize| -> rusqlite::Result<Option<Duration>> {
        Ok(row.get::<_, Option<u64>>(column)?.map(Duration::from_micros))
    };
    let steps = match row.get(18)? {
        true => {
            let (resolve, connect, tls, first_byte) = (micros(19)?, micros(20)?, micros(21)?, micros(22)?);
            Some(Steps { resolve, connect, tls, first_byte })
        }
        false => None,
    };
    let (sent_at, duration) = (timestamp(row, 2)?, Duration::from_micros(row.get(3)?));
    Ok(StoredResend {
        id: row.get(0)?,
        event_id: row.get(1)?,
        attempt: Attempt { sent_at, duration, steps, outcome },
        method: row.get(4)?,
        url: row.get(5)?,
        headers: Headers::from_block(row.get(6)?),
        size: row.get(7)?,
        edited: row.get(8)?,
        signed: word(row, 9, Signed::from_word)?,
        response_kept: row.get(17)?,
        verdict: row.get(23)?,
        origin: origin(row, 24)?,
    })
}

/// Without a word, a person's.
fn origin(row: &Row<'_>, column: usize) -> rusqlite::Result<Origin> {
    Ok(optional_word(row, column, Origin::from_word)?.unwrap_or_default())
}
