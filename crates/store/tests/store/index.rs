//! The index as its readers see it: no answer depends on how far it has come, nor on whether there is one.

use hookglass_filter::Filter;
use hookglass_store::{BodyPart, FILE_NAME, INDEX_FILE_NAME, IndexProgress, NewEvent, Store, Tally};
use proptest::{prelude::*, sample::select};
use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    time::{Duration, Instant},
};

use super::{
    authgear, event,
    filter::{Kept, naive, now},
};

pub(crate) async fn indexed(store: &Store) {
    let began = Instant::now();
    loop {
        let IndexProgress { upto, latest } = store.index_progress().await.unwrap();
        if upto == latest {
            return;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "the index stands at {upto} of {latest}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// A database with some events, the first of them indexed.
pub(crate) async fn made(dir: &Path, events: Vec<NewEvent>, mark: usize) -> Store {
    let mut events = events.into_iter();
    {
        let store = Store::open(dir).unwrap();
        for event in events.by_ref().take(mark) {
            store.append(event).await.unwrap();
        }
        store.keep_index().unwrap();
        indexed(&store).await;
    }
    let store = Store::open(dir).unwrap();
    for event in events {
        store.append(event).await.unwrap();
    }
    store
}

fn typed(count: i64) -> Vec<NewEvent> {
    (1..=count).map(|seq| authgear(if seq % 2 == 0 { "user.created" } else { "identity.email.added" }, seq)).collect()
}

async fn found(store: &Store, filter: &str) -> Vec<i64> {
    store.matching(&Filter::parse(filter).unwrap(), now(), 0).await.unwrap().0
}

#[tokio::test]
async fn who_only_looks_does_not_index() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    store.append(event("/a", b"one")).await.unwrap();
    assert_eq!(found(&store, "one").await, [1]);
    assert!(!dir.path().join(INDEX_FILE_NAME).exists());
    assert_eq!(store.index_progress().await.unwrap(), IndexProgress { upto: 0, latest: 1 });
}

#[tokio::test]
async fn an_index_that_was_deleted_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    drop(made(dir.path(), typed(20), 20).await);
    fs::remove_file(dir.path().join(INDEX_FILE_NAME)).unwrap();
    let store = Store::open(dir.path()).unwrap();
    let even: Vec<i64> = (1..=10).map(|half| half * 2).collect();
    assert_eq!(found(&store, "type:user.created").await, even, "before");
    store.keep_index().unwrap();
    indexed(&store).await;
    assert_eq!(found(&store, "type:user.created").await, even, "after");
    fs::remove_file(dir.path().join(INDEX_FILE_NAME)).unwrap();
    assert_eq!(found(&store, "created").await, even, "while it is open");
}

#[tokio::test]
async fn a_damaged_index_is_made_anew_and_gives_no_wrong_answer() {
    let garbage: Vec<u8> = (0..200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (what, from, to) in [("all of it", 0, usize::MAX), ("its head", 0, 100), ("its middle", 4096, usize::MAX)] {
        let dir = tempfile::tempdir().unwrap();
        drop(made(dir.path(), typed(40), 40).await);
        let file = dir.path().join(INDEX_FILE_NAME);
        let mut bytes = fs::read(&file).unwrap();
        let to = to.min(bytes.len());
        bytes[from..to].copy_from_slice(&garbage[from..to]);
        fs::write(&file, bytes).unwrap();
        let store = Store::open(dir.path()).unwrap();
        let even: Vec<i64> = (1..=20).map(|half| half * 2).collect();
        assert_eq!(found(&store, "created").await, even, "{what}, before");
        store.keep_index().unwrap();
        indexed(&store).await;
        assert_eq!(found(&store, "created").await, even, "{what}, after");
        assert_eq!(store.index_progress().await.unwrap(), IndexProgress { upto: 40, latest: 40 }, "{what}");
        drop(store);
        let events = rusqlite::Connection::open(dir.path().join(FILE_NAME)).unwrap();
        let check: String = events.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
        assert_eq!(check, "ok", "{what}: the events are another file");
    }
}

#[tokio::test]
async fn an_index_of_another_version_or_another_database_is_not_believed() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    drop(made(dir.path(), typed(10), 10).await);
    let mut later = typed(12);
    later.iter_mut().for_each(|event| event.capture.received_at += Duration::from_secs(1));
    drop(made(other.path(), later, 12).await);
    let file = dir.path().join(INDEX_FILE_NAME);
    for of_another_database in [true, false] {
        if of_another_database {
            fs::copy(other.path().join(INDEX_FILE_NAME), &file).unwrap();
        }
        let raw = rusqlite::Connection::open(&file).unwrap();
        if !of_another_database {
            raw.pragma_update(None, "user_version", 0).unwrap();
        }
        raw.execute_batch("DELETE FROM words WHERE rowid = 2").unwrap();
        drop(raw);
        let store = Store::open(dir.path()).unwrap();
        assert_eq!(found(&store, "created").await, [2, 4, 6, 8, 10], "of another: {of_another_database}");
        store.keep_index().unwrap();
        indexed(&store).await;
        assert_eq!(found(&store, "created").await, [2, 4, 6, 8, 10], "made anew");
        let progress = store.index_progress().await.unwrap();
        assert_eq!(progress, IndexProgress { upto: 10, latest: 10 }, "and in use");
    }
}

#[tokio::test]
async fn one_of_two_processes_fills_the_index_and_the_other_takes_over() {
    let dir = tempfile::tempdir().unwrap();
    let window = Store::open(dir.path()).unwrap();
    let command = Store::open(dir.path()).unwrap();
    window.keep_index().unwrap();
    command.keep_index().unwrap();
    for seq in 1..=30 {
        let (one, other) = tokio::join!(
            window.append(authgear("user.created", 2 * seq)),
            command.append(authgear("user.deleted", 2 * seq + 1))
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!(found(&command, "created").await.contains(&one), "seen at once, indexed or not");
        assert!(found(&window, "deleted").await.contains(&other));
    }
    indexed(&window).await;
    drop(window);
    command.append(event("/last", b"zebra")).await.unwrap();
    indexed(&command).await;
    assert_eq!(found(&command, "zebra").await, [61]);
    assert_eq!(found(&command, "type:user.created").await.len(), 30);
}

#[tokio::test]
async fn what_is_taken_out_of_the_index_is_looked_at_in_its_own_table() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), typed(12), 10).await;
    // As after a crash between the two halves of a deletion.
    let raw = rusqlite::Connection::open(dir.path().join(INDEX_FILE_NAME)).unwrap();
    raw.execute_batch(
        "BEGIN;
         DELETE FROM words WHERE rowid IN (4, 5);
         INSERT INTO holes VALUES (4), (5);
         UPDATE runs SET last = 3; INSERT INTO runs VALUES (6, 10);
         UPDATE counts SET count = count - 1;
         COMMIT",
    )
    .unwrap();
    for (what, filter, expected) in [
        ("found", "created", vec![2, 4, 6, 8, 10, 12]),
        ("not found", "-created", vec![1, 3, 5, 7, 9, 11]),
        ("all", "", (1..=12).collect()),
    ] {
        assert_eq!(found(&store, filter).await, expected, "{what}");
        assert_eq!(listed(&store, filter, 1).await, expected, "{what}, a row at a time");
    }
    let count: u64 = store.tally(0).await.unwrap().0.iter().map(|tally| tally.count).sum();
    assert_eq!(count, 12);
}

