//! Hostile bodies in the window: the details of each open, no script runs, and the window does not
//! freeze.

use crate::app::App;
use hookglass_testkit::{corpus, wire};

#[tokio::test]
async fn the_details_of_every_hostile_body_open() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    let fixtures = corpus::hostile();
    for fixture in &fixtures {
        let mut headers = vec![("Content-Type", fixture.content_type.as_str())];
        headers.extend(fixture.content_encoding.as_deref().map(|encoding| ("Content-Encoding", encoding)));
        assert_eq!(wire::post(app.address, &format!("/{}", fixture.name), &headers, &fixture.bytes).status, 200);
    }
    app.script("window.hostileRan = []; window.alert = (text) => window.hostileRan.push(text)").await;
    for (id, fixture) in (1..).zip(&fixtures) {
        app.text_when("[data-testid=\"filter\"]", |_| true).await;
        filter(&app, &format!("id:{id}")).await;
        app.select(id).await;
        for tab in ["payload", "raw", "headers"] {
            app.click(&format!("tab-{tab}")).await;
        }
        app.text_when("[data-testid=\"detail\"]", |text| text.contains(&fixture.content_type)).await;
        app.click("tab-answer").await;
        app.text_when("[data-testid=\"detail\"]", |text| text.contains("200")).await;
        assert_eq!(
            app.script(
                "return document.querySelectorAll('[data-testid=detail] script, [data-testid=detail] img').length"
            )
            .await,
            0
        );
    }
    assert_eq!(app.script("return window.hostileRan").await, serde_json::json!([]), "no script of a payload ran");
    app.close().await;
}

/// Types a filter into the search field.
pub(crate) async fn filter(app: &App, text: &str) {
    use thirtyfour::prelude::*;
    let bar = app.find("filter").await;
    bar.click().await.unwrap();
    bar.send_keys(Key::Control + "a").await.unwrap();
    bar.send_keys(text).await.unwrap();
    bar.send_keys(Key::Enter + "").await.unwrap();
}
