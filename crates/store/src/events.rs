//! The table of events: what goes in, what comes out.

use bytes::Bytes;
use hookglass_request::{
    answer::Answer,
    capture::{Capture, Truncation, Version},
    headers::Headers,
};
use hookglass_senders::{
    envelope::{Envelope, Kind, Vendor},
    signature::{Scheme, Verdict},
};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, named_params, types::Type};

use crate::{
    decisions::{self, Decision},
    settings, trash,
};

/// An event to be stored.
#[derive(Debug, Clone)]
pub struct NewEvent {
    /// What arrived.
    pub capture: Capture,
    /// What was understood of it.
    pub envelope: Envelope,
    /// What is about to be replied; `None` when that is not decided yet, or nothing will be.
    pub answer: Option<Answer>,
    /// Whether it is genuine.
    pub signature: Verdict,
    /// How the answer comes about, if it is not simply the default.
    pub decision: Option<Decision>,
}

/// An event in full.
#[derive(Debug, Clone)]
pub struct StoredEvent {
    /// Its id in this database.
    pub id: i64,
    /// What arrived.
    pub capture: Capture,
    /// What was understood of it.
    pub envelope: Envelope,
    /// What was replied.
    pub answer: Option<Answer>,
    /// Whether it is genuine, as of the last check.
    pub signature: Verdict,
    /// Resends made from it.
    pub resends: u64,
}

/// The columns of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id in this database.
    pub id: i64,
    /// When the last byte had arrived.
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
    /// What a person recognises it by.
    pub subject: Option<String>,
    /// The method.
    pub method: String,
    /// The path.
    pub path: String,
    /// Bytes of the body.
    pub size: u64,
    /// Why the body is not whole.
    pub cut: Option<Truncation>,
    /// Whether it is genuine.
    pub signature: Verdict,
    /// The status it was answered with.
    pub status: Option<u16>,
    /// While its answer is not decided: when one goes out at the latest.
    pub waits_until: Option<Timestamp>,
    /// Resends made from it.
    pub resends: u64,
    /// Findings of it that are warnings, as far as they were counted.
    pub warnings: u64,
    /// Whether a person put a star on it.
    pub starred: bool,
    /// Whether a person put a note on it.
    pub noted: bool,
}

/// The setting that says which id was the highest when the event that had it was deleted.
const HIGHEST_DELETED: &str = "highest_deleted";

/// The highest id that was ever given to an event; 0 before the first.
pub(crate) fn highest_given(connection: &Connection) -> rusqlite::Result<i64> {
    let mut statement = connection.prepare_cached(
        "SELECT max(coalesce((SELECT max(id) FROM main.events), 0),
            coalesce((SELECT CAST(value AS INTEGER) FROM settings WHERE name = ?1), 0))",
    )?;
    statement.query_row([HIGHEST_DELETED], |row| row.get(0))
}

pub(crate) fn insert(connection: &Connection, event: &NewEvent) -> rusqlite::Result<i64> {
    let NewEvent { capture, envelope, answer, signature, decision } = event;
    let answer = answer.as_ref();
    let mut statement = connection.prepare_cached(
        "INSERT INTO events (id, received_at, began_at, vendor, type, variant, family, kind, event_id, seq, user_id, app_id,
            client_id, triggered_by, sent_at, ip, subject, note, method, path, target, version, peer, size, cut,
            signature, status, decided_by, answer_headers, answer_body, headers, body)
         VALUES (:id, :received_at, :began_at, :vendor, :type, :variant, :family, :kind, :event_id, :seq, :user_id, :app_id,
            :client_id, :triggered_by, :sent_at, :ip, :subject, :note, :method, :path, :target, :version, :peer, :size,
            :cut, :signature, :status, :decided_by, :answer_headers, :answer_body, :headers, :body)",
    )?;
    let id = statement.insert(named_params! {
        ":id": highest_given(connection)? + 1,
        ":received_at": capture.received_at.as_microsecond(),
        ":began_at": capture.began_at.as_microsecond(),
        ":vendor": envelope.vendor.word(),
        ":type": envelope.event_type,
        ":variant": envelope.variant,
        ":family": envelope.family(),
        ":kind": envelope.kind.map(Kind::word),
        ":event_id": envelope.event_id,
        ":seq": envelope.seq,
        ":user_id": envelope.user_id,
        ":app_id": envelope.app_id,
        ":client_id": envelope.client_id,
        ":triggered_by": envelope.triggered_by,
        ":sent_at": envelope.timestamp,
        ":ip": envelope.ip,
        ":subject": envelope.subject,
        ":note": envelope.note,
        ":method": capture.method,
        ":path": capture.path(),
        ":target": capture.target,
        ":version": capture.version.word(),
        ":peer": capture.peer.to_string(),
        ":size": capture.body.len(),
        ":cut": capture.cut.map(Truncation::word),
        ":signature": signature.word(),
        ":status": answer.map(|answer| answer.status),
        ":decided_by": answer.map(|answer| answer.decided_by.word()),
        ":answer_headers": answer.map(|answer| answer.headers.block()),
        ":answer_body": answer.map(|answer| &answer.body[..]),
        ":headers": capture.headers.block(),
        ":body": &capture.body[..],
    })?;
    if let Some(decision) = decision {
        decisions::insert(connection, id, decision)?;
    }
    Ok(id)
}

