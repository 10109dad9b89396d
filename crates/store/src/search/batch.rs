//! Finds the events that pass a filter, newest first and in batches.
//!
//! The index answers for the events it contains, a scan of the events' table for the rest. Where
//! neither decides the whole filter, the remaining events are read and evaluated one by one. The
//! first batches are short, so that the newest hits are there at once. No batch takes long, so that
//! other queries get their turn.

use super::{
    clause::Clause,
    hits::{Hits, ScanBudget, ScanState},
    indexed::IndexScan,
    plan::Plan,
    query::Query,
    scan::Scan,
};
use crate::{event_ids, view::View};

/// Newer events that are read to count the hits of an index query.
const MAX_READ_TO_COUNT: i64 = 5_000;

/// Ranges of so few events are scanned without the index.
const MAX_UNINDEXED: i64 = 100;

/// The hits of one batch.
#[derive(Debug)]
pub(crate) struct Batch {
    /// Newest first.
    pub(crate) ids: Vec<i64>,
    /// The id up to which the next batch searches; `None` if this was the last.
    pub(crate) next: Option<i64>,
    /// For the next batch.
    pub(crate) state: ScanState,
}

/// Finds the newest `max` events after `after` and up to `upto` that pass, or fewer if the budget
/// is used up.
pub(super) fn next_batch(
    view: &View<'_>,
    query: &Query,
    (after, upto): (i64, i64),
    max: usize,
    budget: ScanBudget,
    state: ScanState,
) -> rusqlite::Result<Batch> {
    let mut hits = Hits::new(max, budget, state);
    let upto = upto.min(view.upto);
    let low = if max == 0 { after } else { search(view, query, (after, upto), budget.span, &mut hits)? };
    // The ids before the first event are free, after a pruning or a database that was moved aside.
    let first = after.max(event_ids::before_first(view.connection)?);
    let next = Some(low).filter(|low| *low > first);
    Ok(Batch { ids: hits.ids, next, state: hits.state })
}

/// How many events up to `upto` pass, if the index has the count.
pub(super) fn count(view: &View<'_>, query: &Query, upto: i64) -> rusqlite::Result<Option<u64>> {
    let upto = upto.min(view.upto);
    let (scan, plan) = prepare(view, query, (0, upto))?;
    let indexed_upto = view.indexed_upto.min(upto);
    let Some(plan) = plan.filter(|plan| plan.rest.is_none() && !plan.source.is_slow_to_start()) else {
        return Ok(None);
    };
    if !scan.clause.exact && upto - indexed_upto > MAX_READ_TO_COUNT {
        return Ok(None);
    }
    let mut newer = Hits::unlimited();
    scan.range(indexed_upto, upto, &mut newer)?;
    Ok(Some(newer.ids.len() as u64 + IndexScan::new(&scan, &plan).count(indexed_upto)?))
}

/// The scan for a range, and the plan if the index helps.
fn prepare<'a>(
    view: &'a View<'a>,
    query: &'a Query,
    (after, upto): (i64, i64),
) -> rusqlite::Result<(Scan<'a>, Option<Plan>)> {
    let condition = query.condition();
    let use_index = view.indexed_upto > after && (after == 0 || upto - after > MAX_UNINDEXED);
    let plan = if use_index { Plan::for_condition(&condition, view.connection)? } else { None };
    Ok((Scan::new(view, query, Clause::of(&condition)), plan))
}

