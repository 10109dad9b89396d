//! Reading resends.

use hookglass_request::{
    headers::Headers,
    outgoing::{Attempt, Failure, FailureKind, Origin, Outcome, Response, Signed, Steps},
};
use rusqlite::{Connection, OptionalExtension as _, Row, named_params};

use super::rows::{SentRow, StoredResend};
use crate::columns::TolerantRow;

/// Resends that are searched for recent URLs.
const MAX_SEARCHED_FOR_URLS: usize = 5_000;

/// Selects the columns that [`stored`] reads.
const SELECT: &str = "SELECT id, event_id, sent_at, duration_us, method, url, headers, size,
        body IS NOT NULL AS edited, signed, status, response_version, response_headers, response_size,
        substr(response_body, 1, :max_body) AS response_body, failure, sentence,
        coalesce(length(response_body), 0) AS response_kept,
        resend_results.resend_id IS NOT NULL AS has_steps, resolve_us, connect_us, tls_us, first_byte_us, verdict,
        (SELECT origin FROM resend_origins WHERE resend_origins.resend_id = id) AS origin
    FROM resends LEFT JOIN resend_results ON resend_id = id";

pub(super) fn of_event(
    connection: &Connection,
    event_id: i64,
    max: usize,
    max_body: usize,
) -> rusqlite::Result<Vec<StoredResend>> {
    let sql = format!("{SELECT} WHERE event_id = :event_id ORDER BY id DESC LIMIT :max");
    let values = named_params! { ":event_id": event_id, ":max": max, ":max_body": max_body };
    connection.prepare_cached(&sql)?.query_map(values, stored)?.collect()
}

pub(super) fn get(connection: &Connection, id: i64, max_body: usize) -> rusqlite::Result<Option<StoredResend>> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE id = :id"))?;
    statement.query_row(named_params! { ":id": id, ":max_body": max_body }, stored).optional()
}

pub(super) fn body(connection: &Connection, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT body FROM resends WHERE id = ?1")?;
    Ok(statement.query_row([id], |row| row.get("body")).optional()?.flatten())
}

pub(super) fn latest_id(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT coalesce(max(id), 0) FROM resends")?.query_row([], |row| row.get(0))
}

pub(super) fn response_part(
    connection: &Connection,
    id: i64,
    start: u64,
    length: usize,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = connection
        .prepare_cached("SELECT substr(response_body, ?2 + 1, ?3) FROM resends WHERE id = ?1 AND status IS NOT NULL")?;
    // For an empty body, substr returns NULL.
    let part = statement.query_row((id, start, length), |row| row.get::<_, Option<Vec<u8>>>(0)).optional()?;
    Ok(part.map(Option::unwrap_or_default))
}

/// How many resends belong to events that are not deleted.
pub(super) fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection
        .prepare_cached("SELECT count(*) FROM resends WHERE event_id NOT IN (SELECT event_id FROM trash)")?
        .query_row([], |row| row.get(0))
}

pub(super) fn page(connection: &Connection, before: i64, max: usize) -> rusqlite::Result<Vec<SentRow>> {
    let mut statement = connection.prepare_cached(
        "SELECT resends.id AS id, resends.event_id AS event_id, resends.sent_at AS sent_at, duration_us,
            resends.method AS method, url, type, subject, resends.status AS status,
            CASE WHEN resends.status IS NULL THEN failure END AS failure, verdict ->> '$.outcome' AS verdict,
            resends.body IS NOT NULL AS edited,
            (SELECT origin FROM resend_origins WHERE resend_origins.resend_id = resends.id) AS origin
         FROM resends
            CROSS JOIN events ON events.id = resends.event_id
            LEFT JOIN resend_results ON resend_results.resend_id = resends.id
         WHERE resends.id < ?1 ORDER BY resends.id DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((before, max), |row| {
        let row = &TolerantRow::of(row);
        Ok(SentRow {
            id: row.get("id")?,
            event_id: row.get("event_id")?,
            sent_at: row.timestamp("sent_at")?,
            duration: row.duration("duration_us")?,
            method: row.get("method")?,
            url: row.get("url")?,
            event_type: row.get("type")?,
            subject: row.get("subject")?,
            outcome: match row.get("status")? {
                Some(status) => Ok(status),
                None => Err(failure(row)?),
            },
            verdict: row.get("verdict")?,
            edited: row.get("edited")?,
            origin: origin(row)?,
        })
    })?;
    rows.collect()
}

pub(super) fn recent_urls(connection: &Connection, max: usize) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare_cached(
        "SELECT url FROM (SELECT id, url FROM resends ORDER BY id DESC LIMIT ?2)
         GROUP BY url ORDER BY max(id) DESC LIMIT ?1",
    )?;
    statement.query_map((max, MAX_SEARCHED_FOR_URLS), |row| row.get("url"))?.collect()
}

fn stored(row: &Row<'_>) -> rusqlite::Result<StoredResend> {
    let row = &TolerantRow::of(row);
    let outcome = match row.get::<Option<u16>>("status")? {
        Some(status) => Outcome::Response(Response {
            status,
            version: row.get("response_version")?,
            headers: Headers::from_block(row.get("response_headers")?),
            size: row.get("response_size")?,
            // For an empty body, substr returns NULL.
            body: row.get::<Option<Vec<u8>>>("response_body")?.unwrap_or_default().into(),
        }),
        None => Outcome::Failed(Failure { why: failure(row)?, sentence: row.get("sentence")? }),
    };
    let steps = match row.get("has_steps")? {
        true => Some(Steps {
            resolve: row.optional_duration("resolve_us")?,
            connect: row.optional_duration("connect_us")?,
            tls: row.optional_duration("tls_us")?,
            first_byte: row.optional_duration("first_byte_us")?,
        }),
        false => None,
    };
    Ok(StoredResend {
        id: row.get("id")?,
        event_id: row.get("event_id")?,
        attempt: Attempt { sent_at: row.timestamp("sent_at")?, duration: row.duration("duration_us")?, steps, outcome },
        method: row.get("method")?,
        url: row.get("url")?,
        headers: Headers::from_block(row.get("headers")?),
        size: row.get("size")?,
        edited: row.get("edited")?,
        signed: row.word("signed", Signed::from_word, Signed::None)?,
        response_kept: row.get("response_kept")?,
        verdict: row.get("verdict")?,
        origin: origin(row)?,
    })
}

fn failure(row: &TolerantRow<'_, '_>) -> rusqlite::Result<FailureKind> {
    Ok(row.optional_word("failure", FailureKind::from_word)?.unwrap_or(FailureKind::BrokenResponse))
}

/// A resend without a stored origin was made by a person.
fn origin(row: &TolerantRow<'_, '_>) -> rusqlite::Result<Origin> {
    Ok(row.optional_word("origin", Origin::from_word)?.unwrap_or_default())
}
