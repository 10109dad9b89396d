//! The history of a user: a thousand events, a comparison of two points, and states that do not
//! match.

use crate::app::App;
use hookglass_testkit::{
    corpus::{self, SECRET},
    wire::Connection,
};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const EVENTS: u64 = 1_000;
const USER: &str = "a25a0545-2bf1-4cf5-955d-de558d706dab";

#[tokio::test]
async fn a_thousand_events_of_a_user_are_compared_between_two_points() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    let profile = fixture("user.profile.updated");
    post(&app, (1..=EVENTS).map(|number| nicknamed(&profile, number)));
    app.text_when("[data-testid=\"recent-user\"]", |text| digits(text).ends_with("1000")).await;

    app.click("recent-user").await;
    app.text_when("[data-testid=\"history-count\"]", |text| digits(text) == "1000").await;
    entry(&app, EVENTS, "B").await;
    entry(&app, EVENTS - 1, "A").await;
    app.text_when("[data-testid=\"history\"]", |text| text.contains("name-1000") && text.contains("name-999")).await;
    let drawn = app.all("history-entry").await.len();
    assert!(drawn < 100, "only visible entries are drawn, not {drawn}");

    app.keys(Key::End).await;
    entry(&app, 1, "B").await;
    app.text_when("[data-testid=\"history\"]", |text| text.contains("No earlier event")).await;
    app.keys(Key::Home).await;
    entry(&app, EVENTS, "B").await;

    // Move B back by two, then A to the oldest event, where it stays.
    app.keys(Key::Down).await;
    app.keys(Key::Down).await;
    entry(&app, EVENTS - 2, "B").await;
    entry(&app, EVENTS - 3, "A").await;
    app.script("document.querySelector('[data-testid=point-A]').focus()").await;
    app.keys(Key::Home).await;
    slider(&app, "A", 1).await;
    app.text_when("[data-testid=\"span\"]", |text| text.contains("997 events")).await;
    app.text_when("[data-testid=\"history\"]", |text| text.contains("name-998") && text.contains("name-1")).await;
    app.script("document.querySelector('[data-testid=point-B]').focus()").await;
    app.keys(Key::Left).await;
    slider(&app, "B", EVENTS - 3).await;
    slider(&app, "A", 1).await;

    // Drag B with the mouse to the middle of the track.
    let handle = app.find("point-B").await;
    let track = app.find("history-track").await;
    let chain = app.driver.action_chain().drag_and_drop_element(&handle, &track);
    chain.perform().await.unwrap();
    let at = "return Number(document.querySelector('[data-testid=point-B]').getAttribute('aria-valuenow'))";
    let middle = app.script(at).await.as_u64().unwrap();
    assert!((480..=520).contains(&middle), "B was dropped in the middle, and is at {middle}");
    entry(&app, middle, "B").await;

    app.click("part-state").await;
    app.text_when("[data-testid=\"user-state\"]", |text| text.contains(&format!("name-{middle}"))).await;
    app.click("open-event").await;
    app.css(&format!("[data-testid=\"detail\"][data-event-id=\"{middle}\"]")).await;
    app.close().await;
}

#[tokio::test]
async fn an_identity_that_does_not_match_its_last_known_state_is_reported() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    let first = fixture("identity.email.updated");
    let mut second = numbered(&first, 60_000);
    // As if Hookglass had missed an event between the two.
    second["payload"]["old_identity"]["claims"]["email"] = json!("jose.missed@example.org");
    second["payload"]["new_identity"]["claims"]["email"] = json!("jose.new@example.org");
    let profile = fixture("user.profile.updated");
    let after = (60_001..60_004).map(|number| nicknamed(&profile, number));
    post(&app, [first, second].into_iter().chain(after));
    app.rows(5).await;

    app.select(5).await;
    app.keys("h").await;
    entry_of(&app, 5, "B").await;
    app.keys("w").await;
    entry_of(&app, 2, "B").await;
    app.shows("history-break", "jose.missed@example.org").await;
    app.keys(Key::Escape).await;
    app.css("[data-testid=\"detail\"][data-event-id=\"5\"]").await;
    app.text_when("[data-testid=\"history\"]", str::is_empty).await;

    app.click("user-fact").await;
    entry_of(&app, 5, "B").await;
    app.keys(Key::Escape).await;
    app.keys("o").await;
    app.find("users-search").await.send_keys("jose.n").await.unwrap();
    app.css(&format!("[data-testid=\"user\"][data-user=\"{USER}\"]")).await.click().await.unwrap();
    app.css(&format!("[data-testid=\"history\"][data-user=\"{USER}\"]")).await;
    app.close().await;
}

fn fixture(name: &str) -> Value {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name);
    let bytes = fixture.unwrap_or_else(|| panic!("no fixture {name}")).bytes;
    serde_json::from_slice(&bytes).unwrap()
}

/// A copy of the event with this number.
fn numbered(event: &Value, number: u64) -> Value {
    let mut event = event.clone();
    event["id"] = json!(format!("{number:016x}"));
    event["seq"] = json!(number);
    event
}

fn nicknamed(profile: &Value, number: u64) -> Value {
    let mut event = numbered(profile, number);
    event["payload"]["user"]["standard_attributes"]["nickname"] = json!(format!("name-{number}"));
    event
}

fn post(app: &App, events: impl Iterator<Item = Value>) {
    let mut connection = Connection::open(app.address);
    for event in events {
        let body = event.to_string().into_bytes();
        let headers = corpus::authgear_headers(&body, SECRET);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        connection.post("/authgear", &headers, &body);
        assert_eq!(connection.response().status, 200);
    }
}

/// Waits until the entry of the `number`th event, counted from the oldest, has this mark.
async fn entry(app: &App, number: u64, mark: &str) {
    let distance = number - 1;
    app.css(&format!("[data-testid=\"history-entry\"][data-distance=\"{distance}\"][data-mark=\"{mark}\"]")).await;
}

async fn entry_of(app: &App, event: u64, mark: &str) {
    app.css(&format!("[data-testid=\"history-entry\"][data-event-id=\"{event}\"][data-mark=\"{mark}\"]")).await;
}

async fn slider(app: &App, point: &str, number: u64) {
    app.css(&format!("[data-testid=\"point-{point}\"][aria-valuenow=\"{number}\"]")).await;
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}
