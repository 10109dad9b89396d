//! Which events a filter lets pass.
//!
//! Ids are found newest first. What the index has is answered by it, the rest by a scan of the events' own table; together
//! they are what a look at every event would say. Where neither says all of the filter, the events that are left are read and
//! asked one by one. Whatever it takes, it is found in goes, of which the first are short: so the newest are there at once, no
//! read transaction is long, and other questions get a turn.

use bytes::Bytes;
use hookglass_filter::{Body, Columns, Facts};
use hookglass_request::headers::Headers;
use rusqlite::{Connection, Row, params_from_iter, types::Value};
use std::sync::Arc;

use crate::{
    condition::Clause,
    events::timestamp,
    filter::Question,
    plan::{Plan, Source},
    trash::shown,
    view::View,
};

/// What one go found.
#[derive(Debug)]
pub(crate) struct Go {
    /// Newest first.
    pub(crate) ids: Vec<i64>,
    /// The id up to which the next go looks; `None` when this was the last.
    pub(crate) next: Option<i64>,
    /// For the next go.
    pub(crate) memory: Memory,
}

/// What a go leaves to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// What the index found that has to be looked at, newest first, where to find it costs more than a go.
    candidates: Option<Arc<[i64]>>,
    /// Ids that were looked at though the index has them, and how many passed.
    sampled: (i64, usize),
}

/// Ids that are looked at before the index is asked for what it has to find as a whole.
const SAMPLE: i64 = 128;
/// What many of them pass is found sooner by looking: until so many were looked at, or have passed, and as long as one of so
/// many does.
const MOST_SAMPLED: i64 = 4_096;
const ENOUGH: usize = 400;
const ONE_OF: usize = 16;

impl Memory {
    /// How many ids are to be looked at one by one next.
    fn sample(&self) -> Option<i64> {
        let (looked, passed) = self.sampled;
        let goes_on = || passed < ENOUGH && looked < MOST_SAMPLED && passed * ONE_OF >= looked.unsigned_abs() as usize;
        (self.candidates.is_none() && (looked == 0 || goes_on())).then_some(if looked == 0 {
            SAMPLE
        } else {
            4 * SAMPLE
        })
    }
}

/// How much one go looks at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reach {
    /// Ids of a scan.
    span: i64,
    /// Bytes of events that are read.
    bytes: usize,
}

impl Reach {
    const WHOLE: Self = Self { span: i64::MAX, bytes: usize::MAX };

    /// That of a go with so many before it: from some milliseconds to some tenths of a second.
    pub(crate) fn after(goes: u32) -> Self {
        let less = 2 * 3_u32.saturating_sub(goes);
        Self { span: 200_000 >> less, bytes: (32 << 20) >> less }
    }
}

/// What looking at an event counts, in bytes, however little of it is read.
const LOOK: usize = 512;

/// Events that may be read to tell how long a listing is.
const TAIL: i64 = 5_000;

/// So few events are looked at without asking the index.
const FEW: i64 = 100;

/// Ids whose hits are left out at first, and then four times as many each time.
const FIRST_LEFT_OUT: i64 = 2_000;

/// Looks for the newest events after `after` and up to `upto` that pass, `most` at most.
pub(crate) fn go(
    view: &View<'_>,
    question: &Question,
    (after, upto): (i64, i64),
    most: usize,
    reach: Reach,
    memory: Memory,
) -> rusqlite::Result<Go> {
    let mut hits = Hits { memory, ..Hits::new(most, reach) };
    let upto = upto.min(view.upto);
    let low = Search::new(view, question, (after, upto))?.go(after, upto, reach.span, &mut hits)?;
    let next = Some(low).filter(|low| *low > after);
    Ok(Go { ids: hits.ids, next, memory: hits.memory })
}

/// How many events up to `upto` pass, when the index tells.
pub(crate) fn count(view: &View<'_>, question: &Question, upto: i64) -> rusqlite::Result<Option<u64>> {
    let upto = upto.min(view.upto);
    let search = Search::new(view, question, (0, upto))?;
    let mark = view.mark.min(upto);
    let Some(plan) = search.plan.as_ref().filter(|plan| plan.rest.is_none() && !plan.source.is_slow_to_begin()) else {
        return Ok(None);
    };
    if !search.whole.exact && upto - mark > TAIL {
        return Ok(None);
    }
    let mut newer = Hits::new(usize::MAX, Reach::WHOLE);
    search.scan(mark, upto, &mut newer)?;
    Ok(Some(newer.ids.len() as u64 + search.count(plan, mark)?))
}

