//! Runs a query on the events' table.

use rusqlite::{params_from_iter, types::Value};
use std::ops::ControlFlow;

use super::{
    clause::Clause,
    decide::{COLUMNS, MIN_COST, decide},
    hits::Hits,
    query::Query,
};
use crate::{
    damage::{self, Order, read_past},
    view::View,
};

/// A query on a snapshot. Its ranges exclude `after` and include `upto`. A method that searches a
/// range returns the id after which it has found all hits; that is `after` once it has searched the
/// whole range. An event that cannot be decided because its row is damaged is no hit.
pub(super) struct Scan<'a> {
    pub(super) view: &'a View<'a>,
    query: &'a Query,
    /// The whole condition.
    pub(super) clause: Clause,
}

impl<'a> Scan<'a> {
    pub(super) fn new(view: &'a View<'a>, query: &'a Query, clause: Clause) -> Self {
        Self { view, query, clause }
    }

    /// Searches a range of the table.
    pub(super) fn range(&self, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let sql = format!(
            "SELECT {} FROM events WHERE id > ? AND id <= ? AND {} ORDER BY id DESC",
            columns(&self.clause),
            self.clause.sql
        );
        let mut low = after;
        let read = |(after, upto): (i64, i64), last: &mut i64| {
            let values = [after.into(), upto.into()].into_iter().chain(self.clause.values(after, upto));
            let stopped = self.take_noting(&sql, values, &self.clause, hits, last)?;
            low = stopped.unwrap_or(low);
            Ok(if stopped.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        };
        read_past((after, upto), Order::NewestFirst, read, |_| {})?;
        Ok(low)
    }

    /// Those of some ids that satisfy a clause, newest first.
    pub(super) fn among(&self, ids: &[i64], clause: &Clause) -> rusqlite::Result<Vec<i64>> {
        let mut hits = Hits::unlimited();
        for id in ids {
            self.take_one(*id, clause, &mut hits)?;
        }
        hits.ids.sort_unstable_by(|one, other| other.cmp(one));
        hits.ids.dedup();
        Ok(hits.ids)
    }

    /// Adds an event to the hits if it satisfies a clause. Returns whether the hits are complete.
    pub(super) fn check(&self, id: i64, clause: &Clause, hits: &mut Hits) -> rusqlite::Result<bool> {
        self.take_one(id, clause, hits)?;
        hits.bytes = hits.bytes.saturating_sub(MIN_COST);
        Ok(hits.is_full())
    }

    fn take_one(&self, id: i64, clause: &Clause, hits: &mut Hits) -> rusqlite::Result<Option<i64>> {
        let values = std::iter::once(id.into()).chain(clause.values(id - 1, id));
        match self.take(&by_id(clause), values, clause, hits) {
            Err(error) if damage::is_of_row(&error) => {
                damage::report(id, &error);
                Ok(None)
            }
            taken => taken,
        }
    }

    /// Takes the events that a statement selects, newest first, and that pass. If it stops early,
    /// returns the id after which it has taken all. One event is in memory at a time.
    pub(super) fn take(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        clause: &Clause,
        hits: &mut Hits,
    ) -> rusqlite::Result<Option<i64>> {
        self.take_noting(sql, values, clause, hits, &mut 0)
    }

    /// The same, with the id of the last event that was decided.
    fn take_noting(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Value>,
        clause: &Clause,
        hits: &mut Hits,
        last: &mut i64,
    ) -> rusqlite::Result<Option<i64>> {
        let mut statement = self.view.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if !clause.exact {
                let (passes, read) = decide(self.query, row)?;
                hits.bytes = hits.bytes.saturating_sub(read);
                if passes {
                    hits.ids.push(id);
                }
            } else {
                hits.ids.push(id);
            }
            *last = id;
            if hits.is_full() {
                return Ok(Some(id - 1));
            }
        }
        Ok(None)
    }
}

fn by_id(clause: &Clause) -> String {
    format!("SELECT {} FROM events WHERE id = ? AND {}", columns(clause), clause.sql)
}

/// What has to be read of the events that satisfy a clause.
fn columns(clause: &Clause) -> &'static str {
    if clause.exact { "events.id" } else { COLUMNS }
}