/// Deletes events, and with them what belongs to them; returns how many there were. It is noted which were in sight.
pub(crate) fn delete(connection: &Connection, ids: &[i64]) -> rusqlite::Result<u64> {
    let mut is_hidden = connection.prepare_cached("SELECT 1 FROM trash WHERE event_id = ?1")?;
    let mut statement = connection.prepare_cached("DELETE FROM events WHERE id = ?1")?;
    let (mut deleted, mut seen) = (0, Vec::new());
    let highest = highest_given(connection)?;
    if ids.contains(&highest) {
        settings::put(connection, HIGHEST_DELETED, &highest.to_string())?;
    }
    for id in ids {
        let hidden = is_hidden.exists([id])?;
        if statement.execute([id])? > 0 {
            deleted += 1;
            seen.extend((!hidden).then_some(*id));
        }
    }
    if !seen.is_empty() {
        trash::note(connection, Some(&seen))?;
    }
    Ok(deleted)
}

/// Selects what [`row`] reads.
const ROW: &str =
    "SELECT id, received_at, vendor, type, family, kind, event_id, seq, user_id, app_id, subject, method, path, size,
        cut, signature, status, (SELECT count(*) FROM resends WHERE resends.event_id = events.id),
        coalesce((SELECT count FROM warnings WHERE warnings.event_id = events.id), 0),
        EXISTS (SELECT 1 FROM stars WHERE stars.event_id = events.id),
        EXISTS (SELECT 1 FROM notes WHERE notes.event_id = events.id),
        (SELECT deadline FROM decisions WHERE decisions.event_id = events.id AND state = 'waiting')
     FROM events";

/// Rows by their ids, in the order asked for; an id that is not there is left out.
pub(crate) fn rows(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<EventRow>> {
    let mut statement = connection.prepare_cached(&format!("{ROW} WHERE id = ?1"))?;
    ids.iter().filter_map(|id| statement.query_row([id], row).optional().transpose()).collect()
}

/// Those of some ids that there are, in the order asked for.
pub(crate) fn there(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM events WHERE id = ?1")?;
    ids.iter().filter_map(|id| statement.query_row([id], |row| row.get(0)).optional().transpose()).collect()
}

pub(crate) fn row(row: &Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: row.get(0)?,
        received_at: timestamp(row, 1)?,
        vendor: word(row, 2, Vendor::from_word)?,
        event_type: row.get(3)?,
        family: row.get(4)?,
        kind: optional_word(row, 5, Kind::from_word)?,
        event_id: row.get(6)?,
        seq: row.get(7)?,
        user_id: row.get(8)?,
        app_id: row.get(9)?,
        subject: row.get(10)?,
        method: row.get(11)?,
        path: row.get(12)?,
        size: row.get(13)?,
        cut: optional_word(row, 14, Truncation::from_word)?,
        signature: word(row, 15, Verdict::from_word)?,
        status: row.get(16)?,
        resends: row.get(17)?,
        warnings: row.get(18)?,
        starred: row.get(19)?,
        noted: row.get(20)?,
        waits_until: row.get::<_, Option<i64>>(21)?.map(|_| timestamp(row, 21)).transpose()?,
    })
}

/// One event in full.
pub(crate) fn get(connection: &Connection, id: i64) -> rusqlite::Result<Option<StoredEvent>> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, began_at, vendor, type, variant, kind, event_id, seq, user_id, app_id, client_id, triggered_by,
            sent_at, ip, subject, note, method, target, version, peer, cut, signature, status, decided_by,
            answer_headers, answer_body, headers, body, (SELECT count(*) FROM resends WHERE resends.event_id = events.id)
         FROM events WHERE id = ?1",
    )?;
    statement.query_row([id], |row| stored(row, id)).optional()
}