/// Searches a range, newest first. Returns the id after which all hits are found.
fn search(
    view: &View<'_>,
    query: &Query,
    (after, upto): (i64, i64),
    span: i64,
    hits: &mut Hits,
) -> rusqlite::Result<i64> {
    let (scan, plan) = prepare(view, query, (after, upto))?;
    let Some(plan) = plan else { return scan.range(after.max(upto.saturating_sub(span)), upto, hits) };
    let indexed_upto = view.indexed_upto;
    if upto > indexed_upto {
        let low = scan.range(after.max(indexed_upto).max(upto.saturating_sub(span)), upto, hits)?;
        if low > indexed_upto || low <= after || hits.is_full() {
            return Ok(low);
        }
    }
    let upto = upto.min(indexed_upto);
    if plan.source.is_slow_to_start()
        && let Some(sample) = hits.state.sample()
    {
        let before = hits.ids.len();
        let low = scan.range(after.max(upto.saturating_sub(sample.min(span))), upto, hits)?;
        hits.state.sampled.0 += upto - low;
        hits.state.sampled.1 += hits.ids.len() - before;
        return Ok(low);
    }
    IndexScan::new(&scan, &plan).range(after, upto, hits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        NewEvent, Store,
        connection::{attach_index, open_reader},
        search::{duplicates::duplicates, hits::MAX_SAMPLED},
    };
    use hookglass_filter::{Filter, Now};
    use hookglass_request::{
        capture::{Capture, Version},
        headers::Headers,
    };
    use hookglass_senders::answers;
    use hookglass_senders::{
        parsed_request::{Budget, ParsedRequest},
        signature::Verdict,
    };
    use hookglass_testkit::ManualClock;
    use jiff::{Timestamp, tz::TimeZone};
    use std::sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    };

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
        let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
        let answer = Some(answers::default_answer(&capture, &envelope));
        NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None }
    }

    /// Deliveries of one event and of as many others, all indexed. Returns the number of steps of
    /// SQLite's virtual machine that finding all events takes, in windows as the list reads them.
    async fn steps(count: usize, text: &str, is_indexed: bool) -> u64 {
        let dir = tempfile::tempdir().unwrap();
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let store = Store::open(dir.path(), clock.clock()).unwrap();
        for number in 0..count {
            let id = if number % 2 == 0 { 0 } else { number };
            let mut event = event(number);
            event.capture.body = format!(
                r#"{{"id":"{id:016x}","seq":{number},"type":"user.created","payload":{{}},"context":{{"app_id":"a"}}}}"#
            )
            .into();
            event.envelope = ParsedRequest::of(&event.capture, Budget::WAITING).envelope;
            store.events_mut().append(event).await.unwrap();
        }
        let mut writes = store.index().writes();
        if is_indexed {
            store.index().start_filling().unwrap();
            while store.index().progress().await.unwrap().upto < count as i64 {
                tokio::select! {
                    written = writes.changed() => written.unwrap(),
                    () = clock.advance_to_next_timer() => {}
                }
            }
        }
        drop(store);
        let connection = open_reader(dir.path()).unwrap();
        if is_indexed {
            attach_index(&connection, dir.path()).unwrap();
        }
        let counted = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&counted);
        let count_step = move || {
            counter.fetch_add(1, Ordering::Relaxed);
            false
        };
        connection.progress_handler(1, Some(count_step)).unwrap();
        let view =
            if is_indexed { View::with_index(&connection).unwrap() } else { View::without_index(&connection).unwrap() };
        let mut query =
            Query::new(&Filter::parse(text).unwrap(), Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC });
        if query.filter.depends_on_repeats() {
            query.duplicates = duplicates(&view, 0).unwrap().into();
        }
        let (mut upto, mut state, mut batches) = (i64::MAX, ScanState::default(), 0);
        loop {
            let found = next_batch(&view, &query, (0, upto), 20, ScanBudget::after(batches), state).unwrap();
            (state, batches) = (found.state, batches + 1);
            match found.next {
                Some(next) => upto = next,
                None => break,
            }
        }
        counted.load(Ordering::Relaxed)
    }

    #[tokio::test]
    async fn twice_the_events_cost_at_most_two_and_a_half_times_the_work() {
        for text in [
            "",
            "is:duplicate",
            "-is:duplicate",
            "is:duplicate type:user.created",
            "is:duplicate OR path:/7",
            "is:duplicate header:x-third=yes",
            "type:user.*",
            "user",
            "\"user created\"",
            "-created",
            "header:x-third=yes",
            "/seq>10",
            "status:2xx",
            "seq:>100",
            "is:starred",
            "has:warning",
        ] {
            for is_indexed in [true, false] {
                let (once, twice) = (steps(200, text, is_indexed).await, steps(400, text, is_indexed).await);
                assert!(
                    twice * 2 <= once * 5,
                    "{text:?}, indexed: {is_indexed}: {once} steps for 200 events, {twice} for 400"
                );
            }
        }
    }

    #[tokio::test]
    async fn batches_of_any_size_find_the_same_events() {
        let dir = tempfile::tempdir().unwrap();
        let clock = ManualClock::at(Timestamp::UNIX_EPOCH);
        let store = Store::open(dir.path(), clock.clock()).unwrap();
        let mut writes = store.index().writes();
        store.index().start_filling().unwrap();
        for number in 1..=20 {
            store.events_mut().append(event(number)).await.unwrap();
        }
        while store.index().progress().await.unwrap().upto < 20 {
            tokio::select! {
                written = writes.changed() => written.unwrap(),
                () = clock.advance_to_next_timer() => {}
            }
        }
        drop(store);
        let store = Store::open(dir.path(), clock.clock()).unwrap();
        for number in 21..=30 {
            store.events_mut().append(event(number)).await.unwrap();
        }
        let connection = open_reader(dir.path()).unwrap();
        attach_index(&connection, dir.path()).unwrap();
        let view = View::with_index(&connection).unwrap();
        assert_eq!((view.indexed_upto, view.upto), (20, 30));
        let now = || Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC };
        for (text, passes) in [
            ("", (|_| true) as fn(usize) -> bool),
            ("every", |_| true),
            ("ever", |_| true),
            ("-ever", |_| false),
            // More terms than a prefix is expanded to.
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
            let query = Query::new(&Filter::parse(text).unwrap(), now());
            let expected: Vec<i64> = (1..=30_i64).rev().filter(|id| passes(*id as usize)).collect();
            let budgets = [(1, 1, 100), (3, usize::MAX, 100), (7, 2_000, 2), (i64::MAX, 1, 1)];
            for ((span, bytes, max), sampled) in
                budgets.into_iter().flat_map(|budget| [(budget, 0), (budget, MAX_SAMPLED)])
            {
                let (mut ids, mut upto) = (Vec::new(), i64::MAX);
                let mut state = ScanState { sampled: (sampled, 0), ..ScanState::default() };
                loop {
                    let budget = ScanBudget { span, bytes };
                    let found = next_batch(&view, &query, (0, upto), max, budget, state).unwrap();
                    state = found.state;
                    assert!(found.ids.len() <= max, "{text}");
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
