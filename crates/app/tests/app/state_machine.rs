//! Any sequence of operations, clock steps and kills keeps every acknowledged event that no person
//! deleted and no limit that can be met removed. The receiver, the rounds of housekeeping and a
//! second program take part.
//!
//! The test knows which events a limit may remove. It does not require that they are removed: that
//! is what `retention.rs` tests.

use hookglass_app::{
    App, NoKeychain,
    view::{Deletion, ForwardTarget, Retention, SettingsChange},
};
use hookglass_testkit::ManualClock;
use jiff::{SignedDuration, Timestamp};
use proptest::{collection::vec, prelude::*};
use std::{collections::BTreeMap, fs, net::TcpListener, sync::Arc, time::Duration};
use tokio::time::Instant;

use crate::support::{Running, background, open_on};

const MINUTE: Duration = Duration::from_secs(60);
/// How long events stay at least, and how long a clock must be steady.
const MIN_AGE: Duration = Duration::from_secs(10 * 60);
/// The pause between two rounds of housekeeping.
const ROUND: Duration = Duration::from_secs(3);
/// How long background work waits while events arrive.
const IDLE_PAUSE: Duration = Duration::from_millis(20);

#[derive(Debug, Clone)]
enum Operation {
    /// Sends events to the receiver.
    Append(usize),
    Star(usize, bool),
    Note(usize),
    /// Deletes some events, which can be undone.
    Trash(Vec<usize>),
    Undo(usize),
    /// Sets the limits on number and age.
    Limit(Option<u64>, Option<u64>),
    /// Prunes on request.
    Prune(u64),
    /// Adds a target that never answers.
    Forward,
    /// Lets minutes pass.
    Wait(u64),
    /// Sets the time of day by hours.
    StepClock(i64),
    /// The program is killed. Another one opens what is on the disk.
    Kill,
    /// A second program does the next operations, beside the first.
    OtherProgram,
}

fn operation() -> impl Strategy<Value = Operation> {
    use Operation::{Append, Forward, Kill, Limit, Note, OtherProgram, Prune, Star, StepClock, Trash, Undo, Wait};
    let days = proptest::option::of(prop_oneof![Just(1_u64), Just(30)]);
    prop_oneof![
        6 => (1..5_usize).prop_map(Append),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(which, on)| Star(which, on)),
        1 => any::<usize>().prop_map(Note),
        2 => vec(any::<usize>(), 1..4).prop_map(Trash),
        2 => any::<usize>().prop_map(Undo),
        3 => (proptest::option::of(1..6_u64), days).prop_map(|(events, days)| Limit(events, days)),
        1 => (1..6_u64).prop_map(Prune),
        1 => Just(Forward),
        5 => prop_oneof![Just(1_u64), Just(6), Just(11), Just(25 * 60), Just(31 * 24 * 60)].prop_map(Wait),
        2 => prop_oneof![Just(-1000_i64), Just(1), Just(49), Just(1000)].prop_map(StepClock),
        2 => Just(Kill),
        2 => Just(OtherProgram),
    ]
}

/// An event that was acknowledged.
#[derive(Debug)]
struct Acknowledged {
    path: String,
    /// By the monotonic clock.
    at: Instant,
    received_at: Timestamp,
    starred: bool,
    noted: bool,
    /// The deletion that hides it.
    deletion: Option<i64>,
    /// A limit may have removed it.
    is_expendable: bool,
    /// A target that retries has not got it.
    is_unsent: bool,
}

/// What was acknowledged.
struct Model {
    events: BTreeMap<i64, Acknowledged>,
    sent: usize,
    limits: Retention,
    has_target: bool,
    /// Deletions that can be undone.
    deletions: Vec<i64>,
    last_step: Instant,
}

impl Model {
    /// The events that must be there.
    fn required(&self) -> impl Iterator<Item = (&i64, &Acknowledged)> {
        self.events.iter().filter(|(_, event)| event.deletion.is_none() && !event.is_expendable)
    }

    fn pick(&self, which: usize) -> Option<i64> {
        let count = self.required().count().max(1);
        self.required().nth(which % count).map(|(id, _)| *id)
    }

