//! Limits, pruning and free space.

use hookglass_store::{FILE_NAME, Limits, Usage};
use jiff::Timestamp;
use std::fs;

use crate::support::{Db, authgear, event, listed};

/// An hour, in microseconds.
const HOUR: i64 = 3_600_000_000;

#[tokio::test]
async fn the_oldest_events_are_pruned_first_and_annotated_ones_stay() {
    let db = Db::new();
    let mut events: Vec<_> = (1..=20).map(|seq| authgear("user.created", seq)).collect();
    for (hour, event) in (0..).zip(&mut events) {
        event.capture.received_at = Timestamp::from_microsecond(hour * HOUR).unwrap();
    }
    let store = db.with_events(events, 15).await;
    store.annotations_mut().star(vec![2], true).await.unwrap();
    store.annotations_mut().set_note(4, "mine".into()).await.unwrap();
    store.trash_mut().hide(vec![1]).await.unwrap();
    let limits = |events| Limits { events: Some(events), ..Limits::default() };
    assert_eq!(
        (store.retention().excess(limits(30)).await.unwrap(), store.retention().excess(limits(12)).await.unwrap()),
        (0, 7)
    );
    let at = |hour| Timestamp::from_microsecond(hour * HOUR).unwrap();
    let by_age = Limits { since: Some(at(5)), ..Limits::default() };
    assert_eq!(store.retention().excess(by_age).await.unwrap(), 2, "3 and 5, because 1 is deleted");
    let Usage { bytes, kept, .. } = store.retention().usage().await.unwrap();
    assert_eq!(kept, 2);
    assert_eq!(store.retention().excess(Limits { bytes: Some(bytes), ..Limits::default() }).await.unwrap(), 0);
    assert_eq!(
        store.retention().excess(Limits { bytes: Some(0), ..Limits::default() }).await.unwrap(),
        19,
        "all visible events"
    );
    let step = store.retention().prunable(0, Some(at(9)), 4, u64::MAX).await.unwrap();
    assert_eq!((step.ids.clone(), step.last), (vec![3, 5, 6, 7], Some(at(6))));
    assert_eq!(store.retention().prunable(7, Some(at(9)), 4, u64::MAX).await.unwrap().ids, [8, 9]);
    // The user can star one in the meantime.
    store.annotations_mut().star(vec![6], true).await.unwrap();
    assert_eq!(store.retention_mut().prune(step.ids).await.unwrap(), 3);
    db.index(&store).await;
    let left: Vec<i64> = [2, 4, 6].into_iter().chain(8..=20).collect();
    assert_eq!(listed(&store, "created", 4).await, left);
    assert_eq!(store.retention().usage().await.unwrap().events, 16);
    assert_eq!(store.removals().since(0).await.unwrap().ids, Some(vec![(1, 1), (3, 3), (5, 5), (7, 7)]));
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
    store.disk_mut().checkpoint().await.unwrap();
    assert!(size() < large / 3, "{} of {large}", size());
    let log = fs::metadata(db.path().join(format!("{FILE_NAME}-wal"))).unwrap().len();
    assert_eq!(log, 0);
    assert_eq!(store.events().get(35).await.unwrap().unwrap().capture.body.len(), 100_000);
    let lock = store.locks().prune().unwrap();
    assert!(lock.is_some() && db.open().locks().prune().unwrap().is_none(), "one at a time");
}
