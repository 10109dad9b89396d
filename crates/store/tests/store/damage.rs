//! Rows that cannot be read, alone and beside others.

use hookglass_automation::forward::{Mode, Target};
use hookglass_request::capture::Truncation;
use hookglass_senders::{envelope::Vendor, signature::Verdict};
use hookglass_store::{FILE_NAME, PrunedEvents, Store, Unsent};
use jiff::Timestamp;
use std::fs;

use crate::support::{Db, authgear, event, found, listed};

/// Bytes of a page of the database.
const PAGE: usize = 8192;

/// An event whose body takes some pages, which begins and ends with a distinct word.
fn large(number: usize) -> hookglass_store::NewEvent {
    let body = format!("begin{number} {} end{number}", "x".repeat(5 * PAGE));
    event(&format!("/{number}"), body.as_bytes())
}

/// Breaks the chain of pages that holds the end of a body.
fn break_body(db: &Db, number: usize) {
    let file = db.path().join(FILE_NAME);
    let mut bytes = fs::read(&file).unwrap();
    let marker = format!(" end{number}");
    let at = bytes.windows(marker.len()).position(|window| window == marker.as_bytes()).unwrap();
    // The page before it in the chain begins with its number.
    let page = u32::try_from(at / PAGE + 1).unwrap().to_be_bytes();
    let before = bytes.chunks(PAGE).position(|chunk| chunk[..4] == page).unwrap();
    bytes[before * PAGE..before * PAGE + 4].fill(0xff);
    // The second page lists the pages by what they are used for, five bytes for each from the third
    // page. SQLite would follow the chain by this list.
    bytes[PAGE + 5 * (at / PAGE - 2)] = 0;
    fs::write(&file, bytes).unwrap();
}

/// Five events, the third of them with a body whose end cannot be read.
async fn with_broken_body(indexed: usize) -> (Db, Store) {
    let db = Db::new();
    drop(db.with_events((1..=5).map(large).collect(), indexed).await);
    break_body(&db, 3);
    let store = db.open();
    (db, store)
}

#[tokio::test]
async fn an_unknown_word_affects_its_row_only() {
    let db = Db::new();
    drop(db.with_events((1..=3).map(|seq| authgear("user.created", seq)).collect(), 0).await);
    db.raw()
        .execute_batch(
            "UPDATE events SET vendor = 'v', kind = 'k', signature = 's', version = 'x', cut = 'c', peer = 'p',
                decided_by = 'd', received_at = 9223372036854775807 WHERE id = 2;
             INSERT INTO untrusted VALUES (2, 'w', NULL, 1);",
        )
        .unwrap();
    let store = db.open();
    let rows = store.events().rows(vec![3, 2, 1]).await.unwrap();
    let marks: Vec<_> = rows.iter().map(|row| (row.id, row.cut, row.event_type.is_some())).collect();
    assert_eq!(marks, [(3, None, true), (2, Some(Truncation::Damaged), true), (1, None, true)]);
    let damaged = store.events().get(2).await.unwrap().unwrap();
    assert_eq!(
        (damaged.capture.cut, damaged.envelope.vendor, damaged.signature),
        (Some(Truncation::Damaged), Vendor::Generic, Verdict::Unsigned)
    );
    assert!(!damaged.capture.body.is_empty(), "everything else of the row is read");
    assert!(damaged.untrusted.is_some() && rows[1].untrusted.is_some(), "an unknown verdict is not trust");
    let retention = store.retention();
    assert_eq!(retention.prunable(0, i64::MAX, 100, u64::MAX).await.unwrap().ids, [1, 3]);
    assert_eq!(retention.aged(0, 100, Timestamp::MAX, 100).await.unwrap().prunable.ids, [1, 3]);
    assert!(store.decisions().answered(2).await.unwrap().unwrap().answer.is_some());
    assert_eq!(found(&store, "").await, [1, 2, 3]);
    assert_eq!(found(&store, "type:user.created vendor:authgear").await, [1, 3]);
    assert_eq!(store.events().captures_after(0, usize::MAX).await.unwrap().len(), 3);
    assert_eq!(store.events().deliveries_after(0, 10).await.unwrap().len(), 3);
    assert_eq!(store.events().mentions_after(0, 10).await.unwrap().0.len(), 3);
    assert_eq!(store.events().signed_after(0, usize::MAX, vec![]).await.unwrap().upto, None);
    assert_eq!(store.retention_mut().prune(vec![1, 2, 3]).await.unwrap(), 3);
}

#[tokio::test]
async fn a_broken_body_does_not_stop_searches() {
    for indexed in [0, 2, 5] {
        let (_db, store) = with_broken_body(indexed).await;
        assert_eq!(listed(&store, "", 2).await, [1, 2, 3, 4, 5]);
        assert_eq!(listed(&store, "end1", 2).await, [1], "{indexed} events are indexed");
        assert_eq!(listed(&store, "end5", 1).await, [5]);
        assert_eq!(found(&store, "path:/3").await, [3], "what can be read of it is found");
        let negated = found(&store, "-end4").await;
        assert!([1, 2, 5].iter().all(|id| negated.contains(id)) && !negated.contains(&4), "{negated:?}");
        let by_header = found(&store, "header:x-a=2").await;
        assert!([1, 2, 4, 5].iter().all(|id| by_header.contains(id)), "{by_header:?}");
    }
}

