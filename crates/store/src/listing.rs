//! Which events pass a condition, and how many there are of each type.
//!
//! Ids are found newest first. What the index has is answered by it, the rest by a scan of the events' own table; together
//! they are what a scan of all would say. A listing that only needs the index is opened with its first ids and its exact
//! length, and read on in parts; any other is found as a whole.

use hookscope_domain::envelope::Vendor;
use rusqlite::{Connection, params_from_iter, types::Value};

use crate::{
    condition::Condition,
    events::word,
    plan::{Plan, Source},
    trash::shown,
    view::View,
};

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

/// The beginning of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The newest events that pass, newest first.
    pub ids: Vec<i64>,
    /// How many pass in all.
    pub total: u64,
    /// Where to go on: there are more before this id. `None` when these are all.
    pub before: Option<i64>,
    /// The id up to which was looked.
    pub upto: i64,
}

/// Reads on from `before`, or from the newest event: the newest events that pass, `most` at least if there are so many.
pub(crate) fn open(view: &View<'_>, condition: &Condition, most: usize) -> rusqlite::Result<Opened> {
    let search = Search::new(view, condition)?;
    let upto = view.upto;
    let Some(plan) = search.plan.as_ref().filter(|plan| plan.exact) else {
        let ids = search.newest(upto, 0, usize::MAX)?;
        return Ok(Opened { total: ids.len() as u64, ids, before: None, upto });
    };
    // All of what is not indexed, so that it is counted.
    let mut ids = search.scan(view.mark, upto, usize::MAX)?;
    let indexed = search.newest(view.mark, 0, most.saturating_sub(ids.len()).max(1))?;
    let newer = ids.len() as u64;
    ids.extend(&indexed);
    if indexed.len() < most.saturating_sub(newer as usize).max(1) {
        return Ok(Opened { total: ids.len() as u64, ids, before: None, upto });
    }
    let total = newer + search.count(plan)?;
    let before = indexed.last().copied().filter(|_| total > ids.len() as u64);
    Ok(Opened { ids, total, before, upto })
}

/// The newest events before `before` that pass, newest first, `most` at most.
pub(crate) fn older(view: &View<'_>, condition: &Condition, before: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
    Search::new(view, condition)?.newest(before.saturating_sub(1).min(view.upto), 0, most)
}

/// The newest events that pass, newest first, `most` at most.
pub(crate) fn newest(view: &View<'_>, condition: &Condition, most: usize) -> rusqlite::Result<Vec<i64>> {
    Search::new(view, condition)?.newest(view.upto, 0, most)
}

/// The ids of the events after `after` that pass, oldest first, and the id up to which was looked.
pub(crate) fn matching(view: &View<'_>, condition: &Condition, after: i64) -> rusqlite::Result<(Vec<i64>, i64)> {
    let mut ids = Search::new(view, condition)?.newest(view.upto, after, usize::MAX)?;
    ids.reverse();
    Ok((ids, view.upto))
}

/// A condition about to be answered. All its ranges are from behind `after` up to and with `upto`.
struct Search<'a> {
    view: &'a View<'a>,
    plan: Option<Plan>,
    clause: String,
    values: Vec<Value>,
}

impl<'a> Search<'a> {
    fn new(view: &'a View<'a>, condition: &Condition) -> rusqlite::Result<Self> {
        let plan = if view.mark > 0 { Plan::for_condition(condition, view.connection)? } else { None };
        let mut values = Vec::new();
        let clause = condition.clause(&mut values);
        Ok(Self { view, plan, clause, values })
    }

    fn newest(&self, upto: i64, after: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
        let Some(plan) = &self.plan else { return self.scan(after, upto, most) };
        let mark = self.view.mark;
        let mut ids = self.scan(after.max(mark), upto, most)?;
        let left = most - ids.len();
        if left > 0 && after < mark {
            let indexed = self.indexed(plan, after, upto.min(mark), left)?;
            ids.extend(merged(indexed, self.in_holes(after, upto)?, left));
        }
        Ok(ids)
    }

    /// By the events' own table.
    fn scan(&self, after: i64, upto: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
        if after >= upto || most == 0 {
            return Ok(Vec::new());
        }
        let sql =
            format!("SELECT id FROM events WHERE id > ? AND id <= ? AND {} ORDER BY id DESC LIMIT ?", self.clause);
        self.ids(&sql, [after.into(), upto.into()], &self.values, most)
    }

    /// By the index, without its holes.
    fn indexed(&self, plan: &Plan, after: i64, upto: i64, most: usize) -> rusqlite::Result<Vec<i64>> {
        let found = |question: &str, most| {
            let range = [question.to_owned().into(), after.into(), upto.into()];
            if plan.exact {
                let sql = format!(
                    "SELECT rowid FROM idx.words WHERE words MATCH ? AND rowid > ? AND rowid <= ? AND {}
                     ORDER BY rowid DESC LIMIT ?",
                    shown("rowid")
                );
                return self.ids(&sql, range, &[], most);
            }
            let sql = format!(
                "SELECT events.id FROM idx.words CROSS JOIN events ON events.id = words.rowid
                 WHERE words MATCH ? AND words.rowid > ? AND words.rowid <= ? AND {}
                 ORDER BY words.rowid DESC LIMIT ?",
                self.clause
            );
            self.ids(&sql, range, &self.values, most)
        };
        match &plan.source {
            Source::All => Ok(self.all(after, upto)?.take(most).collect()),
            Source::Found(question) => found(question, most),
            Source::NotFound(question) => {
                let mut not = found(question, usize::MAX)?.into_iter().peekable();
                let others = self.all(after, upto)?.filter(|id| not.next_if_eq(id).is_none());
                Ok(others.take(most).collect())
            }
            Source::These(ids, question) => {
                let within: Vec<_> = ids.iter().copied().filter(|id| *id > after && *id <= upto).collect();
                let these = self.among(&within)?;
                let others = question.as_deref().map_or_else(|| Ok(Vec::new()), |question| found(question, most))?;
                Ok(merged(others, these, most))
            }
        }
    }

