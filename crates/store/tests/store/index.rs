//! The index: results never depend on how far it has come, or whether it exists.

use hookglass_filter::Filter;
use hookglass_store::{INDEX_FILE_NAME, IndexProgress, NewEvent, TypeCount};
use proptest::{prelude::*, sample::select};
use std::{collections::BTreeMap, fs, time::Duration};

use crate::{
    filter::{Kept, naive},
    support::{Db, authgear, delete, event, found, listed, now},
};

fn typed(count: i64) -> Vec<NewEvent> {
    (1..=count).map(|seq| authgear(if seq % 2 == 0 { "user.created" } else { "identity.email.added" }, seq)).collect()
}

#[tokio::test]
async fn a_store_that_does_not_fill_the_index_creates_none() {
    let db = Db::new();
    let store = db.open();
    store.events_mut().append(event("/a", b"one")).await.unwrap();
    assert_eq!(found(&store, "one").await, [1]);
    assert!(!db.path().join(INDEX_FILE_NAME).exists());
    assert_eq!(store.index().progress().await.unwrap(), IndexProgress { upto: 0, latest: 1 });
}

#[tokio::test]
async fn a_deleted_index_is_built_again() {
    let db = Db::new();
    drop(db.with_events(typed(20), 20).await);
    fs::remove_file(db.path().join(INDEX_FILE_NAME)).unwrap();
    let store = db.open();
    let even: Vec<i64> = (1..=10).map(|half| half * 2).collect();
    assert_eq!(found(&store, "type:user.created").await, even, "before");
    db.index(&store).await;
    assert_eq!(found(&store, "type:user.created").await, even, "after");
    fs::remove_file(db.path().join(INDEX_FILE_NAME)).unwrap();
    assert_eq!(found(&store, "created").await, even, "while it is open");
}

#[tokio::test]
async fn a_damaged_index_is_built_again_and_gives_no_wrong_result() {
    let garbage: Vec<u8> = (0..200_000_u32).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    for (what, from, to) in [("all of it", 0, usize::MAX), ("its head", 0, 100), ("its middle", 4096, usize::MAX)] {
        let db = Db::new();
        drop(db.with_events(typed(40), 40).await);
        let file = db.path().join(INDEX_FILE_NAME);
        let mut bytes = fs::read(&file).unwrap();
        let to = to.min(bytes.len());
        bytes[from..to].copy_from_slice(&garbage[from..to]);
        fs::write(&file, bytes).unwrap();
        let store = db.open();
        let even: Vec<i64> = (1..=20).map(|half| half * 2).collect();
        assert_eq!(found(&store, "created").await, even, "{what}, before");
        db.index(&store).await;
        assert_eq!(found(&store, "created").await, even, "{what}, after");
        assert_eq!(store.index().progress().await.unwrap(), IndexProgress { upto: 40, latest: 40 }, "{what}");
        drop(store);
        let events = db.raw();
        let check: String = events.pragma_query_value(None, "integrity_check", |row| row.get(0)).unwrap();
        assert_eq!(check, "ok", "{what}: the events are in another file");
    }
}

#[tokio::test]
async fn an_index_that_cannot_be_opened_is_not_damaged() {
    let db = Db::new();
    drop(db.with_events(typed(4), 4).await);
    let (file, aside) = (db.path().join(INDEX_FILE_NAME), db.path().join("aside"));
    fs::rename(&file, &aside).unwrap();
    // SQLite cannot open a folder, as it cannot open a file when descriptors run out.
    fs::create_dir(&file).unwrap();
    let store = db.open();
    for round in 1..=2 {
        assert_eq!(found(&store, "created").await, [2, 4], "round {round}");
        assert!(!db.index_is_damaged(), "the next attempt may succeed");
    }
    fs::remove_dir(&file).unwrap();
    fs::rename(&aside, &file).unwrap();
    assert_eq!(found(&store, "created").await, [2, 4]);
    assert_eq!(store.index().progress().await.unwrap().upto, 4, "it is used again");
}

#[cfg(unix)]
#[tokio::test]
async fn the_name_of_the_data_folder_can_be_any_bytes() {
    let db = Db::in_folder(<std::ffi::OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"caf\xe9"));
    let store = db.with_events(typed(4), 2).await;
    assert_eq!(found(&store, "created").await, [2, 4]);
    assert_eq!(store.index().progress().await.unwrap().upto, 2, "the index is used");
    assert!(!db.index_is_damaged());
}

