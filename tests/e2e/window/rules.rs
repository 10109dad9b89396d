//! Rules made in the window answer real requests in order, a file with an error is rejected, and a
//! hook chain calls real targets.

use crate::{accessibility::check_both_themes, app::App, screenshots::take};
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
    wire,
};
use std::{
    env,
    path::{Path, PathBuf},
};
use thirtyfour::prelude::*;

/// The answer that a sender of this event gets.
fn answer(app: &App, name: &str) -> String {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name).unwrap();
    let body = corpus::compact(&fixture.bytes);
    let headers = corpus::authgear_headers(&body, SECRET);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let response = wire::post(app.address, "/authgear", &headers, &body);
    format!("{} {}", response.status, String::from_utf8_lossy(&response.body))
}

/// Replaces the text of a field.
async fn replace_text(app: &App, id: &str, text: &str) {
    app.click(id).await;
    app.chord(Key::Control, "a").await;
    app.keys(text).await;
}

async fn new_rule_from(app: &App, button: &str, item: &str) {
    app.xpath(&format!("//button[normalize-space()='{button}']")).await.click().await.unwrap();
    app.xpath(&format!("//*[@role='menuitem'][normalize-space()='{item}']")).await.click().await.unwrap();
    app.find("rule-editor").await;
}

async fn save(app: &App) {
    app.css("[data-testid=\"save-rule\"]:not(:disabled)").await;
    app.chord(Key::Control, "s").await;
    app.text_when("[data-testid=\"rule-editor\"] header", |text| !text.contains("not saved")).await;
}

async fn open_rules(app: &App) {
    app.xpath("//nav//button[starts-with(normalize-space(), 'Rules')]").await.click().await.unwrap();
    app.find("rules").await;
}

#[tokio::test]
async fn the_first_enabled_rule_that_matches_answers() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.pre_create");
    app.rows(1).await;
    app.select(1).await;
    app.event_action("make-rule", "Rule…").await;
    app.find("rule-editor").await;
    replace_text(&app, "deny-reason", "{{/payload/user/standard_attributes/email}} is not welcome").await;
    app.shows("trial-sentence", "Rule 1 would answer event 1.").await;
    app.shows("trial-body", "is not welcome").await;
    assert_eq!(answer(&app, "user.pre_create"), r#"200 {"is_allowed":true}"#, "an unsaved rule does not answer");
    save(&app).await;
    let denied = answer(&app, "user.pre_create");
    assert!(denied.starts_with(r#"200 {"is_allowed":false,"reason":""#), "{denied}");
    assert!(denied.contains("@") && denied.contains("is not welcome"), "{denied}");
    app.shows("rule-uses", "1×").await;

    new_rule_from(&app, "New", "Empty rule").await;
    app.click("kind-respond").await;
    replace_text(&app, "respond-status", "503").await;
    save(&app).await;
    assert_eq!(answer(&app, "user.pre_create"), denied, "the new rule is last");
    app.xpath("//button[starts-with(., 'Rule 2: New rule')]").await.click().await.unwrap();
    app.chord(Key::Alt, Key::Up + "").await;
    app.xpath("//button[starts-with(., 'Rule 1: New rule')]").await;
    app.text_when("[data-testid=\"trial-sentence\"]", |text| text.starts_with("Rule 1")).await;
    assert_eq!(answer(&app, "user.pre_create"), "503 {}", "the first rule that matches answers");
    app.css("[role=\"switch\"][aria-label=\"New rule: on\"]").await.click().await.unwrap();
    app.css("[role=\"switch\"][aria-label=\"New rule: off\"][aria-checked=\"false\"]").await;
    assert_eq!(answer(&app, "user.pre_create"), denied, "a disabled rule is skipped");
    app.click("remove-rule").await;
    app.click("undo-removal").await;
    app.css("[role=\"switch\"][aria-label=\"New rule: off\"]").await;

    app.button("Import rules").await;
    let file =
        r#"{"version":1,"rules":[{"name":"Good","then":{"do":"hold"}},{"name":"Bad one","then":{"do":"dance"}}]}"#;
    replace_text(&app, "rules-text", file).await;
    app.click("take-rules").await;
    let problem = app.shows("import-problem", "Bad one").await;
    assert!(problem.contains("rule 2"), "{problem}");
    app.keys(Key::Escape + "").await;
    assert_eq!(app.all("rule").await.len(), 2, "no rule was imported");
    app.close().await;
}

#[tokio::test]
async fn a_hook_section_becomes_a_chain_that_calls_its_targets() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let mutating = r#"{"is_allowed":true,"mutations":{"user":{"standard_attributes":{"name":"Zoë"}}}}"#;
    let first = Target::answering(Reply::status(200, mutating));
    let second = Target::answering(Reply::status(200, r#"{"is_allowed":true}"#));
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.post_fixture("user.pre_create");
    app.rows(2).await;
    app.select(2).await;
    open_rules(&app).await;
    app.xpath("//button[normalize-space()='authgear.yaml']").await.click().await.unwrap();
    let yaml = format!(
        "hook:\n  blocking_handlers:\n    - event: user.pre_create\n      url: {}/a\n    - event: user.pre_create\n      \
         url: {}/b\n  non_blocking_handlers:\n    - events: ['*']\n      url: http://localhost:3000/all\n    - events: \
         [user.created, user.unknown]\n      url: http://localhost:3000/all\n",
        first.url(),
        second.url()
    );
    app.script(&format!(
        "const e = document.querySelector('[data-testid=hooks-yaml]'); e.focus(); document.execCommand('insertText', false, {yaml:?})"
    ))
    .await;
    app.shows("hooks-twice", "user.created").await;
    app.shows("hooks-note", "user.unknown").await;
    check_both_themes(&app, "a hook section").await;
    at_two_widths(&app, folder, "hooks").await;
    app.click("try-chain").await;
    app.css("[data-testid=\"run-chain\"]:not(:disabled)").await;
    app.click("run-chain").await;
    app.shows("chain-result", "All 2 handlers allow it").await;
    app.shows("chain-after", "Zoë").await;
    let got = second.wait_for(1).remove(0);
    assert_eq!(got.target, "/b");
    assert!(String::from_utf8_lossy(&got.body).contains("Zoë"), "the second target gets the changed event");
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, &got.body).as_str()));
    check_both_themes(&app, "a chain").await;
    at_two_widths(&app, folder, "chain").await;
    app.close().await;
}

