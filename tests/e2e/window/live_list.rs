//! The list while many events arrive, and while events are deleted and restored: it follows at the
//! top, and otherwise does not move the visible rows. Every click chooses the event that was
//! pressed.

use crate::app::App;
use hookglass_testkit::wire::Connection;
use std::{net::SocketAddr, sync::mpsc, thread};
use thirtyfour::prelude::*;

const BURST: usize = 2_000;

/// The event of the fourth visible row, and the position of the row.
const ROW_IN_VIEW: &str = "const list = document.querySelector('[data-testid=list]').getBoundingClientRect();
    const rows = [...document.querySelectorAll('[data-testid=row]')];
    const row = rows.find((row) => row.getBoundingClientRect().top >= list.top + 100);
    return row ? `${row.dataset.eventId} at ${Math.round(row.getBoundingClientRect().top)}` : ''";

#[tokio::test]
async fn a_burst_neither_freezes_the_window_nor_moves_the_visible_rows() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 200);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.contains("200")).await;
    app.script("document.querySelector('[data-testid=list]').scrollTop = 2800").await;
    app.text_when("[data-testid=\"row\"][data-event-id=\"95\"]", |text| !text.is_empty()).await;
    let before = app.script(ROW_IN_VIEW).await;
    post(&app, BURST);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.replace(|c: char| !c.is_ascii_digit(), "").contains("2200"))
        .await;
    app.text_when("body", |text| text.contains("new")).await;
    assert_eq!(app.script(ROW_IN_VIEW).await, before, "the visible rows did not move");
    app.close().await;
}

#[tokio::test]
async fn deletions_and_their_undo_do_not_move_the_visible_rows() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    list_burst(&app).await;
    delete_and_restore(&app, 15, || ()).await;
    let text = app.text_when("[aria-label=\"List of events\"]", |_| true).await;
    assert!(!text.contains("new"), "no event has arrived: {text}");
    app.close().await;
}

#[tokio::test]
async fn deletions_do_not_move_the_visible_rows_while_events_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    list_burst(&app).await;
    let traffic = Traffic::start(app.address);
    delete_and_restore(&app, 50, || traffic.send(80)).await;
    traffic.stop();
    app.text_when("body", |text| text.split_whitespace().collect::<String>().contains("8000new")).await;
    app.close().await;
}

/// Lists 2,000 events and scrolls to the middle.
async fn list_burst(app: &App) {
    post(app, BURST);
    let is_listed = "return document.querySelector('[data-testid=list] > div').style.height === '56000px'";
    app.until(is_listed, "all events are listed").await;
    app.script("document.querySelector('[data-testid=list]').scrollTop = 28000").await;
    app.css("[data-testid=\"row\"][data-event-id=\"990\"]").await;
}

/// Deletes `count` events, each twice, with an undo between. `before_each` runs before each deletion.
async fn delete_and_restore(app: &App, count: i64, before_each: impl Fn()) {
    app.select(990).await;
    let before = app.script(ROW_IN_VIEW).await;
    for event in (991 - count..=990).rev() {
        // Each deletion chooses the row below, and the row above it stays where it is.
        let gone = format!(
            "return document.querySelector('[data-testid=row][data-event-id=\"{event}\"]') === null
                && document.querySelector('[data-testid=detail]')?.dataset.eventId === '{}'",
            event - 1
        );
        before_each();
        app.keys(Key::Delete + "").await;
        app.until(&gone, "the event is deleted and the next one is chosen").await;
        assert_eq!(app.script(ROW_IN_VIEW).await, before, "after deleting {event}");
        app.chord(Key::Control, "z").await;
        let back = format!("return document.querySelector('[data-event-id=\"{event}\"]') !== null");
        app.until(&back, "the event is restored").await;
        assert_eq!(app.script(ROW_IN_VIEW).await, before, "after restoring {event}");
        app.select(event).await;
        before_each();
        app.keys(Key::Delete + "").await;
        app.until(&gone, "the event is deleted again").await;
        assert_eq!(app.script(ROW_IN_VIEW).await, before, "after deleting {event} again");
    }
}