#[tokio::test]
async fn an_index_of_another_version_or_database_is_not_used() {
    let (db, other) = (Db::new(), Db::new());
    drop(db.with_events(typed(10), 10).await);
    let mut later = typed(12);
    later.iter_mut().for_each(|event| event.capture.received_at += Duration::from_secs(1));
    drop(other.with_events(later, 12).await);
    let file = db.path().join(INDEX_FILE_NAME);
    for of_another_database in [true, false] {
        if of_another_database {
            fs::copy(other.path().join(INDEX_FILE_NAME), &file).unwrap();
        }
        let raw = db.raw_index();
        if !of_another_database {
            raw.pragma_update(None, "user_version", 0).unwrap();
        }
        raw.execute_batch("DELETE FROM words WHERE rowid = 2").unwrap();
        drop(raw);
        let store = db.open();
        assert_eq!(found(&store, "created").await, [2, 4, 6, 8, 10], "of another: {of_another_database}");
        db.index(&store).await;
        assert_eq!(found(&store, "created").await, [2, 4, 6, 8, 10], "built again");
        let progress = store.index().progress().await.unwrap();
        assert_eq!(progress, IndexProgress { upto: 10, latest: 10 }, "and in use");
    }
}

#[tokio::test]
async fn the_second_process_takes_over_the_index() {
    let db = Db::new();
    let window = db.open();
    let command = db.open();
    window.index().start_filling().unwrap();
    command.index().start_filling().unwrap();
    for seq in 1..=30 {
        let (one, other) = tokio::join!(
            window.events_mut().append(authgear("user.created", 2 * seq)),
            command.events_mut().append(authgear("user.deleted", 2 * seq + 1))
        );
        let (one, other) = (one.unwrap(), other.unwrap());
        assert!(found(&command, "created").await.contains(&one), "visible at once, indexed or not");
        assert!(found(&window, "deleted").await.contains(&other));
    }
    db.until_indexed(&window).await;
    drop(window);
    command.events_mut().append(event("/last", b"zebra")).await.unwrap();
    db.until_indexed(&command).await;
    assert_eq!(found(&command, "zebra").await, [61]);
    assert_eq!(found(&command, "type:user.created").await.len(), 30);
}

