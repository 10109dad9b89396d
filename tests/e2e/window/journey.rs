//! The main task, from the first start to a restart: receive, select, compare, edit, send and
//! store.

use crate::app::App;
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use thirtyfour::prelude::*;

const EDITED: &str = r#"{"edited":9223372036854775807}"#;

#[tokio::test]
async fn an_event_is_received_compared_edited_sent_and_stored() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(202, r#"{"seen":true}"#));
    let app = App::start(dir.path()).await;

    // The first start shows the address for the first event.
    let address = app.address.to_string();
    app.shows("empty", &address).await;

    // Events arrive while the window is open.
    app.post_fixture("user.created");
    let body = app.post_fixture("identity.email.updated");
    app.rows(2).await;
    app.shows("row-type", "identity.email.updated").await;

    // The selected event shows exactly the changes.
    app.select(2).await;
    app.shows("detail-title", "identity.email.updated").await;
    let email = "[data-testid=\"change\"][data-path=\"/claims/email\"]";
    app.text_when(email, |text| text.contains("jose.nandu@example.com") && text.contains("jose.n.2026@example.net"))
        .await;
    assert_eq!(app.all("change").await.len(), 4);

    // Edit the body and send it.
    app.click("edit-and-resend").await;
    let url = app.find("draft-url").await;
    url.clear().await.unwrap();
    url.send_keys(format!("{}/hooks", target.url())).await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("jose.n.2026")).await;
    let editor = app.css("[data-testid=\"draft-editor\"] .cm-content").await;
    editor.click().await.unwrap();
    editor.send_keys(Key::Control + "a").await.unwrap();
    editor.send_keys(EDITED).await.unwrap();
    app.click("send").await;

    // The target gets the re-signed body, and the response appears.
    let got = target.wait_for(1).remove(0);
    assert_eq!(String::from_utf8_lossy(&got.body), EDITED);
    assert_eq!(got.target, "/hooks");
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, EDITED.as_bytes()).as_str()));
    app.shows("response-status", "202").await;
    app.shows("response-body", "seen").await;

    app.close().await;

    // Everything is stored after a restart.
    let app = App::start(dir.path()).await;
    app.rows(2).await;
    app.select(2).await;
    app.shows("detail-title", "identity.email.updated").await;
    app.click("tab-resends").await;
    app.shows("resend-item", "202").await;
    assert_eq!(app.all("resend-item").await.len(), 1);

    // Without an edit, the exact bytes go to the last target.
    app.click("edit-and-resend").await;
    app.text_when("[data-testid=\"draft-url\"]", |text| text.contains("/hooks")).await;
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("jose.n.2026")).await;
    app.click("send").await;
    let got = target.wait_for(2).remove(1);
    assert!(got.body == body, "the target gets the received bytes");
    assert_eq!(got.header("x-authgear-body-signature"), Some(corpus::sign(SECRET, &body).as_str()));
    app.close().await;
}

#[tokio::test]
async fn a_refused_connection_is_shown_as_the_result() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    app.select(1).await;
    app.click("edit-and-resend").await;
    let url = app.find("draft-url").await;
    url.send_keys("http://127.0.0.1:1/").await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("payload")).await;
    app.click("send").await;
    app.text_when("body", |text| text.contains("Connection refused")).await;
    app.close().await;
}

#[tokio::test]
async fn samples_fill_the_empty_window() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    app.click("send-samples").await;
    app.rows(10).await;
    app.shows("sidebar", "Fastgen").await;
    app.close().await;
}
