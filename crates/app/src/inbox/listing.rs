//! A listing that is open: the ids that pass its filter, as far as they are here.
//!
//! The newest are looked for first, by a task of the listing's own, which then counts the others where the index can, and
//! finds them where it cannot. The listing takes in what was found when it is asked for a window; until all is known, it says
//! that it is still counting. Ids that are only counted are read when a window reaches them. Dropping a listing ends the task.

use hookglass_filter::{Filter, Now};
use hookglass_store::{Removals, SearchCursor, StoreError};
use std::{
    collections::VecDeque,
    sync::{Arc, Weak},
    time::Duration,
};
use tokio::{
    sync::mpsc::{self, UnboundedReceiver, UnboundedSender},
    task::JoinHandle,
    time::{Instant, timeout_at},
};

use crate::{
    error::AppError,
    inbox::{Inbox, MOST_ROWS, groups::Groups},
};

/// Ids that are looked for before the others are counted, and those that are read at a time after that.
const FIRST_IDS: usize = 2 * MOST_ROWS;
const MORE_IDS: usize = 50_000;

#[derive(Debug)]
pub(crate) struct OpenListing {
    filter: Filter,
    /// When it was opened. `after:10m` stays the ten minutes before that: rows of a listing do not go, and what arrives
    /// later is later in any case.
    opened_at: Now,
    /// How long who opens it waits for what it does not have; `None`: until it has all.
    patience: Option<Duration>,
    /// Its rows, when copies are one row.
    groups: Option<Groups>,
    /// Oldest first. The oldest ones are missing as long as `rest` says so.
    ids: VecDeque<i64>,
    rest: Rest,
    /// Rows that were found behind the others after it was opened.
    behind: u64,
    /// The id up to which was looked.
    upto: i64,
    /// The moment up to which what has gone is left out.
    removals: i64,
    /// Changes when rows have moved otherwise than by what is new in front, or found behind.
    revision: u64,
}

/// The ids that are not here.
#[derive(Debug)]
enum Rest {
    Nothing,
    Coming(Coming),
    /// So many events are listed in all; their ids are read when they are asked for.
    Counted(u64, SearchCursor),
    /// What is here is to be forgotten, and all to be looked for anew.
    Unknown,
}

/// What the task finds, until it is dropped.
#[derive(Debug)]
struct Coming {
    found: UnboundedReceiver<Result<Found, StoreError>>,
    task: JoinHandle<()>,
}

impl Drop for Coming {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// What the task found. What had gone by a moment is not among it.
#[derive(Debug)]
enum Found {
    /// Newest first.
    Ids(Vec<i64>, i64),
    Counted(u64, SearchCursor, i64),
    Over,
}

impl OpenListing {
    pub(crate) async fn open(
        app: &Arc<Inbox>,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        patience: Option<Duration>,
    ) -> Result<Self, AppError> {
        let mut listing = Self::begin(app, filter, opened_at, grouped, patience).await?;
        listing.wait(app).await?;
        if matches!(listing.rest, Rest::Unknown) {
            listing.begin_anew(app).await?;
        }
        Ok(listing)
    }

    /// With nothing in it yet.
    async fn begin(
        app: &Arc<Inbox>,
        filter: Filter,
        opened_at: Now,
        grouped: bool,
        patience: Option<Duration>,
    ) -> Result<Self, AppError> {
        // In this order: what goes meanwhile is seen the next time.
        let removals = app.store.removals().since(i64::MAX).await?.upto;
        app.findings.count_for(&filter).await?;
        let lookup = app.store.search().begin(&filter, opened_at.clone()).await?;
        let upto = lookup.upto();
        let (sender, found) = mpsc::unbounded_channel();
        let task = tokio::spawn(find(Arc::downgrade(app), lookup, grouped, sender));
        Ok(Self {
            filter,
            opened_at,
            patience,
            groups: grouped.then(Groups::default),
            ids: VecDeque::new(),
            rest: Rest::Coming(Coming { found, task }),
            behind: 0,
            upto,
            removals,
            revision: 0,
        })
    }