#[tokio::test]
async fn tombstones_are_looked_up_in_the_events_table() {
    let db = Db::new();
    let store = db.with_events(typed(12), 10).await;
    // The state after a crash in the middle of a deletion.
    let raw = db.raw_index();
    raw.execute_batch(
        "BEGIN;
         DELETE FROM words WHERE rowid IN (4, 5);
         INSERT INTO tombstones VALUES (4), (5);
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
    let count: u64 = store.type_counts().after(0).await.unwrap().0.iter().map(|count| count.count).sum();
    assert_eq!(count, 12);
}

#[tokio::test]
async fn deleted_events_are_in_no_result() {
    let db = Db::new();
    let store = db.with_events(typed(12), 9).await;
    assert_eq!(store.retention_mut().prune(vec![1, 4, 5, 9, 11, 99]).await.unwrap(), 5);
    for round in ["with tombstones", "without"] {
        assert_eq!(listed(&store, "", 2).await, [2, 3, 6, 7, 8, 10, 12], "{round}");
        assert_eq!(listed(&store, "created", 2).await, [2, 6, 8, 10, 12], "{round}");
        assert_eq!(listed(&store, "-created", 2).await, [3, 7], "{round}");
        let mut counts: Vec<_> =
            store.type_counts().after(0).await.unwrap().0.iter().map(|count| count.count).collect();
        counts.sort_unstable();
        assert_eq!(counts, [2, 5], "{round}");
        assert!(!db.index_is_damaged(), "{round}: every query worked");
        db.index(&store).await;
        let raw = db.raw_index();
        // The indexer removes tombstones whose events are gone.
        let tombstones =
            async || raw.query_row("SELECT count(*) FROM tombstones", [], |row| row.get::<_, i64>(0)).unwrap();
        db.indexer_until(&store, async || tombstones().await == 0).await;
    }
}

#[tokio::test]
async fn a_large_body_is_indexed_by_its_beginning() {
    let db = Db::new();
    let mut body = b"first ".to_vec();
    body.resize(1 << 20, b' ');
    body.extend_from_slice(b"last");
    let store = db.with_events(vec![event("/", &body)], 1).await;
    assert_eq!(found(&store, "first").await, [1]);
    assert_eq!(found(&store, "last").await, [] as [i64; 0], "words count up to 64 KiB");
    store.events_mut().append(event("/", &body)).await.unwrap();
    assert_eq!(found(&store, "last").await, [] as [i64; 0], "an event that is not indexed has the same words");
}

#[tokio::test]
async fn a_filter_that_is_too_deep_for_the_index_works_without_it() {
    let db = Db::new();
    let store = db.with_events(typed(8), 8).await;
    for levels in [1, 5, 19] {
        let none = (0..levels).fold("created".to_owned(), |inner, _| format!("({inner} giraffe user OR nothing)"));
        let wide = vec!["created"; 30].join(" OR ");
        assert_eq!(found(&store, &format!("{none} ({wide})")).await, [] as [i64; 0], "no event has that");
        let some = (0..levels).fold("created".to_owned(), |inner, _| format!("({inner} user OR nothing)"));
        assert_eq!(found(&store, &some).await, [2, 4, 6, 8], "{levels}");
    }
    assert!(!db.index_is_damaged(), "a failed query is not damage");
}

const NAMES: [&str; 4] = ["user.created", "user.deleted", "identity.email.added", "identity.Email.added"];
const TEXTS: [&str; 9] = ["one", "ONE two", "two one", "Zoë", "zoe@example.com", "exa", "", "ding\nDong", "--"];

/// Events with a type, a user, a text in the body, and a form.
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
    fn results_do_not_depend_on_the_position_of_the_index(
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
            let db = Db::new();
            let mark = mark.index(events.len() + 1);
            let store = db.with_events(events.clone(), mark).await;
            let latest = events.len() as i64;
            assert_eq!(store.index().progress().await.unwrap(), IndexProgress { upto: mark as i64, latest });
            let starred: Vec<i64> = starred.into_iter().filter(|id| *id <= latest).collect();
            assert_eq!(store.annotations_mut().star(starred.clone(), true).await.unwrap(), None);
            store.trash_mut().hide(hidden.clone()).await.unwrap();
            delete(&store, deleted.clone()).await;
            let mut all: Vec<Kept> = Vec::new();
            for (id, new) in (1..).zip(events).filter(|(id, _)| !deleted.contains(id) && !hidden.contains(id)) {
                let mut kept = Kept::new(id, new, &all);
                kept.is_starred = starred.contains(&id);
                all.push(kept);
            }
            assert_eq!(store.retention().usage().await.unwrap().events, all.len() as u64);
            for filter in filters {
                let read = Filter::parse(&filter).unwrap();
                let expected = naive(&all, &read);
                assert_eq!(found(&store, &filter).await, expected, "{filter}");
                assert_eq!(listed(&store, &filter, step).await, expected, "listed: {filter}");
                let newest: Vec<i64> = expected.iter().rev().take(step).copied().collect();
                assert_eq!(store.search().newest(&read, now(), step).await.unwrap(), newest, "newest: {filter}");
                let (after, _) = store.search().ids_after(&read, now(), 5).await.unwrap();
                let expected: Vec<i64> = expected.into_iter().filter(|id| *id > 5).collect();
                assert_eq!(after, expected, "after the fifth: {filter}");
            }
            let mut counted: BTreeMap<_, u64> = BTreeMap::new();
            for Kept { new, .. } in &all {
                *counted.entry((new.envelope.vendor, new.envelope.event_type.clone())).or_default() += 1;
            }
            let by_type = |counts: Vec<TypeCount>| -> BTreeMap<_, u64> {
                counts.into_iter().map(|count| ((count.vendor, count.event_type), count.count)).collect()
            };
            assert_eq!(by_type(store.type_counts().after(0).await.unwrap().0), counted);
            // With an unusable index all results would be right as well.
            assert!(!db.index_is_damaged());
        });
    }
}

#[tokio::test]
async fn typical_filters_work_with_a_partial_index() {
    let db = Db::new();
    let store = db.with_events(typed(9), 6).await;
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