/// What was found, and what may still be read.
struct Hits {
    /// Newest first.
    ids: Vec<i64>,
    most: usize,
    bytes: usize,
    memory: Memory,
}

impl Hits {
    fn new(most: usize, reach: Reach) -> Self {
        Self { ids: Vec::new(), most, bytes: reach.bytes, memory: Memory::default() }
    }

    fn is_full(&self) -> bool {
        self.bytes == 0 || self.ids.len() >= self.most
    }
}

/// A question about to be answered. All its ranges are from behind `after` up to and with `upto`; what looks through one
/// returns the id from behind which it has, which is `after` when it has looked at all.
struct Search<'a> {
    view: &'a View<'a>,
    question: &'a Question,
    plan: Option<Plan>,
    /// All that is asked.
    whole: Clause,
    /// What is asked of the hits of the index.
    rest: Clause,
}

impl<'a> Search<'a> {
    /// For what is in a range.
    fn new(view: &'a View<'a>, question: &'a Question, (after, upto): (i64, i64)) -> rusqlite::Result<Self> {
        let condition = question.condition();
        let asks_the_index = view.mark > after && (after == 0 || upto - after > FEW);
        let plan = if asks_the_index { Plan::for_condition(&condition, view.connection)? } else { None };
        let whole = Clause::of(&condition);
        let rest = match plan.as_ref().and_then(|plan| plan.rest.as_ref()) {
            Some(rest) => Clause::of(rest),
            None => Clause::nothing(),
        };
        Ok(Self { view, question, plan, whole, rest })
    }

    fn go(&self, after: i64, upto: i64, span: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        if hits.most == 0 {
            return Ok(after);
        }
        let Some(plan) = &self.plan else { return self.scan(after.max(upto.saturating_sub(span)), upto, hits) };
        let mark = self.view.mark;
        if upto > mark {
            let low = self.scan(after.max(mark).max(upto.saturating_sub(span)), upto, hits)?;
            if low > mark || low <= after || hits.is_full() {
                return Ok(low);
            }
        }
        let upto = upto.min(mark);
        if plan.source.is_slow_to_begin()
            && let Some(sample) = hits.memory.sample()
        {
            let before = hits.ids.len();
            let low = self.scan(after.max(upto.saturating_sub(sample.min(span))), upto, hits)?;
            hits.memory.sampled.0 += upto - low;
            hits.memory.sampled.1 += hits.ids.len() - before;
            return Ok(low);
        }
        self.indexed(plan, after, upto, hits)
    }

    /// By the events' own table.
    fn scan(&self, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let sql = format!(
            "SELECT {} FROM events WHERE id > ? AND id <= ? AND {} ORDER BY id DESC",
            columns(&self.whole),
            self.whole.sql
        );
        let low = self.take(&sql, [after.into(), upto.into()], &self.whole, hits)?;
        Ok(low.unwrap_or(after))
    }

    /// By the index, and its holes by their own table.
    fn indexed(&self, plan: &Plan, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let mut newer = std::mem::take(&mut hits.ids);
        hits.most -= newer.len();
        let low = self.by_plan(plan, after, upto, hits)?;
        let holes: Vec<_> = self.view.holes.iter().copied().filter(|id| *id > low && *id <= upto).collect();
        let in_holes = self.among(&holes, &self.whole)?;
        let mut found = merged(std::mem::take(&mut hits.ids), in_holes);
        let low = if found.len() > hits.most { found[hits.most - 1] - 1 } else { low };
        found.truncate(hits.most);
        hits.most += newer.len();
        newer.extend(found);
        hits.ids = newer;
        Ok(low)
    }

    fn by_plan(&self, plan: &Plan, after: i64, upto: i64, hits: &mut Hits) -> rusqlite::Result<i64> {
        let low = match &plan.source {
            Source::All => cut(self.all(after, upto)?, hits),
            Source::Found(question) => self.found(question, plan, after, upto, hits)?,
            Source::NotFound(question) => self.not_found(question, plan, after, upto, hits)?,
            Source::These(ids, question) => {
                let low = match question {
                    Some(question) => self.found(question, plan, after, upto, hits)?,
                    None => None,
                };
                let above = low.unwrap_or(after);
                let within: Vec<_> = ids.iter().copied().filter(|id| *id > above && *id <= upto).collect();
                let these = self.among(&within, &self.rest)?;
                hits.ids = merged(std::mem::take(&mut hits.ids), these);
                low
            }
        };
        Ok(low.unwrap_or(after))
    }

