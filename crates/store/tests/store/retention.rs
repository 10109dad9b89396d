//! What can be pruned, pruning and free space.

use hookglass_store::{Aged, FILE_NAME, Store, StoreError, Usage};
use jiff::Timestamp;
use std::{fs, time::Duration};

use crate::support::{Db, authgear, event, listed, now};

fn at(hour: i64) -> Timestamp {
    Timestamp::from_microsecond(hour * 3_600_000_000).unwrap()
}

/// Events that were received in these hours.
async fn received_at(db: &Db, hours: impl IntoIterator<Item = i64>) -> Store {
    let events = (1..).zip(hours).map(|(seq, hour)| {
        let mut event = authgear("user.created", seq);
        event.capture.received_at = at(hour);
        event
    });
    db.with_events(events.collect(), 3).await
}

async fn usage(store: &Store) -> Usage {
    store.retention().usage().await.unwrap()
}

async fn prunable_upto(store: &Store, after: i64, upto: i64) -> Vec<i64> {
    store.retention().prunable(after, upto, 4, u64::MAX).await.unwrap().ids
}

#[tokio::test]
async fn the_oldest_events_are_pruned_first_and_annotated_and_deleted_ones_stay() {
    let db = Db::new();
    let store = received_at(&db, 0..20).await;
    store.annotations_mut().star(vec![2], true).await.unwrap();
    store.annotations_mut().set_note(4, "mine".into()).await.unwrap();
    store.trash_mut().hide(vec![1]).await.unwrap();
    let Usage { events, kept, .. } = usage(&store).await;
    assert_eq!((events, kept, usage(&store).await.prunable()), (19, 2, 17));
    let step = store.retention().prunable(0, i64::MAX, 4, u64::MAX).await.unwrap();
    assert_eq!((step.ids.clone(), step.last), (vec![3, 5, 6, 7], Some(at(6))));
    assert_eq!(prunable_upto(&store, 7, 9).await, [8, 9], "event 10 is too new");
    // The user can star one, and delete another, in the meantime.
    store.annotations_mut().star(vec![6], true).await.unwrap();
    let undo = store.trash_mut().hide(vec![7]).await.unwrap().undo;
    assert_eq!(store.retention_mut().prune(step.ids).await.unwrap(), 2);
    assert_eq!(store.trash_mut().restore(undo).await.unwrap(), 1, "a deletion that can be undone is not pruned");
    db.index(&store).await;
    let left: Vec<i64> = [2, 4, 6].into_iter().chain(7..=20).collect();
    assert_eq!(listed(&store, "created", 4).await, left);
    assert_eq!(usage(&store).await.events, 17);
}

#[tokio::test]
async fn bytes_that_pruning_does_not_free_do_not_count() {
    let db = Db::new();
    let store = db.open();
    let mebibyte = vec![b'x'; 1 << 20];
    for number in 1..=4 {
        store.events_mut().append(event(&format!("/{number}"), &mebibyte)).await.unwrap();
    }
    let counted = async || usage(&store).await.prunable_bytes();
    let before = counted().await;
    assert!(before > 4 << 20, "{before}");
    let frees = async |what: &str, mebibytes: u64| {
        let (most, left) = ((4 - mebibytes) << 20, counted().await);
        assert!(left < most + (600 << 10), "{what}: {left} bytes count");
        assert!(left > most, "{what}: only {left} bytes count");
    };
    store.annotations_mut().star(vec![1], true).await.unwrap();
    frees("a starred event", 1).await;
    store.annotations_mut().set_note(2, "mine".into()).await.unwrap();
    store.annotations_mut().star(vec![2], true).await.unwrap();
    frees("an event with both", 2).await;
    let undo = store.trash_mut().hide(vec![1, 3]).await.unwrap().undo;
    frees("an event in the trash, and one that is starred too", 3).await;
    store.trash_mut().restore(undo).await.unwrap();
    frees("after undo", 2).await;
    let resend =
        "INSERT INTO resends (event_id, sent_at, duration_us, method, url, headers, body, size, signed, failure)
        VALUES (2, 1, 1, 'POST', 'http://x/', x'', zeroblob(1048576), 0, 'original', 'refused')";
    db.raw().execute(resend, []).unwrap();
    frees("a resend of a starred event", 2).await;
}

