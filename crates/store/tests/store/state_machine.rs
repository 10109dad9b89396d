//! Any sequence of operations, kills and reopenings keeps every acknowledged event that no person
//! and no limit removed.

use hookglass_filter::Filter;
use hookglass_store::{FILE_NAME, INDEX_FILE_NAME, Store};
use hookglass_testkit::ManualClock;
use proptest::{collection::vec, prelude::*};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};
use tempfile::TempDir;

use crate::support::{event, now};

#[derive(Debug, Clone)]
enum Operation {
    /// Stores events of about this many bytes, all at once.
    Append(Vec<usize>),
    /// Sets or removes the star of an event.
    Star(usize, bool),
    Note(usize),
    /// Deletes some events, which can be undone.
    Trash(Vec<usize>),
    /// Restores the events of a deletion.
    Undo(usize),
    /// Permanently deletes the events of a deletion.
    Empty(usize),
    /// Removes some of the oldest events beyond a limit.
    Prune(usize),
    Checkpoint,
    /// The program is killed. Another one opens what is on the disk.
    Kill,
    /// The program ends and is started again.
    Reopen,
    /// A second program does the next operations, beside the first.
    OtherProgram,
}

fn operation() -> impl Strategy<Value = Operation> {
    prop_oneof![
        6 => vec(prop_oneof![Just(10), Just(3_000), Just(60_000)], 1..6).prop_map(Operation::Append),
        2 => (any::<usize>(), any::<bool>()).prop_map(|(which, on)| Operation::Star(which, on)),
        1 => any::<usize>().prop_map(Operation::Note),
        2 => vec(any::<usize>(), 1..5).prop_map(Operation::Trash),
        2 => any::<usize>().prop_map(Operation::Undo),
        1 => any::<usize>().prop_map(Operation::Empty),
        2 => (0..8_usize).prop_map(Operation::Prune),
        1 => Just(Operation::Checkpoint),
        2 => Just(Operation::Kill),
        1 => Just(Operation::Reopen),
        2 => Just(Operation::OtherProgram),
    ]
}

/// What was acknowledged.
#[derive(Debug, Default)]
struct Model {
    /// The path of each visible event.
    events: BTreeMap<i64, String>,
    starred: BTreeSet<i64>,
    noted: BTreeSet<i64>,
    /// Deletions that were not emptied or undone, and the events that they hide.
    trash: BTreeMap<i64, BTreeMap<i64, String>>,
    highest: i64,
    count: usize,
}

impl Model {
    fn pick(&self, which: usize) -> Option<i64> {
        self.events.keys().nth(which % self.events.len().max(1)).copied()
    }

    fn pick_deletion(&self, which: usize) -> Option<i64> {
        self.trash.keys().nth(which % self.trash.len().max(1)).copied()
    }
}

/// Programs on one database.
struct Programs {
    dir: TempDir,
    clock: ManualClock,
    open: Vec<Store>,
    current: usize,
}

impl Programs {
    fn new() -> Self {
        let (dir, clock) = (tempfile::tempdir().unwrap(), ManualClock::at(now().at));
        let open = vec![Store::open(dir.path(), clock.clock()).unwrap()];
        Self { dir, clock, open, current: 0 }
    }

    fn store(&self) -> &Store {
        &self.open[self.current]
    }

    fn start(&self, dir: &Path) -> Store {
        Store::open(dir, self.clock.clock()).unwrap()
    }

    /// What is on the disk at this moment, without what an orderly end writes.
    fn kill(&mut self) {
        let after = tempfile::tempdir().unwrap();
        for name in [FILE_NAME, INDEX_FILE_NAME] {
            for ending in ["", "-wal"] {
                let from = self.dir.path().join(format!("{name}{ending}"));
                if from.exists() {
                    fs::copy(from, after.path().join(format!("{name}{ending}"))).unwrap();
                }
            }
        }
        self.open.clear();
        self.open.push(self.start(after.path()));
        (self.dir, self.current) = (after, 0);
    }