    /// All that are indexed, newest first.
    fn all(&self, after: i64, upto: i64) -> rusqlite::Result<impl Iterator<Item = i64>> {
        let mut statement = self
            .view
            .connection
            .prepare_cached("SELECT first, last FROM idx.runs WHERE last > ?1 AND first <= ?2 ORDER BY first DESC")?;
        let runs = statement.query_map((after, upto), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let runs = runs.collect::<Result<Vec<(i64, i64)>, _>>()?;
        let mut hidden = self.view.connection.prepare_cached(
            "SELECT event_id FROM trash WHERE event_id > ?1 AND event_id <= ?2 ORDER BY event_id DESC",
        )?;
        let hidden = hidden.query_map((after, upto), |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut hidden = hidden.into_iter().peekable();
        let is_shown = move |id: &i64| {
            while hidden.next_if(|hidden| hidden > id).is_some() {}
            hidden.next_if_eq(id).is_none()
        };
        Ok(runs
            .into_iter()
            .flat_map(move |(first, last)| (first.max(after + 1)..=last.min(upto)).rev())
            .filter(is_shown))
    }

    /// How many pass by the index and in its holes. The plan is exact.
    fn count(&self, plan: &Plan) -> rusqlite::Result<u64> {
        let number = |sql: &str, values: &[Value]| {
            self.view.connection.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get::<_, u64>(0))
        };
        let all = || indexed_and_shown(self.view);
        let found = |question: &str| {
            let sql = format!("SELECT count(*) FROM idx.words WHERE words MATCH ? AND {}", shown("rowid"));
            number(&sql, &[Value::Text(question.to_owned())])
        };
        let indexed = match &plan.source {
            Source::All => all()?,
            Source::Found(question) => found(question)?,
            Source::NotFound(question) => all()?.saturating_sub(found(question)?),
            Source::These(..) => self.indexed(plan, 0, self.view.mark, usize::MAX)?.len() as u64,
        };
        Ok(indexed + self.in_holes(0, self.view.mark)?.len() as u64)
    }

    fn in_holes(&self, after: i64, upto: i64) -> rusqlite::Result<Vec<i64>> {
        let holes: Vec<_> = self.view.holes.iter().copied().filter(|id| *id > after && *id <= upto).collect();
        self.among(&holes)
    }

    /// Those of some events that pass, newest first.
    fn among(&self, ids: &[i64]) -> rusqlite::Result<Vec<i64>> {
        let sql = format!("SELECT id FROM events WHERE id = ? AND {} LIMIT ?", self.clause);
        let mut found = Vec::new();
        for id in ids {
            found.extend(self.ids(&sql, [(*id).into()], &self.values, 1)?);
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        Ok(found)
    }

    fn ids<const N: usize>(
        &self,
        sql: &str,
        first: [Value; N],
        values: &[Value],
        most: usize,
    ) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self.view.connection.prepare_cached(sql)?;
        let most = Value::Integer(i64::try_from(most).unwrap_or(i64::MAX));
        let values = first.into_iter().chain(values.iter().cloned()).chain(std::iter::once(most));
        let mut rows = statement.query(params_from_iter(values))?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            ids.push(row.get(0)?);
        }
        Ok(ids)
    }
}

/// Two lists, newest first, as one without repeats.
fn merged(mut one: Vec<i64>, other: Vec<i64>, most: usize) -> Vec<i64> {
    if !other.is_empty() {
        one.extend(other);
        one.sort_unstable_by(|one, other| other.cmp(one));
        one.dedup();
    }
    one.truncate(most);
    one
}

/// How many indexed events are in sight, but for those in holes.
fn indexed_and_shown(view: &View<'_>) -> rusqlite::Result<u64> {
    let sql = "SELECT (SELECT coalesce(sum(last - first + 1), 0) FROM idx.runs)
            - (SELECT count(*) FROM trash WHERE event_id <= ?1 AND event_id NOT IN (SELECT id FROM idx.holes))";
    view.connection.prepare_cached(sql)?.query_row([view.mark], |row| row.get(0))
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
        count += indexed_and_shown(view)?;
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
            "SELECT vendor, type, variant, family, count(*) FROM trash CROSS JOIN main.events ON id = event_id
             WHERE event_id <= ?1 AND event_id NOT IN (SELECT id FROM idx.holes) GROUP BY vendor, type, variant",
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

/// The ids of the events about a user that have a text in the user's id or in what a person recognises them by, oldest
/// first. Letters of ASCII are the same in both cases.
pub(crate) fn about(connection: &Connection, text: &str) -> rusqlite::Result<Vec<i64>> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM events WHERE user_id IS NOT NULL
         AND (instr(lower(coalesce(subject, '')), ?1) > 0 OR instr(lower(user_id), ?1) > 0) ORDER BY id",
    )?;
    statement.query_map([text.to_ascii_lowercase()], |row| row.get(0))?.collect()
}

/// The newest id, 0 when there is none; also one that is out of sight.
pub(crate) fn latest(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("SELECT coalesce(max(id), 0) FROM main.events", [], |row| row.get(0))
}
