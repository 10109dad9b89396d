//! Which events a filter lets pass, and how many there are of each type.
//!
//! A filter is asked in two steps. SQL over the list columns finds the candidates, among the rows after a given id, so that
//! a listing that is open grows by looking at what is new only. Where SQL cannot say all of the filter, the candidates
//! are then read and asked one by one, in goes of a few MiB.

use bytes::Bytes;
use hookscope_domain::{
    envelope::Vendor,
    filter::{Body, Columns, Facts, Filter, Now},
    headers::Headers,
};
use rusqlite::{Connection, Row, params_from_iter};

use crate::{
    clause::Clause,
    events::{timestamp, word},
};

/// Events of one vendor, type and variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The vendor.
    pub vendor: Vendor,
    /// The type; `None` for events without one.
    pub event_type: Option<String>,
    /// Which of several events of that type.
    pub variant: Option<String>,
    /// Its group.
    pub family: Option<String>,
    /// How many.
    pub count: u64,
}

/// A filter, and the moment it is asked at.
#[derive(Debug)]
pub(crate) struct Question {
    filter: Filter,
    now: Now,
}

impl Question {
    pub(crate) fn new(filter: &Filter, now: Now) -> Self {
        Self { filter: filter.fixed(&now), now }
    }
}

/// Events that may pass.
#[derive(Debug)]
pub(crate) struct Candidates {
    /// In the order asked for.
    pub(crate) events: Vec<Candidate>,
    /// Whether all of them pass.
    pub(crate) exact: bool,
    /// Whether there may be more.
    pub(crate) more: bool,
}

/// An event that may pass.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) id: i64,
    /// Whether its id came before, if the filter asks for that.
    is_repeat: bool,
}

/// Candidates looked for at a time, where only the first that pass are wanted.
const PAGE: usize = 20_000;

/// The events after `after` up to `upto` that may pass, oldest first.
pub(crate) fn candidates(
    connection: &Connection,
    question: &Question,
    after: i64,
    upto: i64,
) -> rusqlite::Result<Candidates> {
    find(connection, question, (after, upto), None)
}

/// The newest events up to `upto` that may pass, newest first. When all of them pass, `most` at most.
pub(crate) fn newest_candidates(
    connection: &Connection,
    question: &Question,
    upto: i64,
    most: usize,
) -> rusqlite::Result<Candidates> {
    find(connection, question, (0, upto), Some(most))
}

fn find(
    connection: &Connection,
    question: &Question,
    among: (i64, i64),
    newest: Option<usize>,
) -> rusqlite::Result<Candidates> {
    let mut clause = Clause::new(among.0, among.1);
    let (after, upto) = (clause.bind(among.0), clause.bind(among.1));
    let asks_for_repeats = question.filter.asks_for_repeats();
    let passes = clause.of(&question.filter, &question.now);
    let repeat = if asks_for_repeats && !clause.exact { clause.repeats() } else { "FALSE".to_owned() };
    // To find the repeats costs a pass over the events each time, so that is done once.
    let most = newest.map(|most| match (clause.exact, asks_for_repeats) {
        (true, _) => most,
        (false, true) => usize::MAX,
        (false, false) => PAGE,
    });
    let order = match most {
        None => "id".to_owned(),
        Some(most) => format!("id DESC LIMIT {}", clause.bind(i64::try_from(most).unwrap_or(i64::MAX))),
    };
    let sql =
        format!("SELECT id, {repeat} FROM events WHERE id > {after} AND id <= {upto} AND {passes} ORDER BY {order}");
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement
        .query_map(params_from_iter(&clause.values), |row| Ok(Candidate { id: row.get(0)?, is_repeat: row.get(1)? }))?;
    let events: Vec<_> = found.collect::<Result<_, _>>()?;
    let more = most.is_some_and(|most| events.len() == most);
    Ok(Candidates { events, exact: clause.exact, more })
}

/// Bytes of events that are looked at in one go, so that no read transaction is long and other questions get a turn.
const MOST_BYTES: usize = 8 << 20;

