//! Findings, signatures, explanations, redacted values, and the catalog with its samples.

use crate::app::App;
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire,
};
use thirtyfour::prelude::*;

const JSON: (&str, &str) = ("Content-Type", "application/json");

/// How many types the catalog has. A new type needs no change in the tests.
pub(crate) fn types() -> usize {
    hookglass_senders::catalog::all().len()
}

fn hostile(name: &str) -> Vec<u8> {
    let fixture = corpus::hostile().into_iter().find(|fixture| fixture.name.starts_with(name));
    fixture.unwrap_or_else(|| panic!("no fixture {name}")).bytes
}

#[tokio::test]
async fn findings_are_marked_in_the_list_explained_in_the_details_and_found_by_a_filter() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.post("/authgear", &hostile("50-"));
    app.rows(2).await;
    // The mark appears soon after the event: warnings are counted after the sender has its answer.
    app.find("row-warnings").await;
    assert_eq!(app.all("row-warnings").await.len(), 1, "only the event with warnings is marked");
    app.select(2).await;
    app.shows("findings-chip", "5 warnings").await;
    app.click("findings-chip").await;
    app.shows("findings", "Authgear sends an integer here, not an array.").await;
    let warnings = "return document.querySelectorAll('[data-testid=finding][data-severity=warning]').length";
    assert_eq!(app.script(warnings).await, 5);
    crate::hostile::filter(&app, "has:warning").await;
    app.rows(1).await;
    app.close().await;
}

#[tokio::test]
async fn a_repeat_links_to_the_original_event() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.post("/authgear", &corpus::compact(&hostile("52-")));
    app.rows(2).await;
    app.select(2).await;
    app.click("tab-payload").await;
    app.shows("findings", "Same id as event 1 but different bytes").await;
    app.css("[data-testid=\"finding\"] button, [data-testid=\"finding\"] a").await;
    app.script("[...document.querySelectorAll('[data-testid=finding] button, [data-testid=finding] a')].find((link) => /event 1/.test(link.textContent)).click()").await;
    app.css("[data-testid=\"detail\"][data-event-id=\"1\"]").await;
    app.close().await;
}

#[tokio::test]
async fn an_invalid_signature_is_explained() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    let body = app.post_fixture("identity.email.updated");
    // As if middleware had reformatted the body.
    let pretty = serde_json::to_string_pretty(&serde_json::from_slice::<serde_json::Value>(&body).unwrap()).unwrap();
    let headers = corpus::authgear_headers(&body, corpus::SECRET);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    wire::post(app.address, "/authgear", &headers, pretty.as_bytes());
    app.rows(2).await;
    app.select(2).await;
    app.shows("signature-sentence", "compacted").await;
    app.select(1).await;
    app.shows("signature", "valid").await;
    app.close().await;
}

#[tokio::test]
async fn a_new_secret_verifies_earlier_events() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start_as(crate::app::Start { dir: dir.path(), port: None, secret: false }).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    app.select(1).await;
    app.shows("signature", "not checked").await;
    app.css("button[aria-label=\"Settings\"]").await.click().await.unwrap();
    app.find("settings").await;
    for (label, text) in [("Name", "Portal"), ("Secret", corpus::SECRET)] {
        let field = format!(
            "return [...document.querySelectorAll('[data-testid=settings] label')].find((label) => label.textContent.startsWith({label:?}))?.control"
        );
        let field = app.driver.execute(&field, Vec::new()).await.unwrap().element().unwrap();
        field.clear().await.unwrap();
        field.send_keys(text).await.unwrap();
    }
    app.keys(Key::Enter).await;
    app.shows("secret-row", "Portal").await;
    app.text_when("[data-testid=\"settings\"]", |text| text.contains("database")).await;
    assert!(
        !app.text_when("[data-testid=\"settings\"]", |_| true).await.contains(corpus::SECRET),
        "a secret is shown only on request"
    );
    app.keys(Key::Escape).await;
    app.shows("signature", "valid").await;
    app.close().await;
}

