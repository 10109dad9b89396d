//! Search in the window: typing, suggestions, errors, saved and recent searches, filters from
//! menus, and every test of the filter language against known events.

use crate::{app::App, hostile::filter};
use hookglass_testkit::{
    corpus,
    target::{Reply, Target},
    wire::{self, Connection},
};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

const FIELD: &str = "[data-testid=\"filter\"]";
const JSON: (&str, &str) = ("Content-Type", "application/json");

#[tokio::test]
async fn a_filter_is_completed_and_colored_and_an_invalid_filter_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.created", "user.disabled", "identity.email.updated"] {
        app.post_fixture(name);
    }
    app.lists(&[3, 2, 1]).await;
    app.keys("/").await;
    app.keys("ty").await;
    app.text_when("[data-testid=\"suggestions\"]", |text| text.starts_with("type:")).await;
    app.keys(Key::Tab + "").await;
    app.text_when(FIELD, |text| text == "type:").await;
    app.keys("user.").await;
    app.text_when("[data-testid=\"suggestions\"]", |text| text.contains("user.disabled")).await;
    app.keys("d").await;
    app.text_when("[data-testid=\"suggestions\"]", |text| !text.contains("user.created")).await;
    app.keys(Key::Down + "").await;
    app.css("[data-testid=\"suggestions\"] [aria-selected=\"true\"]").await;
    app.keys(Key::Enter + "").await;
    app.text_when(FIELD, |text| text == "type:user.disabled").await;
    app.keys(Key::Enter + "").await;
    app.lists(&[2]).await;
    app.css("[data-testid=\"list\"]:focus").await;
    app.text_when("[data-testid=\"filter-underlay\"] [data-kind=\"name\"]", |text| text == "type:").await;
    app.text_when("[data-testid=\"filter-underlay\"] [data-kind=\"value\"]", |text| text == "user.disabled").await;

    app.keys("/").await;
    app.keys(Key::End + "").await;
    app.keys(" colour:red").await;
    app.text_when("#filter-problem", |text| text.contains("character 20: 'colour:' is not a filter")).await;
    app.text_when("[data-testid=\"filter-underlay\"] [data-kind=\"error\"]", |text| text.starts_with("colour:")).await;
    // Color is not the only sign of the error.
    let line = "return getComputedStyle(document.querySelector('[data-kind=error]')).textDecorationLine";
    assert_eq!(app.script(line).await, "underline");
    // The colored text is at the same position as the typed text.
    let same_place =
        "const [input, below] = ['filter', 'filter-underlay'].map(id => document.querySelector(`[data-testid=${id}]`));
        const width = getComputedStyle(input).font === getComputedStyle(below).font;
        const [one, other] = [input, below].map(part => part.getBoundingClientRect());
        return width && one.left === other.left && one.top === other.top && input.value === below.textContent";
    assert_eq!(app.script(same_place).await, true);
    app.lists(&[2]).await;
    app.keys(Key::Escape + "").await;
    app.text_when(FIELD, str::is_empty).await;
    app.lists(&[3, 2, 1]).await;

    // Enter focuses the list even if it was empty, so that keys apply to its rows.
    filter(&app, "type:none").await;
    app.lists(&[]).await;
    filter(&app, "type:user.*").await;
    app.lists(&[2, 1]).await;
    app.chord(Key::Control, "a").await;
    app.shows("pick-bar", "2 selected").await;
    app.close().await;
}

#[tokio::test]
async fn a_search_is_remembered_and_can_be_saved_under_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.created", "user.disabled", "identity.email.updated"] {
        app.post_fixture(name);
    }
    filter(&app, "type:user.*").await;
    app.lists(&[2, 1]).await;
    app.button("Save this search").await;
    app.css("[data-testid=\"search-name\"]:focus").await;
    app.keys("Users only").await;
    app.keys(Key::Enter + "").await;
    saved(&app, "Users only2").await;
    // The count includes new events.
    app.post_fixture("user.authenticated");
    saved(&app, "Users only3").await;
    app.close().await;

    let app = App::start(dir.path()).await;
    app.lists(&[4, 3, 2, 1]).await;
    app.keys("/").await;
    app.keys(Key::Down + "").await;
    app.text_when("[data-testid=\"suggestions\"]", |text| {
        text.contains("Recent searches") && text.contains("type:user.*")
    })
    .await;
    app.keys(Key::Down + Key::Enter).await;
    app.lists(&[4, 2, 1]).await;
    app.keys(Key::Escape + "").await;
    app.lists(&[4, 3, 2, 1]).await;
    app.keys(Key::Escape + "").await;

    saved(&app, "Users only3").await.click().await.unwrap();
    app.text_when(FIELD, |text| text == "type:user.*").await;
    app.lists(&[4, 2, 1]).await;
    app.button("Remove the search Users only").await;
    app.text_when("[data-testid=\"saved-searches\"]", str::is_empty).await;
    app.lists(&[4, 2, 1]).await;
    app.close().await;
}