fn stored(row: &Row<'_>, id: i64) -> rusqlite::Result<StoredEvent> {
    let capture = Capture {
        received_at: timestamp(row, 0)?,
        began_at: timestamp(row, 1)?,
        method: row.get(16)?,
        target: row.get(17)?,
        version: word(row, 18, Version::from_word)?,
        peer: word(row, 19, |text| text.parse().ok())?,
        cut: optional_word(row, 20, Truncation::from_word)?,
        headers: Headers::from_block(row.get(26)?),
        body: Bytes::from(row.get::<_, Vec<u8>>(27)?),
    };
    let envelope = Envelope {
        vendor: word(row, 2, Vendor::from_word)?,
        event_type: row.get(3)?,
        // A variant that this version's catalog does not have says no more than none.
        variant: row.get::<_, Option<String>>(4)?.and_then(|text| variant(&text)),
        kind: optional_word(row, 5, Kind::from_word)?,
        event_id: row.get(6)?,
        seq: row.get(7)?,
        user_id: row.get(8)?,
        app_id: row.get(9)?,
        client_id: row.get(10)?,
        triggered_by: row.get(11)?,
        timestamp: row.get(12)?,
        ip: row.get(13)?,
        subject: row.get(14)?,
        note: row.get(15)?,
    };
    let answer = decisions::answer(row, 22)?;
    Ok(StoredEvent {
        id,
        capture,
        envelope,
        answer,
        signature: word(row, 21, Verdict::from_word)?,
        resends: row.get(28)?,
    })
}

/// The highest sequence number among the newest 10,000 events.
pub(crate) fn highest_seq(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    connection.query_row(
        "SELECT max(CAST(seq AS INTEGER)) FROM (SELECT seq FROM events ORDER BY id DESC LIMIT 10000)
         WHERE seq NOT GLOB '*[^0-9]*' AND length(seq) < 19",
        [],
        |row| row.get(0),
    )
}

/// An event as far as its signature goes.
#[derive(Debug, Clone)]
pub struct SignedEvent {
    /// Its id in this database.
    pub id: i64,
    /// When the last byte had arrived.
    pub received_at: Timestamp,
    /// The header lines, as sent.
    pub headers: Headers,
    /// The body, as sent.
    pub body: Vec<u8>,
    /// What the last check said.
    pub verdict: Verdict,
}

/// Some events with a signature.
#[derive(Debug, Clone)]
pub struct SignedPage {
    /// Oldest first.
    pub events: Vec<SignedEvent>,
    /// The id up to which was looked; `None` when there is nothing behind it.
    pub upto: Option<i64>,
}

/// Rows looked at in one go, so that no read transaction is long.
const MOST_LOOKED_AT: usize = 10_000;

pub(crate) fn signed(
    connection: &Connection,
    after: i64,
    most: usize,
    except: &[Verdict],
) -> rusqlite::Result<SignedPage> {
    let words: Vec<_> = except.iter().map(|verdict| format!("'{}'", verdict.word())).collect();
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, received_at, signature, headers, body FROM events
         WHERE id > ?1 AND signature NOT IN ({}) ORDER BY id",
        words.join(", ")
    ))?;
    let mut rows = statement.query([after])?;
    let (mut page, mut bytes, mut looked_at) = (SignedPage { events: Vec::new(), upto: None }, 0, 0);
    while bytes < most && looked_at < MOST_LOOKED_AT {
        let Some(row) = rows.next()? else {
            page.upto = None;
            return Ok(page);
        };
        let id = row.get(0)?;
        (page.upto, looked_at) = (Some(id), looked_at + 1);
        let headers = Headers::from_block(row.get(3)?);
        // The body's pages are only read when it is asked for.
        if Scheme::of(&headers).is_none() {
            continue;
        }
        let body: Vec<u8> = row.get(4)?;
        bytes += body.len() + 512;
        let (received_at, verdict) = (timestamp(row, 1)?, word(row, 2, Verdict::from_word)?);
        page.events.push(SignedEvent { id, received_at, headers, body, verdict });
    }
    Ok(page)
}

