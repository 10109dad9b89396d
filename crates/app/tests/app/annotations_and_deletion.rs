//! Stars, notes, saved searches, deletion and undo.

use hookglass_app::{
    App, ContextError as _,
    view::{Deletion, ProblemCode},
};
use std::{sync::Arc, time::Duration};

use hookglass_testkit::HANG_GUARD;
use tokio::time::timeout;

use crate::support::{AsProblem, Running, open};

async fn paths(app: &Arc<App>, listing: u32) -> Vec<String> {
    let window = app.inbox.window(listing, 0, 200).await.unwrap();
    assert_eq!(window.total, window.rows.len() as u64);
    window.rows.into_iter().map(|row| row.path).collect()
}

/// Starts an application with events at the paths `/1`, `/2` and so on.
async fn start_with(count: usize) -> Running {
    let running = Running::start().await;
    post_numbered(&running, count).await;
    running
}

async fn post_numbered(running: &Running, count: usize) {
    for number in 1..=count {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn stars_and_notes_appear_in_rows_details_and_the_sidebar() {
    let running = start_with(3).await;
    let app = &running.app;
    app.inbox.star(vec![1, 3], true).await.unwrap();
    app.inbox.set_note(2, "ask Zoë\nabout this \n").await.unwrap();
    let rows = app.inbox.rows(vec![1, 2, 3]).await.unwrap();
    assert_eq!(
        rows.iter().map(|row| (row.starred, row.noted)).collect::<Vec<_>>(),
        [(true, false), (false, true), (true, false)]
    );
    assert_eq!(app.inbox.event(2).await.unwrap().note.as_deref(), Some("ask Zoë\nabout this"));
    assert_eq!(app.inbox.sidebar().await.unwrap().starred, 2);
    app.inbox.set_note(2, "").await.unwrap();
    assert_eq!(app.inbox.event(2).await.unwrap().note, None);
    assert_eq!(app.inbox.set_note(9, "x").await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(app.inbox.star(vec![1, 9], false).await.unwrap_err().code(), ProblemCode::NotFound);
    assert_eq!(app.inbox.sidebar().await.unwrap().starred, 2, "an error changes nothing");
    let long = app.inbox.set_note(1, &"x".repeat(10_001)).await.unwrap_err().problem();
    assert!(long.code == ProblemCode::InvalidInput && long.detail.contains("10001"), "{}", long.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn deleted_events_disappear_in_all_programs_and_can_be_restored() {
    let running = start_with(6).await;
    let (app, other) = (&running.app, open(running.dir()).await);
    let here = app.inbox.open("", false, None).await.unwrap().listing;
    let there = other.inbox.open("", false, None).await.unwrap().listing;
    for app in [app, &other] {
        assert_eq!(app.inbox.sidebar().await.unwrap().total, 6);
        assert!(app.inbox.event(2).await.is_ok());
    }
    let revision = other.inbox.window(there, 0, 1).await.unwrap().revision;
    let deleted = app.inbox.delete(Deletion::Ids { ids: vec![2, 5, 5, 99] }).await.unwrap();
    assert_eq!(deleted.count, 2);
    for (app, listing) in [(app, here), (&other, there)] {
        assert_eq!(paths(app, listing).await, ["/6", "/4", "/3", "/1"]);
        assert_eq!((app.inbox.sidebar().await.unwrap().total, app.pages.status().await.unwrap().events), (4, 4));
        assert_eq!(app.inbox.event(2).await.unwrap_err().problem().code, ProblemCode::NotFound);
        assert!(app.events.body_text(2, 0, 9, false).await.is_err());
        assert!(app.inbox.newest("path:/5", 9).await.unwrap().is_empty());
    }
    assert_ne!(
        other.inbox.window(there, 0, 1).await.unwrap().revision,
        revision,
        "a deletion moves rows, so the revision changes"
    );
    running.post("/7", &[], b"{}").await;
    assert_eq!(paths(&other, there).await, ["/7", "/6", "/4", "/3", "/1"]);
    assert_eq!(app.inbox.undo_delete(deleted.undo).await.unwrap(), 2);
    for (app, listing) in [(app, here), (&other, there)] {
        assert_eq!(paths(app, listing).await, ["/7", "/6", "/5", "/4", "/3", "/2", "/1"]);
        assert_eq!(app.inbox.sidebar().await.unwrap().total, 7);
    }
    assert_eq!(app.inbox.undo_delete(deleted.undo).await.unwrap(), 0, "a deletion can be undone once");
    let some = Deletion::Filter { filter: "path:/1".into() };
    assert_eq!(app.inbox.count_to_delete(&some).await.unwrap(), 1);
    assert_eq!(app.inbox.delete(some).await.unwrap().count, 1);
    assert_eq!(app.inbox.delete(Deletion::All).await.unwrap().count, 6);
    assert_eq!(other.inbox.sidebar().await.unwrap().total, 0);
    let wrong = app.inbox.delete(Deletion::Filter { filter: "color:red".into() }).await.unwrap_err();
    assert_eq!(wrong.code(), ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn users_and_repeats_ignore_deleted_events() {
    let running = Running::start().await;
    for _ in 0..3 {
        running.post_fixture("user.created").await;
    }
    let app = &running.app;
    let user = app.inbox.rows(vec![1]).await.unwrap()[0].user_id.clone().unwrap();
    let repeat = async |id| {
        let findings = app.inbox.event(id).await.unwrap().findings;
        findings.iter().find_map(|finding| finding.related)
    };
    assert_eq!((repeat(3).await, app.users.users("", 0, 9).await.unwrap().rows[0].events), (Some(2), 3));
    let deleted = app.inbox.delete(Deletion::Ids { ids: vec![1, 2] }).await.unwrap();
    assert_eq!((repeat(3).await, app.users.users("", 0, 9).await.unwrap().rows[0].events), (None, 1));
    assert_eq!(app.users.history(&user, 0, 9).await.unwrap().total, 1);
    app.inbox.undo_delete(deleted.undo).await.unwrap();
    assert_eq!((repeat(3).await, app.users.history(&user, 0, 9).await.unwrap().total), (Some(2), 3));
    app.inbox.delete(Deletion::All).await.unwrap();
    assert_eq!(app.users.users("", 0, 9).await.unwrap().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn copies_of_an_event_are_grouped_in_one_row() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post("/x", &[], b"{}").await;
    running.post_fixture("user.created").await;
    running.post_fixture("identity.email.updated").await;
    let app = &running.app;
    let listing = app.inbox.open("", true, None).await.unwrap();
    let rows = async || {
        let window = app.inbox.window(listing.listing, 0, 9).await.unwrap();
        assert_eq!(window.total, window.rows.len() as u64);
        (window.revision, window.rows.iter().map(|row| (row.id, row.copies)).collect::<Vec<_>>())
    };
    assert_eq!((listing.total, rows().await), (3, (0, vec![(4, 1), (3, 2), (2, 1)])));
    running.post("/y", &[], b"{}").await;
    running.post_fixture("identity.email.updated").await;
    running.post_fixture("user.created").await;
    let (revision, all) = rows().await;
    assert_eq!(all, [(7, 3), (6, 2), (5, 1), (2, 1)], "a new copy moves its row to the front");
    assert!(revision > 0);
    app.inbox.delete(Deletion::Ids { ids: vec![7] }).await.unwrap();
    assert_eq!(rows().await.1, [(6, 2), (5, 1), (3, 2), (2, 1)]);
    let only = app.inbox.open("id:1", true, None).await.unwrap();
    assert_eq!(
        app.inbox.window(only.listing, 0, 9).await.unwrap().rows[0].copies,
        1,
        "copies are counted within the listing"
    );
    let plain = app.inbox.open("", false, None).await.unwrap();
    assert!(app.inbox.window(plain.listing, 0, 9).await.unwrap().rows.iter().all(|row| row.copies == 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counts_of_saved_searches_stay_current() {
    // The clock does not advance, so the sidebar waits for each count.
    let (running, _manual) = Running::start_manual().await;
    post_numbered(&running, 3).await;
    let app = &running.app;
    app.inbox.save_search(" mine ", "path:/2").await.unwrap();
    app.inbox.save_search("all", "").await.unwrap();
    let counts = async || -> Vec<(String, Option<u64>)> {
        let saved = app.inbox.sidebar().await.unwrap().saved;
        saved.into_iter().map(|search| (search.name, search.count)).collect()
    };
    let named = |mine, all| vec![("mine".to_owned(), Some(mine)), ("all".to_owned(), Some(all))];
    assert_eq!(counts().await, named(1, 3));
    running.post("/2", &[], b"{}").await;
    assert_eq!(counts().await, named(2, 4));
    app.inbox.delete(Deletion::Ids { ids: vec![2] }).await.unwrap();
    assert_eq!(counts().await, named(1, 3));
    app.inbox.save_search("mine", "path:/3").await.unwrap();
    assert_eq!(counts().await, named(1, 3));
    app.inbox.remove_search("mine").await.unwrap();
    assert_eq!(counts().await.len(), 1);
    assert!(app.inbox.save_search("x", "color:red").await.is_err() && app.inbox.save_search(" ", "").await.is_err());
    for filter in ["type:a", "", "color:red", "type:b", "type:a"] {
        app.inbox.remember_search(filter).await.unwrap();
    }
    assert_eq!(app.inbox.recent_searches().await.unwrap(), ["type:a", "type:b"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_counts_of_saved_searches_follow_other_programs_and_time() {
    let (running, manual) = Running::start_manual().await;
    post_numbered(&running, 2).await;
    let app = &running.app;
    app.inbox.save_search("starred", "is:starred").await.unwrap();
    app.inbox.save_search("recent", "after:1h").await.unwrap();
    let counts = async || -> Vec<Option<u64>> {
        app.inbox.sidebar().await.unwrap().saved.into_iter().map(|search| search.count).collect()
    };
    assert_eq!(counts().await, [Some(0), Some(2)]);
    let mut changes = app.pages.changes();
    open(running.dir()).await.inbox.star(vec![1], true).await.unwrap();
    // Changes by other programs are detected at intervals.
    let detected = async {
        loop {
            tokio::select! {
                changed = changes.changed() => return changed.unwrap(),
                () = manual.advance_to_next_timer() => {}
            }
        }
    };
    timeout(HANG_GUARD, detected).await.expect("the change is detected");
    manual.advance(Duration::from_secs(21));
    assert_eq!(counts().await, [Some(1), Some(2)], "an event can match later");
    manual.advance(Duration::from_secs(3_600));
    assert_eq!(counts().await, [Some(1), Some(0)], "an event can stop matching as time passes");
}
