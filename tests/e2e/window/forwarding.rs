//! Forwarding: a target added in the window gets new events, and each event shows the result.

use crate::{app::App, screenshots::take};
use hookglass_testkit::{
    target::{Reply, Target},
    wire,
};
use std::{env, net::TcpListener, path::PathBuf};
use thirtyfour::prelude::*;

pub(crate) async fn open(app: &App) {
    app.xpath("//nav//button[contains(., 'Forwarding')]").await.click().await.unwrap();
    app.find("forwards").await;
}

pub(crate) async fn replace_text(app: &App, field: &str, text: &str) {
    app.find(field).await.click().await.unwrap();
    app.chord(Key::Control, "a").await;
    app.keys(text).await;
}

#[tokio::test]
async fn an_added_target_gets_new_events() {
    let dir = tempfile::tempdir().unwrap();
    let folder = env::var_os("HOOKGLASS_SCREENSHOTS").map(PathBuf::from);
    let folder = folder.as_deref();
    let target = Target::answering(Reply::status(202, "taken"));
    let app = App::start(dir.path()).await;
    wire::post(app.address, "/before", &[], b"before");
    app.rows(1).await;
    open(&app).await;
    app.shows("forwards", "byte for byte").await;
    take(&app, folder, "forwards-empty").await;

    // An invalid filter and the receiver's own address are rejected with an explanation.
    app.click("add-forward").await;
    replace_text(&app, "forward-url", &format!("http://{}/", app.address)).await;
    replace_text(&app, "forward-filter", "colour:red").await;
    app.shows("filter-wrong", "Invalid filter").await;
    replace_text(&app, "forward-filter", "type:user.*").await;
    app.keys(Key::Enter).await;
    app.shows("edit-forward", "Hookglass itself receives").await;
    take(&app, folder, "forwards-edit").await;
    replace_text(&app, "forward-url", &format!("{}/hooks", target.url())).await;
    app.keys(Key::Enter).await;
    app.shows("forward-state", "Waiting for the first event").await;

    let body = app.post_fixture("user.pre_create");
    wire::post(app.address, "/other", &[], b"other");
    let got = target.wait_for(1).remove(0);
    assert_eq!((got.target.as_str(), got.body == body), ("/hooks", true), "the exact bytes");
    app.shows("forward-state", "Delivering").await;
    app.shows("forward-row", "1 delivered").await;
    assert_eq!(target.received().len(), 1, "the target gets only new events that match the filter");

    // A target that is down: the event waits for a retry, and is delivered when the target is up.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    app.keys("a").await;
    replace_text(&app, "forward-url", &format!("http://{address}/late")).await;
    let retry = "//label[contains(., 'Retry until delivered')]/input";
    app.xpath(retry).await.click().await.unwrap();
    app.click("save-forward").await;
    app.text_when("[data-testid=\"forward-row\"]:nth-of-type(2)", |text| text.contains("/late")).await;
    wire::post(app.address, "/late", &[], b"late");
    let second = "[data-testid=\"forward-row\"]:nth-of-type(2)";
    app.text_when(second, |text| text.contains("is waiting for a retry") && text.contains("1 pending")).await;
    take(&app, folder, "forwards").await;
    let late = Target::at(address, vec![Reply::status(200, "")]);
    assert_eq!(late.wait_for(1)[0].body, b"late");
    app.text_when(second, |text| text.contains("1 delivered") && text.contains("0 pending")).await;

    // The result is among the event's resends, and on the page *Sent*.
    app.keys(Key::Escape).await;
    app.rows(4).await;
    app.select(2).await;
    app.keys("5").await;
    app.shows("resend-item", "forwarded").await;
    app.shows("resend-item", "202").await;
    take(&app, folder, "forwarded-event").await;
    app.keys("r").await;
    app.shows("sent-row", "forwarded").await;
    app.close().await;
}
