//! Blocking events in the real window: held by a rule, denied and mutated with the keyboard, and
//! answered automatically while the user types. The clients get exactly the answers that the window
//! shows.

use crate::{accessibility::check_both_themes, app::App, screenshots::take};
use hookglass_testkit::{
    corpus::{self, SECRET},
    wire,
};
use std::{env, path::PathBuf, thread::JoinHandle};
use thirtyfour::prelude::*;

/// The longest hold, in seconds: even on a busy computer, keys answer before the deadline.
const LONG: &str = "600";
/// A hold that ends during the test, in seconds. Long enough to type a few words on a busy
/// computer.
const SHORT: &str = "30";

/// Sends a blocking event from a separate client, which waits for the answer.
fn send_blocking(app: &App, name: &str) -> JoinHandle<wire::Response> {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name).unwrap();
    let (address, body) = (app.address, corpus::compact(&fixture.bytes));
    std::thread::spawn(move || {
        let headers = corpus::authgear_headers(&body, SECRET);
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        wire::post(address, "/authgear", &headers, &body)
    })
}

async fn response_of(asked: JoinHandle<wire::Response>) -> (u16, String) {
    let response = tokio::task::spawn_blocking(move || asked.join().unwrap()).await.unwrap();
    (response.status, String::from_utf8(response.body).unwrap())
}

/// Sets the sender timeout in the settings.
async fn set_sender_timeout(app: &App, seconds: &str) {
    app.chord(Key::Control, ",").await;
    app.find("settings").await;
    let field = app.xpath("//form[label[contains(., 'Sender timeout')]]//input").await;
    field.scroll_into_view().await.unwrap();
    field.clear().await.unwrap();
    field.send_keys(seconds).await.unwrap();
    app.keys(Key::Enter).await;
    app.text_when("[data-testid=\"settings\"]", |text| text.contains("Saved: Sender timeout")).await;
    app.keys(Key::Escape).await;
    app.text_when("[data-testid=\"settings\"]", str::is_empty).await;
}

