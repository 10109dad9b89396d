//! What a person keeps, hides and throws away.

use hookglass_store::{Limits, Removals, SavedSearch, Store, Usage};
use jiff::Timestamp;

use super::{
    authgear, event,
    index::{indexed, listed, made},
};

/// An hour, in microseconds.
const HOUR: i64 = 3_600_000_000;

async fn total(store: &Store) -> u64 {
    store.tally(0).await.unwrap().0.iter().map(|tally| tally.count).sum()
}

#[tokio::test]
async fn stars_and_notes_stay_with_their_events() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), (1..=5).map(|seq| authgear("user.created", seq)).collect(), 3).await;
    store.star(vec![2, 4, 99], true).await.unwrap();
    store.star(vec![4], false).await.unwrap();
    assert!(store.set_note(3, "look\nhere".into()).await.unwrap());
    assert!(!store.set_note(99, "nobody".into()).await.unwrap());
    assert_eq!(store.note(3).await.unwrap().as_deref(), Some("look\nhere"));
    assert_eq!((listed(&store, "is:starred", 9).await, listed(&store, "has:note", 9).await), (vec![2], vec![3]));
    let marked: Vec<_> = store.rows(vec![2, 3, 4]).await.unwrap().iter().map(|row| (row.starred, row.noted)).collect();
    assert_eq!(marked, [(true, false), (false, true), (false, false)]);
    assert_eq!(store.count_starred().await.unwrap(), 1);
    store.set_note(3, String::new()).await.unwrap();
    assert_eq!(store.note(3).await.unwrap(), None);
    store.trash(vec![2], 0).await.unwrap();
    assert_eq!(store.count_starred().await.unwrap(), 0, "out of sight");
    store.delete(vec![2]).await.unwrap();
    let raw = rusqlite::Connection::open(dir.path().join(hookglass_store::FILE_NAME)).unwrap();
    let left: i64 = raw
        .query_row("SELECT (SELECT count(*) FROM stars) + (SELECT count(*) FROM trash)", [], |row| row.get(0))
        .unwrap();
    assert_eq!(left, 0, "what belongs to an event goes with it");
}

#[tokio::test]
async fn what_is_deleted_is_in_no_answer_and_comes_back() {
    for mark in [0, 7, 12] {
        let dir = tempfile::tempdir().unwrap();
        let kinds = |seq| if seq % 2 == 0 { "user.created" } else { "identity.email.added" };
        let store = made(dir.path(), (1..=12).map(|seq| authgear(kinds(seq), seq)).collect(), mark).await;
        let other = Store::open(dir.path()).unwrap();
        let before = store.tally(0).await.unwrap().0;
        let deleted = store.trash(vec![1, 2, 6, 7, 11, 12, 77], 0).await.unwrap();
        assert_eq!(deleted.count, 6);
        for store in [&store, &other] {
            assert_eq!(listed(store, "", 2).await, [3, 4, 5, 8, 9, 10], "up to {mark}");
            assert_eq!(listed(store, "created", 1).await, [4, 8, 10], "up to {mark}");
            assert_eq!(listed(store, "-created", 2).await, [3, 5, 9], "up to {mark}");
            assert_eq!(listed(store, "\"user created\" authgear", 2).await, [4, 8, 10], "up to {mark}");
            assert_eq!((total(store).await, store.usage().await.unwrap().events), (6, 6), "up to {mark}");
            assert!(store.event(6).await.unwrap().is_none() && store.rows(vec![6]).await.unwrap().is_empty());
            assert!(store.body_part(6, 0, 9).await.unwrap().is_none());
            assert_eq!(store.deliveries(0, 99).await.unwrap().len(), 6);
            assert_eq!(store.mentions(0, 99).await.unwrap().0.len(), 6);
        }
        // The index goes on, with what is hidden in it as well.
        store.append(authgear("user.created", 13)).await.unwrap();
        other.keep_index().unwrap();
        indexed(&store).await;
        assert_eq!(listed(&store, "created", 1).await, [4, 8, 10, 13]);
        assert_eq!(other.restore(deleted.undo).await.unwrap(), 6);
        assert_eq!(listed(&store, "created", 3).await, [2, 4, 6, 8, 10, 12, 13], "up to {mark}");
        assert_eq!(listed(&store, "", 3).await, (1..=13).collect::<Vec<_>>());
        let after = store.tally(0).await.unwrap().0;
        assert_eq!(after.iter().map(|tally| tally.count).sum::<u64>(), 13);
        assert_eq!(after.len(), before.len());
    }
}

