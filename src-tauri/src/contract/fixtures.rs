//! Writes fixtures for the window's tests: the results of the contexts for the events of the
//! corpus.
//!
//! The fake backend of those tests builds its data from these fixtures, so its data has the shape
//! and the texts of real data. A test receives the corpus with a manual clock, so each run writes
//! the same text.

use hookglass_app::{
    App, ConfigDir, DataDir, NoKeychain,
    view::{
        AnswerForm, ChangeList, ChangeSelection, ChangeView, Compared, DataDirSource, EventDetail, LineRow, MemberView,
        Scheme, Sides,
    },
};
use hookglass_testkit::{
    ManualClock,
    corpus::{self, Fixture, SECRET},
    wire,
};
use serde::Serialize;
use std::{collections::BTreeMap, fmt::Write as _, net::SocketAddr, path::Path, sync::Arc, time::Duration};
use ts_rs::{Config, TS};

/// The arrival time of the first event.
const START: &str = "2026-03-11T09:48:44.000117Z";
/// The time between two events.
const INTERVAL: Duration = Duration::from_millis(413);
/// The ticket of the comparison.
const TICKET: u64 = 1;

/// A request of a sender that the corpus does not cover.
struct ExtraRequest {
    name: &'static str,
    line: &'static str,
    headers: &'static [(&'static str, &'static str)],
    body: &'static str,
}

const EXTRA_REQUESTS: &[ExtraRequest] = &[
    ExtraRequest { name: "generic.get", line: "GET /health", headers: &[], body: "" },
    ExtraRequest {
        name: "generic.json",
        line: "POST /stripe",
        headers: &[],
        body: r#"{"id":"evt_1Q7cVd","amount":12345678901234567890,"ok":true}"#,
    },
    ExtraRequest {
        name: "generic.text",
        line: "POST /text",
        headers: &[("Content-Type", "text/plain")],
        body: "plain text",
    },
    ExtraRequest {
        name: "github.push",
        line: "POST /hook",
        headers: &[("X-GitHub-Event", "push")],
        body: r#"{"ref":"refs/heads/main"}"#,
    },
    ExtraRequest {
        name: "stripe.invoice",
        line: "POST /hook",
        headers: &[("Stripe-Signature", "t=1773222545,v1=00")],
        body: r#"{"id":"evt_1","object":"event","type":"invoice.paid"}"#,
    },
    ExtraRequest {
        name: "standard_webhooks.contact",
        line: "POST /hook",
        headers: &[("webhook-id", "msg_1"), ("webhook-timestamp", "1773222545"), ("webhook-signature", "v1,AA==")],
        body: r#"{"type":"contact.created","timestamp":"2026-03-11T09:49:05Z"}"#,
    },
    ExtraRequest {
        name: "cloudevents.sent",
        line: "POST /hook",
        headers: &[("Content-Type", "application/cloudevents+json")],
        body: CLOUD_EVENT,
    },
];

const CLOUD_EVENT: &str =
    r#"{"specversion":"1.0","id":"1","source":"/mail","type":"com.example.sent","time":"2026-03-11T10:49:05.5+01:00"}"#;

/// A comparison with all its lists.
#[derive(Serialize, TS)]
struct ComparisonFixture {
    compared: Compared,
    shown: Vec<ChangeView>,
    ignored: Vec<ChangeView>,
    rewritten: Vec<ChangeView>,
    unchanged: Vec<MemberView>,
    rows: Vec<LineRow>,
}

/// The name has the prefix of the tests that ts-rs generates, so that one filter runs all of them.
#[tokio::test]
async fn export_bindings_fixtures() {
    let folder = Config::from_env().out_dir().join("fixtures");
    std::fs::create_dir_all(&folder).expect("the fixtures folder can be created");
    let (dir, clock) =
        (tempfile::tempdir().expect("a temporary folder"), ManualClock::at(START.parse().expect("an instant")));
    let data_dir = DataDir { path: dir.path().to_owned(), source: DataDirSource::Option };
    let config_dir = ConfigDir::at(dir.path().join("config"));
    let app = App::open_with(data_dir, config_dir, Arc::new(NoKeychain), clock.clock()).await;
    let app = app.expect("an empty database opens");
    app.secrets.add("Authgear", Scheme::Authgear, SECRET).await.expect("a secret can be added");
    let address = app.listen(Some("127.0.0.1:0")).await.expect("a free port");

    let mut ids = BTreeMap::new();
    for (id, CorpusRequest { name, line, headers, body }) in (1_i64..).zip(requests()) {
        post(address, line, headers, body).await;
        clock.advance(INTERVAL);
        ids.insert(name, id);
    }
    let mut events: BTreeMap<&str, EventDetail> = BTreeMap::new();
    for (name, id) in &ids {
        let mut detail = app.inbox.event(*id).await.expect("a stored event can be read");
        // The client has a different port in each run.
        "127.0.0.1:51734".clone_into(&mut detail.peer);
        events.insert(name, detail);
    }
    write(&folder, "events", "EVENTS", "Readonly<Record<string, EventDetail>>", &["EventDetail"], &events);
    write(
        &folder,
        "catalog",
        "CATALOG",
        "readonly TypeView[]",
        &["TypeView"],
        &app.samples.catalog().await.expect("the catalog"),
    );

    let mut forms: BTreeMap<&str, AnswerForm> = BTreeMap::new();
    for name in ["user.pre_create", "authentication.pre_initialize", "oidc.jwt.pre_create"] {
        forms.insert(name, app.decide.answer_form(ids[name]).await.expect("a blocking event has a form"));
    }
    write(&folder, "answer-forms", "ANSWER_FORMS", "Readonly<Record<string, AnswerForm>>", &["AnswerForm"], &forms);

    let comparison = compare(&app, ids["identity.email.updated"]).await;
    let types = ["ChangeView", "Compared", "LineRow", "MemberView"];
    let shape = ComparisonFixture::inline(&Config::from_env());
    write(&folder, "identity-comparison", "IDENTITY_COMPARISON", &shape, &types, &comparison);
    app.close().await;
}