    fn found(
        &self,
        question: &str,
        plan: &Plan,
        after: i64,
        upto: i64,
        hits: &mut Hits,
    ) -> rusqlite::Result<Option<i64>> {
        let sql = found();
        let range = [question.to_owned().into(), after.into(), upto.into()];
        if plan.rest.is_none() {
            return self.take(&sql, range, &self.rest, hits);
        }
        if !plan.source.is_slow_to_begin() {
            let mut statement = self.view.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(&range))?;
            while let Some(row) = rows.next()? {
                let id = row.get(0)?;
                if self.look_at(id, hits)? {
                    return Ok(Some(id - 1));
                }
            }
            return Ok(None);
        }
        let candidates = match hits.memory.candidates.take() {
            Some(candidates) => candidates,
            None => {
                let mut all = Hits::new(usize::MAX, Reach::WHOLE);
                self.take(&sql, range, &Clause::nothing(), &mut all)?;
                all.ids.into()
            }
        };
        let mut low = None;
        for id in &candidates[candidates.partition_point(|id| *id > upto)..] {
            if self.look_at(*id, hits)? {
                low = Some(id - 1);
                break;
            }
        }
        hits.memory.candidates = Some(candidates);
        Ok(low)
    }

    /// Asks a hit of the index what is left to be asked of it. Says whether there are enough hits now.
    fn look_at(&self, id: i64, hits: &mut Hits) -> rusqlite::Result<bool> {
        let sql = format!("SELECT {} FROM events WHERE id = ? AND {}", columns(&self.rest), self.rest.sql);
        self.take(&sql, [id.into()], &self.rest, hits)?;
        hits.bytes = hits.bytes.saturating_sub(LOOK);
        Ok(hits.is_full())
    }

    /// All that are indexed but for those that are found, which are looked up for more and more ids at a time.
    fn not_found(
        &self,
        question: &str,
        plan: &Plan,
        after: i64,
        upto: i64,
        hits: &mut Hits,
    ) -> rusqlite::Result<Option<i64>> {
        let mut span = if plan.source.is_slow_to_begin() { i64::MAX } else { FIRST_LEFT_OUT };
        let mut upto = upto;
        while upto > after {
            let above = after.max(upto.saturating_sub(span));
            let mut not = Hits::new(usize::MAX, Reach::WHOLE);
            self.take(&found(), [question.to_owned().into(), above.into(), upto.into()], &Clause::nothing(), &mut not)?;
            let mut not = not.ids.into_iter().peekable();
            let low = cut(self.all(above, upto)?.filter(|id| not.next_if_eq(id).is_none()), hits);
            if low.is_some() {
                return Ok(low);
            }
            (upto, span) = (above, span.saturating_mul(4));
        }
        Ok(None)
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

    /// How many up to an id pass by the index and in its holes. Nothing is left to be asked of hits.
    fn count(&self, plan: &Plan, upto: i64) -> rusqlite::Result<u64> {
        let all = || indexed_and_shown(self.view, upto);
        let found = |question: &str| {
            let sql =
                format!("SELECT count(*) FROM idx.words WHERE words MATCH ?1 AND rowid <= ?2 AND {}", shown("rowid"));
            let mut statement = self.view.connection.prepare_cached(&sql)?;
            statement.query_row((question, upto), |row| row.get::<_, u64>(0))
        };
        let indexed = match &plan.source {
            Source::All => all()?,
            Source::Found(question) => found(question)?,
            Source::NotFound(question) => all()?.saturating_sub(found(question)?),
            Source::These(..) => 0,
        };
        let holes: Vec<_> = self.view.holes.iter().copied().filter(|id| *id <= upto).collect();
        Ok(indexed + self.among(&holes, &self.whole)?.len() as u64)
    }

    /// Those of some events that pass, newest first.
    fn among(&self, ids: &[i64], clause: &Clause) -> rusqlite::Result<Vec<i64>> {
        let sql = format!("SELECT {} FROM events WHERE id = ? AND {}", columns(clause), clause.sql);
        let mut hits = Hits::new(usize::MAX, Reach::WHOLE);
        for id in ids {
            self.take(&sql, [(*id).into()], clause, &mut hits)?;
        }
        hits.ids.sort_unstable_by(|one, other| other.cmp(one));
        hits.ids.dedup();
        Ok(hits.ids)
    }

    /// Takes the events that a statement finds, newest first, and that pass. Returns the id from behind which it has, when it
    /// ends before all were looked at. One event is in memory at a time.
    fn take<const N: usize>(
        &self,
        sql: &str,
        first: [Value; N],
        clause: &Clause,
        hits: &mut Hits,
    ) -> rusqlite::Result<Option<i64>> {
        let mut statement = self.view.connection.prepare_cached(sql)?;
        let mut rows = statement.query(params_from_iter(first.iter().chain(&clause.values)))?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            if !clause.exact {
                let (passes, read) = ask(self.question, row)?;
                hits.bytes = hits.bytes.saturating_sub(read);
                if passes {
                    hits.ids.push(id);
                }
            } else {
                hits.ids.push(id);
            }
            if hits.is_full() {
                return Ok(Some(id - 1));
            }
        }
        Ok(None)
    }
}

