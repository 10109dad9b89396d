//! Screenshots of the main states, for the README and for review. The tests take them if
//! `HOOKGLASS_SCREENSHOTS` is a folder, as in `cargo xtask screenshots`.

use crate::app::App;
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire,
};
use std::{
    env,
    path::{Path, PathBuf},
};
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_main_states() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let target =
        Target::answering(Reply::status(200, r#"{"is_allowed":true,"mutations":{"user":{"roles":["customer"]}}}"#));
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    take(&app, folder.as_deref(), "empty").await;

    let fixtures = hookglass_testkit::corpus::events();
    for fixture in fixtures.iter().filter(|fixture| !fixture.name.starts_with("a") && !fixture.name.starts_with("bot"))
    {
        app.post("/authgear", &hookglass_testkit::corpus::compact(&fixture.bytes));
    }
    for fixture in hookglass_testkit::corpus::fastgen_forwarded() {
        hookglass_testkit::wire::post(app.address, "/fastgen", &[("Content-Type", "application/json")], &fixture.bytes);
    }
    for name in [
        "user.pre_create",
        "user.created",
        "identity.phone.updated",
        "user.authenticated",
        "identity.email.updated",
        "user.profile.updated",
    ] {
        app.post_fixture(name);
    }
    crate::hostile::filter(&app, "type:identity.email.updated").await;
    app.rows(2).await;
    let newest = app.find("row").await;
    let id = newest.attr("data-event-id").await.unwrap().unwrap().parse().unwrap();
    app.keys("/").await;
    app.keys(Key::Escape).await;
    app.keys(Key::Escape).await;
    app.select(id).await;
    app.find("change").await;
    take(&app, folder.as_deref(), "changes").await;
    for (name, width, height) in [("narrow", 960, 700), ("wide", 1600, 1000)] {
        app.driver.set_window_rect(0, 0, width, height).await.unwrap();
        take(&app, folder.as_deref(), name).await;
    }
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    take_comparisons(&app, folder.as_deref()).await;
    for tab in ["payload", "headers", "answer", "raw"] {
        app.click(&format!("tab-{tab}")).await;
        take(&app, folder.as_deref(), tab).await;
    }
    app.click("edit-and-resend").await;
    let url = app.find("draft-url").await;
    url.send_keys(format!("{}/hooks/profile", target.url())).await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;
    let format = app.driver.action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("f");
    format.key_up(Key::Shift).key_up(Key::Control).perform().await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("\"payload\": {")).await;
    app.click("send").await;
    app.shows("response-status", "200").await;
    take(&app, folder.as_deref(), "resend").await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
    take_findings_and_catalog(&app, folder.as_deref()).await;
    app.close().await;
}

#[tokio::test]
async fn search_and_annotations() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let app = App::start(dir.path()).await;
    for name in ["user.pre_create", "user.created", "user.created", "user.disabled", "identity.phone.updated"] {
        app.post_fixture(name);
    }
    for fixture in corpus::fastgen_forwarded().iter().take(4) {
        wire::post(app.address, "/fastgen", &[("Content-Type", "application/json")], &fixture.bytes);
    }
    app.post_fixture("identity.email.updated");
    app.rows(10).await;
    take_search(&app, folder).await;
    take_annotations(&app, folder).await;
    app.close().await;
}

