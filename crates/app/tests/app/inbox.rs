//! The event list: listings, completions and counts.

use hookglass_app::{
    ContextError as _, Inbox,
    view::{FilterTokenKind, ProblemCode},
};

use hookglass_testkit::HANG_GUARD;
use tokio::time::timeout;

use crate::support::{AsProblem, Running};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_is_read_in_windows_and_new_events_come_first() {
    let running = Running::start().await;
    for number in 0..5 {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
    let listing = running.app.inbox.open("", false, None).await.unwrap();
    assert_eq!(listing.total, 5);
    let paths = async |start, len| -> Vec<String> {
        let window = running.app.inbox.window(listing.listing, start, len).await.unwrap();
        window.rows.into_iter().map(|row| row.path).collect()
    };
    assert_eq!(paths(1, 2).await, ["/3", "/2"], "row 0 is the newest");
    running.post("/5", &[], b"{}").await;
    assert_eq!(paths(0, 2).await, ["/5", "/4"], "new events come first");
    assert_eq!(paths(4, 100).await, ["/1", "/0"]);
    assert_eq!(paths(99, 1).await, [] as [String; 0]);
    running.app.inbox.close(listing.listing);
    let gone = running.app.inbox.window(listing.listing, 0, 1).await.unwrap_err();
    assert_eq!(gone.code(), ProblemCode::NotFound);
    let wrong = running.app.inbox.open("color:red", false, None).await.unwrap_err().problem();
    assert_eq!(wrong.code, ProblemCode::InvalidInput);
    assert!(wrong.detail.starts_with("Filter, character 1"), "{}", wrong.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_searches_bodies_and_evaluates_relative_times_once() {
    let running = Running::start().await;
    running.post("/a", &[], b"one needle").await;
    running.post("/b", &[], b"hay").await;
    let searched = running.app.inbox.open("NEEDLE after:1h", false, None).await.unwrap();
    let past = running.app.inbox.open("before:0s", false, None).await.unwrap();
    assert_eq!((searched.total, past.total), (1, 2));
    running.post("/c", &[], b"another needle").await;
    running.post("/d", &[], b"more hay").await;
    assert_eq!(running.app.inbox.window(searched.listing, 0, 9).await.unwrap().total, 2);
    assert_eq!(running.app.inbox.window(past.listing, 0, 9).await.unwrap().total, 2, "relative to the opening");
}

#[tokio::test(flavor = "multi_thread")]
async fn opening_a_listing_cancels_an_earlier_one_with_the_same_ticket() {
    // The clock does not advance, so a listing opens only when it is complete.
    let (running, _manual) = Running::start_manual().await;
    for number in 0..20 {
        running.post(&format!("/{number}"), &[], b"one needle").await;
    }
    let app = &running.app;
    let open = |filter| app.inbox.open(filter, false, Some(7));
    // `join!` polls them in turn, so each starts before the previous one is open.
    let (first, second, other, last) =
        tokio::join!(open("/n=1"), open("needle -x"), app.inbox.open("needle", false, Some(8)), open("needle"));
    for cancelled in [first, second] {
        assert_eq!(cancelled.unwrap_err().code(), ProblemCode::NotFound);
    }
    for opened in [other.unwrap(), last.unwrap()] {
        assert_eq!((opened.total, opened.counting), (20, false));
    }
    assert_eq!(open("path:/3").await.unwrap().total, 1, "a completed listing is not affected by a later one");
}

#[tokio::test(flavor = "multi_thread")]
async fn completions_list_stored_types_first() {
    let running = Running::start().await;
    running.post("/authgear", &[], br#"{"id":"1","seq":1,"type":"user.zoned","payload":{},"context":{}}"#).await;
    let completed = running.app.inbox.complete("is:x type:us", 12).await.unwrap();
    let options: Vec<_> = completed.options.iter().map(|option| option.text.as_str()).collect();
    assert_eq!((completed.from, completed.to, options[1]), (10, 12, "user.zoned"));
    assert!(options.contains(&"user.created"), "{options:?}");
    let counted = |at: usize| (options[at], completed.options[at].about.as_str());
    assert_eq!((counted(0), counted(1)), (("user.*", "1 event"), ("user.zoned", "1 event")));
    let kinds: Vec<_> = Inbox::filter_tokens("is:x type:us").into_iter().map(|token| token.kind).collect();
    use FilterTokenKind::{Error, Name, Value};
    assert_eq!(kinds, [Name, Error, Name, Value]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_listing_has_its_total_immediately_and_reads_rows_on_demand() {
    let running = Running::start().await;
    for number in 1..=450 {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
    // The receiver fills the index.
    let mut writes = running.app.pages.index_writes();
    while running.app.inbox.index_progress().await.unwrap().upto < 450 {
        timeout(HANG_GUARD, writes.changed()).await.expect("the index is filled").unwrap();
    }
    assert_eq!(running.app.pages.status().await.unwrap().index, None, "a complete index has no progress");
    for (filter, total) in [("", 450), ("path:/449", 1), ("vendor:generic -path:/449", 449)] {
        assert_eq!(running.app.inbox.open(filter, false, None).await.unwrap().total, total, "{filter}");
    }
    let listing = running.app.inbox.open("method:POST", false, None).await.unwrap();
    running.post("/451", &[], b"{}").await;
    let window = running.app.inbox.window(listing.listing, 449, 10).await.unwrap();
    let paths: Vec<_> = window.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!((listing.total, window.total, paths), (450, 451, vec!["/2", "/1"]));
    let window = running.app.inbox.window(listing.listing, 0, 1).await.unwrap();
    assert_eq!((window.total, window.rows[0].path.as_str()), (451, "/451"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sidebar_counts_by_vendor_and_type() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post_fixture("user.created").await;
    running.post("/x", &[], b"text").await;
    let sidebar = running.app.inbox.sidebar().await.unwrap();
    assert_eq!(sidebar.total, 3);
    let counts: Vec<_> =
        sidebar.vendors.iter().map(|vendor| (vendor.vendor.word(), vendor.count, vendor.types.len())).collect();
    assert_eq!(counts, [("authgear", 2, 1), ("generic", 1, 0)]);
    assert_eq!((sidebar.vendors[0].types[0].family.as_str(), sidebar.vendors[0].types[0].count), ("user", 2));
    running.post_fixture("user.created").await;
    assert_eq!(running.app.inbox.sidebar().await.unwrap().vendors[0].types[0].count, 3, "the cached count is updated");
}
