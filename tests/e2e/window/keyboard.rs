//! List, tabs and actions without a mouse.

use crate::app::App;
use thirtyfour::prelude::*;

#[tokio::test]
async fn list_tabs_and_actions_work_by_keyboard() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.created", "user.disabled", "identity.phone.updated"] {
        app.post_fixture(name);
    }
    app.rows(3).await;
    app.keys(Key::Home).await;
    app.shows("detail-title", "identity.phone.updated").await;
    app.find("change").await;
    app.keys("j").await;
    app.shows("detail-title", "user.disabled").await;
    app.keys("k").await;
    app.shows("detail-title", "identity.phone.updated").await;
    app.keys(Key::End).await;
    app.shows("detail-title", "user.created").await;
    app.keys("3").await;
    app.text_when("[data-testid=\"detail\"]", |text| text.contains("X-Authgear-Body-Signature")).await;
    app.keys("4").await;
    app.text_when("[data-testid=\"detail\"]", |text| text.contains("reads only the status")).await;

    app.keys("/").await;
    app.keys("type:user.disabled").await;
    app.keys(Key::Enter).await;
    app.rows(1).await;
    app.keys("/").await;
    app.keys(Key::Escape).await;
    app.rows(3).await;
    app.keys(Key::Escape).await;

    app.keys("?").await;
    app.find("palette").await;
    app.keys("settings").await;
    app.keys(Key::Enter).await;
    app.text_when("[role=\"dialog\"]", |text| text.contains("Address and port")).await;
    app.keys(Key::Escape).await;
    app.text_when("[role=\"dialog\"]", str::is_empty).await;
    app.keys("e").await;
    app.find("draft-editor").await;
    app.close().await;
}

#[tokio::test]
async fn an_invalid_filter_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    crate::hostile::filter(&app, "colour:red").await;
    app.text_when("body", |text| text.contains("'colour:' is not a filter")).await;
    app.close().await;
}