/// The search field with its suggestions, in a window of the usual width and in a narrow one.
async fn take_search(app: &App, folder: Option<&Path>) {
    for (width, size) in [(1440, ""), (960, "-narrow")] {
        app.driver.set_window_rect(0, 0, width, if width < 1000 { 700 } else { 900 }).await.unwrap();
        app.keys("/").await;
        app.keys("type:user.* -ema").await;
        app.text_when("[data-testid=\"suggestions\"]", |text| text.contains("email:")).await;
        app.keys(Key::Down + "").await;
        take(app, folder, &format!("completion{size}")).await;
        app.keys(Key::Escape + "").await;
        app.keys(" colour:red").await;
        app.css("#filter-problem").await;
        take(app, folder, &format!("filter-problem{size}")).await;
        app.keys(Key::Escape + "").await;
        app.text_when("[data-testid=\"filter\"]", str::is_empty).await;
        app.keys(Key::Escape + "").await;
        app.rows(10).await;
    }
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    for text in ["status:>=400 after:1h", "/payload/user/id=e31f*", "type:user.*"] {
        crate::hostile::filter(app, text).await;
        app.css(&format!("[data-filter={text:?}]")).await;
    }
    app.button("Save this search").await;
    app.find("search-name").await.send_keys("Users").await.unwrap();
    take(app, folder, "save-search").await;
    app.keys(Key::Enter + "").await;
    app.find("saved-searches").await;
    app.click("details").await;
    app.choose("Filter by app", "Only events with this value").await;
    take(app, folder, "narrowed").await;
    app.button("Clear the filter").await;
    app.keys(Key::Escape + "").await;
    app.keys("/").await;
    app.keys(Key::Down + "").await;
    app.text_when("[data-testid=\"suggestions\"]", |text| text.contains("Recent")).await;
    take(app, folder, "recent").await;
    app.keys(Key::Escape + "").await;
    app.keys(Key::Escape + "").await;
    app.button("Filter syntax").await;
    app.css("[role=\"dialog\"] dl").await;
    take(app, folder, "filter-help").await;
    app.keys(Key::Escape + "").await;
    app.text_when("[role=\"dialog\"]", str::is_empty).await;
}

/// Stars, a note, grouped repeats, a paused list, a selection, a deletion with undo, and the limits
/// on stored events.
async fn take_annotations(app: &App, folder: Option<&Path>) {
    for id in [10, 4] {
        app.select(id).await;
        app.keys("s").await;
        app.css(&format!("[data-event-id=\"{id}\"] [data-starred=\"true\"]")).await;
    }
    app.click("add-note").await;
    app.keys("Chargeback: ask the portal team whether the lock was meant.").await;
    app.text_when("[data-testid=\"note\"] + [role=\"status\"]", |text| text.contains("Saved")).await;
    app.choose("List actions", "Group duplicates").await;
    app.rows(9).await;
    app.select(4).await;
    app.keys("p").await;
    for name in ["user.authenticated", "user.profile.updated", "user.signed_out"] {
        app.post_fixture(name);
    }
    app.shows("resume", "3 new").await;
    for (width, size) in [(1440, ""), (960, "-narrow"), (1600, "-wide")] {
        app.driver.set_window_rect(0, 0, width, if width < 1000 { 700 } else { 900 }).await.unwrap();
        take(app, folder, &format!("kept{size}")).await;
    }
    app.keys("p").await;
    app.rows(12).await;
    app.choose("List actions", "Ungroup duplicates").await;
    app.rows(13).await;
    app.select(9).await;
    app.chord(Key::Shift, Key::Down).await;
    app.chord(Key::Shift, Key::Down).await;
    app.shows("pick-bar", "3 selected").await;
    for (width, size) in [(960, "-narrow"), (1440, "")] {
        app.driver.set_window_rect(0, 0, width, if width < 1000 { 700 } else { 900 }).await.unwrap();
        take(app, folder, &format!("picks{size}")).await;
    }
    app.keys(Key::Delete + "").await;
    app.shows("undo-toast", "3 events deleted.").await;
    take(app, folder, "deleted").await;
    app.button("List actions").await;
    app.css("[role=\"menu\"]").await;
    take(app, folder, "list-menu").await;
    app.keys(Key::Escape + "").await;
    app.choose("List actions", "Delete all events…").await;
    app.find("clear-all").await;
    take(app, folder, "delete-all").await;
    app.keys(Key::Escape + "").await;
    app.text_when("[data-testid=\"clear-all\"]", str::is_empty).await;
    app.button("Settings").await;
    app.find("settings").await;
    app.script("document.querySelector('#settings-storage').scrollIntoView()").await;
    take(app, folder, "retention").await;
}

/// The layouts of a comparison, two selected events, the users and the history of one.
async fn take_comparisons(app: &App, folder: Option<&Path>) {
    for (key, name, face) in [("n", "side-by-side", "Side by side"), ("m", "unified", "Unified")] {
        app.keys(key).await;
        app.css(&format!("[aria-label=\"{face}\"] [data-testid=\"line-row\"]")).await;
        take(app, folder, name).await;
    }
    app.keys("b").await;
    app.driver.action_chain().key_down(Key::Shift).send_keys(Key::Down).key_up(Key::Shift).perform().await.unwrap();
    app.shows("pick-bar", "2").await;
    take(app, folder, "picked").await;
    app.keys("d").await;
    app.find("compare-screen").await;
    app.find("comparison").await;
    take(app, folder, "two-events").await;
    app.keys(Key::Escape).await;
    app.keys(Key::Escape).await;
    app.keys("h").await;
    app.find("history-entry").await;
    app.find("change").await;
    take(app, folder, "history").await;
    app.driver.set_window_rect(0, 0, 960, 700).await.unwrap();
    take(app, folder, "history-narrow").await;
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    app.click("part-life").await;
    app.find("life-span").await;
    take(app, folder, "life").await;
    app.keys(Key::Escape).await;
    app.keys("o").await;
    app.find("user").await;
    take(app, folder, "users").await;
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
}