    /// Marks the events that limits may remove now.
    fn expend(&mut self, limits: Retention, now: Instant, wall: Timestamp, is_requested: bool) {
        let is_steady = is_requested || now - self.last_step >= MIN_AGE;
        let mut newer = 0;
        for event in self.events.values_mut().rev() {
            if event.deletion.is_some() || event.starred || event.noted {
                continue;
            }
            let patience = if event.is_unsent { 2 } else { 1 };
            let is_beyond = limits.events.is_some_and(|most| newer >= most * patience);
            let age = |days: u64| SignedDuration::from_hours(24 * (days * patience).cast_signed());
            let is_aged = is_steady && limits.days.is_some_and(|days| event.received_at < wall - age(days));
            let is_old = is_requested || now - event.at >= MIN_AGE;
            event.is_expendable |= is_old && (is_beyond || is_aged);
            newer += 1;
        }
    }
}

/// Programs on one database. The first receives and keeps house.
struct Programs {
    clock: ManualClock,
    receiving: Running,
    other: Option<Arc<App>>,
    is_other_current: bool,
    /// A target that takes connections and never answers.
    silent: TcpListener,
}

impl Programs {
    async fn start() -> Self {
        let (receiving, clock) = Running::start_manual().await;
        let silent = TcpListener::bind("127.0.0.1:0").unwrap();
        let programs = Self { clock, receiving, other: None, is_other_current: false, silent };
        programs.settle().await;
        programs
    }

    fn app(&self) -> &App {
        self.other.as_ref().filter(|_| self.is_other_current).unwrap_or(&self.receiving.app)
    }

    fn now(&self) -> Instant {
        self.clock.clock().now()
    }

    fn wall(&self) -> Timestamp {
        self.clock.clock().wall()
    }

    /// Runs work to its end. Time passes only while the work waits for its turn to write.
    async fn drive<T>(&self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        loop {
            tokio::select! {
                biased;
                value = &mut work => return value,
                () = self.clock.timer(IDLE_PAUSE) => self.clock.advance(IDLE_PAUSE),
            }
        }
    }

    /// Ends a program, however long it waits for its connections.
    async fn end(&self, app: &App) {
        let ended = app.close();
        tokio::pin!(ended);
        loop {
            tokio::select! {
                biased;
                () = &mut ended => return,
                () = self.clock.advance_to_next_timer() => tokio::task::yield_now().await,
            }
        }
    }

    /// Waits until housekeeping has ended its round.
    async fn settle(&self) {
        loop {
            tokio::select! {
                biased;
                () = self.clock.timer(ROUND) => return,
                () = self.clock.timer(IDLE_PAUSE) => self.clock.advance(IDLE_PAUSE),
            }
        }
    }

