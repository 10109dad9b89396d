//! How many events there are, in total and by type.
//!
//! The index has the counts of what it contains. Newer events, tombstones and hidden events are
//! counted in their tables.

use hookglass_senders::envelope::Vendor;
use rusqlite::{Connection, Row};

use crate::{columns::TolerantRow, damage, error::StoreError, readers::Readers, view::View};

/// The number of events of one vendor, type and variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeCount {
    /// The vendor.
    pub vendor: Vendor,
    /// The type; `None` for events without one.
    pub event_type: Option<String>,
    /// Which of several events of that type.
    pub variant: Option<String>,
    /// Its group.
    pub family: Option<String>,
    /// How many events.
    pub count: u64,
}

/// Counts events by type.
#[derive(Debug, Clone, Copy)]
pub struct TypeCounts<'a> {
    pub(crate) readers: &'a Readers,
}

impl TypeCounts<'_> {
    /// The counts of events after an id, and the id up to which they were counted.
    pub async fn after(self, after: i64) -> Result<(Vec<TypeCount>, i64), StoreError> {
        self.readers.query(move |view| Ok((count_by_type(view, after)?, view.upto))).await
    }
}

/// How many events there are.
pub(crate) fn count_all(view: &View<'_>) -> rusqlite::Result<u64> {
    let mut newer = view.connection.prepare_cached("SELECT count(*) FROM events WHERE id > ?1")?;
    let mut count: u64 = newer.query_row([view.indexed_upto], |row| row.get(0))?;
    if view.indexed_upto > 0 {
        let mut event = view.connection.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?;
        for tombstone in &view.tombstones {
            // An event that cannot be read has a tombstone, and counts.
            count += match event.exists([tombstone]) {
                Err(error) if damage::is_of_row(&error) => 1,
                exists => u64::from(exists?),
            };
        }
        count += view.count_indexed(view.indexed_upto)?;
    }
    Ok(count)
}

fn count_by_type(view: &View<'_>, after: i64) -> rusqlite::Result<Vec<TypeCount>> {
    let use_index = after == 0 && view.indexed_upto > 0;
    let after = if use_index { view.indexed_upto } else { after };
    let mut counts = grouped(view.connection, "id > ?1 AND id <= ?2", (after, view.upto))?;
    if use_index {
        let mut statement = view.connection.prepare_cached(
            "SELECT vendor, nullif(type, 0), nullif(variant, 0), family, count FROM idx.counts WHERE count > 0",
        )?;
        counts.extend(statement.query_map([], read)?.collect::<Result<Vec<_>, _>>()?);
        for tombstone in &view.tombstones {
            match grouped(view.connection, "id = ?1 AND ?1 = ?2", (*tombstone, *tombstone)) {
                Err(error) if damage::is_of_row(&error) => damage::report(*tombstone, &error),
                count => counts.extend(count?),
            }
        }
        let mut hidden = view.connection.prepare_cached(
            "SELECT vendor, type, variant, family, count(*) FROM trash CROSS JOIN main.events ON id = trash.event_id
             WHERE trash.event_id <= ?1 AND trash.event_id NOT IN (SELECT id FROM idx.tombstones) GROUP BY vendor, type, variant",
        )?;
        let hidden = hidden.query_map([view.indexed_upto], read)?.collect::<Result<Vec<_>, _>>()?;
        return Ok(subtract(sum(counts), hidden));
    }
    Ok(sum(counts))
}

fn grouped(connection: &Connection, clause: &str, values: (i64, i64)) -> rusqlite::Result<Vec<TypeCount>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT vendor, type, variant, family, count(*) FROM events WHERE {clause} GROUP BY vendor, type, variant"
    ))?;
    statement.query_map(values, read)?.collect()
}

fn read(row: &Row<'_>) -> rusqlite::Result<TypeCount> {
    let row = TolerantRow::of(row);
    Ok(TypeCount {
        vendor: row.word(0, Vendor::from_word, Vendor::Generic)?,
        event_type: row.get(1)?,
        variant: row.get(2)?,
        family: row.get(3)?,
        count: row.get(4)?,
    })
}

fn subtract(mut counts: Vec<TypeCount>, less: Vec<TypeCount>) -> Vec<TypeCount> {
    for gone in less {
        let same = |count: &&mut TypeCount| {
            (count.vendor, &count.event_type, &count.variant) == (gone.vendor, &gone.event_type, &gone.variant)
        };
        if let Some(count) = counts.iter_mut().find(same) {
            count.count = count.count.saturating_sub(gone.count);
        }
    }
    counts.retain(|count| count.count > 0);
    counts
}

/// Merges counts of the same type.
fn sum(mut counts: Vec<TypeCount>) -> Vec<TypeCount> {
    let key = |count: &TypeCount| (count.vendor, count.event_type.clone(), count.variant.clone());
    counts.sort_by_key(key);
    counts.dedup_by(|next, kept| {
        let same = key(next) == key(kept);
        kept.count += if same { next.count } else { 0 };
        same
    });
    counts
}
