//! Comparisons in the window: the change of an event in every layout, two selected events, a draft
//! with the original, and ignored differences that stay ignored.

use crate::app::App;
use hookglass_testkit::corpus;
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_change_of_an_update_is_shown_in_every_layout() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for (id, name, path) in [
        (1, "identity.email.updated", "/claims/email"),
        (2, "identity.phone.updated", "/claims/phone_number"),
        (3, "identity.username.updated", "/claims/preferred_username"),
    ] {
        app.post_fixture(name);
        app.select(id).await;
        let change = format!("[data-testid=\"change\"][data-path=\"{path}\"]");
        app.css(&change).await;
        assert_eq!(app.all("change").await.len(), 4, "{name}");
        // Both sides mark the characters that differ.
        let marks = app.script(&format!("return document.querySelectorAll('{change} mark').length")).await;
        assert!(marks.as_u64().unwrap() >= 2, "{name}");
    }
    app.keys("n").await;
    app.css("[aria-label=\"Side by side\"] [data-testid=\"line-row\"]").await;
    app.keys("m").await;
    app.css("[aria-label=\"Unified\"] [data-testid=\"line-row\"]").await;
    let signs = "return [...document.querySelectorAll('[data-testid=line-row]')].map(e => e.textContent).join('\\n')";
    let lines = app.script(signs).await;
    assert!(lines.as_str().unwrap().contains('−') && lines.as_str().unwrap().contains('+'), "{lines}");
    app.keys("b").await;

    // A profile has one state: it is compared with the last known state, here from the first event.
    app.post_fixture("user.profile.updated");
    app.select(4).await;
    app.text_when("[data-testid=\"comparison\"]", |text| text.contains("user in event")).await;
    app.find("change").await;
    app.close().await;
}

#[tokio::test]
async fn two_selected_events_are_compared_and_ignored_differences_stay_hidden() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.created", "user.authenticated", "user.created"] {
        app.post_fixture(name);
    }
    let hostile = corpus::hostile();
    let again = hostile.iter().find(|fixture| fixture.name.starts_with("52-")).unwrap();
    app.post("/authgear", &corpus::compact(&again.bytes));
    app.rows(4).await;

    // With the keyboard: the fourth event and the third.
    app.select(4).await;
    app.driver.action_chain().key_down(Key::Shift).send_keys(Key::Down).key_up(Key::Shift).perform().await.unwrap();
    app.shows("pick-bar", "2").await;
    app.keys("d").await;
    app.shows("compare-screen", "event 3").await;
    app.text_when("[data-testid=\"compare-screen\"]", |text| text.contains("Mutated by an earlier handler")).await;
    // Unfolded lines can be folded again.
    app.keys("n").await;
    app.find("line-fold").await;
    app.xpath("//button[normalize-space()='Unfold all']").await.click().await.unwrap();
    app.xpath("//button[normalize-space()='Fold all']").await.click().await.unwrap();
    app.find("line-fold").await;
    app.keys("b").await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
    app.keys(Key::Escape).await;

    // "Compare with…": the next selected event is the other side.
    app.select(2).await;
    app.event_action("compare-with", "Compare with…").await;
    app.find("compare-banner").await;
    app.css("[data-testid=\"row\"][data-event-id=\"1\"]").await.click().await.unwrap();
    app.find("compare-screen").await;
    let all = change_count(&app).await;
    assert!(all > 3, "{all} changes");
    ignore(&app, "Times").await;
    let fewer = change_count_below(&app, all).await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
    app.close().await;

    // They are still ignored after a restart.
    let app = App::start(dir.path()).await;
    app.select(2).await;
    app.keys("d").await;
    app.find("compare-banner").await;
    app.css("[data-testid=\"row\"][data-event-id=\"1\"]").await.click().await.unwrap();
    app.find("compare-screen").await;
    assert_eq!(change_count_below(&app, all).await, fewer);
    app.close().await;
}

#[tokio::test]
async fn a_draft_is_compared_with_the_original() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.disabled");
    app.select(1).await;
    app.keys("e").await;
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;
    app.click("compare-draft").await;
    app.text_when("[data-testid=\"draft-comparison\"]", |text| text.contains("No differences")).await;
    app.css("[data-testid=\"draft-editor\"] .cm-content").await.click().await.unwrap();
    // At the end of the text, a new member is a change.
    app.driver.action_chain().key_down(Key::Control).send_keys(Key::End).key_up(Key::Control).perform().await.unwrap();
    app.keys(Key::Backspace).await;
    app.keys(",\"made_up\":true}").await;
    app.text_when("[data-testid=\"draft-comparison\"]", |text| text.contains("made_up")).await;
    app.close().await;
}

/// How many changes the heading counts.
async fn change_count(app: &App) -> u64 {
    let text = app
        .text_when("[data-testid=\"compare-screen\"] h2", |text| text.contains("changed") || text.contains("differ"))
        .await;
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap_or_default()
}

async fn change_count_below(app: &App, than: u64) -> u64 {
    let text = app
        .text_when("[data-testid=\"compare-screen\"] h2", |text| {
            let digits: String = text.chars().filter(char::is_ascii_digit).collect();
            digits.parse::<u64>().is_ok_and(|count| count < than)
        })
        .await;
    text.chars().filter(char::is_ascii_digit).collect::<String>().parse().unwrap()
}

async fn ignore(app: &App, what: &str) {
    let script = format!(
        "[...document.querySelectorAll('[data-testid=compare-screen] button')].find(e => e.textContent.trim() === '{what}').click()"
    );
    app.script(&script).await;
}
