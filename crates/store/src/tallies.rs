//! How many events there are, of each type and in all.
//!
//! What the index has counted is taken from it; the rest, and what is out of sight, is counted beside it.

use hookglass_senders::envelope::Vendor;
use rusqlite::Connection;

use crate::{events::word, listing::indexed_and_shown, view::View};

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

/// How many events there are.
pub(crate) fn count_all(view: &View<'_>) -> rusqlite::Result<u64> {
    let mut rest = view.connection.prepare_cached("SELECT count(*) FROM events WHERE id > ?1")?;
    let mut count: u64 = rest.query_row([view.mark], |row| row.get(0))?;
    if view.mark > 0 {
        let mut there = view.connection.prepare_cached("SELECT 1 FROM events WHERE id = ?1")?;
        for hole in &view.holes {
            count += u64::from(there.exists([hole])?);
        }
        count += indexed_and_shown(view, view.mark)?;
    }
    Ok(count)
}

/// How many events there are of each type and variant after `after`, up to the newest.
pub(crate) fn tally(view: &View<'_>, after: i64) -> rusqlite::Result<Vec<Tally>> {
    let from_the_start = after == 0 && view.mark > 0;
    let after = if from_the_start { view.mark } else { after };
    let mut found = grouped(view.connection, "id > ?1 AND id <= ?2", (after, view.upto))?;
    if from_the_start {
        let mut statement = view.connection.prepare_cached(
            "SELECT vendor, nullif(type, 0), nullif(variant, 0), family, count FROM idx.counts WHERE count > 0",
        )?;
        found.extend(statement.query_map([], of_row)?.collect::<Result<Vec<_>, _>>()?);
        for hole in &view.holes {
            found.extend(grouped(view.connection, "id = ?1 AND ?1 = ?2", (*hole, *hole))?);
        }
        let mut hidden = view.connection.prepare_cached(
            "SELECT vendor, type, variant, family, count(*) FROM trash CROSS JOIN main.events ON id = trash.event_id
             WHERE trash.event_id <= ?1 AND trash.event_id NOT IN (SELECT id FROM idx.holes) GROUP BY vendor, type, variant",
        )?;
        let hidden = hidden.query_map([view.mark], of_row)?.collect::<Result<Vec<_>, _>>()?;
        return Ok(without(summed(found), hidden));
    }
    Ok(summed(found))
}

fn grouped(connection: &Connection, clause: &str, values: (i64, i64)) -> rusqlite::Result<Vec<Tally>> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT vendor, type, variant, family, count(*) FROM events WHERE {clause} GROUP BY vendor, type, variant"
    ))?;
    statement.query_map(values, of_row)?.collect()
}

fn of_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Tally> {
    Ok(Tally {
        vendor: word(row, 0, Vendor::from_word)?,
        event_type: row.get(1)?,
        variant: row.get(2)?,
        family: row.get(3)?,
        count: row.get(4)?,
    })
}

/// Some counts less others of the same kinds.
fn without(mut tallies: Vec<Tally>, less: Vec<Tally>) -> Vec<Tally> {
    for gone in less {
        let same = |tally: &&mut Tally| {
            (tally.vendor, &tally.event_type, &tally.variant) == (gone.vendor, &gone.event_type, &gone.variant)
        };
        if let Some(tally) = tallies.iter_mut().find(same) {
            tally.count = tally.count.saturating_sub(gone.count);
        }
    }
    tallies.retain(|tally| tally.count > 0);
    tallies
}

fn summed(mut tallies: Vec<Tally>) -> Vec<Tally> {
    let key = |tally: &Tally| (tally.vendor, tally.event_type.clone(), tally.variant.clone());
    tallies.sort_by_key(key);
    tallies.dedup_by(|next, kept| {
        let same = key(next) == key(kept);
        kept.count += if same { next.count } else { 0 };
        same
    });
    tallies
}
