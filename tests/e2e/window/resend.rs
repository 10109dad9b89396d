//! Edit and resend: the inbox keeps its state, the editor keeps line endings, and the whole loop of
//! edit, sign, send, verdict and repeat.

use crate::{app::App, screenshots::take};
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire,
};
use std::{env, path::PathBuf};
use thirtyfour::prelude::*;

#[tokio::test]
async fn the_inbox_keeps_its_state_while_a_draft_is_open() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for number in 1..=120 {
        wire::post(app.address, &format!("/{number}"), &[], b"text");
    }
    app.text_when("section[aria-label=\"List of events\"]", |text| text.contains("120 events")).await;
    app.keys(Key::End).await;
    app.text_when("[data-testid=\"detail\"][data-event-id=\"1\"]", |text| text.contains("POST /1")).await;
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
async fn an_edit_keeps_crlf_line_endings() {
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
    let got = target.wait_for(1).remove(0);
    assert_eq!(String::from_utf8_lossy(&got.body), "one!\r\nnew\r\ntwo");
    app.close().await;
}

#[tokio::test]
async fn a_draft_is_edited_signed_sent_compared_and_restored_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let target = Target::answering(Reply::status(200, r#"{"is_allowed":"yes","seen":[1,2,3]}"#));
    let app = App::start(dir.path()).await;
    let body = app.post_fixture("user.pre_create");
    app.rows(1).await;
    app.select(1).await;
    app.click("edit-and-resend").await;
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;
    app.find("draft-url").await.send_keys(format!("{}/hooks?from=bench", target.url())).await.unwrap();

    // Edited in the field beside the text: all other bytes stay unchanged.
    let before = app.text_when("[data-testid=\"member-seq\"]", |seq| !seq.is_empty()).await;
    replace_text(&app, "member-seq", "9007199254740993").await;
    app.shows("body-word", "edited").await;
    let option = "[data-testid=\"signing\"] option[value^=\"with:\"]";
    app.css(option).await.click().await.unwrap();
    app.shows("signing-sentence", "Re-signed with").await;
    app.shows("automatic-headers", "Content-Length").await;
    app.chord(Key::Control, Key::Enter).await;
    let got = target.wait_for(1).remove(0);
    let wanted = String::from_utf8(body).unwrap().replacen(&format!("\"seq\":{before}"), "\"seq\":9007199254740993", 1);
    assert_eq!(String::from_utf8_lossy(&got.body), wanted);
    let signed = corpus::authgear_headers(&got.body, corpus::SECRET);
    for (name, value) in signed.iter().filter(|(name, _)| name.to_lowercase().contains("signature")) {
        assert_eq!(got.header(name), Some(value.as_str()), "the new signature covers the sent body");
    }

    // The verdict, the timing of each step, and a finding that points into the answer.
    app.shows("response-status", "200 OK").await;
    assert!(!app.shows("verdict", "Authgear").await.is_empty());
    app.shows("timing", "First byte").await;
    take(&app, folder, "resend-judged").await;
    for (name, width, height) in [("resend-narrow", 960, 700), ("resend-wide", 1600, 1000)] {
        app.driver.set_window_rect(0, 0, width, height).await.unwrap();
        take(&app, folder, name).await;
    }
    app.driver.set_window_rect(0, 0, 1440, 900).await.unwrap();

    // Compared with the original: one member differs.
    app.click("compare-draft").await;
    app.shows("draft-comparison", "9007199254740993").await;
    take(&app, folder, "resend-compared").await;
    app.click("compare-draft").await;

    // An edited draft that was not sent is restored after a restart, and can be discarded.
    replace_text(&app, "member-seq", "9007199254740995").await;
    app.text_when("[data-testid=\"member-seq\"]", |seq| seq == "9007199254740995").await;
    draft_is_stored(&app, "9007199254740995").await;
    app.close().await;
    let app = App::start(dir.path()).await;
    app.select(1).await;
    app.click("edit-and-resend").await;
    app.shows("restored", "Restored draft").await;
    app.text_when("[data-testid=\"member-seq\"]", |seq| seq == "9007199254740995").await;
    take(&app, folder, "resend-restored").await;
    app.click("discard").await;
    app.text_when("[data-testid=\"member-seq\"]", |seq| seq == before).await;

    // The resend is on the page *Sent*, and opens from there.
    app.keys(Key::Escape).await;
    app.find("detail-title").await;
    app.keys("r").await;
    app.shows("sent-row", "200").await;
    app.shows("response-status", "200 OK").await;
    take(&app, folder, "sent").await;
    app.keys(Key::Enter).await;
    app.find("draft-editor").await;
    app.close().await;
}

/// Replaces the text of a field.
async fn replace_text(app: &App, field: &str, text: &str) {
    app.click(field).await;
    app.chord(Key::Control, "a").await;
    app.keys(text).await;
}

/// Waits until the draft of the first event is stored, with a text in its body.
async fn draft_is_stored(app: &App, part: &str) {
    let read = format!(
        "const draft = await window.__TAURI_INTERNALS__.invoke('draft', {{ id: 1 }}); \
         return draft.kept?.body.text?.includes('{part}') ?? false"
    );
    app.until(&read, "the stored draft").await;
}

#[tokio::test]
async fn the_editor_imports_completes_and_lints_and_another_host_needs_confirmation() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let target = Target::answering(Reply::status(200, r#"{"is_allowed":true}"#));
    let app = App::start(dir.path()).await;
    app.post_fixture("user.pre_create");
    app.rows(1).await;
    app.select(1).await;
    app.click("edit-and-resend").await;
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;

    // A pasted cURL command becomes the request.
    app.click("open-import").await;
    let command = format!(
        "curl -X PUT '{}/in?x=1' -H 'X-From: curl' --data-raw '{{\"type\":\"user.pre_create\",\"seq\":1}}'",
        target.url()
    );
    app.find("curl-text").await.send_keys(&command).await.unwrap();
    app.click("curl-import").await;
    app.shows("notice", "Imported from cURL").await;
    app.text_when("[data-testid=\"member-seq\"]", |seq| seq == "1").await;
    app.click("send").await;
    let got = target.wait_for(1).remove(0);
    assert_eq!((got.method.as_str(), got.target.as_str()), ("PUT", "/in?x=1"));
    assert_eq!(got.header("x-from"), Some("curl"));
    app.shows("response-status", "200").await;

    // Undo also reverts edits from before the send.
    app.css("[data-testid=\"draft-editor\"] .cm-content").await.click().await.unwrap();
    app.chord(Key::Control, "z").await;
    app.text_when("[data-testid=\"member-seq\"]", |seq| seq.len() > 1).await;

    // The editor completes members, and marks invalid JSON.
    let format = app.driver.action_chain().key_down(Key::Control).key_down(Key::Shift).send_keys("f");
    format.key_up(Key::Shift).key_up(Key::Control).perform().await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("\"payload\": {")).await;
    app.chord(Key::Control, Key::Home).await;
    app.keys(Key::End).await;
    app.keys(Key::Enter).await;
    app.keys("\"").await;
    app.chord(Key::Control, " ").await;
    app.text_when(".cm-tooltip-autocomplete", |text| !text.is_empty()).await;
    take(&app, folder, "resend-completion").await;
    app.keys(Key::Escape).await;
    app.text_when(".cm-tooltip-autocomplete", str::is_empty).await;
    app.css("[data-testid=\"draft-editor\"] .cm-lint-marker-error").await;
    app.xpath("//main//button[contains(., 'Line 2, column')]").await;

    // Broken JSON needs confirmation. So does a request to another computer, and a warning shows that
    // the certificate is not checked.
    let url = app.find("draft-url").await;
    url.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    app.keys("https://hooks.example/authgear").await;
    app.xpath("//label[contains(., 'Check the certificate')]/input").await.click().await.unwrap();
    app.shows("tls-off", "not checked").await;
    app.chord(Key::Control, Key::Enter).await;
    app.shows("confirm-broken", "Line 2, column").await;
    take(&app, folder, "resend-broken").await;
    app.xpath("//button[contains(., 'Send anyway')]").await.click().await.unwrap();
    app.shows("confirm-host", "hooks.example").await;
    take(&app, folder, "resend-asks").await;
    app.keys(Key::Escape).await;
    app.text_when("[data-testid=\"confirm-host\"]", str::is_empty).await;
    assert_eq!(app.all("resend-item").await.len(), 1, "nothing more was sent");
    app.close().await;
}