/// Takes ids, newest first, as many as are wanted, and tells from behind which these are, if there may be more.
fn cut(ids: impl Iterator<Item = i64>, hits: &mut Hits) -> Option<i64> {
    hits.ids.extend(ids.take(hits.most - hits.ids.len()));
    hits.ids.last().filter(|_| hits.ids.len() == hits.most).map(|last| last - 1)
}

/// The hits of a question in FTS5's language in a range of ids, newest first.
fn found() -> String {
    format!(
        "SELECT rowid FROM idx.words WHERE words MATCH ? AND rowid > ? AND rowid <= ? AND {} ORDER BY rowid DESC",
        shown("rowid")
    )
}

/// What a clause's events have to be read for.
fn columns(clause: &Clause) -> &'static str {
    if clause.exact { "events.id" } else { ASKED }
}

/// What [`ask`] reads.
const ASKED: &str =
    "events.id, received_at, vendor, type, family, kind, event_id, seq, user_id, app_id, client_id, triggered_by, ip,
    subject, method, path, size, cut IS NOT NULL, signature, status,
    EXISTS (SELECT 1 FROM warnings WHERE warnings.event_id = events.id AND count > 0),
    EXISTS (SELECT 1 FROM resends WHERE resends.event_id = events.id), headers, body, target,
    EXISTS (SELECT 1 FROM stars WHERE stars.event_id = events.id),
    EXISTS (SELECT 1 FROM notes WHERE notes.event_id = events.id)";

/// Whether an event passes, and how many bytes of it had to be read for that. SQLite reads header lines and body only when
/// they are asked for.
fn ask(question: &Question, row: &Row<'_>) -> rusqlite::Result<(bool, usize)> {
    let text = |column: usize| -> rusqlite::Result<&str> { Ok(row.get_ref(column)?.as_str()?) };
    let optional = |column: usize| -> rusqlite::Result<Option<&str>> { Ok(row.get_ref(column)?.as_str_or_null()?) };
    let id = row.get(0)?;
    let columns = Columns {
        id,
        received_at: timestamp(row, 1)?,
        vendor: text(2)?,
        event_type: optional(3)?,
        family: optional(4)?,
        kind: optional(5)?,
        event_id: optional(6)?,
        seq: optional(7)?,
        user_id: optional(8)?,
        app_id: optional(9)?,
        client_id: optional(10)?,
        triggered_by: optional(11)?,
        ip: optional(12)?,
        subject: optional(13)?,
        method: text(14)?,
        path: text(15)?.into(),
        target: row.get_ref(24)?.as_blob()?,
        size: row.get(16)?,
        is_cut: row.get(17)?,
        signature: text(18)?,
        status: row.get(19)?,
        has_warning: row.get(20)?,
        has_resends: row.get(21)?,
        is_starred: row.get(25)?,
        has_note: row.get(26)?,
        is_repeat: question.repeats.binary_search(&id).is_ok(),
    };
    let Question { filter, now, .. } = question;
    let mut facts = Facts { columns: &columns, headers: None, body: None };
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, LOOK));
    }
    let headers = Headers::from_block(row.get(22)?);
    facts.headers = Some(&headers);
    if let Some(passes) = filter.decide(&facts, now) {
        return Ok((passes, LOOK + headers.block().len()));
    }
    let sent = Bytes::copy_from_slice(row.get_ref(23)?.as_blob()?);
    let body = Body::of(&headers, &sent);
    facts.body = Some(&body);
    Ok((filter.matches(&facts, now), LOOK + headers.block().len() + sent.len()))
}

/// Two lists, newest first, as one without repeats.
fn merged(mut one: Vec<i64>, other: Vec<i64>) -> Vec<i64> {
    if !other.is_empty() {
        one.extend(other);
        one.sort_unstable_by(|one, other| other.cmp(one));
        one.dedup();
    }
    one
}

