//! Which events repeat an earlier delivery: the same event id from the same sender and application.
//!
//! The index finds the events that share an id, so that only these are read. Events that it does
//! not contain are all read.

use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};

use crate::{
    damage,
    terms::{Key, quoted, range_of, term},
    view::View,
};

/// Events that are looked up one by one. For more, all ids that occur twice in the index are looked
/// up.
const MAX_LOOKED_UP: i64 = 2_000;

/// Events that the index may be behind to be used.
const MAX_BEHIND: i64 = 50_000;

/// The repeated deliveries after an id, ascending.
pub(super) fn duplicates(view: &View<'_>, after: i64) -> rusqlite::Result<Vec<i64>> {
    if view.upto <= after {
        return Ok(Vec::new());
    }
    if view.indexed_upto == 0 || view.upto - view.indexed_upto > MAX_BEHIND {
        return by_table(view.connection, after, view.upto);
    }
    let mut deliveries = Vec::new();
    let mut read = |delivery| deliveries.push(delivery);
    // Events that the index does not contain.
    each(view.connection, "id > ?1 AND id <= ?2", (view.indexed_upto, view.upto), &mut read)?;
    for tombstone in &view.tombstones {
        each(view.connection, "id = ?1 AND ?1 = ?2", (*tombstone, *tombstone), &mut read)?;
    }
    if view.upto - after <= MAX_LOOKED_UP {
        each(view.connection, "id > ?1 AND id <= ?2", (after, view.indexed_upto), &mut read)?;
    }
    let mut terms: BTreeSet<String> =
        deliveries.iter().map(|delivery: &Delivery| term(Key::EventId, &delivery.event_id)).collect();
    if view.upto - after > MAX_LOOKED_UP {
        let (from, to) = range_of(Key::EventId);
        let mut shared = view
            .connection
            .prepare_cached("SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?2 AND doc > 1")?;
        for term in shared.query_map((from, to), |row| row.get(0))? {
            terms.insert(term?);
        }
    }
    let mut with_term = view.connection.prepare_cached("SELECT rowid FROM idx.words WHERE words MATCH ?1")?;
    let mut ids = BTreeSet::new();
    for term in terms {
        for id in with_term.query_map([quoted(&term)], |row| row.get(0))? {
            ids.insert(id?);
        }
    }
    for id in ids {
        each(view.connection, "id = ?1 AND ?1 = ?2", (id, id), &mut |delivery| deliveries.push(delivery))?;
    }
    Ok(later_ones(deliveries).into_iter().filter(|id| *id > after).collect())
}

/// What identifies a delivery.
#[derive(Debug)]
struct Delivery {
    id: i64,
    vendor: String,
    app_id: Option<String>,
    event_id: String,
}

fn each(
    connection: &Connection,
    clause: &str,
    values: (i64, i64),
    sink: &mut impl FnMut(Delivery),
) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT id, vendor, app_id, event_id FROM events WHERE {clause} AND event_id IS NOT NULL"
    ))?;
    let of_row = |row: &Row<'_>| {
        Ok(Delivery { id: row.get(0)?, vendor: row.get(1)?, app_id: row.get(2)?, event_id: row.get(3)? })
    };
    for delivery in statement.query_map(values, of_row)? {
        match delivery {
            Err(error) if damage::is_of_row(&error) => {}
            delivery => sink(delivery?),
        }
    }
    Ok(())
}

/// All but the first event of each delivery.
fn later_ones(deliveries: Vec<Delivery>) -> BTreeSet<i64> {
    let mut ids: HashMap<_, BTreeSet<i64>> = HashMap::new();
    for Delivery { id, vendor, app_id, event_id } in deliveries {
        ids.entry((vendor, app_id, event_id)).or_default().insert(id);
    }
    ids.into_values().flat_map(|ids| ids.into_iter().skip(1)).collect()
}

/// The same by one pass over the events' table.
fn by_table(connection: &Connection, after: i64, upto: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE id > ?1 AND id <= ?2 AND event_id IS NOT NULL AND id NOT IN
            (SELECT min(id) FROM events WHERE event_id IN
                (SELECT event_id FROM events WHERE id > ?1 AND id <= ?2) GROUP BY vendor, app_id, event_id)
         ORDER BY id",
    )?;
    statement.query_map((after, upto), |row| row.get(0))?.collect()
}