/// A request that the fixtures are made from.
struct CorpusRequest {
    name: String,
    /// The method and the request target.
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

/// The events of the corpus that the window's tests show, then requests of other senders.
fn requests() -> Vec<CorpusRequest> {
    let newer = corpus::events_newer().into_iter().filter(|fixture| fixture.name == "authentication.pre_initialize");
    let known = corpus::events().into_iter().chain(newer).map(|Fixture { name, bytes, .. }| {
        if name.starts_with("api.") || name.starts_with("auth.") {
            // Fastgen's parameters do not name the event, but the path does. Two events share
            // `auth.password_reset`.
            let event = name.trim_end_matches(".completed").trim_end_matches(".requested");
            return CorpusRequest { line: format!("POST /fastgen/{event}"), name, headers: Vec::new(), body: bytes };
        }
        let headers = vec![("X-Authgear-Body-Signature".to_owned(), corpus::sign(SECRET, &bytes))];
        CorpusRequest { name, line: "POST /authgear".to_owned(), headers, body: bytes }
    });
    let extra = EXTRA_REQUESTS.iter().map(|extra| CorpusRequest {
        name: extra.name.to_owned(),
        line: extra.line.to_owned(),
        headers: extra.headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        body: extra.body.as_bytes().to_vec(),
    });
    known.chain(extra).collect()
}

/// Sends a request whose bytes are the same in each run. Two header lines have the same name, and
/// one is not UTF-8.
async fn post(address: SocketAddr, line: String, headers: Vec<(String, String)>, body: Vec<u8>) {
    let mut head = format!("{line} HTTP/1.1\r\nHost: 127.0.0.1:4665\r\n");
    if !headers.iter().any(|(name, _)| name == "Content-Type") {
        head.push_str("Content-Type: application/json\r\n");
    }
    head.push_str("User-Agent: Go-http-client/1.1\r\n");
    for (name, value) in headers {
        let _ = write!(head, "{name}: {value}\r\n");
    }
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(b"X-Odd: caf\xe9 \xe2\x80\xaegnp.exe\r\nX-Odd: again\r\nConnection: close\r\n");
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(&body);
    let answer = tokio::task::spawn_blocking(move || wire::raw(address, &bytes)).await.expect("the client ends");
    assert!(answer.starts_with(b"HTTP/1.1 2"), "the receiver stores the request: {}", String::from_utf8_lossy(&answer));
}

async fn compare(app: &App, id: i64) -> ComparisonFixture {
    let compare = &app.compare;
    let sides = Sides::Event { id };
    let compared = compare.open(TICKET, sides, ChangeSelection::default()).await.expect("the event can be compared");
    let window = hookglass_app::limits::MAX_COMPARISON_ROWS;
    let changes = |list| async move { compare.changes(TICKET, list, 0, window).await.expect("a list of changes") };
    ComparisonFixture {
        shown: changes(ChangeList::Shown).await,
        ignored: changes(ChangeList::Ignored).await,
        rewritten: changes(ChangeList::Rewritten).await,
        unchanged: compare.unchanged(TICKET, 0, window).await.expect("equal members"),
        rows: compare.lines(TICKET, 0, window).await.expect("the rows"),
        compared,
    }
}

/// Writes a constant as a TypeScript module. Its type lets the compiler check the value.
fn write(folder: &Path, file: &str, name: &str, shape: &str, types: &[&str], value: &impl Serialize) {
    let mut text = "// Generated from Rust by `cargo xtask bindings`. Do not edit this file.\n".to_owned();
    for import in types {
        let _ = writeln!(text, "import type {{ {import} }} from \"../{import}\";");
    }
    let json = serde_json::to_string_pretty(value).expect("view types are JSON");
    // U+202E is part of the data. Written literally, it would reorder the text in editors.
    let json = json.replace('\u{202e}', "\\u202e");
    let _ = writeln!(text, "\nexport const {name}: {shape} = {json};");
    std::fs::write(folder.join(format!("{file}.ts")), text).expect("a fixture can be written");
}