#[tokio::test]
async fn held_events_are_denied_mutated_and_answered_automatically() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    set_sender_timeout(&app, LONG).await;
    app.keys("q").await;
    app.find("hold-blocking").await;
    take(&app, folder, "held-empty").await;
    app.click("hold-blocking").await;
    app.shows("held", "A rule holds events").await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;

    // Denied with the keyboard only, with a reason. The client gets exactly the answer that is
    // shown.
    let asked = send_blocking(&app, "user.pre_create");
    app.shows("held-banner", "user.pre_create").await;
    app.find("held-badge").await;
    take(&app, folder, "held-banner").await;
    app.keys("q").await;
    app.shows("held-title", "user.pre_create").await;
    app.find("deny-preview").await;
    app.keys("d").await;
    app.css("[data-testid=\"deny-title\"]:focus").await;
    app.keys("Sign-up is by invitation").await;
    app.keys(Key::Tab).await;
    app.keys("Ask a colleague at Northwind, \"please\".").await;
    app.shows("deny-preview", "please").await;
    take(&app, folder, "held-deny").await;
    app.keys(Key::Enter).await;
    app.shows("held-result", "Denied: user.pre_create").await;
    let denial = r#"{"is_allowed":false,"title":"Sign-up is by invitation","reason":"Ask a colleague at Northwind, \"please\"."}"#;
    assert_eq!(response_of(asked).await, (200, denial.to_owned()));
    app.shows("held", "No held events").await;

    // Mutated: the resulting user is shown before the answer is sent.
    let asked = send_blocking(&app, "user.profile.pre_update");
    app.shows("held-title", "user.profile.pre_update").await;
    app.text_when("[data-testid=\"change-editor\"]", |text| text.contains("standard_attributes")).await;
    app.shows("recent-reason", "by invitation").await;
    app.keys("m").await;
    app.css("[data-testid=\"change-editor\"]:focus").await;
    let mutations =
        r#"{"is_allowed":true,"mutations":{"user":{"standard_attributes":{"locale":"de-CH"},"roles":["customer"]}}}"#;
    app.chord(Key::Control, "a").await;
    app.keys(mutations).await;
    app.keys(Key::Escape).await;
    app.shows("vanishing", "removed").await;
    app.text_when("[data-testid=\"afterwards\"]", |text| text.contains("de-CH")).await;
    take(&app, folder, "held-mutate").await;
    app.chord(Key::Control, Key::Enter).await;
    app.shows("held-result", "Allowed, mutated: user.profile.pre_update").await;
    assert_eq!(response_of(asked).await, (200, mutations.to_owned()));

    // An answer that Authgear would reject is not sent on the first press.
    let asked = send_blocking(&app, "oidc.jwt.pre_create");
    app.shows("held-title", "oidc.jwt.pre_create").await;
    app.text_when("[data-testid=\"change-editor\"]", |text| text.contains("jwt")).await;
    app.keys("m").await;
    app.css("[data-testid=\"change-editor\"]:focus").await;
    let claims = r#"{"is_allowed":true,"mutations":{"jwt":{"payload":{"tier":"gold"}}}}"#;
    app.chord(Key::Control, "a").await;
    app.keys(claims).await;
    app.shows("vanishing", "missing").await;
    app.shows("held-change-send", "Send anyway").await;
    app.chord(Key::Control, Key::Enter).await;
    app.shows("held", "Not sent").await;
    take(&app, folder, "held-refused").await;
    app.click("held-allow").await;
    app.shows("held-result", "Allowed: oidc.jwt.pre_create").await;
    assert_eq!(response_of(asked).await, (200, r#"{"is_allowed":true}"#.to_owned()));

    // The automatic answer is sent while the user types; the typed text stays.
    set_sender_timeout(&app, SHORT).await;
    let asked = send_blocking(&app, "user.pre_create");
    app.shows("held-title", "user.pre_create").await;
    app.find("deny-preview").await;
    app.keys("d").await;
    app.css("[data-testid=\"deny-title\"]:focus").await;
    app.keys("Half a thought").await;
    app.shows("held-over", "Answered automatically").await;
    assert_eq!(response_of(asked).await, (200, r#"{"is_allowed":true}"#.to_owned()));
    app.text_when("[data-testid=\"deny-title\"]", |text| text == "Half a thought").await;
    take(&app, folder, "held-over").await;

    // The text is still on the stored event, and nothing more is sent.
    app.xpath("//div[@data-testid='held-over']//button[contains(., 'Show event')]").await.click().await.unwrap();
    app.shows("detail-title", "user.pre_create").await;
    app.click("tab-answer").await;
    app.find("answer-bench").await;
    app.find("afterwards").await;
    take(&app, folder, "answer-bench").await;
    app.close().await;
}

/// The number of events that wait, as the page shows it.
const WAITING: &str = r#"
    const page = document.querySelector('[data-testid="held"]');
    const found = page?.textContent.match(/(\d+) events? waiting/);
    return found ? Number(found[1]) : 0;
"#;

#[tokio::test]
async fn events_that_expire_during_typing_run_no_shortcut_and_lose_no_text() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    set_sender_timeout(&app, SHORT).await;
    app.keys("q").await;
    app.click("hold-blocking").await;
    app.shows("held", "A rule holds events").await;

    // A reason is typed while all of them expire.
    let asked: Vec<_> = (0..20).map(|_| send_blocking(&app, "user.pre_create")).collect();
    app.shows("held-title", "user.pre_create").await;
    app.keys("d").await;
    app.css("[data-testid=\"deny-title\"]:focus").await;
    let mut typed = String::new();
    app.when(WAITING, "all events wait", |waiting| waiting.as_u64() == Some(20)).await;
    for left in (0..20).rev() {
        app.when(WAITING, "one more event expires", |waiting| waiting.as_u64() <= Some(left)).await;
        app.keys("Nope.").await;
        typed += "Nope.";
        app.text_when("[data-testid=\"deny-title\"]:focus", |text| text == typed).await;
    }
    app.shows("held-over", "Your draft is still here").await;
    for response in asked {
        assert_eq!(response_of(response).await, (200, r#"{"is_allowed":true}"#.to_owned()), "no key decided");
    }

    // The text answers the next event.
    let asked = send_blocking(&app, "oidc.jwt.pre_create");
    app.xpath("//button[contains(., 'Use text for next event')]").await.click().await.unwrap();
    app.shows("held-title", "oidc.jwt.pre_create").await;
    app.text_when("[data-testid=\"deny-title\"]:focus", |text| text == typed).await;
    app.keys(Key::Enter).await;
    app.shows("held-result", "Denied: oidc.jwt.pre_create").await;
    assert_eq!(response_of(asked).await, (200, format!(r#"{{"is_allowed":false,"title":"{typed}"}}"#)));
    app.shows("held", "No held events").await;

    // While nothing is typed, the page moves on, and `D` belongs to the event that it shows.
    let first = send_blocking(&app, "user.pre_create");
    app.shows("held-over", "Answered automatically").await;
    assert_eq!(response_of(first).await.0, 200);
    let next = send_blocking(&app, "user.profile.pre_update");
    app.shows("held-title", "user.profile.pre_update").await;
    app.keys("d").await;
    app.css("[data-testid=\"deny-title\"]:focus").await;
    app.keys("Nope").await;
    app.keys(Key::Enter).await;
    app.shows("held-result", "Denied: user.profile.pre_update").await;
    assert_eq!(response_of(next).await, (200, r#"{"is_allowed":false,"title":"Nope"}"#.to_owned()));
    app.close().await;
}

/// Also takes screenshots of a narrow window with several held events.
#[tokio::test]
async fn several_held_events_can_be_answered_in_a_narrow_window() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let app = App::start(dir.path()).await;
    app.driver.set_window_rect(0, 0, 960, 700).await.unwrap();
    app.post_fixture("user.created");
    app.rows(1).await;
    set_sender_timeout(&app, LONG).await;
    app.keys("q").await;
    app.click("hold-blocking").await;
    app.shows("held", "A rule holds events").await;
    let first = send_blocking(&app, "user.pre_create");
    app.shows("held-title", "user.pre_create").await;
    let second = send_blocking(&app, "user.profile.pre_update");
    app.css("[data-testid=\"held-row\"]:nth-child(2)").await;
    take(&app, folder, "held-narrow").await;
    app.keys("j").await;
    app.shows("held-title", "user.profile.pre_update").await;
    app.keys("m").await;
    app.css("[data-testid=\"change-editor\"]:focus").await;
    take(&app, folder, "held-mutate-narrow").await;
    app.keys(Key::Escape).await;
    app.keys("a").await;
    assert_eq!(response_of(second).await.0, 200);
    app.shows("held-title", "user.pre_create").await;
    app.keys("a").await;
    assert_eq!(response_of(first).await, (200, r#"{"is_allowed":true}"#.to_owned()));
    app.close().await;
}

#[tokio::test]
async fn the_page_held_has_no_accessibility_violations() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    set_sender_timeout(&app, LONG).await;
    app.keys("q").await;
    app.find("hold-blocking").await;
    check_both_themes(&app, "nothing held").await;
    app.click("hold-blocking").await;
    app.shows("held", "A rule holds events").await;
    for (key, what) in [("d", "deny"), ("m", "mutate"), ("x", "custom")] {
        let asked = send_blocking(&app, "user.pre_create");
        app.shows("held-title", "user.pre_create").await;
        app.find("answer-check").await;
        app.keys(key).await;
        app.css("[data-testid=\"held\"] :is(input, .cm-content):focus").await;
        check_both_themes(&app, what).await;
        app.click("held-allow").await;
        assert_eq!(response_of(asked).await.0, 200);
        app.shows("held", "No held events").await;
    }
    app.close().await;
}