#[tokio::test]
async fn a_broken_body_is_shown_up_to_the_damage_and_marked() {
    let (_db, store) = with_broken_body(0).await;
    let damaged = store.events().get(3).await.unwrap().unwrap();
    assert_eq!(damaged.capture.cut, Some(Truncation::Damaged));
    assert_eq!((damaged.capture.method.as_str(), damaged.capture.path().as_str()), ("POST", "/3"));
    assert!(damaged.capture.headers.block().starts_with(b"X-A"));
    let body = &damaged.capture.body;
    assert!(body.starts_with(b"begin3 xxx") && body.len() > PAGE && !body.ends_with(b"end3"), "{}", body.len());
    assert_eq!(store.events().by_ids(vec![2, 3, 4], usize::MAX).await.unwrap().len(), 3);
    let captures = store.events().captures_after(0, usize::MAX).await.unwrap();
    assert_eq!(captures.iter().map(|(id, _)| *id).collect::<Vec<_>>(), [1, 2, 4, 5]);
}

#[tokio::test]
async fn a_broken_body_does_not_stop_pruning_or_the_index() {
    let (db, store) = with_broken_body(0).await;
    db.index(&store).await;
    assert_eq!(listed(&store, "end5", 2).await, [5]);
    store.trash_mut().hide(vec![2]).await.unwrap();
    let prunable = store.retention().prunable(0, i64::MAX, 100, u64::MAX).await.unwrap();
    assert_eq!(prunable.ids, [1, 3, 4, 5]);
    let target = Target {
        id: 0,
        url: "http://x/".to_owned(),
        filter: String::new(),
        on: true,
        mode: Mode::Background,
        retry: true,
        verify_tls: true,
        deadline_ms: None,
    };
    let target = store.forwards_mut().save(target, true).await.unwrap().unwrap();
    db.raw().execute_batch("UPDATE forward_cursors SET event_id = 0").unwrap();
    let unsent = vec![Unsent { target, ids: prunable.ids.clone() }];
    let pruned = store.retention_mut().prune_unsent(prunable.ids, unsent);
    let (pruned, appended) = tokio::join!(pruned, store.events_mut().append(event("/new", b"")));
    assert_eq!(pruned.unwrap(), PrunedEvents { events: 3, lost: 3 }, "the damaged event is not counted as lost");
    assert_eq!(appended.unwrap(), 6, "an event stored beside it is not affected");
    assert_eq!(listed(&store, "", 2).await, [3, 6], "the damaged event stays");
    db.until_indexed(&store).await;
    drop(store);
    let store = db.open();
    db.index(&store).await;
    assert!(!db.index_is_damaged(), "the index is not blamed for the events");
    assert_eq!(listed(&store, "", 2).await, [3, 6]);
}

#[tokio::test]
async fn a_page_of_events_that_cannot_be_read_is_left_out_of_searches() {
    let db = Db::new();
    let store =
        db.with_events((1..=300).map(|number| event("/", format!("word{number}").as_bytes())).collect(), 0).await;
    store.annotations_mut().star(vec![1, 150], true).await.unwrap();
    drop(store);
    let file = db.path().join(FILE_NAME);
    let mut bytes = fs::read(&file).unwrap();
    let at = bytes.windows(7).position(|window| window == b"word150").unwrap() / PAGE * PAGE;
    bytes[at..at + PAGE].fill(0xa5);
    fs::write(&file, bytes).unwrap();
    let store = db.open();
    for filter in ["", "word"] {
        let ids = found(&store, filter).await;
        assert!(ids.len() > 200 && ids.len() < 300 && !ids.contains(&150), "{filter}: {} are found", ids.len());
        assert_eq!((ids.first(), ids.last()), (Some(&1), Some(&300)));
    }
    let row = &store.events().rows(vec![150]).await.unwrap()[0];
    assert_eq!((row.id, row.cut), (150, Some(Truncation::Damaged)));
    assert!(row.untrusted.is_some());
    let damaged = store.events().get(150).await.unwrap().unwrap();
    assert!(damaged.capture.cut == Some(Truncation::Damaged) && damaged.untrusted.is_some());
    db.index(&store).await;
    let retention = store.retention();
    assert_eq!(retention.usage().await.unwrap().kept, 2);
    let prunable = retention.prunable(0, i64::MAX, 1000, u64::MAX).await.unwrap().ids;
    assert!(prunable.len() > 200 && !prunable.contains(&150));
    assert_eq!(retention.aged(0, 1000, Timestamp::MAX, 1000).await.unwrap().prunable.ids, prunable);
    assert_eq!(retention.count_aged(Timestamp::MAX).await.unwrap(), prunable.len() as u64);
    assert!(store.type_counts().after(0).await.is_ok());
}