/// Findings, an invalid signature, redacted values, the catalog and the coverage.
async fn take_findings_and_catalog(app: &App, folder: Option<&Path>) {
    let hostile = corpus::hostile();
    let body = |name: &str| hostile.iter().find(|fixture| fixture.name.starts_with(name)).unwrap().bytes.clone();
    app.keys(Key::Home).await;
    let first: i64 = app.find("row").await.attr("data-event-id").await.unwrap().unwrap().parse().unwrap();
    app.post("/authgear", &corpus::compact(&body("52-")));
    app.post("/authgear", &body("50-"));
    app.select(first + 2).await;
    app.shows("findings-chip", "5 warnings").await;
    app.click("tab-payload").await;
    take(app, folder, "findings").await;
    let signed = corpus::compact(&corpus::events()[30].bytes);
    let headers = corpus::authgear_headers(&signed, corpus::SECRET);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    wire::post(app.address, "/authgear", &headers, &[&signed[..], b"\n"].concat());
    app.select(first + 3).await;
    app.shows("signature-sentence", "it would be valid").await;
    take(app, folder, "invalid").await;
    let token = br#"{"event":"auth.password_reset","param":{"userId":"59b55880-db2e-4efc-bf26-25e6ebe4d847","email":"lena.fuchs@example.com","emailVerified":true,"roles":["Warehouse clerk"],"token":"YjM3ZDY5","link":"https://auth.fastgen.example/set-new-password?token=YjM3ZDY5"}}"#;
    wire::post(app.address, "/fastgen", &[("Content-Type", "application/json")], token);
    app.select(first + 4).await;
    app.click("tab-payload").await;
    app.find("masked-note").await;
    take(app, folder, "masked").await;
    app.keys("g").await;
    let search = app.find("catalog-search").await;
    search.send_keys("user.pre_create").await.unwrap();
    app.css("[data-testid=\"catalog-type\"][data-name=\"user.pre_create\"]").await.click().await.unwrap();
    search.clear().await.unwrap();
    app.click("send-sample").await;
    app.shows("sample-result", "200").await;
    take(app, folder, "catalog").await;
    app.driver.set_window_rect(0, 0, 960, 700).await.unwrap();
    take(app, folder, "catalog-narrow").await;
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    crate::findings_and_catalog::open_coverage(app).await;
    app.click("start-tour").await;
    app.shows("coverage-summary", &format!("{0} of {0} types", crate::findings_and_catalog::types())).await;
    take(app, folder, "coverage").await;
    app.keys(Key::Escape).await;
    app.css("button[aria-label=\"Settings\"]").await.click().await.unwrap();
    app.find("settings").await;
    take(app, folder, "settings").await;
}

/// Takes screenshots in both themes, after all animations end. WebKitWebDriver's own screenshots
/// never arrive, so this captures the screen.
pub(crate) async fn take(app: &App, folder: Option<&Path>, name: &str) {
    let Some(folder) = folder else { return };
    for theme in ["light", "dark"] {
        app.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        // Wait for animations, except long ones such as a blinking caret or a countdown.
        app.until(
            "return document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getComputedTiming().endTime > 5000)",
            "the animations of the page",
        )
        .await;
        let file = folder.join(format!("{name}-{theme}.png"));
        let size =
            app.script("return `${window.outerWidth}x${window.outerHeight}+${window.screenX}+${window.screenY}`").await;
        let taken = tokio::process::Command::new("import")
            .args(["-window", "root", "-crop", size.as_str().unwrap(), "+repage"])
            .args(["-strip", "-depth", "8", "-define", "png:compression-level=9"])
            .arg(&file)
            .status();
        assert!(taken.await.unwrap().success(), "`import` (package imagemagick) takes a screenshot");
    }
}
