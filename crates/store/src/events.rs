//! The table `events`.

mod capture;
mod deliveries;
mod full;
mod insert;
mod new_event;
mod page_size;
mod rows;
mod signed;

pub use deliveries::{Delivery, Mention};
pub use full::StoredEvent;
pub(crate) use insert::delete;
pub use new_event::{MAX_BODY, NewEvent};
pub use rows::EventRow;
pub use signed::{SignedEvent, SignedPage};

use hookglass_request::capture::Capture;
use hookglass_senders::signature::Verdict;
use rusqlite::{Connection, OptionalExtension as _};

use self::page_size::MIN_EVENT_BYTES;
use crate::{error::StoreError, event_ids, readers::Readers, writer::Writer};

/// Reads events.
#[derive(Debug, Clone, Copy)]
pub struct Events<'a> {
    pub(crate) readers: &'a Readers,
}

impl Events<'_> {
    /// An event in full.
    pub async fn get(self, id: i64) -> Result<Option<StoredEvent>, StoreError> {
        self.readers.read(move |connection| full::get(connection, id)).await
    }

    /// Events in full, in the order of `ids`; missing ones are left out. Stops after at least one
    /// event, once they have `max_bytes` together.
    pub async fn by_ids(self, ids: Vec<i64>, max_bytes: usize) -> Result<Vec<StoredEvent>, StoreError> {
        self.readers.read(move |connection| full::by_id(connection, &ids, max_bytes)).await
    }

    /// List rows, in the order of `ids`; missing ones are left out.
    pub async fn rows(self, ids: Vec<i64>) -> Result<Vec<EventRow>, StoreError> {
        self.readers.read(move |connection| rows::by_id(connection, &ids)).await
    }

    /// The ids that exist, in the order of `ids`.
    pub async fn existing_ids(self, ids: Vec<i64>) -> Result<Vec<i64>, StoreError> {
        self.readers.read(move |connection| existing_ids(connection, &ids)).await
    }

    /// The id of the newest event, deleted ones included; 0 if there is none.
    pub async fn latest(self) -> Result<i64, StoreError> {
        self.readers.read(event_ids::latest).await
    }

    /// Requests after an id, oldest first. Stops after at least one, once they have `max_bytes`
    /// together.
    pub async fn captures_after(self, after: i64, max_bytes: usize) -> Result<Vec<(i64, Capture)>, StoreError> {
        self.readers.read(move |connection| capture::after(connection, after, max_bytes)).await
    }

    /// Events with a signature after an id, oldest first, without those whose verdict is in
    /// `except`. Stops after at least one, once they have `max_bytes` together.
    pub async fn signed_after(
        self,
        after: i64,
        max_bytes: usize,
        except: Vec<Verdict>,
    ) -> Result<SignedPage, StoreError> {
        self.readers.read(move |connection| signed::after(connection, after, max_bytes, &except)).await
    }

    /// What identifies the deliveries after an id, oldest first.
    pub async fn deliveries_after(self, after: i64, max: usize) -> Result<Vec<Delivery>, StoreError> {
        self.readers.read(move |connection| deliveries::after(connection, after, max)).await
    }

    /// The users of the `max` events after an id, oldest first, and the last id that was read.
    pub async fn mentions_after(self, after: i64, max: usize) -> Result<(Vec<Mention>, i64), StoreError> {
        self.readers.read(move |connection| deliveries::mentions_after(connection, after, max)).await
    }

    /// The ids of events about users whose id or subject contains a text, oldest first. ASCII case
    /// does not matter.
    pub async fn ids_by_user_text(self, text: String) -> Result<Vec<i64>, StoreError> {
        self.readers.read(move |connection| deliveries::ids_by_user_text(connection, &text)).await
    }

    /// The highest sequence number among the newest 10,000 events.
    pub async fn highest_seq(self) -> Result<Option<i64>, StoreError> {
        self.readers.read(deliveries::highest_seq).await
    }
}

/// Writes events.
#[derive(Debug, Clone, Copy)]
pub struct EventsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl EventsMut<'_> {
    /// Stores an event and returns its id once it is on the disk. A boxed event is moved faster.
    pub async fn append(self, event: impl Into<Box<NewEvent>>) -> Result<i64, StoreError> {
        let event = event.into();
        let bytes = MIN_EVENT_BYTES + event.capture.body.len() + event.capture.headers.block().len();
        self.writer.write(bytes, move |connection| insert::insert(connection, &event)).await
    }

    /// Stores the verdicts of a later signature check.
    pub async fn set_signatures(self, verdicts: Vec<(i64, Verdict)>) -> Result<(), StoreError> {
        self.writer.write(0, move |connection| signed::set(connection, &verdicts)).await
    }
}

fn existing_ids(connection: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached("SELECT id FROM events WHERE id = ?1")?;
    ids.iter().filter_map(|id| statement.query_row([id], |row| row.get(0)).optional().transpose()).collect()
}