    fn reopen(&mut self) {
        self.open.clear();
        self.open.push(self.start(self.dir.path()));
        self.current = 0;
    }

    async fn run(&mut self, operation: Operation, model: &mut Model) {
        match operation {
            Operation::Append(sizes) => {
                let first = model.count;
                model.count += sizes.len();
                let paths: Vec<_> = (first..model.count).map(|number| format!("/{number}")).collect();
                let mut ids = Vec::new();
                let appends: Vec<_> = sizes
                    .iter()
                    .zip(&paths)
                    .map(|(size, path)| self.store().events_mut().append(event(path, &vec![b'x'; *size])))
                    .collect();
                for append in appends {
                    ids.push(append.await.unwrap());
                }
                for (id, path) in ids.into_iter().zip(paths) {
                    assert!(id > model.highest || !model.events.contains_key(&id), "the id {id} is used twice");
                    model.highest = model.highest.max(id);
                    model.events.insert(id, path);
                }
            }
            Operation::Star(which, on) => {
                let Some(id) = model.pick(which) else { return };
                self.store().annotations_mut().star(vec![id], on).await.unwrap();
                if on {
                    model.starred.insert(id)
                } else {
                    model.starred.remove(&id)
                };
            }
            Operation::Note(which) => {
                let Some(id) = model.pick(which) else { return };
                self.store().annotations_mut().set_note(id, "kept".to_owned()).await.unwrap();
                model.noted.insert(id);
            }
            Operation::Trash(which) => {
                let ids: BTreeSet<_> = which.into_iter().filter_map(|which| model.pick(which)).collect();
                let trashed = self.store().trash_mut().hide(ids.iter().copied().collect()).await.unwrap();
                assert_eq!(trashed.count, ids.len() as u64);
                let hidden = ids.iter().filter_map(|id| model.events.remove_entry(id)).collect();
                model.trash.insert(trashed.undo, hidden);
            }
            Operation::Undo(which) => {
                let Some(undo) = model.pick_deletion(which) else { return };
                let hidden = model.trash.remove(&undo).unwrap();
                assert_eq!(self.store().trash_mut().restore(undo).await.unwrap(), hidden.len() as u64);
                model.events.extend(hidden);
            }
            Operation::Empty(which) => {
                let Some(undo) = model.pick_deletion(which) else { return };
                while self.store().trash_mut().empty(undo, 100).await.unwrap() > 0 {}
                model.trash.remove(&undo);
            }
            Operation::Prune(max) => {
                let oldest: Vec<_> = model.events.keys().copied().take(max).collect();
                let kept = |id: &i64| model.starred.contains(id) || model.noted.contains(id);
                let gone: Vec<_> = oldest.iter().copied().filter(|id| !kept(id)).collect();
                assert_eq!(self.store().retention_mut().prune(oldest).await.unwrap(), gone.len() as u64);
                gone.iter().for_each(|id| drop(model.events.remove(id)));
            }
            Operation::Checkpoint => drop(self.store().disk_mut().checkpoint().await.unwrap()),
            Operation::Kill => self.kill(),
            Operation::Reopen => self.reopen(),
            Operation::OtherProgram => {
                if self.open.len() < 2 {
                    self.open.push(self.start(self.dir.path()));
                }
                self.current = self.open.len() - 1 - self.current;
            }
        }
    }

    async fn check(&self, model: &Model) {
        for store in &self.open {
            let (ids, _) = store.search().ids_after(&Filter::default(), now(), 0).await.unwrap();
            assert_eq!(ids, model.events.keys().copied().collect::<Vec<_>>());
            let rows = store.events().rows(ids).await.unwrap();
            for (row, path) in rows.iter().zip(model.events.values()) {
                assert_eq!(&row.path, path);
                assert_eq!((row.starred, row.noted), (model.starred.contains(&row.id), model.noted.contains(&row.id)));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn no_acknowledged_event_disappears(operations in vec(operation(), 1..30)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (mut programs, mut model) = (Programs::new(), Model::default());
            for operation in operations {
                programs.run(operation, &mut model).await;
                programs.check(&model).await;
            }
        });
    }
}
