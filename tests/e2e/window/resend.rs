//! Edit and resend: the inbox is as it was afterwards, and the editor writes back what it read.

use crate::app::App;
use hookscope_testkit::{
    target::{Reply, Target},
    wire,
};
use std::time::Duration;
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_inbox_is_as_it_was_after_a_draft_is_left() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for number in 1..=120 {
        wire::post(app.address, &format!("/{number}"), &[], b"text");
    }
    app.text_when("section[aria-label=\"List of events\"]", |text| text.contains("120 events")).await;
    app.keys(Key::End).await;
    app.shows("detail-title", "POST /1").await;
    app.text_when("[data-testid=\"detail\"][data-event-id=\"1\"]", |text| !text.is_empty()).await;
    app.click("tab-raw").await;
    app.find("raw-text").await;
    let scrolled = "return document.querySelector('[data-testid=list]').scrollTop";
    let before = app.script(scrolled).await;
    assert!(before.as_f64().unwrap() > 1000.0, "the last row is far below: {before}");
    app.click("edit-and-resend").await;
    app.find("draft-editor").await;
    app.keys(Key::Escape).await;
    app.css("[data-testid=\"list\"]:focus").await;
    assert_eq!(app.script(scrolled).await, before);
    assert_eq!(app.all("raw-text").await.len(), 1, "the same tab is open");
    app.keys("k").await;
    app.shows("detail-title", "POST /2").await;
    app.close().await;
}

#[tokio::test]
async fn lines_that_end_in_crlf_still_do_after_an_edit() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(200, "{}"));
    let app = App::start(dir.path()).await;
    wire::post(app.address, "/", &[("Content-Type", "text/plain")], b"one\r\ntwo");
    app.rows(1).await;
    app.select(1).await;
    app.click("edit-and-resend").await;
    let url = app.find("draft-url").await;
    url.send_keys(target.url()).await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text == "onetwo").await;
    app.css("[data-testid=\"draft-editor\"] .cm-line").await.click().await.unwrap();
    app.keys(Key::End).await;
    app.keys("!").await;
    app.keys(Key::Enter).await;
    app.keys("new").await;
    app.click("send").await;
    let got = target.wait_for(1, Duration::from_secs(10)).remove(0);
    assert_eq!(String::from_utf8_lossy(&got.body), "one!\r\nnew\r\ntwo");
    app.close().await;
}