#[tokio::test]
async fn the_rules_page_has_no_accessibility_violations() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.post_fixture("user.pre_create");
    app.rows(2).await;
    app.select(2).await;
    open_rules(&app).await;
    check_both_themes(&app, "no rules").await;
    take(&app, folder, "rules-none").await;
    new_rule_from(&app, "New rule", "Deny sign-ups from a domain").await;
    save(&app).await;
    for item in ["503 with Retry-After for every third event", "Hold blocking events", "Reset the connection"] {
        new_rule_from(&app, "New", item).await;
        save(&app).await;
    }
    answer(&app, "user.pre_create");
    for (at, name) in [(1, "deny"), (2, "respond"), (4, "fail")] {
        let rule = app.css(&format!("[data-testid=\"rule\"]:nth-child({at}) button[aria-current]")).await;
        rule.click().await.unwrap();
        app.find("trial-sentence").await;
        check_both_themes(&app, name).await;
        at_two_widths(&app, folder, &format!("rules-{name}")).await;
    }
    app.click("kind-allow").await;
    app.click("add-mutations").await;
    replace_text(&app, "when-filter", "type:").await;
    app.find("rule-problem").await;
    check_both_themes(&app, "a rule with a mistake").await;
    at_two_widths(&app, folder, "rules-wrong").await;
    app.close().await;
}

/// Takes screenshots in a wide window and in a narrow one, as on a small laptop.
async fn at_two_widths(app: &App, folder: Option<&Path>, name: &str) {
    if folder.is_none() {
        return;
    }
    for (width, height, end) in [(960, 700, "-narrow"), (1440, 900, "")] {
        app.driver.set_window_rect(0, 0, width, height).await.unwrap();
        take(app, folder, &format!("{name}{end}")).await;
    }
}