/// How many indexed events up to an id are in sight, but for those in holes.
pub(crate) fn indexed_and_shown(view: &View<'_>, upto: i64) -> rusqlite::Result<u64> {
    let sql = "SELECT (SELECT coalesce(sum(min(last, ?1) - first + 1), 0) FROM idx.runs WHERE first <= ?1)
            - (SELECT count(*) FROM trash WHERE event_id <= ?1 AND event_id NOT IN (SELECT id FROM idx.holes))";
    view.connection.prepare_cached(sql)?.query_row([upto], |row| row.get(0))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        NewEvent, Store,
        connection::{attach_index, open_reader},
    };
    use hookglass_filter::{Filter, Now};
    use hookglass_request::capture::{Capture, Version};
    use hookglass_senders::{
        answers,
        parsed_request::{Budget, Reading},
        signature::Verdict,
    };
    use jiff::{Timestamp, tz::TimeZone};

    fn event(number: usize) -> NewEvent {
        let at = Timestamp::UNIX_EPOCH;
        let capture = Capture {
            began_at: at,
            received_at: at,
            peer: "127.0.0.1:1".parse().unwrap(),
            version: Version::Http11,
            method: "POST".into(),
            target: format!("/{number}").into_bytes(),
            headers: Headers::from_pairs([("X-Third", if number.is_multiple_of(3) { "yes" } else { "no" })]),
            body: format!("every {} many{number}", ["one two", "two one"][number % 2]).into(),
            cut: None,
        };
        let envelope = Reading::of(&capture, Budget::WAITING).envelope;
        let answer = Some(answers::default_answer(&capture, &envelope));
        NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None }
    }

    #[tokio::test]
    async fn goes_of_any_reach_find_together_what_one_finds() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        store.keep_index().unwrap();
        for number in 1..=20 {
            store.append(event(number)).await.unwrap();
        }
        while store.index_progress().await.unwrap().upto < 20 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        drop(store);
        let store = Store::open(dir.path()).unwrap();
        for number in 21..=30 {
            store.append(event(number)).await.unwrap();
        }
        let connection = open_reader(dir.path()).unwrap();
        attach_index(&connection, dir.path()).unwrap();
        let view = View::with_index(&connection).unwrap();
        assert_eq!((view.mark, view.upto), (20, 30));
        let now = || Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
        for (text, passes) in [
            ("", (|_| true) as fn(usize) -> bool),
            ("every", |_| true),
            ("ever", |_| true),
            ("-ever", |_| false),
            // More terms than a beginning can stand for.
            ("many", |_| true),
            ("many1", |number| number == 1 || (10..20).contains(&number)),
            ("-many -path:/30", |_| false),
            ("\"two many\"", |number| number.is_multiple_of(2)),
            ("id:4 OR \"one many\"", |number| number == 4 || !number.is_multiple_of(2)),
            ("many header:x-third=yes", |number| number.is_multiple_of(3)),
            ("\"one two\"", |number| number.is_multiple_of(2)),
            ("-\"one two\"", |number| !number.is_multiple_of(2)),
            ("header:x-third=yes", |number| number.is_multiple_of(3)),
            ("header:x-third every", |_| true),
            ("size:>0 -header:x-third=yes", |number| !number.is_multiple_of(3)),
            ("id:4 OR id:25 OR path:/7", |number| [4, 7, 25].contains(&number)),
            ("status:404", |_| false),
        ] {
            let question = Question::new(&Filter::parse(text).unwrap(), now());
            let expected: Vec<i64> = (1..=30_i64).rev().filter(|id| passes(*id as usize)).collect();
            let reaches = [(1, 1, 100), (3, usize::MAX, 100), (7, 2_000, 2), (i64::MAX, 1, 1)];
            for ((span, bytes, most), sampled) in
                reaches.into_iter().flat_map(|reach| [(reach, 0), (reach, MOST_SAMPLED)])
            {
                let (mut ids, mut upto) = (Vec::new(), i64::MAX);
                let mut memory = Memory { sampled: (sampled, 0), ..Memory::default() };
                loop {
                    let reach = Reach { span, bytes };
                    let found = go(&view, &question, (0, upto), most, reach, memory).unwrap();
                    memory = found.memory;
                    assert!(found.ids.len() <= most, "{text}");
                    ids.extend(found.ids);
                    match found.next {
                        Some(next) => upto = next,
                        None => break,
                    }
                }
                assert_eq!(ids, expected, "{text}, {span} ids or {bytes} bytes at a time");
            }
        }
    }
}
