//! Stars, notes, deletions with undo, and the limits on stored events.

use crate::{app::App, hostile::filter, scenarios::program};
use hookglass_testkit::wire;
use std::{path::Path, process::Command};
use thirtyfour::prelude::*;

const TOAST: &str = "[data-testid=\"undo-toast\"]";

#[tokio::test]
async fn stars_and_notes_are_listed_found_and_stored() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 3);
    app.lists(&[3, 2, 1]).await;

    // A key stars the selected event. The mouse stars any event without selecting it.
    app.select(2).await;
    app.keys("s").await;
    starred(&app, 2, true).await;
    app.shows("star", "Starred").await;
    star_of(&app, 1).await.click().await.unwrap();
    starred(&app, 1, true).await;
    app.css("[data-testid=\"detail\"][data-event-id=\"2\"]").await;
    sidebar_entry(&app, "Starred2").await.click().await.unwrap();
    app.lists(&[2, 1]).await;
    star_of(&app, 1).await.click().await.unwrap();
    starred(&app, 1, false).await;
    sidebar_entry(&app, "Starred1").await;
    sidebar_entry(&app, "Inbox3").await.click().await.unwrap();
    app.lists(&[3, 2, 1]).await;

    app.select(3).await;
    app.click("add-note").await;
    app.css("[data-testid=\"note\"]:focus").await;
    app.keys("ask the <b>portal</b> team").await;
    app.text_when("[data-testid=\"note\"] + [role=\"status\"]", |text| text.contains("Saved")).await;
    app.css("[data-testid=\"row\"][data-event-id=\"3\"] [aria-label=\"has a note\"]").await;
    filter(&app, "has:note").await;
    app.lists(&[3]).await;
    // The last words are stored even if another list opens immediately.
    app.css("[data-testid=\"note\"]").await.send_keys(", today").await.unwrap();
    filter(&app, "-has:note").await;
    app.lists(&[2, 1]).await;
    app.close().await;

    let app = App::start(dir.path()).await;
    app.lists(&[3, 2, 1]).await;
    starred(&app, 2, true).await;
    starred(&app, 1, false).await;
    app.select(3).await;
    app.text_when("[data-testid=\"note\"]", |text| text == "ask the <b>portal</b> team, today").await;
    app.close().await;
}

#[tokio::test]
async fn a_deletion_can_be_undone_until_the_window_closes() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 6);
    app.lists(&[6, 5, 4, 3, 2, 1]).await;

    // One event: the next row is selected.
    app.select(4).await;
    app.keys(Key::Delete + "").await;
    app.text_when(TOAST, |text| text.contains("1 event deleted.")).await;
    app.lists(&[6, 5, 3, 2, 1]).await;
    app.css("[data-testid=\"detail\"][data-event-id=\"3\"]").await;
    sidebar_entry(&app, "Inbox5").await;
    app.css(&format!("{TOAST} button")).await.click().await.unwrap();
    app.lists(&[6, 5, 4, 3, 2, 1]).await;
    app.text_when(TOAST, str::is_empty).await;
    sidebar_entry(&app, "Inbox6").await;

    // Several events, selected with the keyboard.
    app.select(5).await;
    app.chord(Key::Shift, Key::Down).await;
    app.shows("pick-bar", "2 selected").await;
    app.keys(Key::Delete + "").await;
    app.text_when(TOAST, |text| text.contains("2 events deleted.")).await;
    app.lists(&[6, 3, 2, 1]).await;
    app.close().await;

    let app = App::start(dir.path()).await;
    app.lists(&[6, 3, 2, 1]).await;
    app.close().await;
}