#[tokio::test]
async fn a_deletion_is_final_when_its_program_has_ended_and_a_minute_is_over() {
    let dir = tempfile::tempdir().unwrap();
    let keeper = made(dir.path(), (1..=9).map(|seq| authgear("user.created", seq)).collect(), 9).await;
    let window = Store::open(dir.path()).unwrap();
    let deleted = window.trash(vec![2, 3, 4, 5], HOUR).await.unwrap();
    assert_eq!(keeper.abandoned(9 * HOUR).await.unwrap(), [] as [i64; 0], "it can still be undone");
    drop(window);
    assert_eq!(keeper.abandoned(HOUR + 59_000_000).await.unwrap(), [] as [i64; 0], "not yet");
    assert_eq!(keeper.abandoned(HOUR + 61_000_000).await.unwrap(), [deleted.undo]);
    let mut steps = Vec::new();
    loop {
        steps.push(keeper.empty_trash(deleted.undo, 3).await.unwrap());
        assert_eq!(listed(&keeper, "created", 2).await, [1, 6, 7, 8, 9], "whatever is gone already");
        assert_eq!(total(&keeper).await, 5);
        if steps.last() == Some(&0) {
            break;
        }
    }
    assert_eq!(steps, [3, 1, 0]);
    assert_eq!(keeper.abandoned(9 * HOUR).await.unwrap(), [] as [i64; 0]);
    assert_eq!(keeper.restore(deleted.undo).await.unwrap(), 0, "there is nothing to bring back");
}

#[tokio::test]
async fn those_who_remember_events_hear_what_has_gone() {
    let dir = tempfile::tempdir().unwrap();
    let store = made(dir.path(), (1..=400).map(|seq| event(&format!("/{seq}"), b"")).collect(), 0).await;
    let other = Store::open(dir.path()).unwrap();
    let none = Removals { upto: 0, ids: Some(vec![]) };
    assert_eq!(other.removals(0).await.unwrap(), none);
    store.trash(vec![9, 2, 3], 0).await.unwrap();
    store.delete(vec![2, 5]).await.unwrap();
    let heard = other.removals(0).await.unwrap();
    assert_eq!(heard.ids, Some(vec![(2, 3), (9, 9), (5, 5)]), "an event that was hidden goes once");
    assert_eq!(other.removals(heard.upto).await.unwrap().ids, Some(vec![]));
    let scattered = store.trash((10..=300).step_by(2).collect(), 0).await.unwrap();
    let later = other.removals(heard.upto).await.unwrap();
    assert_eq!(later.ids, None, "too many to name");
    store.restore(scattered.undo).await.unwrap();
    assert_eq!(other.removals(later.upto).await.unwrap().ids, None, "what is back was not there before");
}

#[tokio::test]
async fn the_oldest_go_first_and_what_is_starred_or_noted_stays() {
    let dir = tempfile::tempdir().unwrap();
    let mut events: Vec<_> = (1..=20).map(|seq| authgear("user.created", seq)).collect();
    for (hour, event) in (0..).zip(&mut events) {
        event.capture.received_at = Timestamp::from_microsecond(hour * HOUR).unwrap();
    }
    let store = made(dir.path(), events, 15).await;
    store.star(vec![2], true).await.unwrap();
    store.set_note(4, "mine".into()).await.unwrap();
    store.trash(vec![1], 0).await.unwrap();
    let limits = |events| Limits { events: Some(events), ..Limits::default() };
    assert_eq!((store.excess(limits(30)).await.unwrap(), store.excess(limits(12)).await.unwrap()), (0, 7));
    let at = |hour| Timestamp::from_microsecond(hour * HOUR).unwrap();
    let by_age = Limits { since: Some(at(5)), ..Limits::default() };
    assert_eq!(store.excess(by_age).await.unwrap(), 2, "3 and 5; 1 is deleted already");
    let Usage { bytes, kept, .. } = store.usage().await.unwrap();
    assert_eq!(kept, 2);
    assert_eq!(store.excess(Limits { bytes: Some(bytes), ..Limits::default() }).await.unwrap(), 0);
    assert_eq!(store.excess(Limits { bytes: Some(0), ..Limits::default() }).await.unwrap(), 19, "all that are counted");
    let step = store.prunable(0, Some(at(9)), 4, u64::MAX).await.unwrap();
    assert_eq!((step.ids.clone(), step.last), (vec![3, 5, 6, 7], Some(at(6))));
    assert_eq!(store.prunable(7, Some(at(9)), 4, u64::MAX).await.unwrap().ids, [8, 9]);
    // Between the look and the deed a person can put a star on one.
    store.star(vec![6], true).await.unwrap();
    assert_eq!(store.prune(step.ids).await.unwrap(), 3);
    store.keep_index().unwrap();
    indexed(&store).await;
    let left: Vec<i64> = [2, 4, 6].into_iter().chain(8..=20).collect();
    assert_eq!(listed(&store, "created", 4).await, left);
    assert_eq!(store.usage().await.unwrap().events, 16);
    assert_eq!(store.removals(0).await.unwrap().ids, Some(vec![(1, 1), (3, 3), (5, 5), (7, 7)]));
}

