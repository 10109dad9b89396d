//! A malicious web page in a real web view: its requests are stored and marked, and drive no
//! forwarding target.

use crate::{
    app::App,
    forwarding::{open, replace_text},
};
use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};
use thirtyfour::prelude::*;

/// Sends what a page can send without permission, then tells its own server. The receiver's address
/// replaces `RECEIVER`.
const PAGE: &str = r#"<!doctype html><script>
    const post = fetch("http://RECEIVER/fetch", { method: "POST", mode: "no-cors", body: "{}" });
    const preflight = fetch("http://RECEIVER/own", { method: "DELETE", headers: { "X-Own": "1" } });
    const image = new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = done;
        image.src = "http://RECEIVER/image";
    });
    Promise.allSettled([post, preflight, image]).then(() => fetch("/done", { mode: "no-cors" }));
</script>"#;

#[tokio::test]
async fn a_page_cannot_drive_a_forwarding_target() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(200, "taken"));
    let app = App::start(dir.path()).await;
    open(&app).await;
    app.click("add-forward").await;
    replace_text(&app, "forward-url", &target.url()).await;
    app.keys(Key::Enter).await;
    app.shows("forward-state", "Waiting for the first event").await;

    // The sandbox gives the page a separate origin, as if it came from another site.
    let headers = [("Content-Type", "text/html"), ("Content-Security-Policy", "sandbox allow-scripts")];
    let page = Target::answering(Reply::Answer {
        status: 200,
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        body: PAGE.replace("RECEIVER", &app.address.to_string()).into_bytes(),
    });
    app.driver.goto(page.url()).await.unwrap();
    // Browsers may ask for an icon too.
    (2..).find(|count| page.wait_for(*count).iter().any(|got| got.target == "/done"));
    wire::post(app.address, "/trusted", &[], b"trusted");
    let got = target.wait_for(1);
    assert_eq!(got[0].body, b"trusted", "events are forwarded in order, and this is the first");

    app.driver.back().await.unwrap();
    app.rows(4).await;
    app.text_when("[data-event-id=\"1\"]", |text| text.contains("from a web page")).await;
    assert_eq!(target.received().len(), 1);
    app.close().await;
}