    /// Lets time pass and a round of housekeeping run.
    async fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.settle().await;
    }

    /// What is on the disk at this moment, without what an orderly end writes.
    async fn kill(&mut self) {
        let after = tempfile::tempdir().unwrap();
        {
            // Keeps SQLite from starting its log over while the files are copied.
            let database = rusqlite::Connection::open(self.receiving.dir().join("hookglass.db")).unwrap();
            database.execute_batch("BEGIN IMMEDIATE").unwrap();
            for name in ["hookglass.db", "hookglass.db-wal"] {
                let from = self.receiving.dir().join(name);
                if from.exists() {
                    fs::copy(from, after.path().join(name)).unwrap();
                }
            }
        }
        // What it still writes is in a folder that no one reads.
        self.end(&self.receiving.app).await;
        let app = open_on(after.path(), Arc::new(NoKeychain), self.clock.clock()).await;
        self.receiving = Running::with_app(app, after).await;
        (self.other, self.is_other_current) = (None, false);
        self.settle().await;
    }

    async fn ids_and_paths(app: &App) -> BTreeMap<i64, (String, bool, bool)> {
        let listing = app.inbox.open("", false, None).await.unwrap().listing;
        let rows = app.inbox.window(listing, 0, 200).await.unwrap().rows;
        rows.into_iter().map(|row| (row.id, (row.path, row.starred, row.noted))).collect()
    }

    async fn run(&mut self, operation: Operation, model: &mut Model) {
        match operation {
            Operation::Append(count) => {
                for _ in 0..count {
                    model.sent += 1;
                    let (path, received_at) = (format!("/{}", model.sent), self.wall());
                    assert_eq!(self.receiving.post(&path, &[], b"{}").await.status, 200);
                    let stored = Self::ids_and_paths(&self.receiving.app).await;
                    let id = stored.iter().find(|(_, (stored, ..))| *stored == path).map(|(id, _)| *id);
                    let id = id.unwrap_or_else(|| panic!("{path} was acknowledged and is not there"));
                    let event = Acknowledged {
                        path,
                        at: self.now(),
                        received_at,
                        starred: false,
                        noted: false,
                        deletion: None,
                        is_expendable: false,
                        is_unsent: model.has_target,
                    };
                    assert!(model.events.insert(id, event).is_none(), "the id {id} is used twice");
                }
            }
            Operation::Star(which, on) => {
                let Some(id) = model.pick(which) else { return };
                self.app().inbox.star(vec![id], on).await.unwrap();
                model.events.get_mut(&id).unwrap().starred = on;
            }
            Operation::Note(which) => {
                let Some(id) = model.pick(which) else { return };
                self.app().inbox.set_note(id, "stays").await.unwrap();
                model.events.get_mut(&id).unwrap().noted = true;
            }
            Operation::Trash(which) => {
                let mut ids: Vec<_> = which.into_iter().filter_map(|which| model.pick(which)).collect();
                ids.sort_unstable();
                ids.dedup();
                let deleted = self.app().inbox.delete(Deletion::Ids { ids: ids.clone() }).await.unwrap();
                assert_eq!(deleted.count, ids.len() as u64);
                ids.iter().for_each(|id| model.events.get_mut(id).unwrap().deletion = Some(deleted.undo));
                model.deletions.push(deleted.undo);
            }
            Operation::Undo(which) => {
                if model.deletions.is_empty() {
                    return;
                }
                let undo = model.deletions.remove(which % model.deletions.len());
                let hidden = model.events.values_mut().filter(|event| event.deletion == Some(undo));
                let hidden = hidden.map(|event| event.deletion = None).count();
                assert_eq!(self.app().inbox.undo_delete(undo).await.unwrap(), hidden as u64);
            }
            Operation::Limit(events, days) => {
                let before = std::mem::replace(&mut model.limits, Retention { events, days, bytes: None });
                let change = SettingsChange { retention: Some(model.limits), ..Default::default() };
                self.receiving.app.pages.change_settings(change).await.unwrap();
                self.settle().await;
                // A round may have begun with the limits before.
                model.expend(before, self.now(), self.wall(), false);
            }
            Operation::Prune(most) => {
                let limits = Retention { events: Some(most), days: None, bytes: None };
                // It is refused while a round prunes.
                let _ = self.drive(self.app().retention.prune(limits)).await;
                model.expend(limits, self.now(), self.wall(), true);
            }
            Operation::Forward => {
                if std::mem::replace(&mut model.has_target, true) {
                    return;
                }
                let target = ForwardTarget {
                    retry: true,
                    ..background(format!("http://{}/", self.silent.local_addr().unwrap()))
                };
                self.receiving.app.forward.save(target, false).await.unwrap();
            }
            Operation::Wait(minutes) => self.pass(minutes as u32 * MINUTE).await,
            Operation::StepClock(hours) => {
                self.clock.set_wall(self.wall() + SignedDuration::from_hours(hours));
                self.pass(ROUND).await;
                model.last_step = self.now();
            }
            Operation::Kill => {
                self.kill().await;
                model.deletions.clear();
            }
            Operation::OtherProgram => {
                if self.other.is_none() {
                    let dir = self.receiving.dir().to_owned();
                    self.other = Some(open_on(&dir, Arc::new(NoKeychain), self.clock.clock()).await);
                }
                self.is_other_current = !self.is_other_current;
            }
        }
        self.pass(ROUND).await;
        model.expend(model.limits, self.now(), self.wall(), false);
    }

    async fn check(&self, model: &Model, what: &str) {
        for app in [Some(&self.receiving.app), self.other.as_ref()].into_iter().flatten() {
            let stored = Self::ids_and_paths(app).await;
            for (id, event) in model.required() {
                let found = stored.get(id).unwrap_or_else(|| panic!("after {what}: event {id} is missing: {event:?}"));
                assert_eq!(*found, (event.path.clone(), event.starred, event.noted), "after {what}: event {id}");
            }
            for id in stored.keys() {
                assert!(model.events.get(id).is_some_and(|event| event.deletion.is_none()), "after {what}: event {id}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_acknowledged_event_goes_unless_a_person_or_a_limit_that_can_be_met_removes_it(
        operations in vec(operation(), 1..25)
    ) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let mut programs = Programs::start().await;
            let mut model = Model {
                events: BTreeMap::new(),
                sent: 0,
                limits: Retention::default(),
                has_target: false,
                deletions: Vec::new(),
                last_step: programs.now(),
            };
            for operation in operations {
                let what = format!("{operation:?}");
                programs.run(operation, &mut model).await;
                programs.check(&model, &what).await;
            }
        });
    }
}
