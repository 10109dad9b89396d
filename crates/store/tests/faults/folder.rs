//! A data folder as a killed program leaves it, and what must stay in it.

use bytes::Bytes;
use hookglass_faulty_disk::FaultyDisk;
use hookglass_filter::{Filter, Now};
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    answers,
    parsed_request::{Budget, ParsedRequest},
    signature::Verdict,
};
use hookglass_store::{FILE_NAME, INDEX_FILE_NAME, NewEvent, Store, complaints};
use hookglass_testkit::ManualClock;
use jiff::{Timestamp, tz::TimeZone};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::Arc,
};
use tempfile::TempDir;

/// The events that each folder starts with. The index contains the first half, the log the last
/// two.
pub(crate) const EVENTS: i64 = 8;
/// One of them, which has a star.
pub(crate) const STARRED: i64 = 6;

/// The bytes of a body: a few, most of a page, many pages.
fn body(number: i64) -> Vec<u8> {
    let repeated = [2, 150, 1_500][number as usize % 3];
    [format!("word{number:04} \u{0} ").as_bytes(), &b"\xff not UTF-8 \r\n".repeat(repeated)].concat()
}

pub(crate) fn event(number: i64) -> NewEvent {
    let capture = Capture {
        began_at: Timestamp::from_second(1_700_000_000).unwrap(),
        received_at: Timestamp::from_second(1_700_000_000 + number).unwrap(),
        peer: "[::1]:5000".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: format!("/{number}").into_bytes(),
        headers: Headers::from_block(format!("X-Number: {number}\r\nx-a:2\r\n").into_bytes()),
        body: Bytes::from(body(number)),
        cut: None,
    };
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let answer = Some(answers::default_answer(&capture, &envelope));
    NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None }
}

pub(crate) fn now() -> Now {
    Now { at: Timestamp::from_second(1_800_000_000).unwrap(), zone: TimeZone::UTC }
}

/// The files of a folder.
pub(crate) struct Template(Vec<(String, Vec<u8>)>);

impl Template {
    /// A folder with events. SQLite's log is not empty, and there is an index.
    pub(crate) async fn new() -> Self {
        let folder = Folder::empty();
        {
            let store = folder.open();
            for number in 1..=EVENTS / 2 {
                store.events_mut().append(event(number)).await.unwrap();
            }
            folder.index(&store).await;
        }
        let store = folder.open();
        for number in EVENTS / 2 + 1..=EVENTS - 2 {
            store.events_mut().append(event(number)).await.unwrap();
        }
        store.annotations_mut().star(vec![STARRED], true).await.unwrap();
        assert!(store.disk_mut().checkpoint().await.unwrap());
        for number in EVENTS - 1..=EVENTS {
            store.events_mut().append(event(number)).await.unwrap();
        }
        let names = [FILE_NAME, INDEX_FILE_NAME].map(|name| [name.to_owned(), format!("{name}-wal")]);
        let files = names.into_iter().flatten().filter_map(|name| {
            let content = fs::read(folder.path().join(&name)).ok()?;
            Some((name, content))
        });
        Self(files.collect())
    }

    fn write_to(&self, dir: &Path) {
        for (name, content) in &self.0 {
            fs::write(dir.join(name), content).unwrap();
        }
    }

    pub(crate) fn folder(&self) -> Folder {
        let folder = Folder::empty();
        self.write_to(folder.path());
        folder
    }
}

/// A data folder on a disk that can fail.
pub(crate) struct Folder {
    dir: TempDir,
    pub(crate) disk: Arc<FaultyDisk>,
    pub(crate) clock: ManualClock,
}

impl Folder {
    pub(crate) fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let disk = FaultyDisk::at(dir.path());
        Self { dir, disk, clock: ManualClock::at(now().at) }
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn open(&self) -> Store {
        self.try_open().unwrap()
    }

    pub(crate) fn try_open(&self) -> Result<Store, hookglass_store::OpenError> {
        Store::open(self.path(), self.clock.clock())
    }