#[tokio::test]
async fn deleted_events_are_in_no_answer_indexed_or_not() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), typed(12), 9).await;
    assert_eq!(store.delete(vec![1, 4, 5, 9, 11, 99]).await.unwrap(), 5);
    for round in ["with holes", "without"] {
        assert_eq!(listed(&store, "", 2).await, [2, 3, 6, 7, 8, 10, 12], "{round}");
        assert_eq!(listed(&store, "created", 2).await, [2, 6, 8, 10, 12], "{round}");
        assert_eq!(listed(&store, "-created", 2).await, [3, 7], "{round}");
        let mut counts: Vec<_> = store.tally(0).await.unwrap().0.iter().map(|tally| tally.count).collect();
        counts.sort_unstable();
        assert_eq!(counts, [2, 5], "{round}");
        assert!(!dir.path().join("hookglass-index.damaged").exists(), "{round}: every question could be asked");
        store.keep_index().unwrap();
        indexed(&store).await;
        let raw = rusqlite::Connection::open(dir.path().join(INDEX_FILE_NAME)).unwrap();
        let began = Instant::now();
        while raw.query_row("SELECT count(*) FROM holes", [], |row| row.get::<_, i64>(0)).unwrap() > 0 {
            assert!(began.elapsed() < Duration::from_secs(60), "what is gone is forgotten");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

#[tokio::test]
async fn a_body_is_read_by_parts_and_a_large_one_is_indexed_by_its_beginning() {
    let dir = tempfile::tempdir().unwrap();
    let mut body = b"first ".to_vec();
    body.resize(1 << 20, b' ');
    body.extend_from_slice(b"last");
    let store = made(dir.path(), vec![event("/", &body)], 1).await;
    let part = async |start, length| store.body_part(1, start, length).await.unwrap();
    let size = body.len() as u64;
    assert_eq!(part(0, 5).await, Some(BodyPart { size, bytes: b"first".to_vec() }));
    assert_eq!(part(1 << 20, 100).await, Some(BodyPart { size, bytes: b"last".to_vec() }));
    assert_eq!(part(size + 1, 100).await, Some(BodyPart { size, bytes: vec![] }));
    assert_eq!(store.body_part(2, 0, 1).await.unwrap(), None);
    assert_eq!(found(&store, "first").await, [1]);
    assert_eq!(found(&store, "last").await, [] as [i64; 0], "words count up to 64 KiB");
    store.append(event("/", &body)).await.unwrap();
    assert_eq!(found(&store, "last").await, [] as [i64; 0], "also of what is not indexed");
}

#[tokio::test]
async fn a_question_that_is_too_deep_for_the_index_is_answered_without_it() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), typed(8), 8).await;
    for levels in [1, 5, 19] {
        let none = (0..levels).fold("created".to_owned(), |inner, _| format!("({inner} giraffe user OR nothing)"));
        let wide = vec!["created"; 30].join(" OR ");
        assert_eq!(found(&store, &format!("{none} ({wide})")).await, [] as [i64; 0], "no event has that");
        let some = (0..levels).fold("created".to_owned(), |inner, _| format!("({inner} user OR nothing)"));
        assert_eq!(found(&store, &some).await, [2, 4, 6, 8], "{levels}");
    }
    assert!(!dir.path().join("hookglass-index.damaged").exists(), "a question is no damage");
}