#[tokio::test]
async fn events_dated_in_the_future_do_not_shield_older_ones() {
    let db = Db::new();
    let store = received_at(&db, [0, 100_000, 2, 50, 1, 3]).await;
    store.annotations_mut().star(vec![5], true).await.unwrap();
    let Aged { prunable, oldest_left } = store.retention().aged(0, 5, at(4), 9).await.unwrap();
    assert_eq!((prunable.ids, prunable.last), (vec![1, 3], Some(at(2))), "event 6 is too new to be looked at");
    assert_eq!(oldest_left, Some(at(1)), "a starred event can lose its star");
    assert_eq!(store.retention().count_aged(at(4)).await.unwrap(), 3);
    assert_eq!(store.retention().aged(0, 6, at(4), 2).await.unwrap().prunable.ids, [1, 3]);
    assert_eq!(store.retention().id_range().await.unwrap(), Some((1, 6)));
    assert!(store.retention().has_new_within(at(50), at(60)).await.unwrap());
    assert!(!store.retention().has_new_within(at(51), at(60)).await.unwrap());
}

#[tokio::test]
async fn events_pruned_by_age_are_restored_by_any_program_while_they_are_in_the_trash() {
    let db = Db::new();
    let store = received_at(&db, 0..6).await;
    store.annotations_mut().star(vec![2], true).await.unwrap();
    assert_eq!(store.trash_mut().hide_pruned(vec![1, 2, 3], vec![]).await.unwrap().events, 2, "event 2 has a star");
    assert_eq!(store.trash_mut().hide_pruned(vec![3, 4], vec![]).await.unwrap().events, 1);
    assert_eq!(listed(&store, "created", 2).await, [2, 5, 6]);
    store.annotations_mut().star(vec![2], false).await.unwrap();
    assert_eq!(usage(&store).await.kept_bytes, 0, "what pruning moved to the trash counts");
    let day = Duration::from_secs(24 * 3600);
    db.clock.advance(day);
    let other = db.open();
    assert_eq!(other.trash().expired_deletions().await.unwrap(), [] as [i64; 0], "a minute is not enough for them");
    assert_eq!(other.trash().pruned_deletions(now().at).await.unwrap().len(), 0);
    assert_eq!(other.trash().pruned_deletions(now().at + day).await.unwrap().len(), 1, "one deletion for an hour");
    assert_eq!(store.retention().aged(0, 9, at(4), 9).await.unwrap().prunable.ids, [2], "the others are gone already");
    assert_eq!(other.trash_mut().restore_pruned(at(2)).await.unwrap(), 2);
    assert_eq!(listed(&store, "created", 2).await, [2, 3, 4, 5, 6]);
    assert_eq!(other.trash_mut().restore_pruned(Timestamp::MIN).await.unwrap(), 1);
    assert_eq!(listed(&store, "created", 2).await, [1, 2, 3, 4, 5, 6]);
}

#[tokio::test]
async fn free_space_is_returned_in_steps() {
    let db = Db::new();
    let store = db.open();
    for number in 0..40 {
        store.events_mut().append(event(&format!("/{number}"), &vec![b'x'; 100_000])).await.unwrap();
    }
    let size = || fs::metadata(db.path().join(FILE_NAME)).unwrap().len();
    store.disk_mut().checkpoint().await.unwrap();
    let (large, before) = (size(), store.retention().usage().await.unwrap());
    store.retention_mut().prune((1..=30).collect()).await.unwrap();
    let free = store.retention().usage().await.unwrap().free;
    assert!(free > 2_900_000 && before.free < 200_000, "{free} {before:?}");
    store.disk_mut().shrink(100).await.unwrap();
    assert_eq!(store.retention().usage().await.unwrap().free, free - 100 * 8192);
    store.disk_mut().shrink(u64::from(u32::MAX)).await.unwrap();
    assert_eq!(store.retention().usage().await.unwrap().free, 0);
    let reader = db.raw();
    reader.execute_batch("BEGIN; SELECT count(*) FROM events").unwrap();
    assert!(!store.disk_mut().checkpoint().await.unwrap(), "a reader keeps the log in use");
    drop(reader);
    assert!(store.disk_mut().checkpoint().await.unwrap());
    assert_eq!(store.disk().log_size(), 0);
    assert!(size() < large / 3, "{} of {large}", size());
    assert_eq!(store.events().get(35).await.unwrap().unwrap().capture.body.len(), 100_000);
    let lock = store.locks().prune().unwrap();
    assert!(lock.is_some() && db.open().locks().prune().unwrap().is_none(), "one at a time");
}

#[tokio::test]
async fn a_body_that_does_not_fit_reports_the_full_disk() {
    let db = Db::new();
    let store = db.open();
    let full = store.disk().full();
    store.disk().ensure_room(1000).unwrap();
    assert_eq!(*full.borrow(), None);
    let more_than_any_disk = usize::MAX / 4;
    assert!(matches!(store.disk().ensure_room(more_than_any_disk), Err(StoreError::Full)));
    assert_eq!(*full.borrow(), Some(more_than_any_disk), "pruning makes room");
}
