//! Tests of listings whose windows are read before and after the background task has found the
//! rows.

use super::*;
use crate::{
    App, ConfigDir, DataDir, NoKeychain,
    base::filter_now,
    inbox::Inbox,
    view::{AnchorPosition, DataDirSource, Deletion, RowAnchor},
};
use hookglass_request::{
    capture::{Capture, Version},
    headers::Headers,
};
use hookglass_senders::{
    answers,
    parsed_request::{Budget, ParsedRequest},
    signature::Verdict,
};
use hookglass_store::NewEvent;
use jiff::Timestamp;

const EVENTS: i64 = 1_000;

fn event() -> NewEvent {
    let at = Timestamp::UNIX_EPOCH;
    let capture = Capture {
        began_at: at,
        received_at: at,
        peer: "127.0.0.1:1".parse().unwrap(),
        version: Version::Http11,
        method: "POST".into(),
        target: b"/".to_vec(),
        headers: Headers::from_pairs([("X", "y")]),
        body: "one two".into(),
        cut: None,
    };
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let answer = Some(answers::default_answer(&capture, &envelope));
    NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None, untrusted: None }
}

async fn with_events(dir: &std::path::Path) -> Arc<Inbox> {
    let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
    let inbox = App::open_with(data_dir, ConfigDir::at(dir.join("config")), Arc::new(NoKeychain), Clock::system())
        .await
        .unwrap()
        .inbox;
    let adding: Vec<_> = (0..EVENTS)
        .map(|_| {
            let inbox = Arc::clone(&inbox);
            tokio::spawn(async move { inbox.store.events_mut().append(event()).await.unwrap() })
        })
        .collect();
    for added in adding {
        added.await.unwrap();
    }
    inbox
}

/// Opens a listing with a timeout of zero.
async fn open(inbox: &Inbox, filter: &str, grouped: bool) -> OpenListing {
    let source = inbox.listings.source.clone();
    let filter = Filter::parse(filter).unwrap();
    OpenListing::begin(source, filter, filter_now(&inbox.clock), grouped, Some(Duration::ZERO)).await.unwrap()
}

/// The rows of a listing that are known now.
async fn known(listing: &mut OpenListing) -> Vec<i64> {
    listing.update().await.unwrap();
    let ids = listing.window(0, usize::MAX).await.unwrap();
    assert_eq!(ids.len() as u64, listing.rows());
    ids
}

/// Adds the next result of the task.
async fn add_next_result(listing: &mut OpenListing) {
    if let Remaining::Searching(search) = &mut listing.remaining {
        let result = search.results.recv().await;
        listing.add_behind(result).await.unwrap();
    }
}

#[tokio::test]
async fn a_listing_grows_at_its_end_without_gaps_or_duplicates_while_it_counts() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = with_events(dir.path()).await;
    let mut expected: Vec<i64> = (1..=EVENTS).rev().collect();
    // The first round searches for the older ids without the index; the second counts them with the
    // index.
    for round in 0..2 {
        for (filter, grouped) in
            [("", false), ("one", false), ("\"one two\"", false), ("size:7", false), ("-gone", false), ("one", true)]
        {
            let case = format!("{filter}, grouped {grouped}, round {round}");
            let mut listing = open(&inbox, filter, grouped).await;
            assert!(listing.is_counting() && listing.rows() == 0, "a zero timeout opens without rows: {case}");
            expected.insert(0, inbox.store.events_mut().append(event()).await.unwrap());
            let deleted = [expected[3], expected[500]];
            inbox.delete(Deletion::Ids { ids: deleted.to_vec() }).await.unwrap();
            expected.retain(|id| !deleted.contains(id));
            let mut updates = 0;
            loop {
                let ids = known(&mut listing).await;
                assert!(expected.starts_with(&ids), "known rows are the newest ones, in order: {case}");
                assert!(listing.rows() - listing.behind() <= 1, "only one row was added at the front: {case}");
                // A deletion makes a counted listing count again.
                if !listing.is_counting() {
                    break;
                }
                updates += 1;
                if updates == 2 {
                    let deleted = expected.remove(10);
                    inbox.delete(Deletion::Ids { ids: vec![deleted] }).await.unwrap();
                }
                add_next_result(&mut listing).await;
            }
            assert_eq!(known(&mut listing).await, expected, "{case}");
            for (index, id) in expected.iter().enumerate().step_by(97) {
                assert_eq!(listing.index_of(*id).await.unwrap(), index, "{case}");
            }
            let now = filter_now(&inbox.clock);
            let whole = inbox.listings.open(listing.filter.clone(), now, grouped, None).await.unwrap();
            assert_eq!((whole.rows(), whole.behind()), (expected.len() as u64, 0), "{case}");
        }
        let mut writes = inbox.store.index().writes();
        inbox.store.index().start_filling().unwrap();
        while inbox.index_progress().await.unwrap().upto < expected[0] {
            writes.changed().await.unwrap();
        }
    }
}

#[tokio::test]
async fn an_event_has_a_position_before_its_row_is_found_and_after_it_is_deleted() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = with_events(dir.path()).await;
    for (filter, grouped) in [("", false), ("one", false), ("one", true)] {
        let mut listing = open(&inbox, filter, grouped).await;
        assert_eq!(listing.index_of(EVENTS - 700).await.unwrap(), 700, "{filter}, grouped {grouped}");
        assert_eq!(listing.index_of(EVENTS + 1).await.unwrap(), 0, "newer than all");
        assert_eq!(listing.index_of(0).await.unwrap() as u64, listing.rows(), "older than all");
    }
    let kept = inbox.listings.keep(open(&inbox, "one", false).await);
    let shown_at = |index| Some(RowAnchor { event: EVENTS - 700, index, newer_than: EVENTS - 4 });
    let window = inbox.anchored_window(kept, 600, 50, shown_at(700)).await.unwrap();
    assert_eq!(window.anchor, Some(AnchorPosition { index: 700, newer: 4 }));
    assert_eq!((window.newest, window.start, window.rows.len()), (Some(EVENTS), 600, 50));
    assert!(window.total >= 750, "a list that shows the event and the rows below it stays as long: {}", window.total);
    let window = inbox.anchored_window(kept, 600, 50, shown_at(660)).await.unwrap();
    assert_eq!((window.start, window.rows[0].id), (640, EVENTS - 640), "the row has moved down by 40");
    let window = inbox.anchored_window(kept, 0, 50, shown_at(660)).await.unwrap();
    assert_eq!((window.start, window.rows[0].id), (0, EVENTS), "a window at the top stays there");
    let mut listing = open(&inbox, "", false).await;
    inbox.delete(Deletion::Ids { ids: (EVENTS - 700..EVENTS - 690).chain([EVENTS]).collect() }).await.unwrap();
    listing.update().await.unwrap();
    assert_eq!(listing.index_of(EVENTS - 700).await.unwrap(), 690, "the row below takes its place");
}

#[tokio::test]
async fn dropping_a_listing_stops_its_task() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = with_events(dir.path()).await;
    let mut listing = open(&inbox, "size:7", false).await;
    let Remaining::Searching(search) = &mut listing.remaining else { panic!("the task has just started") };
    let (_, none) = tokio::sync::mpsc::unbounded_channel();
    let mut results = std::mem::replace(&mut search.results, none);
    drop(listing);
    // The task owns the only sender, so the channel closes when the task stops.
    while results.recv().await.is_some() {}
    assert_eq!(Arc::strong_count(&inbox), 1, "a dropped listing must not keep the inbox alive");
}