#[tokio::test]
async fn space_is_given_back_in_steps() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for number in 0..40 {
        store.append(event(&format!("/{number}"), &vec![b'x'; 100_000])).await.unwrap();
    }
    let size = || std::fs::metadata(dir.path().join(hookglass_store::FILE_NAME)).unwrap().len();
    store.fold_log().await.unwrap();
    let (large, before) = (size(), store.usage().await.unwrap());
    store.prune((1..=30).collect()).await.unwrap();
    let free = store.usage().await.unwrap().free;
    assert!(free > 2_900_000 && before.free < 200_000, "{free} {before:?}");
    store.shrink(100).await.unwrap();
    assert_eq!(store.usage().await.unwrap().free, free - 100 * 8192);
    store.shrink(u64::from(u32::MAX)).await.unwrap();
    assert_eq!(store.usage().await.unwrap().free, 0);
    store.fold_log().await.unwrap();
    assert!(size() < large / 3, "{} of {large}", size());
    let log = std::fs::metadata(dir.path().join("hookglass.db-wal")).unwrap().len();
    assert_eq!(log, 0);
    assert_eq!(store.event(35).await.unwrap().unwrap().capture.body.len(), 100_000);
    let lock = store.prune_lock().unwrap();
    assert!(lock.is_some() && Store::open(dir.path()).unwrap().prune_lock().unwrap().is_none(), "one at a time");
}

#[tokio::test]
async fn searches_are_kept() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    let save = async |name: &str, filter: &str| {
        store.save_search(SavedSearch { name: name.into(), filter: filter.into() }).await.unwrap();
    };
    save("b", "type:x").await;
    save("a", "type:y").await;
    save("b", "type:z").await;
    let named = |(name, filter): (&str, &str)| SavedSearch { name: name.into(), filter: filter.into() };
    assert_eq!(store.saved_searches().await.unwrap(), [("b", "type:z"), ("a", "type:y")].map(named));
    assert!(store.remove_search("b".into()).await.unwrap() && !store.remove_search("b".into()).await.unwrap());
    for number in 0..60 {
        store.remember_search(number.to_string()).await.unwrap();
    }
    store.remember_search("40".into()).await.unwrap();
    let recent = store.recent_searches().await.unwrap();
    assert_eq!((recent.len(), recent[0].as_str(), recent[1].as_str()), (50, "40", "59"));
    assert_eq!(recent.iter().filter(|filter| *filter == "40").count(), 1);
}

#[tokio::test]
async fn an_id_is_never_given_twice() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path()).unwrap();
    for id in 1..=3 {
        assert_eq!(store.append(event("/", b"{}")).await.unwrap(), id);
    }
    assert_eq!(store.delete(vec![1]).await.unwrap(), 1);
    assert_eq!(store.delete(vec![2, 3]).await.unwrap(), 2);
    assert_eq!(store.append(event("/", b"{}")).await.unwrap(), 4, "there is none left");
    assert_eq!(store.delete(vec![4]).await.unwrap(), 1);
    drop(store);
    let store = Store::open(dir.path()).unwrap();
    assert_eq!(store.delete(vec![4]).await.unwrap(), 0);
    assert_eq!(store.append(event("/", b"{}")).await.unwrap(), 5, "nor by another program");
}