#[tokio::test]
async fn a_filter_can_be_built_from_the_values_of_an_event() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    for name in ["user.pre_create", "user.created", "user.disabled"] {
        app.post_fixture(name);
    }
    app.lists(&[3, 2, 1]).await;
    app.select(1).await;
    app.choose("Filter by user", "Only this user").await;
    app.text_when(FIELD, |text| text == "user:e31f3e2f-247b-49a0-9b55-b9ecae2b3b8a").await;
    app.lists(&[2, 1]).await;
    app.click("details").await;
    app.choose("Filter by seq", "Exclude this value").await;
    app.lists(&[2]).await;
    app.button("Clear the filter").await;
    app.lists(&[3, 2, 1]).await;

    // A header line, and the member of the body at the tree's cursor.
    app.select(3).await;
    app.click("tab-headers").await;
    app.choose("Filter by Content-Length", "Only events with this value").await;
    app.lists(&[3]).await;
    app.button("Clear the filter").await;
    app.select(2).await;
    app.click("tab-payload").await;
    app.xpath("//button[normalize-space()='Tree']").await.click().await.unwrap();
    app.xpath("//*[@data-testid='tree']//*[@role='treeitem'][starts-with(normalize-space(),'type')]")
        .await
        .click()
        .await
        .unwrap();
    app.keys("f").await;
    app.xpath("//*[@role='menuitem'][normalize-space()='Only events with this value']").await.click().await.unwrap();
    app.text_when(FIELD, |text| text == "/type=user.created").await;
    app.lists(&[2]).await;
    app.close().await;
}

/// The tests in docs/search.md, and the events of `post_known_events` that each matches.
const OPERATORS: &[(&str, &[i64])] = &[
    // Words.
    ("zoe", &[6]),
    ("warehou", &[4]),
    ("arehouse", &[]),
    ("\"two words\"", &[6]),
    ("\"words two\"", &[]),
    ("ingrid.sandvik@example.com", &[7, 3, 1]),
    ("/shop/ord", &[6]),
    // Columns.
    ("type:identity.*", &[2]),
    ("type:user.created,push", &[7, 5, 1]),
    ("-type:*", &[9, 8, 6]),
    ("vendor:github", &[5]),
    ("family:identity", &[2]),
    ("kind:blocking", &[3]),
    ("user:a25a05*", &[2]),
    ("email:JOSE.NANDU@example.com", &[2]),
    ("email:zoe@example.org", &[6]),
    ("subject:lena*", &[4]),
    ("app:hookglass-samples", &[3]),
    ("client:4d1f*", &[7, 3, 2, 1]),
    ("by:user", &[7, 3, 2, 1]),
    ("id:000000000000bcf3", &[2]),
    ("id:6", &[6]),
    ("seq:>48300", &[2]),
    ("seq:48215", &[3]),
    // The request, and the answer.
    ("method:put", &[6]),
    ("path:/shop/*", &[6]),
    ("ip:192.0.2.*", &[2]),
    ("status:4xx", &[8]),
    ("status:>=200 status:<300 type:push", &[5]),
    ("size:>100k", &[9]),
    ("size:0", &[]),
    ("signature:valid", &[3, 2]),
    ("signature:invalid", &[7, 1]),
    ("signature:no_secret", &[5]),
    ("header:x-hub-signature-256", &[5]),
    ("header:x-foo=bar,*", &[6]),
    // Times.
    ("before:today", &[]),
    ("after:2026-01-01 after:1h type:push", &[5]),
    // Properties of an event.
    ("is:duplicate", &[7]),
    ("is:truncated", &[8]),
    ("is:sample", &[3]),
    ("is:starred", &[2]),
    ("has:warning", &[8]),
    ("has:resends", &[5]),
    ("has:note", &[4]),
    // Members of the body.
    ("/order/id=7", &[6]),
    ("/order/amount=12.5", &[6]),
    ("/order/amount=12.51,12.50", &[6]),
    ("/order/big>=9007199254740993", &[6]),
    ("/order/big>9007199254740993", &[]),
    ("/order/amount<13 /order/amount<=12.5 /order/amount>12", &[6]),
    ("/order/paid=true", &[6]),
    ("/order/note=\"\"", &[6]),
    ("/order/paid!=true", &[]),
    ("/order/amount!=0", &[6]),
    ("/order/tags=*", &[6]),
    ("/order/tags/0=fragile", &[6]),
    ("/\"a b\"/c=1", &[6]),
    ("/payload/user/id=e31f*", &[7, 3, 1]),
    // Combinations.
    ("type:user.* -type:user.created", &[3]),
    ("vendor:github OR vendor:fastgen", &[5, 4]),
    ("vendor:authgear (ip:192.0.2.* OR kind:blocking)", &[3, 2]),
    ("-(vendor:authgear OR -type:*)", &[5, 4]),
];

