//! Which events have a sender's id that came before, from the same sender and application.
//!
//! The index says where an id stands, so that only the events that share one are read. Where it does not reach, all are.

use rusqlite::{Connection, Row};
use std::collections::{BTreeSet, HashMap};

use crate::{
    condition::Key,
    plan::{quoted, range_of, term},
    view::View,
};

/// Events that are looked up one by one; of more, all ids that stand twice in the index are looked for.
const FEW: i64 = 2_000;

/// Events that the index may be behind to be asked.
const MOST_BEHIND: i64 = 50_000;

/// The repeats after `after`, rising.
pub(crate) fn repeats(view: &View<'_>, after: i64) -> rusqlite::Result<Vec<i64>> {
    if view.upto <= after {
        return Ok(Vec::new());
    }
    if view.mark == 0 || view.upto - view.mark > MOST_BEHIND {
        return by_table(view.connection, after, view.upto);
    }
    let mut deliveries = Vec::new();
    let mut read = |delivery| deliveries.push(delivery);
    // What the index does not know.
    each(view.connection, "id > ?1 AND id <= ?2", (view.mark, view.upto), &mut read)?;
    for hole in &view.holes {
        each(view.connection, "id = ?1 AND ?1 = ?2", (*hole, *hole), &mut read)?;
    }
    if view.upto - after <= FEW {
        each(view.connection, "id > ?1 AND id <= ?2", (after, view.mark), &mut read)?;
    }
    let mut terms: BTreeSet<String> =
        deliveries.iter().map(|delivery: &Delivery| term(Key::EventId, &delivery.event_id)).collect();
    if view.upto - after > FEW {
        let (from, to) = range_of(Key::EventId);
        let mut several = view
            .connection
            .prepare_cached("SELECT term FROM temp.vocabulary WHERE term >= ?1 AND term < ?2 AND doc > 1")?;
        for term in several.query_map((from, to), |row| row.get(0))? {
            terms.insert(term?);
        }
    }
    let mut having = view.connection.prepare_cached("SELECT rowid FROM idx.words WHERE words MATCH ?1")?;
    let mut ids = BTreeSet::new();
    for term in terms {
        for id in having.query_map([quoted(&term)], |row| row.get(0))? {
            ids.insert(id?);
        }
    }
    for id in ids {
        each(view.connection, "id = ?1 AND ?1 = ?2", (id, id), &mut |delivery| deliveries.push(delivery))?;
    }
    Ok(later_ones(deliveries).into_iter().filter(|id| *id > after).collect())
}

/// What tells an event from others.
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
        sink(delivery?);
    }
    Ok(())
}

/// All but the first of each.
fn later_ones(deliveries: Vec<Delivery>) -> BTreeSet<i64> {
    let mut ids: HashMap<_, BTreeSet<i64>> = HashMap::new();
    for Delivery { id, vendor, app_id, event_id } in deliveries {
        ids.entry((vendor, app_id, event_id)).or_default().insert(id);
    }
    ids.into_values().flat_map(|ids| ids.into_iter().skip(1)).collect()
}

/// By one pass over the events.
fn by_table(connection: &Connection, after: i64, upto: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE id > ?1 AND id <= ?2 AND event_id IS NOT NULL AND id NOT IN
            (SELECT min(id) FROM events WHERE event_id IN
                (SELECT event_id FROM events WHERE id > ?1 AND id <= ?2) GROUP BY vendor, app_id, event_id)
         ORDER BY id",
    )?;
    statement.query_map((after, upto), |row| row.get(0))?.collect()
}
