//! The list while much arrives: it follows at the top, and never moves what a person reads.

use crate::app::App;
use hookscope_testkit::wire::Connection;

const BURST: usize = 2_000;

#[tokio::test]
async fn a_burst_neither_stops_the_window_nor_moves_what_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post(&app, 200);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.contains("200")).await;
    app.script("document.querySelector('[data-testid=list]').scrollTop = 2800").await;
    let top = "const list = document.querySelector('[data-testid=list]').getBoundingClientRect();
        const rows = [...document.querySelectorAll('[data-testid=row]')];
        const row = rows.find((row) => row.getBoundingClientRect().top >= list.top + 100);
        return row ? `${row.dataset.eventId} at ${Math.round(row.getBoundingClientRect().top)}` : ''";
    app.text_when("[data-testid=\"row\"][data-event-id=\"95\"]", |text| !text.is_empty()).await;
    let before = app.script(top).await;
    post(&app, BURST);
    app.text_when("[data-testid=\"sidebar\"]", |text| text.replace(|c: char| !c.is_ascii_digit(), "").contains("2200"))
        .await;
    app.text_when("body", |text| text.contains("new")).await;
    assert_eq!(app.script(top).await, before, "what is being read stands where it stood");
    app.close().await;
}

fn post(app: &App, count: usize) {
    let mut connection = Connection::open(app.address);
    for number in 0..count {
        connection.post(&format!("/burst/{number}"), &[("Content-Type", "application/json")], b"{}");
        assert_eq!(connection.response().status, 200);
    }
}
