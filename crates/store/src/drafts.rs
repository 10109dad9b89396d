//! The table `drafts`: an edited request for an event that has not been sent yet. Its format
//! belongs to the caller.

use rusqlite::OptionalExtension as _;

use crate::{error::StoreError, readers::Readers, writer::Writer};

/// Reads drafts.
#[derive(Debug, Clone, Copy)]
pub struct Drafts<'a> {
    pub(crate) readers: &'a Readers,
}

impl Drafts<'_> {
    /// The draft of an event.
    pub async fn get(self, event_id: i64) -> Result<Option<String>, StoreError> {
        self.readers
            .read(move |connection| {
                connection
                    .prepare_cached("SELECT request FROM drafts WHERE event_id = ?1")?
                    .query_row([event_id], |row| row.get("request"))
                    .optional()
            })
            .await
    }
}

/// Writes drafts.
#[derive(Debug, Clone, Copy)]
pub struct DraftsMut<'a> {
    pub(crate) writer: &'a Writer,
}

impl DraftsMut<'_> {
    /// Replaces the draft of an event. Returns whether the event exists.
    pub async fn put(self, event_id: i64, request: String) -> Result<bool, StoreError> {
        let sql = "INSERT INTO drafts SELECT id, ?2 FROM events WHERE id = ?1
                   ON CONFLICT (event_id) DO UPDATE SET request = excluded.request";
        self.writer
            .write(request.len(), move |connection| {
                Ok(connection.prepare_cached(sql)?.execute((event_id, &request))? > 0)
            })
            .await
    }

    /// Removes the draft of an event.
    pub async fn remove(self, event_id: i64) -> Result<(), StoreError> {
        let sql = "DELETE FROM drafts WHERE event_id = ?1";
        self.writer.write(0, move |connection| connection.prepare_cached(sql)?.execute([event_id]).map(drop)).await
    }
}
