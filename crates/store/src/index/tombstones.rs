//! Deleting events without a wrong result in between.
//!
//! An event that is about to be deleted first becomes a tombstone: it leaves the terms, counts and
//! runs of the index, and readers look it up in the events' table. The indexer skips tombstones,
//! and removes them once their events are gone. So every intermediate state is correct, also after
//! a crash.

use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior};
use std::path::Path;

use super::file::{belongs, identity, is_damage, mark_damaged, position};
use crate::{
    connection::{open_index_writer, open_reader, sync_commits},
    damage,
    error::StoreError,
};

/// What the index has counted for an event.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) id: i64,
    vendor: String,
    event_type: Option<String>,
    variant: Option<String>,
}

/// The entries of the events that exist, hidden ones included. One that cannot be read stays.
pub(crate) fn entries(events: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<Entry>> {
    let mut statement = events.prepare_cached("SELECT vendor, type, variant FROM main.events WHERE id = ?1")?;
    let read = |id: &i64| {
        let entry = statement.query_row([id], |row| {
            let (event_type, variant) = (row.get("type")?, row.get("variant")?);
            Ok(Entry { id: *id, vendor: row.get("vendor")?, event_type, variant })
        });
        match entry.optional() {
            Err(error) if damage::is_of_row(&error) => {
                damage::report(*id, &error);
                None
            }
            entry => entry.transpose(),
        }
    };
    ids.iter().filter_map(read).collect()
}

/// Replaces events in the index by tombstones. Can be repeated.
pub(crate) fn add_tombstones(dir: &Path, entries: &[Entry]) -> Result<(), StoreError> {
    if identity(dir).is_none() {
        return Ok(());
    }
    let events = open_reader(dir)?;
    let opened = open_index_writer(dir).and_then(|index| Ok((position(&index, "main")?, index)));
    let mut index = match opened {
        Ok((Some(position), index)) if belongs(&events, position)? => index,
        // Readers ignore such an index, and it will be replaced.
        Ok(_) => return Ok(()),
        Err(error) if !is_damage(&error) => return Err(error.into()),
        Err(_) => {
            mark_damaged(dir);
            return Ok(());
        }
    };
    // The events are deleted after this. A power cut must not keep the deletion and lose the
    // tombstones.
    sync_commits(&index)?;
    let transaction = index.transaction_with_behavior(TransactionBehavior::Immediate)?;
    entries.iter().try_for_each(|entry| add_tombstone(&transaction, entry))?;
    Ok(transaction.commit()?)
}

fn add_tombstone(index: &Connection, Entry { id, vendor, event_type, variant }: &Entry) -> rusqlite::Result<()> {
    let mut run = index.prepare_cached("SELECT first, last FROM runs WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?;
    let run = run.query_row([id], |row| Ok((row.get("first")?, row.get("last")?))).optional()?;
    if let Some((first, last)) = run.filter(|(_, last): &(i64, i64)| last >= id) {
        index.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([id])?;
        index
            .prepare_cached(
                "UPDATE counts SET count = count - 1
                 WHERE vendor = ?1 AND type = coalesce(?2, 0) AND variant = coalesce(?3, 0)",
            )?
            .execute((vendor, event_type, variant))?;
        index.prepare_cached("DELETE FROM runs WHERE first = ?1")?.execute([first])?;
        for (first, last) in [(first, id - 1), (id + 1, last)] {
            if first <= last {
                index.prepare_cached("INSERT INTO runs VALUES (?1, ?2)")?.execute((first, last))?;
            }
        }
    }
    index.prepare_cached("INSERT OR IGNORE INTO tombstones VALUES (?1)")?.execute([id]).map(drop)
}

/// Removes the tombstones up to `upto` whose events are gone. Returns whether there were any.
pub(super) fn remove_obsolete(events: &Connection, index: &Connection, upto: i64) -> rusqlite::Result<bool> {
    let mut tombstones = index.prepare_cached("SELECT id FROM tombstones WHERE id <= ?1")?;
    let tombstones = tombstones.query_map([upto], |row| row.get("id"))?.collect::<Result<Vec<i64>, _>>()?;
    if tombstones.is_empty() {
        return Ok(false);
    }
    let mut removed = 0;
    let mut event = events.prepare_cached("SELECT 1 FROM main.events WHERE id = ?1")?;
    let transaction = index.unchecked_transaction()?;
    for id in tombstones {
        let exists = match event.exists([id]) {
            Err(error) if damage::is_of_row(&error) => true,
            exists => exists?,
        };
        if !exists {
            removed += transaction.prepare_cached("DELETE FROM tombstones WHERE id = ?1")?.execute([id])?;
        }
    }
    transaction.commit()?;
    Ok(removed > 0)
}