    /// Looks for all of it again.
    async fn begin_anew(&mut self, app: &Arc<Inbox>) -> Result<(), AppError> {
        let in_front = self.rows() - self.behind;
        while matches!(self.rest, Rest::Unknown) {
            let (filter, opened_at) = (self.filter.clone(), self.opened_at.clone());
            let anew = Self::begin(app, filter, opened_at, self.groups.is_some(), self.patience).await?;
            *self = Self { revision: self.revision + 1, ..anew };
            self.wait(app).await?;
        }
        self.behind = self.rows().saturating_sub(in_front);
        Ok(())
    }

    /// Takes in what is found, for as long as its patience lasts.
    async fn wait(&mut self, app: &Inbox) -> Result<(), AppError> {
        let until = self.patience.map(|patience| Instant::now() + patience);
        while let Rest::Coming(coming) = &mut self.rest {
            let found = match until {
                None => coming.found.recv().await,
                Some(until) => match timeout_at(until, coming.found.recv()).await {
                    Ok(found) => found,
                    Err(_) => break,
                },
            };
            self.take(app, found).await?;
        }
        Ok(())
    }

    /// Takes in what was found meanwhile.
    pub(crate) async fn take_what_was_found(&mut self, app: &Inbox) -> Result<(), AppError> {
        let before = self.rows();
        while let Rest::Coming(coming) = &mut self.rest {
            match coming.found.try_recv() {
                Ok(found) => self.take(app, Some(found)).await?,
                Err(mpsc::error::TryRecvError::Empty) => break,
                Err(mpsc::error::TryRecvError::Disconnected) => self.take(app, None).await?,
            }
        }
        self.behind += self.rows().saturating_sub(before);
        Ok(())
    }

    async fn take(&mut self, app: &Inbox, found: Option<Result<Found, StoreError>>) -> Result<(), AppError> {
        match found.unwrap_or(Err(StoreError::Closed)) {
            Ok(Found::Ids(mut ids, moment)) => {
                if moment < self.removals {
                    match app.store.removals().since(moment).await?.ids {
                        Some(gone) => ids.retain(|id| !is_in(*id, &gone)),
                        None => {
                            self.rest = Rest::Unknown;
                            return Ok(());
                        }
                    }
                }
                if let Some(groups) = &mut self.groups {
                    groups.add_older(ids.iter().copied(), &*app.duplicates.seen_upto(self.upto).await?);
                }
                ids.into_iter().for_each(|id| self.ids.push_front(id));
            }
            // What has gone since may have been counted.
            Ok(Found::Counted(.., moment)) if moment < self.removals => self.rest = Rest::Unknown,
            Ok(Found::Counted(total, lookup, _)) => {
                let new = self.ids.iter().rev().take_while(|id| **id > lookup.upto()).count();
                self.rest = Rest::Counted(total + new as u64, lookup);
            }
            Ok(Found::Over) => self.rest = Rest::Nothing,
            Err(error) => {
                // Whoever asks again has it looked for again.
                self.rest = Rest::Unknown;
                return Err(error.into());
            }
        }
        Ok(())
    }

    /// Leaves out what has gone since it was last looked at; looks for all of it anew when that cannot be told by itself.
    pub(crate) async fn leave_out_what_has_gone(&mut self, app: &Arc<Inbox>) -> Result<(), AppError> {
        let Removals { upto, ids } = app.store.removals().since(self.removals).await?;
        match ids {
            Some(gone) if gone.is_empty() => {}
            // An event is a repeat no more once those before it have gone.
            Some(gone) if !matches!(self.rest, Rest::Counted(..)) && !self.filter.asks_for_repeats() => {
                let (in_front, before) = (self.rows() - self.behind, self.ids.len());
                self.ids.retain(|id| !is_in(*id, &gone));
                if self.ids.len() < before {
                    if self.groups.is_some() {
                        let seen = app.duplicates.seen_upto(self.upto).await?;
                        self.groups = Some(Groups::of(self.ids.iter().copied(), &seen));
                    }
                    self.behind = self.rows().saturating_sub(in_front);
                    self.revision += 1;
                }
            }
            _ => self.rest = Rest::Unknown,
        }
        self.removals = upto;
        if matches!(self.rest, Rest::Unknown) {
            self.begin_anew(app).await?;
        }
        Ok(())
    }

