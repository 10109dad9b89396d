//! The list while many events arrive: it follows at the top, and otherwise does not move the
//! visible rows.

use crate::app::App;
use hookglass_testkit::wire::Connection;
use thirtyfour::prelude::*;

const BURST: usize = 2_000;

#[tokio::test]
async fn a_burst_neither_freezes_the_window_nor_moves_the_visible_rows() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 200);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.contains("200")).await;
    app.script("document.querySelector('[data-testid=list]').scrollTop = 2800").await;
    let top = "const list = document.querySelector('[data-testid=list]').getBoundingClientRect();
        const rows = [...document.querySelectorAll('[data-testid=row]')];
        const row = rows.find((row) => row.getBoundingClientRect().top >= list.top + 100);
        return row ? `${row.dataset.eventId} at ${Math.round(row.getBoundingClientRect().top)}` : ''";
    app.text_when("[data-testid=\"row\"][data-event-id=\"95\"]", |text| !text.is_empty()).await;
    let before = app.script(top).await;
    post(&app, BURST);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.replace(|c: char| !c.is_ascii_digit(), "").contains("2200"))
        .await;
    app.text_when("body", |text| text.contains("new")).await;
    assert_eq!(app.script(top).await, before, "the visible rows did not move");
    app.close().await;
}

fn post(app: &App, count: usize) {
    let mut connection = Connection::open(app.address);
    for number in 0..count {
        connection.post(&format!("/burst/{number}"), &[("Content-Type", "application/json")], b"{}");
        assert_eq!(connection.response().status, 200);
    }
}

#[tokio::test]
async fn a_paused_list_counts_new_events_and_shows_them_when_resumed() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 3);
    app.lists(&[3, 2, 1]).await;
    app.keys("p").await;
    app.shows("resume", "Paused").await;
    post(&app, 4);
    app.shows("resume", "Paused · 4 new").await;
    app.lists(&[3, 2, 1]).await;
    // A selection in the paused list applies to the visible rows.
    app.select(2).await;
    app.keys("p").await;
    app.lists(&[7, 6, 5, 4, 3, 2, 1]).await;
    assert!(app.all("resume").await.is_empty());
    app.css("[data-testid=\"detail\"][data-event-id=\"2\"]").await;
    app.button("Pause (P)").await;
    post(&app, 1);
    app.shows("resume", "1 new").await;
    app.click("resume").await;
    app.lists(&[8, 7, 6, 5, 4, 3, 2, 1]).await;
    app.close().await;
}

#[tokio::test]
async fn repeats_are_grouped_in_one_row_that_opens_all_of_them() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.created", "user.disabled", "user.created"] {
        app.post_fixture(name);
    }
    app.lists(&[3, 2, 1]).await;
    app.choose("List actions", "Group duplicates").await;
    app.lists(&[3, 2]).await;
    app.text_when("[data-testid=\"row\"][data-event-id=\"3\"]", |text| text.contains("×2")).await;
    // Another repeat moves the row to the top.
    app.post_fixture("user.disabled");
    app.lists(&[4, 3]).await;
    app.text_when("[data-testid=\"row\"][data-event-id=\"4\"]", |text| text.contains("×2")).await;
    app.select(3).await;
    app.keys(Key::Enter + "").await;
    app.lists(&[3, 1]).await;
    app.text_when("[aria-label=\"List of events\"] h2", |text| text == "Copies of one event").await;
    app.keys(Key::Escape + "").await;
    app.lists(&[4, 3]).await;

    // Deleting a row deletes all repeats in it.
    app.select(3).await;
    app.keys(Key::Delete + "").await;
    app.shows("undo-toast", "2 events deleted.").await;
    app.lists(&[4]).await;
    app.choose("List actions", "Ungroup duplicates").await;
    app.lists(&[4, 2]).await;
    app.close().await;
}