    /// Fills the index, and lets the indexer work until `enough` or all events are indexed.
    pub(crate) async fn index_until(&self, store: &Store, enough: impl Fn() -> bool) {
        let mut writes = store.index().writes();
        store.index().start_filling().unwrap();
        while !enough() && *writes.borrow_and_update() == 0 {
            tokio::select! {
                written = writes.changed() => written.unwrap(),
                () = self.clock.advance_to_next_timer() => {}
            }
        }
    }

    /// Fills the index.
    pub(crate) async fn index(&self, store: &Store) {
        self.index_until(store, || false).await;
    }
}

/// What was acknowledged, and what may have happened beyond that.
#[derive(Debug, Clone, Default)]
pub(crate) struct Expected {
    /// The number of each event that must be there.
    pub(crate) events: BTreeMap<i64, i64>,
    /// Events that may be there or not: their removal was requested, or their arrival was not
    /// acknowledged.
    pub(crate) uncertain: BTreeSet<i64>,
}

impl Expected {
    /// The events of a [`Template`].
    pub(crate) fn template() -> Self {
        Self { events: (1..=EVENTS).map(|id| (id, id)).collect(), uncertain: BTreeSet::new() }
    }

    /// What must be there while the program goes from this state to another.
    pub(crate) fn until(&self, after: &Self) -> Self {
        let stays = |id: &i64| after.events.contains_key(id);
        let events: BTreeMap<_, _> =
            self.events.iter().filter(|(id, _)| stays(id)).map(|(id, number)| (*id, *number)).collect();
        let all = [self, after].into_iter().flat_map(|state| state.events.keys().chain(&state.uncertain));
        let uncertain = all.filter(|id| !events.contains_key(id)).copied().collect();
        Self { events, uncertain }
    }

    pub(crate) fn removing(&mut self, ids: &[i64]) {
        for id in ids {
            self.events.remove(id);
            self.uncertain.insert(*id);
        }
    }

    /// Asserts that a store shows what must be there, whole.
    pub(crate) async fn assert_in(&self, store: &Store, what: &str) {
        let all = found(store, "").await;
        for id in &all {
            let is_expected = self.events.contains_key(id) || self.uncertain.contains(id);
            assert!(is_expected, "{what}: event {id} appeared");
        }
        let ids: Vec<_> = self.events.keys().copied().collect();
        let stored = store.events().by_ids(ids.clone(), usize::MAX).await.unwrap();
        assert_eq!(stored.iter().map(|event| event.id).collect::<Vec<_>>(), ids, "{what}: of {all:?}");
        for (stored, number) in stored.iter().zip(self.events.values()) {
            let (stored, sent) = (&stored.capture, event(*number).capture);
            assert!(stored.body == sent.body, "{what}: the body of event {number}");
            assert_eq!(stored.target, sent.target, "{what}");
            assert_eq!(stored.headers.block(), sent.headers.block(), "{what}");
            assert_eq!(stored.cut, None, "{what}: event {number} is whole");
        }
        assert_eq!(found(store, "word").await, all, "{what}: searches with the index find the same");
        if self.events.contains_key(&STARRED) {
            assert_eq!(found(store, "is:starred").await, [STARRED], "{what}");
        }
    }

    /// Asserts that a store works.
    pub(crate) async fn assert_works(&self, store: Store, what: &str) {
        let mut expected = self.clone();
        let id = store.events_mut().append(event(1_000)).await.unwrap();
        expected.events.insert(id, 1_000);
        expected.assert_in(&store, what).await;
        store.trash_mut().hide(vec![id]).await.unwrap();
    }

    /// Asserts that a closed database is intact, can be opened and holds what must be there.
    pub(crate) async fn assert_opens(&self, dir: &Path, clock: &ManualClock, what: &str) {
        assert_eq!(complaints(dir), [] as [&str; 0], "{what}: PRAGMA integrity_check");
        let store = Store::open(dir, clock.clock()).unwrap_or_else(|error| panic!("{what}: {error}"));
        self.assert_in(&store, &format!("{what}, opened again")).await;
    }
}

async fn found(store: &Store, filter: &str) -> Vec<i64> {
    store.search().ids_after(&Filter::parse(filter).unwrap(), now(), 0).await.unwrap().0
}