    /// Adds what has arrived.
    pub(crate) async fn add_new(&mut self, app: &Inbox) -> Result<(), AppError> {
        app.findings.count_for(&self.filter).await?;
        let (new, upto) = app.store.search().ids_after(&self.filter, self.opened_at.clone(), self.upto).await?;
        if let Some(groups) = &mut self.groups
            && !new.is_empty()
        {
            let seen = app.duplicates.seen_upto(upto).await?;
            let moved = new.iter().filter(|id| groups.add(**id, &seen)).count();
            self.revision += u64::from(moved > 0);
        }
        if let Rest::Counted(total, _) = &mut self.rest {
            *total += new.len() as u64;
        }
        self.ids.extend(new);
        self.upto = upto;
        Ok(())
    }

    /// The ids of some rows, newest first.
    pub(crate) async fn window(&mut self, app: &Inbox, skip: usize, len: usize) -> Result<Vec<i64>, AppError> {
        if let Some(groups) = &self.groups {
            return Ok(groups.window(skip, len));
        }
        while let Rest::Counted(total, lookup) = &mut self.rest
            && self.ids.len() < skip.saturating_add(len)
            && (skip as u64) < *total
        {
            let older = app.store.search().next(lookup, MORE_IDS).await?;
            older.into_iter().for_each(|id| self.ids.push_front(id));
            if lookup.is_finished() {
                self.rest = Rest::Nothing;
            }
        }
        Ok(self.ids.iter().rev().skip(skip).take(len).copied().collect())
    }

    /// How many there are, as far as that is known.
    pub(crate) fn rows(&self) -> u64 {
        match (&self.groups, &self.rest) {
            (Some(groups), _) => groups.len(),
            (None, Rest::Counted(total, _)) => *total,
            (None, _) => self.ids.len() as u64,
        }
    }

    pub(crate) fn behind(&self) -> u64 {
        self.behind
    }

    pub(crate) fn revision(&self) -> u64 {
        self.revision
    }

    /// Whether there may be more of it than is known.
    pub(crate) fn is_counting(&self) -> bool {
        matches!(self.rest, Rest::Coming(_) | Rest::Unknown)
    }

    /// How many events stand behind a row, when copies are one row.
    pub(crate) fn copies(&self, row: i64) -> u64 {
        self.groups.as_ref().map_or(1, |groups| groups.copies(row))
    }
}

fn is_in(id: i64, runs: &[(i64, i64)]) -> bool {
    runs.iter().any(|(first, last)| (*first..=*last).contains(&id))
}

/// The task of a listing. With `all` it finds every id, even where they can be counted.
async fn find(app: Weak<Inbox>, lookup: SearchCursor, all: bool, sender: UnboundedSender<Result<Found, StoreError>>) {
    if let Err(error) = find_and_tell(app, lookup, all, &sender).await {
        // Nobody hears it when the listing is closed.
        let _ = sender.send(Err(error));
    }
}

async fn find_and_tell(
    app: Weak<Inbox>,
    mut lookup: SearchCursor,
    all: bool,
    sender: &UnboundedSender<Result<Found, StoreError>>,
) -> Result<(), StoreError> {
    let (mut found, mut may_count) = (0, !all);
    while !lookup.is_finished() {
        // The application is not kept open for a listing.
        let Some(app) = app.upgrade() else { return Ok(()) };
        let moment = app.store.removals().since(i64::MAX).await?.upto;
        if found >= FIRST_IDS
            && std::mem::take(&mut may_count)
            && let Some(total) = app.store.search().count(&mut lookup).await?
        {
            let _ = sender.send(Ok(Found::Counted(total, lookup, moment)));
            return Ok(());
        }
        let most = if found < FIRST_IDS { FIRST_IDS - found } else { usize::MAX };
        let ids = app.store.search().next(&mut lookup, most).await?;
        found += ids.len();
        if sender.send(Ok(Found::Ids(ids, moment))).is_err() {
            return Ok(());
        }
    }
    let _ = sender.send(Ok(Found::Over));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        App, DataDir, NoKeychain,
        base::here_and_now,
        view::{DataDirSource, Deletion},
    };
    use hookglass_clock::Clock;
    use hookglass_request::{
        capture::{Capture, Version},
        headers::Headers,
    };
    use hookglass_senders::{
        answers,
        parsed_request::{Budget, Reading},
        signature::Verdict,
    };
    use hookglass_store::NewEvent;
    use jiff::Timestamp;

    const EVENTS: i64 = 1_000;

