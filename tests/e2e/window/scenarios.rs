//! Scenarios in the window: recorded from events, edited, run, and run again by the command line.

use crate::{app::App, screenshots::take};
use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};
use thirtyfour::prelude::*;

/// The program of the command line, which is built with the window.
pub(crate) fn program() -> PathBuf {
    let desktop = PathBuf::from(env::var_os("HOOKGLASS_DESKTOP_BIN").expect("HOOKGLASS_DESKTOP_BIN names the window"));
    desktop.with_file_name(format!("hookglass{}", env::consts::EXE_SUFFIX))
}

fn run(dir: &Path, name: &str, target: &Target) -> (Option<i32>, String) {
    let run = Command::new(program())
        .args(["--data-dir".as_ref(), dir.as_os_str()])
        .args(["scenario", "run", name, "--to", &target.url()])
        .env("HOOKGLASS_KEYCHAIN", "off")
        .env("HOOKGLASS_CONFIG_DIR", dir.join("config/hookglass"))
        .output()
        .expect("the command line is built with the window");
    (run.status.code(), String::from_utf8_lossy(&run.stdout).into_owned())
}

#[tokio::test]
async fn a_scenario_is_recorded_in_the_window_and_run_by_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let app = App::start(dir.path()).await;
    for number in 1..=3 {
        let body = format!(r#"{{"number":{number}}}"#);
        wire::post(app.address, &format!("/hooks/{number}"), &[("Content-Type", "application/json")], body.as_bytes());
    }
    app.rows(3).await;
    app.select(3).await;
    let row = app.css("[data-testid=\"row\"][data-event-id=\"1\"]").await;
    app.driver.action_chain().key_down(Key::Shift).click_element(&row).key_up(Key::Shift).perform().await.unwrap();
    app.xpath("//*[@data-testid='pick-bar']//button[normalize-space()='Record scenario…']")
        .await
        .click()
        .await
        .unwrap();
    app.find("record-name").await.send_keys("Three numbers").await.unwrap();
    take(&app, folder, "scenario-record").await;
    app.click("record-go").await;
    app.text_when("[data-testid=\"step-target\"]", |target| target == "/hooks/1").await;

    // Edited: the second step expects a member in the answer.
    let rows = app.all("step-row").await;
    assert_eq!(rows.len(), 3);
    rows[1].click().await.unwrap();
    app.text_when("[data-testid=\"step-target\"]", |target| target == "/hooks/2").await;
    app.click("add-wanted").await;
    app.css("[aria-label=\"Pointer of check 1\"]").await.send_keys("ok").await.unwrap();
    app.shows("scenario-mistake", "Step 2").await;
    take(&app, folder, "scenario-mistake").await;
    let place = app.css("[aria-label=\"Pointer of check 1\"]").await;
    place.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    place.send_keys("/ok").await.unwrap();
    app.text_when("[data-testid=\"scenario-mistake\"]", str::is_empty).await;
    app.chord(Key::Control, "s").await;
    app.text_when("[data-testid=\"scenario-desk\"]", |text| !text.contains("not saved")).await;
    take(&app, folder, "scenario-steps").await;
    app.driver.set_window_rect(0, 0, 960, 700).await.unwrap();
    take(&app, folder, "scenario-narrow").await;
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    app.xpath("//button[normalize-space()='File']").await.click().await.unwrap();
    app.shows("scenario-text", "Three numbers").await;
    take(&app, folder, "scenario-file").await;

    // Run in the window.
    let good = Target::answering(Reply::status(200, r#"{"ok":true}"#));
    let bad =
        Target::scripted(vec![Reply::status(200, "{}"), Reply::status(200, r#"{"ok":1}"#), Reply::status(500, "")]);
    app.xpath("//button[normalize-space()='Run']").await.click().await.unwrap();
    app.find("scenario-to").await.send_keys(bad.url()).await.unwrap();
    app.click("scenario-start").await;
    app.shows("scenario-result", "Done: 1 passed, 2 failed").await;
    app.shows("checks", "Expected /ok to be true, got 1").await;
    take(&app, folder, "scenario-run").await;
    app.click("scenario-junit").await;
    let path = dir.path().join("junit.xml");
    let field = app.find("save-path").await;
    field.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    field.send_keys(path.display().to_string()).await.unwrap();
    app.click("save-go").await;
    app.shows("saved", "junit.xml").await;
    assert!(std::fs::read_to_string(&path).unwrap().contains("failures=\"2\""));
    app.keys(Key::Escape).await;
    app.close().await;

    // The command line runs it on the same database.
    let (code, report) = run(dir.path(), "Three numbers", &good);
    assert_eq!(code, Some(0), "{report}");
    let wrong = Target::answering(Reply::status(200, r#"{"ok":false}"#));
    let (code, report) = run(dir.path(), "Three numbers", &wrong);
    assert_eq!(code, Some(1), "{report}");
    assert!(report.contains("2 passed, 1 failed"), "{report}");
}
