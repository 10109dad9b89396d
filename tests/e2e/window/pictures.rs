//! Pictures of the main states, for the README and for a person's own eyes. Taken when `HOOKSCOPE_SCREENSHOTS` names a
//! folder, as `cargo xtask screenshots` does.

use crate::app::App;
use hookscope_testkit::target::{Reply, Target};
use std::{
    env,
    path::{Path, PathBuf},
    time::Duration,
};
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_main_states_can_be_pictured() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKSCOPE_SCREENSHOTS").map(PathBuf::from);
    let target =
        Target::answering(Reply::status(200, r#"{"is_allowed":true,"mutations":{"user":{"roles":["customer"]}}}"#));
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    take(&app, folder.as_deref(), "empty").await;

    let fixtures = hookscope_testkit::corpus::events();
    for fixture in fixtures.iter().filter(|fixture| !fixture.name.starts_with("a") && !fixture.name.starts_with("bot"))
    {
        app.post("/authgear", &hookscope_testkit::corpus::compact(&fixture.bytes));
    }
    for fixture in hookscope_testkit::corpus::fastgen_forwarded() {
        hookscope_testkit::wire::post(app.address, "/fastgen", &[("Content-Type", "application/json")], &fixture.bytes);
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
    app.close().await;
}

/// Both themes, once the page stands still. WebKitWebDriver's own pictures never come, so the screen is taken.
async fn take(app: &App, folder: Option<&Path>, name: &str) {
    let Some(folder) = folder else { return };
    for theme in ["light", "dark"] {
        app.script(&format!("document.documentElement.dataset.theme = '{theme}'")).await;
        tokio::time::sleep(Duration::from_millis(600)).await;
        let file = folder.join(format!("{name}-{theme}.png"));
        let size =
            app.script("return `${window.outerWidth}x${window.outerHeight}+${window.screenX}+${window.screenY}`").await;
        let taken = tokio::process::Command::new("import")
            .args(["-window", "root", "-crop", size.as_str().unwrap(), "+repage"])
            .args(["-strip", "-depth", "8", "-define", "png:compression-level=9"])
            .arg(&file)
            .status();
        assert!(taken.await.unwrap().success(), "`import` (package imagemagick) takes a picture");
    }
}