    fn event() -> NewEvent {
        let at = Timestamp::UNIX_EPOCH;
        let capture = Capture {
            began_at: at,
            received_at: at,
            peer: "127.0.0.1:1".parse().unwrap(),
            version: Version::Http11,
            method: "POST".into(),
            target: b"/".to_vec(),
            headers: Headers::from_pairs([("X", "y")]),
            body: "one two".into(),
            cut: None,
        };
        let envelope = Reading::of(&capture, Budget::WAITING).envelope;
        let answer = Some(answers::default_answer(&capture, &envelope));
        NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None }
    }

    async fn with_events(dir: &std::path::Path) -> Arc<Inbox> {
        let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
        let app = App::open_with(data_dir, Arc::new(NoKeychain), Clock::system()).await.unwrap().inbox;
        let adding: Vec<_> = (0..EVENTS)
            .map(|_| {
                let app = Arc::clone(&app);
                tokio::spawn(async move { app.store.events_mut().append(event()).await.unwrap() })
            })
            .collect();
        for added in adding {
            added.await.unwrap();
        }
        app
    }

    /// By somebody who waits for nothing.
    async fn open(app: &Arc<Inbox>, filter: &str, grouped: bool) -> OpenListing {
        let filter = Filter::parse(filter).unwrap();
        OpenListing::begin(app, filter, here_and_now(), grouped, Some(Duration::ZERO)).await.unwrap()
    }

    /// What a window has of it now.
    async fn shown(app: &Arc<Inbox>, listing: &mut OpenListing) -> Vec<i64> {
        listing.leave_out_what_has_gone(app).await.unwrap();
        listing.take_what_was_found(app).await.unwrap();
        listing.add_new(app).await.unwrap();
        let ids = listing.window(app, 0, usize::MAX).await.unwrap();
        assert_eq!(ids.len() as u64, listing.rows());
        ids
    }

    #[tokio::test]
    async fn a_listing_that_is_counted_grows_at_its_end_and_nothing_is_missed_or_twice_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let app = with_events(dir.path()).await;
        let mut expected: Vec<i64> = (1..=EVENTS).rev().collect();
        // Not indexed, and then indexed: the rest is found, or it is counted.
        for round in 0..2 {
            for (filter, grouped) in [
                ("", false),
                ("one", false),
                ("\"one two\"", false),
                ("size:7", false),
                ("-gone", false),
                ("one", true),
            ] {
                let told = format!("{filter}, grouped {grouped}, round {round}");
                let mut listing = open(&app, filter, grouped).await;
                assert!(listing.is_counting() && listing.rows() == 0, "nothing was waited for: {told}");
                expected.insert(0, app.store.events_mut().append(event()).await.unwrap());
                let gone = [expected[3], expected[500]];
                app.delete_events(Deletion::Ids { ids: gone.to_vec() }).await.unwrap();
                expected.retain(|id| !gone.contains(id));
                let mut looks = 0;
                while listing.is_counting() {
                    let ids = shown(&app, &mut listing).await;
                    assert!(expected.starts_with(&ids), "the newest of them, in order: {told}");
                    assert!(listing.rows() - listing.behind() <= 1, "one came in front: {told}");
                    looks += 1;
                    if looks == 2 {
                        let gone = expected.remove(10);
                        app.delete_events(Deletion::Ids { ids: vec![gone] }).await.unwrap();
                    }
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
                assert_eq!(shown(&app, &mut listing).await, expected, "{told}");
                let whole =
                    OpenListing::open(&app, listing.filter.clone(), here_and_now(), grouped, None).await.unwrap();
                assert_eq!((whole.rows(), whole.behind()), (expected.len() as u64, 0), "{told}");
            }
            app.store.index().start_filling().unwrap();
            let began = Instant::now();
            while app.index_progress().await.unwrap().upto < expected[0] {
                assert!(began.elapsed() < Duration::from_secs(60), "the index is filled");
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
    }

    #[tokio::test]
    async fn nobody_looks_for_the_rest_of_a_listing_that_is_dropped() {
        let dir = tempfile::tempdir().unwrap();
        let app = with_events(dir.path()).await;
        let listing = open(&app, "size:7", false).await;
        let Rest::Coming(coming) = &listing.rest else { panic!("nothing was waited for") };
        let task = coming.task.abort_handle();
        drop(listing);
        while !task.is_finished() {
            tokio::task::yield_now().await;
        }
        assert_eq!(Arc::strong_count(&app), 1, "nor is the application kept open for it");
    }
}
