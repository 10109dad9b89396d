//! axe-core finds no serious or critical violation on any screen, dark or light. Targets of clicks are at
//! least 24 px in size, or far enough from others.

use crate::app::App;
use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};
use std::{fs, path::Path};
use thirtyfour::prelude::*;

#[tokio::test]
async fn no_screen_has_a_serious_or_critical_violation() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(200, r#"{"is_allowed":true}"#));
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    check_both_themes(&app, "empty").await;

    for name in ["user.created", "user.pre_create", "identity.email.updated"] {
        app.post_fixture(name);
    }
    app.rows(3).await;
    app.select(3).await;
    app.find("change").await;
    check_both_themes(&app, "changes").await;
    for tab in ["payload", "headers", "answer", "resends", "raw"] {
        app.click(&format!("tab-{tab}")).await;
        check_both_themes(&app, tab).await;
    }
    app.click("edit-and-resend").await;
    let url = app.find("draft-url").await;
    url.send_keys(target.url()).await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;
    app.click("send").await;
    app.shows("response-status", "200").await;
    check_both_themes(&app, "resend").await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
    app.css("button[aria-label=\"Settings\"]").await.click().await.unwrap();
    app.find("settings").await;
    check_both_themes(&app, "settings").await;
    app.keys(Key::Escape).await;

    app.post("/authgear", br#"{"id":null,"seq":[],"type":42,"payload":["user"],"context":"none"}"#);
    let token = br#"{"event":"auth.password_reset","param":{"userId":"1","token":"t","link":"https://a.example/?t"}}"#;
    let headers = [("Content-Type", "application/json"), ("X-Authgear-Body-Signature", "00")];
    wire::post(app.address, "/fastgen", &headers, token);
    app.rows(5).await;
    for (id, shown) in [(4, "findings-chip"), (5, "masked-note")] {
        app.select(id).await;
        app.click("tab-payload").await;
        app.find(shown).await;
        check_both_themes(&app, shown).await;
    }
    app.keys("g").await;
    app.find("catalog-type").await.click().await.unwrap();
    app.click("send-sample").await;
    app.find("sample-result").await;
    check_both_themes(&app, "catalog").await;
    app.keys(Key::Escape + "").await;
    app.find("detail-title").await;
    check_bulk_resend_and_scenarios(&app, &target).await;
    check_search_and_annotations(&app).await;
    app.close().await;
}

/// The pages for bulk resends and scenarios.
async fn check_bulk_resend_and_scenarios(app: &App, target: &Target) {
    app.keys("a").await;
    app.find("bulk-form").await;
    app.xpath("//summary[starts-with(normalize-space(), 'Fault injection')]").await.click().await.unwrap();
    check_both_themes(app, "bulk resend form").await;
    app.click("bulk-start").await;
    app.shows("bulk-state", "Done").await;
    app.find("bulk-row").await;
    check_both_themes(app, "bulk resend results").await;
    app.keys(Key::Escape + "").await;
    app.find("detail-title").await;
    app.chord(Key::Control, "k").await;
    app.find("palette").await;
    app.keys("record selected").await;
    app.keys(Key::Enter + "").await;
    app.find("record-name").await.send_keys("One").await.unwrap();
    check_both_themes(app, "recording a scenario").await;
    app.click("record-go").await;
    app.find("step-editor").await;
    app.click("add-wanted").await;
    check_both_themes(app, "the steps of a scenario").await;
    app.xpath("//button[normalize-space()='Run']").await.click().await.unwrap();
    app.text_when("[data-testid=\"scenario-to\"]", |to| to == target.url()).await;
    check_both_themes(app, "a scenario before it is run").await;
    app.keys(Key::Escape + "").await;
    app.find("detail-title").await;
}

/// The search field with its suggestions, annotations and deletions.
async fn check_search_and_annotations(app: &App) {
    app.keys("/").await;
    app.keys("type:user").await;
    app.find("suggestions").await;
    app.keys(Key::Down + "").await;
    check_both_themes(app, "suggestions").await;
    app.keys(Key::Escape + "").await;
    app.keys(" colour:red").await;
    app.css("#filter-problem").await;
    check_both_themes(app, "invalid filter").await;
    app.keys(Key::Escape + "").await;
    crate::hostile::filter(app, "type:user.*").await;
    app.css("[data-filter=\"type:user.*\"]").await;
    app.button("Save this search").await;
    app.find("search-name").await.send_keys("Users").await.unwrap();
    check_both_themes(app, "saving a search").await;
    app.keys(Key::Enter + "").await;
    app.find("saved-searches").await;
    app.find("row").await.click().await.unwrap();
    app.keys("s").await;
    app.click("add-note").await;
    app.keys("a note").await;
    app.text_when("[data-testid=\"note\"] + [role=\"status\"]", |text| text.contains("Saved")).await;
    app.find("row").await.click().await.unwrap();
    app.chord(Key::Shift, Key::Down).await;
    app.keys("p").await;
    app.find("resume").await;
    check_both_themes(app, "note, star, picked rows and a paused list").await;
    app.keys(Key::Delete + "").await;
    app.find("undo-toast").await;
    check_both_themes(app, "a deletion").await;
    app.choose("List actions", "Delete all events…").await;
    app.find("clear-all").await;
    check_both_themes(app, "deleting everything").await;
    app.keys(Key::Escape + "").await;
}

pub(crate) async fn check_both_themes(app: &App, screen: &str) {
    for theme in ["light", "dark"] {
        app.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        // A color in transition belongs to neither theme.
        let transitions = "document.getAnimations().filter((one) => one instanceof CSSTransition)";
        app.script(&format!("{transitions}.forEach((one) => one.finish())")).await;
        let found = violations(app).await;
        assert!(found.is_empty(), "{screen}, {theme}:\n{}", found.join("\n"));
    }
}

async fn violations(app: &App) -> Vec<String> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    if app.script("return typeof window.axe").await != "object" {
        app.script(&fs::read_to_string(source).unwrap()).await;
    }
    let run = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(
            (result) => done(result.violations
                .filter((found) => found.impact === 'serious' || found.impact === 'critical')
                .map((found) => `${found.id}: ${found.help}: ${found.nodes.slice(0, 3).map((node) => node.html + ' ' + node.failureSummary).join(' | ')}`)),
            (error) => done([`axe itself failed: ${error}`]));";
    let answer = app.driver.execute_async(run, Vec::new()).await.unwrap();
    serde_json::from_value(answer.json().clone()).unwrap()
}
