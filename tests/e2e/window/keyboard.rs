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

#[tokio::test]
async fn the_window_zooms_and_remembers_its_zoom() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    let width = app.script("return innerWidth").await.as_f64().unwrap();
    app.chord(Key::Control, "+").await;
    app.chord(Key::Control, "+").await;
    app.until(&format!("return Math.abs(innerWidth - {width} / 1.25) < 4"), "the window is zoomed to 125%").await;
    assert_eq!(app.script("return localStorage.getItem('zoom')").await, "125");
    app.chord(Key::Control, "0").await;
    app.until(&format!("return innerWidth === {width}"), "the zoom is normal").await;
    app.close().await;
}

#[tokio::test]
async fn panes_and_the_list_are_reached_by_keyboard() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    app.find("detail-title").await;
    app.script("document.activeElement.blur()").await;
    let mut stops = 0;
    while app.script("return document.activeElement.id !== 'events'").await == true {
        assert!(stops < 5, "the list is not reached within five tab stops");
        app.keys(Key::Tab + "").await;
        stops += 1;
    }
    let pane = "return document.activeElement.closest('[data-pane]')?.ariaLabel ?? document.activeElement.ariaLabel";
    assert_eq!(app.script(pane).await, "List of events");
    app.keys(Key::F6 + "").await;
    assert_eq!(app.script(pane).await, "List width");
    app.keys(Key::F6 + "").await;
    assert_eq!(app.script(pane).await, "Event");
    app.close().await;
}
