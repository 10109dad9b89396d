//! Events that pruning by age has moved to the trash.
//!
//! They stay restorable for a while, because the clock may have been wrong. They belong to no
//! program: any that prunes restores them when the limit or the clock no longer makes them too old,
//! and deletes them later. About one deletion per hour holds them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _};
use std::time::Duration;

use super::{MAX_HIDDEN_AT_ONCE, PRUNING, Trash, TrashMut, begin, hide};
use crate::{PrunedEvents, Unsent, error::StoreError, forwards::count_lost, removals, retention::still_prunable};

/// How long one deletion takes more events.
const COLLECTS: Duration = Duration::from_secs(3600);

impl Trash<'_> {
    /// The deletions by age pruning before a time, oldest first.
    pub async fn pruned_deletions(self, before: Timestamp) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT id FROM deletions WHERE session = ?1 AND deleted_at < ?2 ORDER BY id";
        let read = move |connection: &Connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_map((PRUNING, before.as_microsecond()), |row| row.get("id"))?.collect()
        };
        self.readers.read(read).await
    }
}

impl TrashMut<'_> {
    /// Hides events that are too old, except those that got a star or a note or were deleted in the
    /// meantime. Counts those that targets have not got. Pass some hundred ids at a time.
    pub async fn hide_pruned(self, ids: Vec<i64>, unsent: Vec<Unsent>) -> Result<PrunedEvents, StoreError> {
        let now = self.clock.wall();
        self.writer.free(move |connection| hide_pruned(connection, &ids, &unsent, now)).await
    }

    /// Restores the events that age pruning has hidden and that were received at or after a time.
    /// Returns how many.
    pub async fn restore_pruned(self, since: Timestamp) -> Result<u64, StoreError> {
        let mut restored = 0;
        loop {
            let chunk = self.writer.free(move |connection| restore(connection, since)).await?;
            restored += chunk;
            if chunk == 0 {
                return Ok(restored);
            }
        }
    }
}

fn hide_pruned(
    connection: &Connection,
    ids: &[i64],
    unsent: &[Unsent],
    now: Timestamp,
) -> rusqlite::Result<PrunedEvents> {
    let ids = still_prunable(connection, ids)?;
    let lost = count_lost(connection, unsent, &ids)?;
    let recent =
        "SELECT id FROM deletions WHERE session = ?1 AND deleted_at BETWEEN ?2 AND ?3 ORDER BY id DESC LIMIT 1";
    let values = (PRUNING, (now - COLLECTS).as_microsecond(), now.as_microsecond());
    let recent = connection.query_row(recent, values, |row| row.get(0)).optional()?;
    let deletion = match recent {
        Some(deletion) => deletion,
        None => begin(connection, PRUNING, now.as_microsecond())?,
    };
    removals::record(connection, Some(&ids))?;
    Ok(PrunedEvents { events: hide(connection, deletion, &ids)?, lost })
}

fn restore(connection: &Connection, since: Timestamp) -> rusqlite::Result<u64> {
    let restored = connection.execute(
        "DELETE FROM trash WHERE event_id IN (
            SELECT trash.event_id FROM trash JOIN deletions ON deletions.id = deletion
            CROSS JOIN main.events ON events.id = trash.event_id
            WHERE session = ?1 AND received_at >= ?2 LIMIT ?3)",
        (PRUNING, since.as_microsecond(), MAX_HIDDEN_AT_ONCE),
    )?;
    if restored > 0 {
        removals::record(connection, None)?;
    }
    Ok(restored as u64)
}
