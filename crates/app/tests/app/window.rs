//! Use cases of the window that have no test file of their own.

use hookglass_app::{
    App, MemoryKeychain,
    view::{
        BodyDraft, EventDetail, HeaderDraft, OnClose, ProblemCode, ResendOutcome, SecretStorage, SendRequest,
        SettingsChange, Signing, Theme,
    },
};
use hookglass_request::capture::Truncation;
use hookglass_senders::signature::{Scheme, Verdict};
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use std::{path::Path, sync::Arc};
use tempfile::TempDir;

use crate::requests::{header, request, text, untouched};
use crate::support::{AsProblem, Running, eventually, open, open_with, problem};

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_read_in_parts() {
    let running = Running::start().await;
    let body =
        format!(r#"{{"list":[{}],"a":1,"a":2}}"#, (0..1000).map(|n| n.to_string()).collect::<Vec<_>>().join(","));
    running.post("/", &[], body.as_bytes()).await;
    let app = &running.app;
    assert_eq!(app.events.body_bytes(1, 2, 4, false).await.unwrap(), "list");
    assert_eq!(app.events.body_bytes(1, 1 << 40, 4, false).await.unwrap().len(), 0);
    let text = app.events.body_text(1, 0, 8, false).await.unwrap();
    assert_eq!((text.text.as_str(), text.end, text.total, text.exact), (r#"{"list":"#, 8, body.len() as u64, true));
    let root = app.events.tree(1, None, 0, 10, false).await.unwrap();
    assert_eq!((root.total, root.nodes[0].children), (1, 3));
    let members = app.events.tree(1, Some(root.nodes[0].node), 0, 10, false).await.unwrap();
    assert_eq!(members.nodes.iter().map(|node| node.duplicate).collect::<Vec<_>>(), [false, true, true]);
    let page = app.events.tree(1, Some(members.nodes[0].node), 998, 10, false).await.unwrap();
    assert_eq!((page.total, page.nodes.len(), page.nodes[1].text.as_str()), (1000, 2, "999"));
    assert_eq!(app.events.tree_pointer(1, page.nodes[1].node).await.unwrap(), "/list/999");
    let facts = app.inbox.event(1).await.unwrap();
    assert_eq!(facts.body.duplicate_key.as_deref(), Some("/a"));
    let about: Vec<_> = facts.findings.iter().map(|finding| finding.pointer.as_str()).collect();
    assert_eq!(about, ["/a", ""], "a duplicate name, and a missing content type");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resend_is_re_signed_if_edited_and_verbatim_if_not() {
    let running = Running::start().await;
    let app = &running.app;
    app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    let body = running.post_fixture("user.created").await;
    let target = Target::answering(Reply::status(200, "ok"));
    let draft = app.replay.draft(1).await.unwrap();
    assert_eq!((draft.signing, draft.editable, draft.url.as_str()), (Signing::SignsEdits, true, ""));
    let request = |body: Option<&str>, headers: Vec<HeaderDraft>| SendRequest {
        body: body.map_or(BodyDraft::Received, text),
        ..request(1, format!("{}/hooks", target.url()), headers)
    };
    let headers = || untouched(&draft);
    app.replay.send(request(None, headers())).await.unwrap();
    let sent = app.replay.send(request(Some("{}"), headers())).await.unwrap();
    let unsigned: Vec<_> =
        headers().into_iter().filter(|header| !header.name.to_lowercase().contains("signature")).collect();
    app.replay.send(request(Some("{}"), unsigned)).await.unwrap();
    let mut wrong: Vec<_> = headers();
    let signature = wrong.iter_mut().find(|header| header.name.to_lowercase().contains("signature")).unwrap();
    (signature.value, signature.original) = ("wrong".into(), None);
    app.replay.send(request(Some("{}"), wrong)).await.unwrap();

    let got = target.wait_for(4);
    let signature = |at: usize| got[at].header("x-authgear-body-signature").map(str::to_owned);
    assert!(got[0].body == body && signature(0) == Some(corpus::sign(SECRET, &body)), "unedited: as received");
    assert_eq!((got[1].body.as_slice(), signature(1)), (&b"{}"[..], Some(corpus::sign(SECRET, b"{}"))));
    assert_eq!(signature(2), None, "a removed signature is not added again");
    assert_eq!(signature(3).as_deref(), Some("wrong"), "a typed signature is sent");
    assert_eq!((sent.edited, sent.signed.as_str()), (true, "anew"));
    assert!(matches!(sent.outcome, ResendOutcome::Response { status: 200, .. }));
    assert_eq!(app.replay.resends(1).await.unwrap().len(), 4);
    assert_eq!(app.replay.draft(1).await.unwrap().url, format!("{}/hooks", target.url()), "the last target");
}

#[tokio::test(flavor = "multi_thread")]
async fn invalid_requests_are_not_sent() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    for (url, (name, value)) in [
        ("localhost:3000", ("A", "1")),
        ("http://", ("A", "1")),
        ("http://127.0.0.1:1/", ("A", "1\r\nB: 2")),
        ("http://127.0.0.1:1/", ("A B", "1")),
    ] {
        let error = problem(running.app.replay.send(request(1, url, vec![header(name, value)])).await.unwrap_err());
        assert_eq!(error.code, ProblemCode::InvalidInput, "{url} {name}: {}", error.detail);
    }
    assert_eq!(running.app.replay.resends(1).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canceled_send_is_stored_as_canceled() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let target = Target::answering(Reply::Hang);
    let request = request(1, target.url(), Vec::new());
    let app = Arc::clone(&running.app);
    let sending = tokio::spawn(async move { app.replay.send(request).await });
    target.receives(1).await;
    running.app.replay.cancel(1);
    let sent = sending.await.unwrap().unwrap();
    assert!(matches!(sent.outcome, ResendOutcome::Failed { ref why, .. } if why == "cancelled"), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn adding_a_secret_rechecks_earlier_events() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post("/", &[("X-Authgear-Body-Signature", "00")], b"{}").await;
    running.post("/", &[], b"{}").await;
    let signatures = async || -> Vec<Verdict> {
        running.app.inbox.rows(vec![1, 2, 3]).await.unwrap().iter().map(|row| row.signature).collect()
    };
    assert_eq!(signatures().await, [Verdict::NoSecret, Verdict::NoSecret, Verdict::Unsigned]);
    let added = running.app.secrets.add(" Portal ", Scheme::Authgear, &format!(" {SECRET}\n")).await.unwrap();
    assert_eq!((added.name.as_str(), added.place, added.problem), ("Portal", SecretStorage::Database, None));
    assert_eq!(running.app.secrets.show(added.id.unwrap()).await.unwrap(), SECRET);
    assert_eq!(running.app.inbox.event(1).await.unwrap().row.signature, Verdict::Valid, "the detail is current");
    let checked = [Verdict::Valid, Verdict::Invalid, Verdict::Unsigned];
    eventually(&running.app, async || signatures().await == checked, "the rows are rechecked in the background").await;
    running.app.secrets.remove(added.id.unwrap()).await.unwrap();
    let unchecked = [Verdict::NoSecret, Verdict::NoSecret, Verdict::Unsigned];
    eventually(&running.app, async || signatures().await == unchecked, "removing a secret rechecks its events").await;
    let gone = running.app.secrets.show(added.id.unwrap()).await.unwrap_err().problem();
    assert_eq!(gone.code, ProblemCode::NotFound);
}

/// The headers of GitHub's signature of `{}` with the secret `hub`: `printf '{}' | openssl dgst
/// -sha256 -hmac hub`.
const HUB: (&str, &str) =
    ("X-Hub-Signature-256", "sha256=74be2b9d34011e43883ab168a84beee95352e00b41a5226d93614dd119990cc7");

#[tokio::test(flavor = "multi_thread")]
async fn invalid_secrets_and_names_are_rejected() {
    let running = Running::start().await;
    let app = &running.app;
    app.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    for (name, scheme, text, expected) in [
        ("Hub", Scheme::Stripe, "x", "There is a secret called 'Hub' already"),
        ("", Scheme::Stripe, "x", "cannot be empty"),
        ("a\nb", Scheme::Stripe, "x", "control characters"),
        ("HOOKGLASS_AUTHGEAR_SECRET", Scheme::Authgear, "x", "reserved for the environment variable"),
        (
            "S",
            Scheme::StandardWebhooks,
            "whsec_*",
            "This is not a valid secret for Standard Webhooks: a Standard Webhooks",
        ),
    ] {
        let problem = app.secrets.add(name, scheme, text).await.unwrap_err().problem();
        assert_eq!(problem.code, ProblemCode::InvalidInput);
        assert!(problem.detail.contains(expected), "{}", problem.detail);
    }
    let secrets = app.secrets.list().await.unwrap();
    assert_eq!(secrets.len(), 1, "{secrets:?}");
    let why = app.pages.settings().await.unwrap().no_keychain.unwrap();
    assert_eq!(why, "Secrets are stored in the database: HOOKGLASS_KEYCHAIN is 'off'.");
    running.post("/", &[HUB], b"{}").await;
    running.post("/", &[HUB], b"{ }").await;
    let valid = app.inbox.event(1).await.unwrap();
    assert_eq!((valid.row.signature, valid.signature.secret.as_deref()), (Verdict::Valid, Some("Hub")));
    let invalid = app.inbox.event(2).await.unwrap();
    assert_eq!((invalid.row.signature, invalid.signature.scheme), (Verdict::Invalid, Some(Scheme::Github)));
    assert!(invalid.signature.sentence.contains("the body compacted"), "{}", invalid.signature.sentence);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_keychain_secrets_are_not_stored_in_the_database() {
    let keychain = Arc::new(MemoryKeychain::default());
    let running = Running::start_with(keychain.clone()).await;
    let added = running.app.secrets.add("Hub", Scheme::Github, "a secret of the keychain").await.unwrap();
    assert_eq!((added.place, keychain.accounts().len()), (SecretStorage::Keychain, 1));
    assert_eq!(running.app.pages.settings().await.unwrap().no_keychain, None);
    running.app.close().await;
    for file in std::fs::read_dir(running.dir.path()).unwrap() {
        let bytes = match std::fs::read(file.unwrap().path()) {
            // The index is being built with temporary files, which can disappear.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.unwrap(),
        };
        assert!(!bytes.windows(8).any(|window| window == b"keychain"), "no file contains the secret");
    }
    let reopened = open_with(running.dir.path(), keychain.clone()).await;
    assert_eq!(reopened.secrets.show(added.id.unwrap()).await.unwrap(), "a secret of the keychain");
    let elsewhere = open(running.dir.path()).await;
    let problem = elsewhere.secrets.list().await.unwrap().remove(0).problem;
    assert_eq!(problem.as_deref(), Some("HOOKGLASS_KEYCHAIN is 'off'."));
    let refused = elsewhere.secrets.show(added.id.unwrap()).await.unwrap_err().to_string();
    assert!(refused.contains("the secret 'Hub' cannot be read"), "{refused}");
    reopened.secrets.remove(added.id.unwrap()).await.unwrap();
    assert_eq!(keychain.accounts(), [] as [String; 0]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_is_used_once_it_is_unlocked() {
    let keychain = Arc::new(MemoryKeychain::default());
    let running = Running::start_with(keychain.clone()).await;
    running.app.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    running.app.secrets.recheck_signatures().await.unwrap();
    running.app.close().await;
    keychain.lock(true);
    let app = open_with(running.dir.path(), keychain.clone()).await;
    app.listen(Some("127.0.0.1:0")).await.unwrap();
    let unlocking = Running { app, dir: tempfile::tempdir().unwrap() };
    unlocking.post("/", &[HUB], b"{}").await;
    let signature = async || unlocking.app.inbox.rows(vec![1]).await.unwrap()[0].signature;
    assert_eq!(signature().await, Verdict::NoSecret, "events are accepted while the keychain is locked");
    let problem = unlocking.app.secrets.list().await.unwrap().remove(0).problem.unwrap();
    assert!(problem.contains("it may be locked"), "{problem}");
    keychain.lock(false);
    eventually(&unlocking.app, async || signature().await == Verdict::Valid, "earlier events are checked").await;
    assert_eq!(unlocking.app.secrets.list().await.unwrap()[0].problem, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_another_process_adds_is_used() {
    let running = Running::start().await;
    running.post("/", &[HUB], b"{}").await;
    let other = open(running.dir.path()).await;
    other.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    other.secrets.recheck_signatures().await.unwrap();
    assert_eq!(other.inbox.rows(vec![1]).await.unwrap()[0].signature, Verdict::Valid);
    eventually(
        &running.app,
        async || {
            running.post("/", &[HUB], b"{}").await;
            let latest = running.app.pages.status().await.unwrap().events;
            running.app.inbox.rows(vec![i64::try_from(latest).unwrap()]).await.unwrap()[0].signature == Verdict::Valid
        },
        "this process starts to use the secret",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_rechecked_after_another_process_removes_a_secret() {
    let running = Running::start().await;
    let added = running.app.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    running.app.secrets.recheck_signatures().await.unwrap();
    let other = open(running.dir.path()).await;
    other.secrets.remove(added.id.unwrap()).await.unwrap();
    other.secrets.recheck_signatures().await.unwrap();
    // This process may not have noticed the removal yet.
    running.post("/", &[HUB], b"{}").await;
    let signature = async || running.app.inbox.rows(vec![1]).await.unwrap()[0].signature;
    eventually(&running.app, async || signature().await == Verdict::NoSecret, "the event is rechecked").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn signatures_of_an_older_version_are_rechecked() {
    let running = Running::start().await;
    running.app.secrets.recheck_signatures().await.unwrap();
    running.post("/", &[HUB], b"{}").await;
    running.app.close().await;
    let database = rusqlite::Connection::open(running.dir.path().join("hookglass.db")).unwrap();
    database.execute_batch("UPDATE events SET signature = 'unsigned'; DELETE FROM settings").unwrap();
    drop(database);
    let reopened = open(running.dir.path()).await;
    reopened.listen(Some("127.0.0.1:0")).await.unwrap();
    let signature = async || reopened.inbox.rows(vec![1]).await.unwrap()[0].signature;
    eventually(&reopened, async || signature().await == Verdict::NoSecret, "the event is rechecked").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paused_receiver_resumes_on_the_same_address() {
    let running = Running::start().await;
    let pages = &running.app.pages;
    let address = pages.address();
    pages.pause_receiving().await;
    let status = pages.status().await.unwrap();
    assert_eq!((status.url, status.paused), (None, true));
    let status = pages.resume_receiving().await.unwrap();
    assert_eq!((pages.address(), status.paused), (address, false));
    assert_eq!(running.post("/", &[], b"{}").await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_survive_a_restart_and_invalid_ones_are_rejected() {
    let running = Running::start().await;
    let change = SettingsChange {
        body_limit: Some(2048),
        theme: Some(Theme::Dark),
        on_close: Some(OnClose::Quit),
        ..Default::default()
    };
    running.app.pages.change_settings(change).await.unwrap();
    let response = running.post("/large", &[], &[b'x'; 5000]).await;
    assert_eq!(response.status, 413, "the new limit applies immediately");
    let row = running.app.inbox.rows(vec![1]).await.unwrap().remove(0);
    assert_eq!((row.truncated, row.size), (Some(Truncation::OverLimit), 2048));
    for change in [
        SettingsChange { body_limit: Some(10), ..Default::default() },
        SettingsChange { body_limit: Some((900 << 20) + 1), ..Default::default() },
        SettingsChange { listen: Some("nowhere".into()), ..Default::default() },
        SettingsChange { data_dir: Some("relative".into()), ..Default::default() },
    ] {
        let error = running.app.pages.change_settings(change).await.unwrap_err().problem();
        assert_eq!(error.code, ProblemCode::InvalidInput);
    }
    running.app.close().await;
    let reopened = open(running.dir.path()).await;
    let settings = reopened.pages.settings().await.unwrap();
    assert_eq!((settings.body_limit, settings.theme, settings.on_close), (2048, Theme::Dark, OnClose::Quit));
    reopened.close().await;
    let database = rusqlite::Connection::open(running.dir.path().join("hookglass.db")).unwrap();
    database.execute("UPDATE settings SET value = ?1 WHERE name = 'body_limit'", ["1073741824"]).unwrap();
    let settings = open(running.dir.path()).await.pages.settings().await.unwrap();
    assert_eq!(settings.body_limit, 900 << 20, "SQLite cannot store what an earlier version allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_signature_verdict_is_kept_without_the_secret() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    running.post_fixture("user.created").await;
    let (without_secret, _copy) = copy_without_secrets(running.dir.path()).await;
    let detail = without_secret.inbox.event(1).await.unwrap();
    assert_eq!((detail.row.signature, detail.signature.verdict), (Verdict::Valid, Verdict::Valid));
    assert!(detail.signature.sentence.contains("with a secret that is not available now"));
}

/// Opens a copy of a database without its secrets.
async fn copy_without_secrets(dir: &Path) -> (Arc<App>, TempDir) {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        // The index and its log are not copied, because they change at the same time. They are
        // rebuilt.
        if entry.file_name().to_string_lossy().starts_with("hookglass.db") {
            std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
        }
    }
    let database = rusqlite::Connection::open(copy.path().join("hookglass.db")).unwrap();
    database.execute("DELETE FROM secrets", []).unwrap();
    drop(database);
    (open(copy.path()).await, copy)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_receiver_moves_and_reports_when_it_cannot() {
    let running = Running::start().await;
    let app = &running.app;
    let first = app.pages.address().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let error = app.listen(Some(&taken.local_addr().unwrap().to_string())).await.unwrap_err();
    assert_eq!(error.problem().code, ProblemCode::AddressInUse);
    assert_eq!(app.pages.address(), Some(first), "the receiver stays at its address");
    app.close().await;
    let status = app.pages.retry_listen(Some(taken.local_addr().unwrap().to_string())).await.unwrap();
    let problem = status.problem.unwrap();
    assert!(status.url.is_none() && problem.sentence.contains("already listens"));
    let status = app.pages.retry_listen(problem.suggestion).await.unwrap();
    assert!(status.url.is_some() && status.problem.is_none());
    assert_eq!(
        format!("http://{}", app.pages.settings().await.unwrap().listen),
        status.url.unwrap(),
        "the new address is stored"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_are_received_like_other_events() {
    let running = Running::start().await;
    let sent = running.app.samples.send_first(true).await.unwrap();
    let sidebar = running.app.inbox.sidebar().await.unwrap();
    assert_eq!((sent, sidebar.total), (10, 10));
    assert_eq!(sidebar.vendors.iter().map(|vendor| vendor.vendor.word()).collect::<Vec<_>>(), ["authgear", "fastgen"]);
    running.app.close().await;
    assert!(running.app.samples.send_first(true).await.is_err(), "samples need a running receiver");
}

#[tokio::test(flavor = "multi_thread")]
async fn signals_follow_commits_of_this_and_another_process() {
    let running = Running::start().await;
    let (sender, mut signals) = tokio::sync::mpsc::unbounded_channel();
    let app = Arc::clone(&running.app);
    tokio::spawn(async move { app.pages.watch(move |signal| sender.send(signal.events).unwrap_or_default()).await });
    running.post("/", &[], b"{}").await;
    while signals.recv().await.unwrap() < 1 {}
    let other = open(running.dir.path()).await;
    other.listen(Some("127.0.0.1:0")).await.unwrap();
    let other = Running { app: other, dir: tempfile::tempdir().unwrap() };
    other.post("/", &[], b"{}").await;
    while signals.recv().await.unwrap() < 2 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_is_revealed_only_on_request() {
    let running = Running::start().await;
    let body = r#"{"event":"auth.email_verificationRequested","param":{"userId":"1","token":"sesame","link":"https://a.example/?t=sesame"}}"#;
    running.post("/", &[("content-type", "application/json")], body.as_bytes()).await;
    let app = &running.app;
    let detail = app.inbox.event(1).await.unwrap();
    assert_eq!(detail.masked, ["/param/token", "/param/link"]);
    let lifetime = detail.lifetime.unwrap();
    assert_eq!((lifetime.seconds, lifetime.members.join(" ")), (86_400, "token link".to_owned()));
    for reveal in [false, true] {
        let text = app.events.body_text(1, 0, 1000, reveal).await.unwrap();
        assert_eq!((text.text.contains("sesame"), text.masked), (reveal, !reveal));
        let bytes = app.events.body_bytes(1, 0, 1000, reveal).await.unwrap();
        assert_eq!(bytes.len(), body.len(), "redaction keeps the byte offsets");
        assert_eq!(bytes.windows(6).any(|part| part == b"sesame"), reveal);
        let root = app.events.tree(1, None, 0, 10, reveal).await.unwrap();
        let members = app.events.tree(1, Some(root.nodes[0].node), 0, 10, reveal).await.unwrap();
        let params = app.events.tree(1, Some(members.nodes[1].node), 0, 10, reveal).await.unwrap();
        assert_eq!(params.nodes.iter().any(|node| node.text.contains("sesame")), reveal);
        assert_eq!(params.nodes.iter().map(|node| node.masked).collect::<Vec<_>>(), [false, !reveal, !reveal]);
    }
    assert_eq!(app.events.body(1).await.unwrap(), body, "a copied body is not redacted");
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_in_the_head_are_revealed_only_on_request() {
    let running = Running::start().await;
    let headers = [("Authorization", "Bearer sesame"), ("X-Plain", "open")];
    running.post("/hook?token=sesame", &headers, b"{}").await;
    let inbox = &running.app.inbox;
    let (hidden, shown) = (inbox.event(1).await.unwrap(), inbox.revealed_event(1).await.unwrap());
    assert!(!format!("{hidden:?}").contains("sesame"), "{hidden:?}");
    assert_eq!(hidden.target, "/hook?token=••••••••");
    let line = |detail: &EventDetail, name: &str| {
        let line = detail.headers.iter().find(|line| line.name.eq_ignore_ascii_case(name)).unwrap();
        (line.value.clone(), line.exact)
    };
    assert_eq!(line(&hidden, "authorization"), ("Bearer ••••••••".to_owned(), false));
    assert_eq!(line(&hidden, "x-plain"), ("open".to_owned(), true));
    assert_eq!(shown.target, "/hook?token=sesame");
    assert_eq!(line(&shown, "authorization"), ("Bearer sesame".to_owned(), true));
    assert_eq!((&hidden.masked_head, hidden.masked_head.len()), (&shown.masked_head, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_description_of_a_member_depends_on_its_position() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    let description = running.app.events.explain(1, "/payload/user/last_login_at").await.unwrap().unwrap();
    assert_eq!((description.part.as_str(), description.form.as_str()), ("user", "timestamp, can be absent"));
    assert!(running.app.events.explain(1, "/payload/user/custom_attributes/x").await.unwrap().is_none());
    assert_eq!(problem(running.app.events.explain(1, "payload").await.unwrap_err()).code, ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_an_older_version_are_checked_once() {
    let running = Running::start().await;
    running.post("/", &[("content-type", "application/json")], b"{").await;
    running.post("/", &[("content-type", "application/json")], b"{}").await;
    // A filter needs the counts of all events, and stores them.
    assert_eq!(running.app.inbox.newest("has:warning", 10).await.unwrap(), [1]);
    let warnings = async || {
        let rows = running.app.inbox.rows(vec![1, 2]).await.unwrap();
        rows.iter().map(|row| row.warnings).collect::<Vec<_>>()
    };
    assert_eq!(warnings().await, [1, 0]);
    let connection = rusqlite::Connection::open(running.dir.path().join("hookglass.db")).unwrap();
    connection.execute("DELETE FROM warnings", []).unwrap();
    assert_eq!(warnings().await, [0, 0], "events are not checked again by the same version");
    connection.execute("UPDATE settings SET value = 'other 2' WHERE name = 'checked'", []).unwrap();
    assert_eq!(warnings().await, [1, 0]);
}