#[tokio::test]
async fn a_click_chooses_the_pressed_event_while_events_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 500);
    let pressed = "addEventListener('mousedown', ({ target }) => {
            window.pressed = target.closest('[data-event-id]')?.dataset.eventId ?? '';
        }, true)";
    app.script(pressed).await;
    let list = app.css("[data-testid=\"list\"]").await;
    let (_, top, width, height) = list.rect().await.map(|at| (at.x, at.y, at.width, at.height)).unwrap();
    let traffic = Traffic::start(app.address);
    let mut clicks = 0;
    while clicks < 100 {
        // At the top the rows move with every event; further down they stay in place.
        if clicks == 50 {
            app.script("document.querySelector('[data-testid=list]').scrollTop = 2800").await;
        }
        let y = top + 40.0 + f64::from(clicks * 37 % (height as i32 - 80));
        let x = list.rect().await.unwrap().x + width / 3.0;
        // The click begins while a batch of events arrives.
        traffic.send(40);
        app.script("window.pressed = null").await;
        app.driver.action_chain().move_to(x as i64, y as i64).click().perform().await.unwrap();
        let pressed = app.when("return window.pressed", "the press arrives", |pressed| !pressed.is_null()).await;
        // A row that is not fetched yet cannot be clicked. A busy computer shows it for longer.
        if pressed == "" {
            continue;
        }
        let chosen = format!("return document.querySelector('[data-testid=detail]')?.dataset.eventId === {pressed}");
        app.until(&chosen, "the pressed event is shown").await;
        clicks += 1;
    }
    traffic.stop();
    app.close().await;
}

#[tokio::test]
async fn a_context_menu_acts_on_the_event_that_was_clicked_while_events_arrive() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 500);
    let clicked = "addEventListener('contextmenu', ({ target }) => {
            window.clicked = target.closest('[data-event-id]')?.dataset.eventId ?? '';
        }, true)";
    app.script(clicked).await;
    app.script("document.querySelector('[data-testid=list]').scrollTop = 2800").await;
    let list = app.css("[data-testid=\"list\"]").await.rect().await.unwrap();
    let (x, y) = (list.x + list.width / 3.0, list.y + list.height / 3.0);
    let traffic = Traffic::start(app.address);
    let mut menus = 0;
    while menus < 10 {
        traffic.send(40);
        app.script("window.clicked = null").await;
        let row = y + f64::from(menus * 28);
        app.driver.action_chain().move_to(x as i64, row as i64).context_click().perform().await.unwrap();
        let clicked = app.when("return window.clicked", "the menu opens", |clicked| !clicked.is_null()).await;
        // A row that is not fetched yet has no menu.
        let Some(event) = clicked.as_str().filter(|event| !event.is_empty()) else { continue };
        traffic.send(40);
        app.xpath("//*[@role='menuitem'][normalize-space()='Star']").await.click().await.unwrap();
        let starred =
            format!("return document.querySelector('[data-event-id=\"{event}\"] [data-starred=true]') !== null");
        app.until(&starred, "the event of the menu is starred").await;
        app.text_when("[role=\"menu\"]", str::is_empty).await;
        menus += 1;
    }
    traffic.stop();
    app.close().await;
}

/// Sends batches of events from a thread.
struct Traffic {
    batches: mpsc::Sender<usize>,
    sender: thread::JoinHandle<()>,
}

impl Traffic {
    fn start(address: SocketAddr) -> Self {
        let (batches, requested) = mpsc::channel();
        let sender = thread::spawn(move || requested.into_iter().for_each(|events| post_to(address, events)));
        Traffic { batches, sender }
    }

    fn send(&self, events: usize) {
        self.batches.send(events).unwrap();
    }

    fn stop(self) {
        drop(self.batches);
        self.sender.join().unwrap();
    }
}

fn post(app: &App, count: usize) {
    post_to(app.address, count);
}

fn post_to(address: SocketAddr, count: usize) {
    let mut connection = Connection::open(address);
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
