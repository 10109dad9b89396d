//! Some events on their way into the index.

use rusqlite::{Connection, TransactionBehavior};
use std::collections::{HashMap, HashSet};

use super::event_terms::EventTerms;
use crate::id_runs::runs;

/// Consecutive events to be indexed.
pub(super) struct Chunk {
    pub(super) events: Vec<EventTerms>,
    /// Events that cannot be read. They become tombstones: searches read what they can of them.
    pub(super) unreadable: Vec<i64>,
    /// The id up to which these are all events.
    pub(super) upto: i64,
    /// When the event with that id was received; 0 if it is not there.
    pub(super) received_at: i64,
}

/// The family and number of events by vendor, type and variant.
type Counts<'a> = HashMap<(&'a str, Option<&'a str>, Option<&'a str>), (Option<&'a str>, i64)>;

/// Writes a chunk in one transaction.
pub(super) fn write(index: &mut Connection, chunk: &Chunk) -> rusqlite::Result<()> {
    let transaction = index.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut counts = Counts::new();
    {
        let mut tombstones = transaction.prepare_cached("SELECT id FROM tombstones WHERE id <= ?1")?;
        let tombstones = tombstones.query_map([chunk.upto], |row| row.get(0))?.collect::<Result<HashSet<i64>, _>>()?;
        let events = || chunk.events.iter().filter(|event| !tombstones.contains(&event.id));
        let mut insert = transaction.prepare_cached("INSERT INTO words (rowid, terms) VALUES (?1, ?2)")?;
        for event in events() {
            insert.execute((event.id, &event.terms))?;
            let key = (event.vendor.as_str(), event.event_type.as_deref(), event.variant.as_deref());
            counts.entry(key).or_insert((event.family.as_deref(), 0)).1 += 1;
        }
        let mut count = transaction.prepare_cached(
            "INSERT INTO counts VALUES (?1, coalesce(?2, 0), coalesce(?3, 0), ?4, ?5)
             ON CONFLICT DO UPDATE SET count = count + excluded.count",
        )?;
        for ((vendor, event_type, variant), (family, events)) in counts {
            count.execute((vendor, event_type, variant, family, events))?;
        }
        let mut extend = transaction.prepare_cached(
            "UPDATE runs SET last = ?2 WHERE first = (SELECT max(first) FROM runs) AND last = ?1 - 1",
        )?;
        let mut begin = transaction.prepare_cached("INSERT INTO runs VALUES (?1, ?2)")?;
        for (first, last) in runs(events().map(|event| event.id)) {
            if extend.execute((first, last))? == 0 {
                begin.execute((first, last))?;
            }
        }
        let mut advance = transaction.prepare_cached("UPDATE progress SET mark = ?1, received_at = ?2")?;
        advance.execute((chunk.upto, chunk.received_at))?;
        let mut skip = transaction.prepare_cached("INSERT OR IGNORE INTO tombstones VALUES (?1)")?;
        chunk.unreadable.iter().try_for_each(|id| skip.execute([id]).map(drop))?;
    }
    transaction.commit()
}