/// What arrived after `after`, to be looked at again: one, and more while they are below `most` bytes together.
pub(crate) fn captures(connection: &Connection, after: i64, most: usize) -> rusqlite::Result<Vec<(i64, Capture)>> {
    let mut statement = connection.prepare_cached(
        "SELECT received_at, began_at, method, target, version, peer, cut, headers, body, id
         FROM events WHERE id > ?1 ORDER BY id",
    )?;
    let mut rows = statement.query([after])?;
    let (mut found, mut bytes) = (Vec::new(), 0);
    while bytes < most
        && let Some(row) = rows.next()?
    {
        let capture = Capture {
            received_at: timestamp(row, 0)?,
            began_at: timestamp(row, 1)?,
            method: row.get(2)?,
            target: row.get(3)?,
            version: word(row, 4, Version::from_word)?,
            peer: word(row, 5, |text| text.parse().ok())?,
            cut: optional_word(row, 6, Truncation::from_word)?,
            headers: Headers::from_block(row.get(7)?),
            body: Bytes::from(row.get::<_, Vec<u8>>(8)?),
        };
        bytes += capture.body.len() + 512;
        found.push((row.get(9)?, capture));
    }
    Ok(found)
}

/// What tells one delivery from another.
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

/// The deliveries after `after`, oldest first, `most` at most.
pub(crate) fn deliveries(connection: &Connection, after: i64, most: usize) -> rusqlite::Result<Vec<Delivery>> {
    let mut statement = connection
        .prepare_cached("SELECT id, vendor, app_id, event_id, seq FROM events WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let found = statement.query_map((after, most), |row| {
        Ok(Delivery {
            id: row.get(0)?,
            vendor: word(row, 1, Vendor::from_word)?,
            app_id: row.get(2)?,
            event_id: row.get(3)?,
            seq: row.get(4)?,
        })
    })?;
    found.collect()
}

/// Which user an event is about.
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

/// The events after `after`, oldest first, that are about a user: those among `most`, and the id up to which was looked.
pub(crate) fn mentions(connection: &Connection, after: i64, most: usize) -> rusqlite::Result<(Vec<Mention>, i64)> {
    let mut statement = connection
        .prepare_cached("SELECT id, vendor, app_id, user_id, type FROM events WHERE id > ?1 ORDER BY id LIMIT ?2")?;
    let mut rows = statement.query((after, most))?;
    let (mut found, mut upto) = (Vec::new(), after);
    while let Some(row) = rows.next()? {
        upto = row.get(0)?;
        if let Some(user_id) = row.get(3)? {
            let vendor = word(row, 1, Vendor::from_word)?;
            found.push(Mention { id: upto, vendor, app_id: row.get(2)?, user_id, event_type: row.get(4)? });
        }
    }
    Ok((found, upto))
}

/// Events in full by their ids, in the order asked for: one, and more while their bodies are below `most` bytes together.
pub(crate) fn some(connection: &Connection, ids: &[i64], most: usize) -> rusqlite::Result<Vec<StoredEvent>> {
    let (mut found, mut bytes) = (Vec::new(), 0);
    for id in ids {
        if bytes >= most {
            break;
        }
        if let Some(event) = get(connection, *id)? {
            bytes += event.capture.body.len() + 512;
            found.push(event);
        }
    }
    Ok(found)
}

/// Writes what a later check of the signatures said.
pub(crate) fn set_signatures(connection: &Connection, verdicts: &[(i64, Verdict)]) -> rusqlite::Result<()> {
    let mut statement =
        connection.prepare_cached("UPDATE events SET signature = ?2 WHERE id = ?1 AND signature <> ?2")?;
    verdicts.iter().try_for_each(|(id, verdict)| statement.execute((id, verdict.word())).map(drop))
}

fn variant(text: &str) -> Option<&'static str> {
    hookglass_senders::catalog::all().iter().filter_map(|entry| entry.variant).find(|variant| *variant == text)
}

pub(crate) fn timestamp(row: &Row<'_>, column: usize) -> rusqlite::Result<Timestamp> {
    let microseconds = row.get(column)?;
    Timestamp::from_microsecond(microseconds)
        .map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, microseconds))
}

pub(crate) fn word<T>(row: &Row<'_>, column: usize, read: impl Fn(&str) -> Option<T>) -> rusqlite::Result<T> {
    let text: String = row.get(column)?;
    read(&text).ok_or_else(|| {
        let why = format!("'{text}' in column {column}");
        rusqlite::Error::FromSqlConversionFailure(column, Type::Text, why.into())
    })
}

pub(crate) fn optional_word<T>(
    row: &Row<'_>,
    column: usize,
    read: impl Fn(&str) -> Option<T>,
) -> rusqlite::Result<Option<T>> {
    if row.get_ref(column)?.as_str_or_null()?.is_none() { Ok(None) } else { word(row, column, read).map(Some) }
}
