//! Listings over a database whose task is ahead of the window or behind it.

use super::*;
use crate::{
    App, DataDir, NoKeychain,
    base::filter_now,
    inbox::Inbox,
    view::{DataDirSource, Deletion},
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
    NewEvent { capture, envelope, answer, signature: Verdict::Unsigned, decision: None }
}

async fn with_events(dir: &std::path::Path) -> Arc<Inbox> {
    let data_dir = DataDir { path: dir.to_owned(), source: DataDirSource::Option };
    let inbox = App::open_with(data_dir, Arc::new(NoKeychain), Clock::system()).await.unwrap().inbox;
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

/// A listing that waits for nothing.
async fn open(inbox: &Inbox, filter: &str, grouped: bool) -> OpenListing {
    let source = inbox.listings.source.clone();
    let filter = Filter::parse(filter).unwrap();
    OpenListing::begin(source, filter, filter_now(&inbox.clock), grouped, Some(Duration::ZERO)).await.unwrap()
}

/// The rows of a listing that are known now.
async fn known(listing: &mut OpenListing) -> Vec<i64> {
    listing.bring_up_to_date().await.unwrap();
    let ids = listing.window(0, usize::MAX).await.unwrap();
    assert_eq!(ids.len() as u64, listing.rows());
    ids
}

/// Adds the next result of the task.
async fn add_next_result(listing: &mut OpenListing) {
    if let Rest::Coming(search) = &mut listing.rest {
        let found = search.found.recv().await;
        listing.add_behind(found).await.unwrap();
    }
}

#[tokio::test]
async fn a_listing_that_is_counted_grows_at_its_end_without_gaps_or_repeats() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = with_events(dir.path()).await;
    let mut expected: Vec<i64> = (1..=EVENTS).rev().collect();
    // Without the index the others are searched for, with it they are counted.
    for round in 0..2 {
        for (filter, grouped) in
            [("", false), ("one", false), ("\"one two\"", false), ("size:7", false), ("-gone", false), ("one", true)]
        {
            let case = format!("{filter}, grouped {grouped}, round {round}");
            let mut listing = open(&inbox, filter, grouped).await;
            assert!(listing.is_counting() && listing.rows() == 0, "it waited for nothing: {case}");
            expected.insert(0, inbox.store.events_mut().append(event()).await.unwrap());
            let deleted = [expected[3], expected[500]];
            inbox.delete(Deletion::Ids { ids: deleted.to_vec() }).await.unwrap();
            expected.retain(|id| !deleted.contains(id));
            let mut looks = 0;
            loop {
                let ids = known(&mut listing).await;
                assert!(expected.starts_with(&ids), "the newest ones, in order: {case}");
                assert!(listing.rows() - listing.behind() <= 1, "one event arrived in front: {case}");
                // A deletion makes a counted listing count again.
                if !listing.is_counting() {
                    break;
                }
                looks += 1;
                if looks == 2 {
                    let deleted = expected.remove(10);
                    inbox.delete(Deletion::Ids { ids: vec![deleted] }).await.unwrap();
                }
                add_next_result(&mut listing).await;
            }
            assert_eq!(known(&mut listing).await, expected, "{case}");
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
async fn dropping_a_listing_ends_its_task() {
    let dir = tempfile::tempdir().unwrap();
    let inbox = with_events(dir.path()).await;
    let mut listing = open(&inbox, "size:7", false).await;
    let Rest::Coming(search) = &mut listing.rest else { panic!("it waited for nothing") };
    let (_, none) = tokio::sync::mpsc::unbounded_channel();
    let mut found = std::mem::replace(&mut search.found, none);
    drop(listing);
    // The task has the only sender.
    while found.recv().await.is_some() {}
    assert_eq!(Arc::strong_count(&inbox), 1, "a listing does not keep the inbox");
}
