//! Bulk resends from the window: selected events are sent, a canceled run stops, and a run
//! continues while another page is open.

use crate::{app::App, screenshots::take};
use hookglass_testkit::{
    target::{Gate, Reply, Target},
    wire,
};
use std::{env, path::PathBuf};
use thirtyfour::prelude::*;

async fn with_events(app: &App, count: usize) {
    for number in 1..=count {
        wire::post(app.address, &format!("/{number}"), &[], format!("event {number}").as_bytes());
    }
    app.text_when("section[aria-label=\"List of events\"]", |text| text.contains(&format!("{count} events"))).await;
}

/// Selects rows 2 to 5 of the list, and opens the page *Bulk resend*.
async fn select_four(app: &App) {
    app.select(4).await;
    let row = app.css("[data-testid=\"row\"][data-event-id=\"1\"]").await;
    app.driver.action_chain().key_down(Key::Shift).click_element(&row).key_up(Key::Shift).perform().await.unwrap();
    app.shows("pick-bar", "4 selected").await;
    app.xpath("//*[@data-testid='pick-bar']//button[starts-with(normalize-space(), 'Resend 4')]")
        .await
        .click()
        .await
        .unwrap();
    app.find("bulk-form").await;
}

async fn replace_text(app: &App, selector: &str, text: &str) {
    let field = app.css(selector).await;
    field.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    field.send_keys(text).await.unwrap();
}

#[tokio::test]
async fn selected_events_are_sent_and_a_run_can_be_canceled() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let slow = Target::answering(Reply::Gated(Gate::new(), Box::new(Reply::status(200, ""))));
    let app = App::start(dir.path()).await;
    with_events(&app, 5).await;
    select_four(&app).await;
    replace_text(&app, "[data-testid=\"bulk-to\"]", &slow.url()).await;
    app.shows("bulk-preview", "4 requests to").await;
    app.xpath("//summary[starts-with(normalize-space(), 'Fault injection')]").await.click().await.unwrap();
    take(&app, folder, "bulk-form").await;
    app.xpath("//summary[starts-with(normalize-space(), 'Fault injection')]").await.click().await.unwrap();
    app.keys(Key::Tab).await;
    app.chord(Key::Control, Key::Enter).await;
    slow.wait_for(4);

    // The run continues while another page is open.
    app.shows("bulk-state", "").await;
    app.keys(Key::Escape).await;
    app.shows("bulk-status", "0 of 4").await;
    app.click("bulk-status").await;
    app.click("bulk-cancel").await;
    let ended = app.shows("bulk-state", "stopped within").await;
    assert!(ended.contains("Canceled"), "{ended}");
    app.css("[data-testid=\"bulk-run\"][data-state=\"cancelled\"]").await;
    assert_eq!(slow.received().len(), 4, "nothing more arrives");

    // A second run to another target, where one request fails: the results can be filtered, and
    // open their events.
    let reply = |status| Reply::status(status, "");
    let target = Target::scripted(vec![reply(200), reply(500), reply(200), reply(204), reply(503), reply(200)]);
    replace_text(&app, "[data-testid=\"bulk-to\"]", &target.url()).await;
    app.shows("bulk-preview", &target.url()).await;
    app.click("bulk-start").await;
    let received = target.wait_for(4);
    let mut bodies: Vec<_> = received.into_iter().map(|got| String::from_utf8(got.body).unwrap()).collect();
    bodies.sort();
    assert_eq!(bodies, ["event 1", "event 2", "event 3", "event 4"]);
    app.shows("bulk-state", "Done").await;
    app.shows("bulk-report", "Sent 4 requests").await;
    app.shows("bulk-shown", "4 results").await;
    take(&app, folder, "bulk-done").await;
    app.driver.set_window_rect(0, 0, 960, 700).await.unwrap();
    take(&app, folder, "bulk-narrow").await;
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();
    app.xpath("//label[normalize-space()='Failed only']").await.click().await.unwrap();
    app.shows("bulk-shown", "1 failed").await;
    app.text_when("[data-testid=\"bulk-row\"]", |text| text.contains("500")).await;
    app.css("[data-testid=\"bulk-results\"]").await.click().await.unwrap();
    app.keys(Key::Enter).await;
    app.find("detail-title").await;
    app.close().await;
}

#[tokio::test]
async fn a_large_bulk_resend_can_be_paused_and_its_results_saved() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let target = Target::answering(Reply::status(200, ""));
    let app = App::start(dir.path()).await;
    with_events(&app, 6).await;
    app.choose("List actions", "Resend all listed events…").await;
    replace_text(&app, "[data-testid=\"bulk-to\"]", &target.url()).await;
    let rate = app.xpath("//button[normalize-space()='Fixed rate']").await;
    rate.click().await.unwrap();
    let field = "//label[normalize-space()='Requests per second']/following-sibling::*//input";
    app.xpath(field).await.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    app.xpath(field).await.send_keys("40").await.unwrap();
    let repeat = app.xpath("//label[normalize-space()='Repeat']/following-sibling::*//input").await;
    repeat.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    repeat.send_keys("50").await.unwrap();
    app.shows("bulk-preview", "about 7 s").await;
    app.click("bulk-start").await;
    app.text_when("[data-testid=\"bulk-done\"]", |text| !text.starts_with("0 of")).await;
    take(&app, folder.as_deref(), "bulk-running").await;
    app.click("bulk-pause").await;
    app.shows("bulk-state", "Paused").await;
    app.click("bulk-pause").await;
    app.shows("bulk-state", "Done").await;
    target.wait_for(300);
    app.choose("Export results", "Save as CSV…").await;
    let path = dir.path().join("results.csv");
    replace_text(&app, "[data-testid=\"save-path\"]", &path.display().to_string()).await;
    app.click("save-go").await;
    app.shows("saved", "results.csv").await;
    let saved = std::fs::read_to_string(&path).unwrap();
    assert_eq!(saved.lines().count(), 301, "one line per request, and the header");
    app.close().await;
}
