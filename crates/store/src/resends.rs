//! The tables `resends`, `resend_results` and `resend_origins`: outgoing requests and their
//! results.

mod read;
mod rows;

pub use rows::{NewResend, SentRow, StoredResend};

use bytes::Bytes;
use hookglass_request::outgoing::{Origin, Outcome};
use rusqlite::{Connection, named_params};

use crate::{columns::microseconds, error::StoreError, readers::Readers, writer::Writer};

/// Reads resends.
#[derive(Debug, Clone, Copy)]
pub struct Resends<'a> {
    pub(crate) readers: &'a Readers,
}

impl Resends<'_> {
    /// The newest resends of an event, newest first. Each response's body is cut to `max_body`
    /// bytes.
    pub async fn of_event(self, event_id: i64, max: usize, max_body: usize) -> Result<Vec<StoredResend>, StoreError> {
        self.readers.read(move |connection| read::of_event(connection, event_id, max, max_body)).await
    }

    /// One resend. Its response's body is cut to `max_body` bytes.
    pub async fn get(self, id: i64, max_body: usize) -> Result<Option<StoredResend>, StoreError> {
        self.readers.read(move |connection| read::get(connection, id, max_body)).await
    }

    /// The body that was sent, if it differs from the event's.
    pub async fn body(self, id: i64) -> Result<Option<Bytes>, StoreError> {
        Ok(self.readers.read(move |connection| read::body(connection, id)).await?.map(Bytes::from))
    }

    /// The id of the newest resend; 0 if there is none.
    pub async fn latest(self) -> Result<i64, StoreError> {
        self.readers.read(read::latest_id).await
    }

    /// Up to `length` bytes of a stored response body from `start` on; `None` without such a
    /// response.
    pub async fn response_part(self, id: i64, start: u64, length: usize) -> Result<Option<Vec<u8>>, StoreError> {
        self.readers.read(move |connection| read::response_part(connection, id, start, length)).await
    }

    /// How many resends there are, and the newest below an id, newest first.
    pub async fn page(self, before: i64, max: usize) -> Result<(u64, Vec<SentRow>), StoreError> {
        self.readers.read(move |connection| Ok((read::count(connection)?, read::page(connection, before, max)?))).await
    }

    /// The URLs of recent resends, the last one first.
    pub async fn recent_urls(self, max: usize) -> Result<Vec<String>, StoreError> {
        self.readers.read(move |connection| read::recent_urls(connection, max)).await
    }
}

/// Writes resends.
#[derive(Debug, Clone, Copy)]
pub struct ResendsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl ResendsMut<'_> {
    /// Stores a resend and returns its id once it is on the disk.
    pub async fn append(self, resend: NewResend) -> Result<i64, StoreError> {
        let bytes = 512 + resend.outgoing.body.len();
        self.writer.write(bytes, move |connection| insert(connection, &resend)).await
    }
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
        ":duration_us": microseconds(attempt.duration),
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
    let mut statement = connection.prepare_cached(
        "INSERT INTO resend_results (resend_id, resolve_us, connect_us, tls_us, first_byte_us, verdict)
         VALUES (:resend_id, :resolve_us, :connect_us, :tls_us, :first_byte_us, :verdict)",
    )?;
    statement.execute(named_params! {
        ":resend_id": id,
        ":resolve_us": steps.resolve.map(microseconds),
        ":connect_us": steps.connect.map(microseconds),
        ":tls_us": steps.tls.map(microseconds),
        ":first_byte_us": steps.first_byte.map(microseconds),
        ":verdict": verdict,
    })?;
    if *origin != Origin::Person {
        let mut statement = connection.prepare_cached("INSERT INTO resend_origins VALUES (?1, ?2)")?;
        statement.execute((id, origin.word()))?;
    }
    Ok(id)
}