#[tokio::test]
async fn a_member_is_explained_under_the_mouse_and_at_the_cursor() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.post_fixture("user.created");
    app.rows(1).await;
    app.select(1).await;
    app.click("tab-payload").await;
    let code = app.css("[data-testid=\"detail\"] .cm-content").await;
    let script = "const walker = document.createTreeWalker(document.querySelector('[data-testid=detail] .cm-content'), NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) if (walker.currentNode.data.includes('created_at')) return walker.currentNode.parentElement";
    let member = app.driver.execute(script, Vec::new()).await.unwrap().element().unwrap();
    app.driver.action_chain().move_to_element_center(&member).perform().await.unwrap();
    app.shows("explanation", "When the user was created").await;
    code.click().await.unwrap();
    app.keys(Key::Home).await;
    app.shows("explanation", "").await;
    app.keys(Key::Down).await;
    app.shows("explanation", "seq in 16 lower-case hexadecimal digits").await;
    app.close().await;
}

#[tokio::test]
async fn a_token_is_redacted_until_revealed_and_shows_its_lifetime() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    let body = br#"{"event":"auth.password_reset","param":{"userId":"1","token":"open-sesame","link":"https://a.example/set-new-password?token=open-sesame"}}"#;
    wire::post(app.address, "/fastgen", &[JSON], body);
    app.rows(1).await;
    app.select(1).await;
    app.click("tab-payload").await;
    app.shows("masked-note", "masked").await;
    app.text_when("[data-testid=\"detail\"]", |text| text.contains("••••••••")).await;
    assert!(!app.script("return document.body.textContent").await.as_str().unwrap().contains("open-sesame"));
    app.text_when("[data-testid=\"countdown\"]", |text| text.contains("59 min")).await;
    app.click("reveal").await;
    app.text_when("[data-testid=\"detail\"]", |text| text.contains("open-sesame")).await;
    app.close().await;
}

#[tokio::test]
async fn the_catalog_explains_every_type_and_sends_samples() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    app.keys("g").await;
    app.find("catalog").await;
    let count = "return document.querySelectorAll('[data-testid=catalog-type]').length";
    app.text_when("[data-testid=\"catalog\"]", |text| text.contains(&format!("{} types", types()))).await;
    assert_eq!(app.script(count).await, types());
    let search = app.find("catalog-search").await;
    search.send_keys("signed_out").await.unwrap();
    app.css("[data-testid=\"catalog-type\"][data-name=\"user.signed_out\"]").await.click().await.unwrap();
    app.text_when("[data-testid=\"catalog\"]", |text| text.contains("never delivers it to a webhook")).await;
    search.clear().await.unwrap();
    search.send_keys("identity.email.upd").await.unwrap();
    app.css("[data-testid=\"catalog-type\"][data-name=\"identity.email.updated\"]").await.click().await.unwrap();
    app.text_when("[data-testid=\"sample-text\"], [data-testid=\"catalog\"]", |text| text.contains("old_identity"))
        .await;
    app.click("send-sample").await;
    app.shows("sample-result", "200").await;
    app.text_when("[data-testid=\"catalog-type\"][data-name=\"identity.email.updated\"]", |text| text.contains('1'))
        .await;
    app.keys(Key::Escape).await;
    app.rows(1).await;
    app.select(1).await;
    app.shows("detail-title", "identity.email.updated").await;
    app.shows("signature", "valid").await;
    app.find("change").await;
    assert!(app.all("findings-chip").await.is_empty(), "a sample has no findings");
    app.close().await;
}

#[tokio::test]
async fn a_tour_sends_every_type_and_shows_the_coverage() {
    let dir = tempfile::tempdir().unwrap();
    let target = Target::answering(Reply::status(204, ""));
    let app = App::start(dir.path()).await;
    app.find("empty").await;
    app.keys("g").await;
    app.find("catalog").await;
    open_coverage(&app).await;
    let field = app.find("target").await;
    field.clear().await.unwrap();
    field.send_keys(target.url()).await.unwrap();
    app.click("start-tour").await;
    app.shows("coverage-summary", &format!("{0} of {0} types", types())).await;
    assert_eq!(target.wait_for(types()).len(), types());
    app.close().await;
}

/// Opens the coverage in the catalog.
pub(crate) async fn open_coverage(app: &App) {
    let part =
        "[...document.querySelectorAll('[data-testid=catalog] *')].find((part) => part.textContent === 'Coverage')";
    app.script(&format!("{part}.click()")).await;
    app.find("start-tour").await;
}
