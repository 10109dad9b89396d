//! Warnings are counted after the answer is sent, and filters for warnings find all of them.

use hookglass_app::App;
use std::sync::Arc;

use crate::support::{Running, eventually, open};

/// Posts an event with a warning: its content type is JSON, but its body is not.
async fn post_with_warning(running: &Running) {
    running.post("/", &[("content-type", "application/json")], b"{").await;
}

async fn window(app: &Arc<App>, listing: u32) -> (u64, Vec<u64>) {
    let window = app.inbox.window(listing, 0, 200).await.unwrap();
    (window.total, window.rows.iter().map(|row| row.warnings).collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn warnings_are_counted_in_the_background() {
    let running = Running::start().await;
    let listing = running.app.inbox.open("", false, None).await.unwrap().listing;
    post_with_warning(&running).await;
    let app = &running.app;
    eventually(app, async || window(app, listing).await == (1, vec![1]), "warnings are counted in the background")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_for_warnings_finds_new_events_immediately() {
    let running = Running::start().await;
    let app = &running.app;
    let listing = app.inbox.open("has:warning", false, None).await.unwrap().listing;
    let without = app.inbox.open("-has:warning", false, None).await.unwrap().listing;
    for number in 1..=20 {
        post_with_warning(&running).await;
        running.post("/", &[], b"{}").await;
        assert_eq!(window(app, listing).await, (number, vec![1; number as usize]));
        assert_eq!(window(app, without).await, (number, vec![0; number as usize]));
        assert_eq!(app.inbox.newest("has:warning", 100).await.unwrap().len() as u64, number);
        let saved = app.inbox.open("has:warning OR path:/nowhere", false, None).await.unwrap();
        assert_eq!(saved.total, number);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_for_warnings_misses_none_while_events_arrive() {
    let running = Arc::new(Running::start().await);
    let app = Arc::clone(&running.app);
    let listing = app.inbox.open("has:warning", false, None).await.unwrap().listing;
    let sender = {
        let running = Arc::clone(&running);
        tokio::spawn(async move {
            for _ in 0..150 {
                post_with_warning(&running).await;
            }
        })
    };
    while !sender.is_finished() {
        app.inbox.window(listing, 0, 200).await.unwrap();
    }
    sender.await.unwrap();
    assert_eq!(window(&app, listing).await, (150, vec![1; 150]));
    assert_eq!(app.inbox.open("-has:warning", false, None).await.unwrap().total, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn another_process_counts_warnings_before_it_filters_by_them() {
    let dir = tempfile::tempdir().unwrap();
    let (receiving, reading) = (open(dir.path()).await, open(dir.path()).await);
    let address = receiving.listen(Some("127.0.0.1:0")).await.unwrap();
    hookglass_testkit::wire::post(address, "/", &[("content-type", "application/json")], b"{");
    assert_eq!(reading.inbox.newest("has:warning", 10).await.unwrap(), [1]);
    assert_eq!(reading.inbox.rows(vec![1]).await.unwrap()[0].warnings, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_has_all_warnings_and_writes_nothing() {
    // Nothing is counted in the background, because the clock stands still.
    let (running, _clock) = Running::start_manual().await;
    for _ in 0..3 {
        post_with_warning(&running).await;
        running.post("/", &[], b"{}").await;
    }
    let reading = open(running.dir()).await;
    let writing = rusqlite::Connection::open(running.dir().join("hookglass.db")).unwrap();
    // No other program can write from here on.
    writing.execute_batch("BEGIN IMMEDIATE").unwrap();
    let rows = reading.inbox.rows(vec![6, 5, 4, 3, 2, 1, 99]).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.warnings).collect::<Vec<_>>(), [0, 1, 0, 1, 0, 1]);
    writing.execute_batch("ROLLBACK").unwrap();
}
