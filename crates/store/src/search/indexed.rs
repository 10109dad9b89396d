//! Runs a plan on the index.

use rusqlite::params_from_iter;

use super::{
    clause::{Clause, between},
    hits::{Hits, ScanState, merged},
    plan::{Plan, Source},
    scan::Scan,
};
use crate::visibility::is_visible;

/// Ids whose hits a negation reads first; then four times as many each time.
const FIRST_EXCLUDED_SPAN: i64 = 2_000;

/// A plan on a snapshot. Ranges are those of [`Scan`].
pub(super) struct IndexScan<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) plan: &'a Plan,
    /// What hits still have to satisfy.
    rest: Clause,
}

impl<'a> IndexScan<'a> {
    pub(super) fn new(scan: &'a Scan<'a>, plan: &'a Plan) -> Self {
        let rest = plan.rest.as_ref().map_or_else(Clause::always, Clause::of);
        Self { scan, plan, rest }
    }

    /// Searches a range of the index, and its tombstones in the events' table.
    pub(super) fn range(&self, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let mut newer = std::mem::take(&mut hits.ids);
        hits.max -= newer.len();
        let low = self.by_source(after, upto, hits)?;
        let tombstones = &self.scan.view.tombstones;
        let tombstones: Vec<_> = tombstones.iter().copied().filter(|id| *id > low && *id <= upto).collect();
        let in_tombstones = self.scan.among(&tombstones, &self.scan.clause)?;
        let mut found = merged(std::mem::take(&mut hits.ids), in_tombstones);
        let low = if found.len() > hits.max { found[hits.max - 1] - 1 } else { low };
        found.truncate(hits.max);
        hits.max += newer.len();
        newer.extend(found);
        hits.ids = newer;
        Ok(low)
    }

    /// How many events up to an id pass. Only for plans whose hits all pass.
    pub(super) fn count(&self, upto: i64) -> rusqlite::Result<u64> {
        let view = self.scan.view;
        let found = |expression: &str| {
            let visible = is_visible("rowid");
            let sql = format!("SELECT count(*) FROM idx.words WHERE words MATCH ?1 AND rowid <= ?2 AND {visible}");
            let mut statement = view.connection.prepare_cached(&sql)?;
            statement.query_row((expression, upto), |row| row.get::<_, u64>(0))
        };
        let indexed = match &self.plan.source {
            Source::All => view.count_indexed(upto)?,
            Source::Found(expression) => found(expression)?,
            Source::NotFound(expression) => view.count_indexed(upto)?.saturating_sub(found(expression)?),
            Source::These(..) => 0,
        };
        let tombstones: Vec<_> = view.tombstones.iter().copied().filter(|id| *id <= upto).collect();
        Ok(indexed + self.scan.among(&tombstones, &self.scan.clause)?.len() as u64)
    }

    fn by_source(&self, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let low = match &self.plan.source {
            Source::All => hits.fill(self.all(after, upto)?),
            Source::Found(expression) => self.found(expression, after, upto, hits)?,
            Source::NotFound(expression) => self.not_found(expression, after, upto, hits)?,
            Source::These(ids, expression) => {
                let low = match expression {
                    Some(expression) => self.found(expression, after, upto, hits)?,
                    None => None,
                };
                let mut these = Hits { ids: Vec::new(), max: hits.max, bytes: hits.bytes, state: ScanState::default() };
                let mut stopped = None;
                for id in between(ids, low.unwrap_or(after), upto).iter().rev() {
                    if self.scan.check(*id, &self.rest, &mut these)? {
                        stopped = Some(id - 1);
                        break;
                    }
                }
                hits.bytes = these.bytes;
                if let Some(stopped) = stopped {
                    hits.ids.retain(|id| *id > stopped);
                }
                hits.ids = merged(std::mem::take(&mut hits.ids), these.ids);
                stopped.or(low)
            }
        };
        Ok(low.unwrap_or(after))
    }

    /// The hits of an FTS5 expression that pass.
    fn found(&self, expression: &str, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<Option<i64>> {
        let sql = select_hits();
        let range = [expression.to_owned().into(), after.into(), upto.into()];
        if self.plan.rest.is_none() {
            return self.scan.take(&sql, range, &self.rest, hits);
        }
        if !self.plan.source.is_slow_to_start() {
            let mut statement = self.scan.view.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(&range))?;
            while let Some(row) = rows.next()? {
                let id = row.get(0)?;
                if self.scan.check(id, &self.rest, hits)? {
                    return Ok(Some(id - 1));
                }
            }
            return Ok(None);
        }
        let candidates = match hits.state.candidates.take() {
            Some(candidates) => candidates,
            None => {
                let mut all = Hits::unlimited();
                self.scan.take(&sql, range, &Clause::always(), &mut all)?;
                all.ids.into()
            }
        };
        let mut low = None;
        for id in &candidates[candidates.partition_point(|id| *id > upto)..] {
            if self.scan.check(*id, &self.rest, hits)? {
                low = Some(id - 1);
                break;
            }
        }
        hits.state.candidates = Some(candidates);
        Ok(low)
    }

    /// All indexed events except the hits of an expression, which are read for growing spans of
    /// ids.
    fn not_found(&self, expression: &str, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<Option<i64>> {
        let mut span = if self.plan.source.is_slow_to_start() { i64::MAX } else { FIRST_EXCLUDED_SPAN };
        let mut upto = upto;
        while upto > after {
            let above = after.max(upto.saturating_sub(span));
            let mut excluded = Hits::unlimited();
            let range = [expression.to_owned().into(), above.into(), upto.into()];
            self.scan.take(&select_hits(), range, &Clause::always(), &mut excluded)?;
            let mut excluded = excluded.ids.into_iter().peekable();
            let low = hits.fill(self.all(above, upto)?.filter(|id| excluded.next_if_eq(id).is_none()));
            if low.is_some() {
                return Ok(low);
            }
            (upto, span) = (above, span.saturating_mul(4));
        }
        Ok(None)
    }

    /// All visible indexed events, newest first.
    fn all(&self, after: i64, upto: i64) -> rusqlite::Result<impl Iterator<Item = i64>> {
        let connection = self.scan.view.connection;
        let mut statement = connection
            .prepare_cached("SELECT first, last FROM idx.runs WHERE last > ?1 AND first <= ?2 ORDER BY first DESC")?;
        let runs = statement.query_map((after, upto), |row| Ok((row.get(0)?, row.get(1)?)))?;
        let runs = runs.collect::<Result<Vec<(i64, i64)>, _>>()?;
        let mut hidden = connection.prepare_cached(
            "SELECT event_id FROM trash WHERE event_id > ?1 AND event_id <= ?2 ORDER BY event_id DESC",
        )?;
        let hidden = hidden.query_map((after, upto), |row| row.get(0))?.collect::<Result<Vec<i64>, _>>()?;
        let mut hidden = hidden.into_iter().peekable();
        let is_visible = move |id: &i64| {
            while hidden.next_if(|hidden| hidden > id).is_some() {}
            hidden.next_if_eq(id).is_none()
        };
        Ok(runs
            .into_iter()
            .flat_map(move |(first, last)| (first.max(after + 1)..=last.min(upto)).rev())
            .filter(is_visible))
    }
}

/// Selects the visible hits of an FTS5 expression in a range of ids, newest first.
fn select_hits() -> String {
    format!(
        "SELECT rowid FROM idx.words WHERE words MATCH ? AND rowid > ? AND rowid <= ? AND {} ORDER BY rowid DESC",
        is_visible("rowid")
    )
}
