//! Deleting events without a wrong answer in between.
//!
//! What is to be deleted first becomes a hole: it leaves the list, the counts and the runs of the index, and stands where
//! readers look it up in the events' own table, there or not. The indexer leaves holes out, and fills them in with nothing when the
//! event is gone. So nothing is wrong at any moment, nor after a crash at any.

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::path::Path;

use super::{belongs, identity, mark, note_damage};
use crate::connection::{open_index_writer, open_reader, wait_for_the_disk};
use crate::error::StoreError;

/// An event that is to be deleted, as it is counted.
#[derive(Debug, Clone)]
pub(crate) struct Leaving {
    id: i64,
    vendor: String,
    event_type: Option<String>,
    variant: Option<String>,
}

impl Leaving {
    pub(crate) fn id(&self) -> i64 {
        self.id
    }
}

/// Those of some events that there are.
pub(crate) fn leaving(events: &Connection, ids: &[i64]) -> rusqlite::Result<Vec<Leaving>> {
    let mut statement = events.prepare_cached("SELECT vendor, type, variant FROM main.events WHERE id = ?1")?;
    let read = |id: &i64| {
        let found = statement.query_row([id], |row| {
            Ok(Leaving { id: *id, vendor: row.get(0)?, event_type: row.get(1)?, variant: row.get(2)? })
        });
        found.optional().transpose()
    };
    ids.iter().filter_map(read).collect()
}

/// Makes holes of some events. Can be done again.
pub(crate) fn make_holes(dir: &Path, leaving: &[Leaving]) -> Result<(), StoreError> {
    if identity(dir).is_none() {
        return Ok(());
    }
    let events = open_reader(dir)?;
    let opened = open_index_writer(dir).and_then(|index| Ok((mark(&index, "main")?, index)));
    let mut index = match opened {
        Ok((Some(mark), index)) if belongs(&events, mark)? => index,
        // Nobody asks it, and it will be made anew.
        Ok(_) => return Ok(()),
        Err(error) if StoreError::from_shared(&error).is_passing() => return Err(error.into()),
        Err(_) => {
            note_damage(dir);
            return Ok(());
        }
    };
    // The events are deleted after this; after a power cut it must not be the only thing that happened.
    wait_for_the_disk(&index)?;
    let transaction = index.transaction_with_behavior(TransactionBehavior::Immediate)?;
    leaving.iter().try_for_each(|event| make_hole(&transaction, event))?;
    Ok(transaction.commit()?)
}

fn make_hole(index: &Connection, Leaving { id, vendor, event_type, variant }: &Leaving) -> rusqlite::Result<()> {
    let mut run = index.prepare_cached("SELECT first, last FROM runs WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?;
    let run = run.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
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
    index.prepare_cached("INSERT OR IGNORE INTO holes VALUES (?1)")?.execute([id]).map(drop)
}

/// Forgets the holes whose events are gone.
pub(super) fn tidy(events: &Connection, index: &Connection, mark: i64) -> rusqlite::Result<()> {
    let mut holes = index.prepare_cached("SELECT id FROM holes WHERE id <= ?1")?;
    let holes = holes.query_map([mark], |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
    if holes.is_empty() {
        return Ok(());
    }
    let mut there = events.prepare_cached("SELECT 1 FROM main.events WHERE id = ?1")?;
    let transaction = index.unchecked_transaction()?;
    for id in holes {
        if there.query_row([id], |_| Ok(())).optional()?.is_none() {
            transaction.prepare_cached("DELETE FROM holes WHERE id = ?1")?.execute([id])?;
        }
    }
    transaction.commit()
}