#[tokio::test]
async fn a_filtered_list_can_be_deleted_and_deleting_everything_needs_confirmation() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 4);
    wire::post(app.address, "/other", &[], b"kept");
    app.lists(&[5, 4, 3, 2, 1]).await;
    filter(&app, "path:/keep/*").await;
    app.lists(&[4, 3, 2, 1]).await;
    app.choose("List actions", "Delete all listed events").await;
    app.text_when(TOAST, |text| text.contains("4 events deleted.")).await;
    app.text_when("[aria-label=\"List of events\"]", |text| text.contains("No events match")).await;
    app.css(&format!("{TOAST} button")).await.click().await.unwrap();
    app.lists(&[4, 3, 2, 1]).await;

    // Deletes all events, not only those in the list. The window then looks like after the first
    // start.
    app.choose("List actions", "Delete all events…").await;
    app.shows("clear-all", "Delete all 5 events?").await;
    app.keys(Key::Escape).await;
    app.text_when("[data-testid=\"clear-all\"]", str::is_empty).await;
    app.lists(&[4, 3, 2, 1]).await;
    app.choose("List actions", "Delete all events…").await;
    app.find("clear-all").await;
    app.xpath("//*[@data-testid='clear-all']//button[normalize-space()='Delete all']").await.click().await.unwrap();
    app.text_when(TOAST, |text| text.contains("5 events deleted.")).await;
    app.button("Clear the filter").await;
    app.find("empty").await;
    // In a text field, this key undoes typing.
    app.keys(Key::Escape + "").await;
    app.keys(Key::Escape + "").await;
    app.chord(Key::Control, "z").await;
    app.lists(&[5, 4, 3, 2, 1]).await;
    app.close().await;
}

#[tokio::test]
async fn the_oldest_events_beyond_the_limit_are_deleted_except_starred_ones() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 9);
    app.rows(9).await;
    for event in [1, 3] {
        star_of(&app, event).await.click().await.unwrap();
        starred(&app, event, true).await;
    }
    set_event_limit(&app, "none").await;
    app.text_when("[data-testid=\"settings\"] [role=\"alert\"]", |text| text.contains("whole number")).await;
    // New events stay for ten minutes, and the window reports the limit.
    set_event_limit(&app, "2").await;
    app.shows("retention-note", "5 events more than the limit of 2").await;
    app.shows("storage-warning", "5 events more than the limit of 2").await;
    app.keys(Key::Escape).await;
    app.lists(&[9, 8, 7, 6, 5, 4, 3, 2, 1]).await;

    // A person who prunes does not have to wait.
    assert_eq!(prune(dir.path(), &["--dry-run"]), "would delete about 5 events\n");
    assert!(prune(dir.path(), &[]).starts_with("deleted 5 events, received up to "));
    app.lists(&[9, 8, 3, 1]).await;
    sidebar_entry(&app, "Inbox4").await;

    set_event_limit(&app, "1").await;
    app.shows("retention-note", "2 events have a star or a note and stay").await;
    app.keys(Key::Escape).await;
    app.lists(&[9, 8, 3, 1]).await;
    app.close().await;
}

/// Prunes with the command line, to the limits in the settings.
fn prune(dir: &Path, args: &[&str]) -> String {
    let output = Command::new(program())
        .args(["--data-dir".as_ref(), dir.as_os_str()])
        .arg("prune")
        .args(args)
        .env("HOOKGLASS_KEYCHAIN", "off")
        .env("HOOKGLASS_CONFIG_DIR", dir.join("config/hookglass"))
        .output()
        .expect("the command line is built with the window");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Types a limit into the settings and saves it.
async fn set_event_limit(app: &App, events: &str) {
    if app.all("settings").await.is_empty() {
        app.button("Settings").await;
    }
    app.find("settings").await;
    let label = "[...document.querySelectorAll('[data-testid=settings] label')].find((label) => label.textContent === 'Maximum number of events')";
    let field = app.driver.execute(&format!("return {label}?.control"), Vec::new()).await.unwrap().element().unwrap();
    field.clear().await.unwrap();
    field.send_keys(events).await.unwrap();
    app.keys(Key::Enter).await;
}

fn post(app: &App, count: usize) {
    for number in 1..=count {
        assert_eq!(wire::post(app.address, &format!("/keep/{number}"), &[], b"text").status, 200);
    }
}

async fn star_of(app: &App, event: i64) -> WebElement {
    app.css(&format!("[data-testid=\"row\"][data-event-id=\"{event}\"] [data-testid=\"row-star\"]")).await
}

async fn starred(app: &App, event: i64, is: bool) {
    app.css(&format!("[data-event-id=\"{event}\"] [data-testid=\"row-star\"][data-starred=\"{is}\"]")).await;
}

/// An entry of the sidebar with its count.
async fn sidebar_entry(app: &App, text: &str) -> WebElement {
    app.xpath(&format!("//*[@data-testid='sidebar']//button[normalize-space()='{text}']")).await
}