/// What a lookup finds, some rows at a time; oldest first.
pub(crate) async fn listed(store: &Store, filter: &str, step: usize) -> Vec<i64> {
    let filter = Filter::parse(filter).unwrap();
    let mut lookup = store.lookup(&filter, now()).await.unwrap();
    let mut ids = Vec::new();
    while !lookup.is_over() {
        let more = store.look_on(&mut lookup, step).await.unwrap();
        assert!(more.len() <= step, "{filter}");
        ids.extend(more);
    }
    let counted = store.count(&mut lookup).await.unwrap();
    assert_eq!(counted.unwrap_or(ids.len() as u64), ids.len() as u64, "the length that is told: {filter}");
    assert_eq!(store.how_many(&filter, now()).await.unwrap(), (ids.len() as u64, lookup.upto()));
    ids.reverse();
    ids
}

const NAMES: [&str; 4] = ["user.created", "user.deleted", "identity.email.added", "identity.Email.added"];
const TEXTS: [&str; 9] = ["one", "ONE two", "two one", "Zoë", "zoe@example.com", "exa", "", "ding\nDong", "--"];

/// An event: its type, its user, a text of its body, and its form.
fn events() -> impl Strategy<Value = Vec<NewEvent>> {
    let one = (select(&NAMES[..]), 0..3_u8, select(&TEXTS[..]), 0..4_u8).prop_map(|(name, user, text, form)| {
        let json = format!(
            r#"{{"id":"{user}{form}","seq":1,"type":"{name}","payload":{{"t":"{text}"}},"context":{{"user_id":"U{user}"}}}}"#
        );
        match form {
            0 => event(&format!("/{}", text.replace(' ', "%20")), text.as_bytes()),
            1 => event("/b", &[b"\xff\0 ", text.as_bytes()].concat()),
            _ => event("/authgear", json.as_bytes()),
        }
    });
    prop::collection::vec(one, 0..40)
}

