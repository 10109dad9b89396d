//! A database in a temporary folder, on a clock that the test advances.

use bytes::Bytes;
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
use hookglass_store::{FILE_NAME, INDEX_FILE_NAME, IndexProgress, NewEvent, Store};
use hookglass_testkit::ManualClock;
use jiff::{Timestamp, tz::TimeZone};
use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
};
use tempfile::TempDir;

/// A folder for a database.
pub(crate) struct Db {
    dir: PathBuf,
    _temporary: TempDir,
    pub(crate) clock: ManualClock,
}

impl Db {
    pub(crate) fn new() -> Self {
        Self::in_folder("")
    }

    /// In a folder of that name.
    pub(crate) fn in_folder(name: impl AsRef<OsStr>) -> Self {
        let temporary = tempfile::tempdir().unwrap();
        let dir = temporary.path().join(name.as_ref());
        Self { dir, _temporary: temporary, clock: ManualClock::at(now().at) }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.dir
    }

    /// Opens the database. Each call is like another program.
    pub(crate) fn open(&self) -> Store {
        Store::open(self.path(), self.clock.clock()).unwrap()
    }

    /// A connection past the store.
    pub(crate) fn raw(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path().join(FILE_NAME)).unwrap()
    }

    /// A connection to the index past the store.
    pub(crate) fn raw_index(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.path().join(INDEX_FILE_NAME)).unwrap()
    }

    /// Whether a reader found the index damaged.
    pub(crate) fn index_is_damaged(&self) -> bool {
        self.path().join("hookglass-index.damaged").exists()
    }

    /// Fills the index and advances the clock until it contains all events.
    pub(crate) async fn index(&self, store: &Store) {
        store.index().start_filling().unwrap();
        self.until_indexed(store).await;
    }

    /// Advances the clock until the index contains all events.
    pub(crate) async fn until_indexed(&self, store: &Store) {
        let is_complete = async || {
            let IndexProgress { upto, latest } = store.index().progress().await.unwrap();
            upto == latest
        };
        self.indexer_until(store, is_complete).await;
    }

    /// Lets the indexer work until `is_done`, which is checked after each write to the index: ends
    /// its waits, one after the other.
    pub(crate) async fn indexer_until(&self, store: &Store, is_done: impl AsyncFn() -> bool) {
        let mut writes = store.index().writes();
        while !is_done().await {
            tokio::select! {
                written = writes.changed() => written.unwrap(),
                () = self.clock.advance_to_next_timer() => {}
            }
        }
    }

    /// Stores events, the first `indexed` of them in the index. The returned store does not fill
    /// it.
    pub(crate) async fn with_events(&self, events: Vec<NewEvent>, indexed: usize) -> Store {
        let mut events = events.into_iter();
        {
            let store = self.open();
            for event in events.by_ref().take(indexed) {
                store.events_mut().append(event).await.unwrap();
            }
            self.index(&store).await;
        }
        let store = self.open();
        for event in events {
            store.events_mut().append(event).await.unwrap();
        }
        store
    }
}

/// The time that relative times in filters refer to.
pub(crate) fn now() -> Now {
    Now { at: "2026-03-10T12:00:00Z".parse().unwrap(), zone: TimeZone::UTC }
}

/// A request to a path, with header lines that are not UTF-8.
pub(crate) fn event(path: &str, body: &[u8]) -> NewEvent {
    let capture = Capture {
        began_at: Timestamp::from_microsecond(1_700_000_000_000_001).unwrap(),
        received_at: Timestamp::from_microsecond(1_700_000_000_000_002).unwrap(),
        peer: "[::1]:5000".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: format!("{path}?q=\u{ff}").into_bytes(),
        headers: Headers::from_block(b"X-A: \xff\r\nx-a:2\r\n".to_vec()),
        body: Bytes::copy_from_slice(body),
        cut: None,
    };
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let answer = Some(answers::default_answer(&capture, &envelope));
    NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None }
}

/// One of Authgear's events. Its user is `u0`, `u1` or `u2`.
pub(crate) fn authgear(event_type: &str, seq: i64) -> NewEvent {
    let body = format!(
        r#"{{"id":"{seq:016x}","seq":{seq},"type":"{event_type}","payload":{{}},"context":{{"user_id":"u{}","app_id":"a"}}}}"#,
        seq % 3
    );
    event("/authgear", body.as_bytes())
}

/// The ids that pass a filter, oldest first.
pub(crate) async fn found(store: &Store, filter: &str) -> Vec<i64> {
    store.search().ids_after(&Filter::parse(filter).unwrap(), now(), 0).await.unwrap().0
}

/// The same in batches of `step`. Checks the counts too.
pub(crate) async fn listed(store: &Store, filter: &str, step: usize) -> Vec<i64> {
    let filter = Filter::parse(filter).unwrap();
    let mut cursor = store.search().begin(&filter, now()).await.unwrap();
    let mut ids = Vec::new();
    while !cursor.is_finished() {
        let more = store.search().next(&mut cursor, step).await.unwrap();
        assert!(more.len() <= step, "{filter}");
        ids.extend(more);
    }
    let counted = store.search().count(&mut cursor).await.unwrap();
    assert_eq!(counted.unwrap_or(ids.len() as u64), ids.len() as u64, "the count differs from the hits: {filter}");
    assert_eq!(store.search().count_all(&filter, now()).await.unwrap(), (ids.len() as u64, cursor.upto()));
    ids.reverse();
    ids
}

/// Permanently deletes events, whatever is attached to them.
pub(crate) async fn delete(store: &Store, ids: Vec<i64>) {
    let undo = store.trash_mut().hide(ids).await.unwrap().undo;
    while store.trash_mut().empty(undo, 100).await.unwrap() > 0 {}
}
