//! Annotations and deletion.

use hookglass_store::{Removals, Store};
use std::time::Duration;

use crate::support::{Db, authgear, event, listed};

async fn total(store: &Store) -> u64 {
    store.type_counts().after(0).await.unwrap().0.iter().map(|count| count.count).sum()
}

#[tokio::test]
async fn stars_and_notes_belong_to_their_event() {
    let db = Db::new();
    let store = db.with_events((1..=5).map(|seq| authgear("user.created", seq)).collect(), 3).await;
    assert_eq!(store.annotations_mut().star(vec![1, 99], true).await.unwrap(), Some(99), "changes nothing");
    assert_eq!(store.annotations_mut().star(vec![2, 4], true).await.unwrap(), None);
    assert_eq!(store.annotations_mut().star(vec![4], false).await.unwrap(), None);
    assert!(store.annotations_mut().set_note(3, "look\nhere".into()).await.unwrap());
    assert!(!store.annotations_mut().set_note(99, "no event".into()).await.unwrap());
    assert_eq!(store.annotations().note(3).await.unwrap().as_deref(), Some("look\nhere"));
    assert_eq!((listed(&store, "is:starred", 9).await, listed(&store, "has:note", 9).await), (vec![2], vec![3]));
    let marked: Vec<_> =
        store.events().rows(vec![2, 3, 4]).await.unwrap().iter().map(|row| (row.starred, row.noted)).collect();
    assert_eq!(marked, [(true, false), (false, true), (false, false)]);
    assert_eq!(store.annotations().count_starred().await.unwrap(), 1);
    store.annotations_mut().set_note(3, String::new()).await.unwrap();
    assert_eq!(store.annotations().note(3).await.unwrap(), None);
    let undo = store.trash_mut().hide(vec![2]).await.unwrap().undo;
    assert_eq!(store.annotations().count_starred().await.unwrap(), 0, "hidden events do not count");
    assert_eq!(store.annotations_mut().star(vec![2], true).await.unwrap(), Some(2), "a deleted event has no star");
    assert!(!store.annotations_mut().set_note(2, "late".into()).await.unwrap());
    while store.trash_mut().empty(undo, 9).await.unwrap() > 0 {}
    let raw = db.raw();
    let left: i64 = raw
        .query_row("SELECT (SELECT count(*) FROM stars) + (SELECT count(*) FROM trash)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "annotations are deleted with their event");
}

#[tokio::test]
async fn hidden_events_are_in_no_result_until_restored() {
    for mark in [0, 7, 12] {
        let db = Db::new();
        let kinds = |seq| if seq % 2 == 0 { "user.created" } else { "identity.email.added" };
        let store = db.with_events((1..=12).map(|seq| authgear(kinds(seq), seq)).collect(), mark).await;
        let other = db.open();
        let before = store.type_counts().after(0).await.unwrap().0;
        let deleted = store.trash_mut().hide(vec![1, 2, 6, 7, 11, 12, 77]).await.unwrap();
        assert_eq!(deleted.count, 6);
        for store in [&store, &other] {
            assert_eq!(listed(store, "", 2).await, [3, 4, 5, 8, 9, 10], "up to {mark}");
            assert_eq!(listed(store, "created", 1).await, [4, 8, 10], "up to {mark}");
            assert_eq!(listed(store, "-created", 2).await, [3, 5, 9], "up to {mark}");
            assert_eq!(listed(store, "\"user created\" authgear", 2).await, [4, 8, 10], "up to {mark}");
            assert_eq!((total(store).await, store.retention().usage().await.unwrap().events), (6, 6), "up to {mark}");
            assert!(
                store.events().get(6).await.unwrap().is_none()
                    && store.events().rows(vec![6]).await.unwrap().is_empty()
            );
            assert_eq!(store.events().deliveries_after(0, 99).await.unwrap().len(), 6);
            assert_eq!(store.events().mentions_after(0, 99).await.unwrap().0.len(), 6);
        }
        // Hidden events are indexed too.
        store.events_mut().append(authgear("user.created", 13)).await.unwrap();
        db.index(&other).await;
        assert_eq!(listed(&store, "created", 1).await, [4, 8, 10, 13]);
        assert_eq!(other.trash_mut().restore(deleted.undo).await.unwrap(), 6);
        assert_eq!(listed(&store, "created", 3).await, [2, 4, 6, 8, 10, 12, 13], "up to {mark}");
        assert_eq!(listed(&store, "", 3).await, (1..=13).collect::<Vec<_>>());
        let after = store.type_counts().after(0).await.unwrap().0;
        assert_eq!(after.iter().map(|count| count.count).sum::<u64>(), 13);
        assert_eq!(after.len(), before.len());
    }
}

#[tokio::test]
async fn a_deletion_expires_once_its_program_has_ended_and_a_minute_has_passed() {
    let db = Db::new();
    let keeper = db.with_events((1..=9).map(|seq| authgear("user.created", seq)).collect(), 9).await;
    let expired = async || keeper.trash().expired_deletions().await.unwrap();
    let window = db.open();
    let deleted = window.trash_mut().hide(vec![2, 3, 4, 5]).await.unwrap();
    db.clock.advance(Duration::from_secs(59));
    drop(window);
    assert_eq!(expired().await, [] as [i64; 0], "within the minute");
    db.clock.advance(Duration::from_secs(2));
    assert_eq!(expired().await, [deleted.undo]);
    let mut steps = Vec::new();
    loop {
        steps.push(keeper.trash_mut().empty(deleted.undo, 3).await.unwrap());
        assert_eq!(listed(&keeper, "created", 2).await, [1, 6, 7, 8, 9], "however many are deleted already");
        assert_eq!(total(&keeper).await, 5);
        if steps.last() == Some(&0) {
            break;
        }
    }
    assert_eq!(steps, [3, 1, 0]);
    assert_eq!(expired().await, [] as [i64; 0]);
    assert_eq!(keeper.trash_mut().restore(deleted.undo).await.unwrap(), 0, "nothing is left to restore");
}

#[tokio::test]
async fn a_deletion_does_not_expire_while_its_program_runs() {
    let db = Db::new();
    let store = db.with_events(vec![event("/", b"")], 0).await;
    store.trash_mut().hide(vec![1]).await.unwrap();
    db.clock.advance(Duration::from_secs(24 * 3600));
    assert_eq!(db.open().trash().expired_deletions().await.unwrap(), [] as [i64; 0]);
}

#[tokio::test]
async fn removals_are_logged_for_other_stores() {
    let db = Db::new();
    let store = db.with_events((1..=400).map(|seq| event(&format!("/{seq}"), b"")).collect(), 0).await;
    let other = db.open();
    let none = Removals { upto: 0, ids: Some(vec![]) };
    assert_eq!(other.removals().since(0).await.unwrap(), none);
    store.trash_mut().hide(vec![9, 2, 3]).await.unwrap();
    store.retention_mut().prune(vec![2, 5]).await.unwrap();
    let log = other.removals().since(0).await.unwrap();
    assert_eq!(log.ids, Some(vec![(2, 3), (9, 9), (5, 5)]), "an event that was hidden first is logged once");
    assert_eq!(other.removals().since(log.upto).await.unwrap().ids, Some(vec![]));
    let scattered = store.trash_mut().hide((10..=300).step_by(2).collect()).await.unwrap();
    let later = other.removals().since(log.upto).await.unwrap();
    assert_eq!(later.ids, None, "too many runs to list");
    store.trash_mut().restore(scattered.undo).await.unwrap();
    assert_eq!(other.removals().since(later.upto).await.unwrap().ids, None, "a restore can affect any event");
}

#[tokio::test]
async fn event_ids_are_never_reused() {
    let db = Db::new();
    let store = db.open();
    for id in 1..=3 {
        assert_eq!(store.events_mut().append(event("/", b"{}")).await.unwrap(), id);
    }
    assert_eq!(store.retention_mut().prune(vec![1]).await.unwrap(), 1);
    assert_eq!(store.retention_mut().prune(vec![2, 3]).await.unwrap(), 2);
    assert_eq!(store.events_mut().append(event("/", b"{}")).await.unwrap(), 4, "the table is empty");
    assert_eq!(store.retention_mut().prune(vec![4]).await.unwrap(), 1);
    drop(store);
    let store = db.open();
    assert_eq!(store.retention_mut().prune(vec![4]).await.unwrap(), 0);
    assert_eq!(store.events_mut().append(event("/", b"{}")).await.unwrap(), 5, "nor after reopening");
}