#[tokio::test]
async fn every_test_of_the_filter_language_finds_the_matching_events() {
    let dir = tempfile::tempdir().unwrap();
    let app = App::start(dir.path()).await;
    post_known_events(&app).await;
    let mut wrong = Vec::new();
    for (text, events) in OPERATORS {
        filter(&app, text).await;
        let found = listed(&app, text).await;
        if found != json!(events) {
            wrong.push(format!("{text}: {found}, not {events:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    app.close().await;
}

/// Waits for all events that a filter lists, and returns them.
async fn listed(app: &App, text: &str) -> Value {
    let script = format!(
        "const list = document.querySelector('[data-filter]');
         const rows = [...list.querySelectorAll('[data-testid=row]')].map(row => Number(row.dataset.eventId));
         const whole = list.textContent.includes(`${{rows.length}} of 9 match`);
         return list.dataset.filter === {} && whole ? rows : null",
        json!(text)
    );
    app.until(&script, &format!("the list of {text}")).await
}

/// Posts the events that the operators are tested with.
async fn post_known_events(app: &App) {
    let created = fixture("user.created");
    // Event 1 has an invalid signature; 7 is a repeat.
    post_with_invalid_signature(app, &created);
    app.post_fixture("identity.email.updated");
    let mut sample = fixture("user.pre_create");
    sample["context"]["app_id"] = json!("hookglass-samples");
    app.post("/authgear", sample.to_string().as_bytes());
    let forwarded = corpus::fastgen_forwarded().into_iter().find(|one| one.name == "auth.user_signedUp").unwrap();
    wire::post(app.address, "/fastgen", &[JSON], &forwarded.bytes);
    let hub = [JSON, ("X-GitHub-Event", "push"), ("X-Hub-Signature-256", "sha256=00")];
    wire::post(app.address, "/github", &hub, br#"{"repository":{"full_name":"octo/cat"}}"#);
    let order = r#"{"order":{"id":7,"amount":12.50,"big":9007199254740993,"paid":true,"note":"","tags":["fragile"]},
        "customer":{"contactEmail":"Zoe@example.org"},"text":"two words Zo\u00eb","a b":{"c":1}}"#;
    let head = format!(
        "PUT /shop/orders?x=1 HTTP/1.1\r\nHost: localhost\r\nX-Foo: bar, baz\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        order.len()
    );
    wire::raw(app.address, &[head.as_bytes(), order.as_bytes()].concat());
    post_with_invalid_signature(app, &created);
    let mut cut = Connection::open(app.address);
    cut.send(b"POST /cut HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nhalf of it");
    cut.finish();
    cut.rest();
    wire::post(app.address, "/large", &[("Content-Type", "text/plain")], &[b'-'; 110 * 1024]);
    app.lists(&[9, 8, 7, 6, 5, 4, 3, 2, 1]).await;

    app.select(2).await;
    app.keys("s").await;
    app.css("[data-event-id=\"2\"] [data-starred=\"true\"]").await;
    app.select(4).await;
    app.click("add-note").await;
    app.keys("mine").await;
    app.css("[data-event-id=\"4\"] [aria-label=\"has a note\"]").await;
    let target = Target::answering(Reply::status(200, "{}"));
    app.select(5).await;
    app.click("edit-and-resend").await;
    app.find("draft-url").await.send_keys(target.url()).await.unwrap();
    app.text_when("[data-testid=\"draft-editor\"] .cm-content", |text| text.contains("octo")).await;
    app.click("send").await;
    app.shows("response-status", "200").await;
    app.keys(Key::Escape + "").await;
    app.find("detail-title").await;
}

fn fixture(name: &str) -> Value {
    let fixture = corpus::events().into_iter().find(|fixture| fixture.name == name);
    serde_json::from_slice(&fixture.unwrap_or_else(|| panic!("no fixture {name}")).bytes).unwrap()
}

/// Posts an event with the signature of other bytes.
fn post_with_invalid_signature(app: &App, event: &Value) {
    let headers = corpus::authgear_headers(b"{}", corpus::SECRET);
    let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(wire::post(app.address, "/authgear", &headers, event.to_string().as_bytes()).status, 200);
}

async fn saved(app: &App, text: &str) -> WebElement {
    app.xpath(&format!("//*[@data-testid='saved-searches']//button[normalize-space()='{text}']")).await
}