/// The ids of those of some candidates that pass, in their order, `most` at most, and how many candidates were looked at: one
/// at least. One event is in memory at a time.
pub(crate) fn passing(
    connection: &Connection,
    question: &Question,
    candidates: &[Candidate],
    most: usize,
) -> rusqlite::Result<(Vec<i64>, usize)> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, vendor, type, family, kind, event_id, seq, user_id, app_id, client_id, triggered_by, ip,
            subject, method, path, size, cut IS NOT NULL, signature, status,
            EXISTS (SELECT 1 FROM warnings WHERE warnings.event_id = events.id AND count > 0),
            EXISTS (SELECT 1 FROM resends WHERE resends.event_id = events.id), headers, body
         FROM events WHERE id = ?1",
    )?;
    let (mut ids, mut bytes, mut looked_at) = (Vec::new(), 0, 0);
    for candidate in candidates {
        if bytes >= MOST_BYTES || ids.len() >= most {
            break;
        }
        looked_at += 1;
        let mut rows = statement.query([candidate.id])?;
        let Some(row) = rows.next()? else { continue };
        let (passes, read) = ask(question, *candidate, row)?;
        bytes += read;
        if passes {
            ids.push(candidate.id);
        }
    }
    Ok((ids, looked_at))
}

/// Whether an event passes, and how many bytes of it had to be read for that. SQLite reads header lines and body only when
/// they are asked for.
fn ask(question: &Question, candidate: Candidate, row: &Row<'_>) -> rusqlite::Result<(bool, usize)> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let optional = |column: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(column)?.as_str_or_null()?) };
    let columns = Columns {
        id: candidate.id,
        received_at: timestamp(row, 0)?,
        vendor: text(1)?,
        event_type: optional(2)?,
        family: optional(3)?,
        kind: optional(4)?,
        event_id: optional(5)?,
        seq: optional(6)?,
        user_id: optional(7)?,
        app_id: optional(8)?,
        client_id: optional(9)?,
        triggered_by: optional(10)?,
        ip: optional(11)?,
        subject: optional(12)?,
        method: text(13)?,
        path: text(14)?.into(),
        size: row.get(15)?,
        is_cut: row.get(16)?,
        signature: text(17)?,
        status: row.get(18)?,
        has_warning: row.get(19)?,
        has_resends: row.get(20)?,
        is_repeat: candidate.is_repeat,
    };
    let Question { filter, now } = question;
    let mut facts = Facts { columns: &columns, headers: None, body: None };
    let about = 512;
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, about));
    }
    let headers = Headers::from_block(row.get(21)?);
    facts.headers = Some(&headers);
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, about + headers.block().len()));
    }
    let sent = Bytes::copy_from_slice(row.get_ref(22)?.as_blob()?);
    let body = Body::of(&headers, &sent);
    facts.body = Some(&body);
    Ok((filter.matches(&facts, now), about + headers.block().len() + sent.len()))
}

/// How many events there are of each type and variant after `after`, up to `upto`.
pub(crate) fn tally(connection: &Connection, after: i64, upto: i64) -> rusqlite::Result<Vec<Tally>> {
    let mut statement = connection.prepare_cached(
        "SELECT vendor, type, variant, family, count(*) FROM events WHERE id > ?1 AND id <= ?2
         GROUP BY vendor, type, variant",
    )?;
    let found = statement.query_map((after, upto), |row| {
        Ok(Tally {
            vendor: word(row, 0, Vendor::from_word)?,
            event_type: row.get(1)?,
            variant: row.get(2)?,
            family: row.get(3)?,
            count: row.get(4)?,
        })
    })?;
    found.collect()
}

/// The ids of the events about a user that have a text in the user's id or in what a person recognises them by, oldest
/// first. Letters of ASCII are the same in both cases.
pub(crate) fn about(connection: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE user_id IS NOT NULL
         AND (instr(lower(coalesce(subject, '')), ?1) > 0 OR instr(lower(user_id), ?1) > 0) ORDER BY id",
    )?;
    statement.query_map([text.to_ascii_lowercase()], |row| row.get(0))?.collect()
}

/// The newest id, 0 when there is none.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(id), 0) FROM events", [], |row| row.get(0))
}
