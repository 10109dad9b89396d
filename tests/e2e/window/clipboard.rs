//! Copied text can be pasted: the web view allows access to the clipboard only during the click or
//! key press itself.

use crate::app::App;
use thirtyfour::prelude::*;

const BODY: &str = r#"{"short":[17]}"#;

#[tokio::test]
async fn a_copied_body_and_pointer_can_be_pasted() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post("/authgear", BODY.as_bytes());
    app.rows(1).await;
    app.select(1).await;
    click_button(&app, "Copy body").await;
    paste_gives(&app, BODY).await;
    copied_state_ends(&app).await;

    app.keys("c").await;
    paste_gives(&app, BODY).await;
    copied_state_ends(&app).await;

    run_in_palette(&app, "copy body").await;
    paste_gives(&app, BODY).await;
    copied_state_ends(&app).await;

    app.click("tab-payload").await;
    click_button(&app, "Tree").await;
    app.text_when("[data-testid=\"tree\"]", |text| text.contains("short")).await;
    app.css("[data-testid=\"tree\"] [aria-level=\"2\"]").await.click().await.unwrap();
    app.keys("c").await;
    paste_gives(&app, "/short").await;
    app.close().await;
}

async fn click_button(app: &App, text: &str) {
    let path = format!("//button[contains(., '{text}')]");
    app.driver.query(By::XPath(path)).first().await.unwrap().click().await.unwrap();
}

async fn run_in_palette(app: &App, action: &str) {
    app.driver.action_chain().key_down(Key::Control).send_keys("k").key_up(Key::Control).perform().await.unwrap();
    app.find("palette").await;
    app.keys(action).await;
    app.keys(Key::Enter).await;
    app.text_when("[role=\"dialog\"]", str::is_empty).await;
}

/// Pastes into the filter field, checks the text, and then replaces the text on the clipboard.
async fn paste_gives(app: &App, text: &str) {
    app.text_when("body", |body| body.contains("Copied")).await;
    app.keys("/").await;
    app.driver.action_chain().key_down(Key::Control).send_keys("v").key_up(Key::Control).perform().await.unwrap();
    app.text_when("[data-testid=\"filter\"]", |field| field == text).await;
    app.driver.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).perform().await.unwrap();
    app.keys("x").await;
    app.driver.action_chain().key_down(Key::Control).send_keys("ax").key_up(Key::Control).perform().await.unwrap();
    app.keys(Key::Escape).await;
    app.keys(Key::Escape).await;
}

/// Waits until no button shows the state after copying.
async fn copied_state_ends(app: &App) {
    app.text_when("body", |body| !body.contains("Copied")).await;
}