fn filter() -> impl Strategy<Value = String> {
    const TESTS: [&str; 31] = [
        "one",
        "ONE two",
        "\"two one\"",
        "zoë",
        "zoe@example.com",
        "exa",
        "ample",
        "ding",
        "ding dong",
        "--",
        "u1",
        "type:user.created",
        "type:user.*",
        "type:*Email*",
        "type:*",
        "vendor:authgear",
        "user:U1",
        "user:U*",
        "user:u*",
        "id:02",
        "id:0*",
        "id:7",
        "path:/b",
        "path:/*",
        "path:/o*",
        "family:user",
        "size:>50",
        "is:duplicate",
        "is:starred",
        "/payload/t=\"two one\"",
        "/payload/t=zo*",
    ];
    select(&TESTS[..]).prop_map(str::to_owned).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.join(" ")),
            prop::collection::vec(inner.clone(), 2..4).prop_map(|parts| format!("({})", parts.join(" OR "))),
            inner.prop_map(|part| format!("-({part})")),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn wherever_the_index_stands_the_answers_are_those_of_a_look_at_every_event(
        events in events(),
        mark in any::<prop::sample::Index>(),
        filters in prop::collection::vec(filter(), 12),
        step in 1..9_usize,
        deleted in prop::collection::vec(1..40_i64, 0..4),
        hidden in prop::collection::vec(1..40_i64, 0..8),
        starred in prop::collection::vec(1..40_i64, 0..8),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let dir = tempfile::tempdir().unwrap();
            let mark = mark.index(events.len() + 1);
            let store = made(dir.path(), events.clone(), mark).await;
            let latest = events.len() as i64;
            assert_eq!(store.index_progress().await.unwrap(), IndexProgress { upto: mark as i64, latest });
            store.star(starred.clone(), true).await.unwrap();
            store.trash(hidden.clone(), 0).await.unwrap();
            store.delete(deleted.clone()).await.unwrap();
            let mut all: Vec<Kept> = Vec::new();
            for (id, new) in (1..).zip(events).filter(|(id, _)| !deleted.contains(id) && !hidden.contains(id)) {
                let mut kept = Kept::new(id, new, &all);
                kept.is_starred = starred.contains(&id);
                all.push(kept);
            }
            assert_eq!(store.usage().await.unwrap().events, all.len() as u64);
            for filter in filters {
                let read = Filter::parse(&filter).unwrap();
                let expected = naive(&all, &read);
                assert_eq!(found(&store, &filter).await, expected, "{filter}");
                assert_eq!(listed(&store, &filter, step).await, expected, "listed: {filter}");
                let newest: Vec<i64> = expected.iter().rev().take(step).copied().collect();
                assert_eq!(store.newest(&read, now(), step).await.unwrap(), newest, "newest: {filter}");
                let (after, _) = store.matching(&read, now(), 5).await.unwrap();
                let expected: Vec<i64> = expected.into_iter().filter(|id| *id > 5).collect();
                assert_eq!(after, expected, "after the fifth: {filter}");
            }
            let mut counted: BTreeMap<_, u64> = BTreeMap::new();
            for Kept { new, .. } in &all {
                *counted.entry((new.envelope.vendor, new.envelope.event_type.clone())).or_default() += 1;
            }
            let tallied = |tallies: Vec<Tally>| -> BTreeMap<_, u64> {
                tallies.into_iter().map(|tally| ((tally.vendor, tally.event_type), tally.count)).collect()
            };
            assert_eq!(tallied(store.tally(0).await.unwrap().0), counted);
            // An index that could not be asked would be left alone, and every answer be right without it.
            assert!(!dir.path().join("hookglass-index.damaged").exists());
        });
    }
}

#[tokio::test]
async fn a_filter_that_a_person_wrote_is_answered_the_same_with_the_index() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), typed(9), 6).await;
    for (filter, expected) in [
        ("type:user.* -id:0000000000000004", vec![2, 6, 8]),
        ("user:u1 type:*", vec![1, 4, 7]),
        ("id:7", vec![7]),
        ("-vendor:authgear", vec![]),
        ("EMAIL status:200 user:u0", vec![3, 9]),
        ("email.added created OR id:5", vec![5]),
        ("seq:>4 seq:<=7 -type:user.created", vec![5, 7]),
    ] {
        assert_eq!(found(&store, filter).await, expected, "{filter}");
    }
}
