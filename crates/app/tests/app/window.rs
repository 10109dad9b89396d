//! The use cases as the window calls them, over a real database and real sockets.

use hookglass_app::{
    App, Inbox, Keychain, MemoryKeychain,
    view::{
        BodyDraft, FilterTokenKind, HeaderDraft, ProblemCode, ResendOutcome, SecretPlace, SendRequest, SettingsChange,
        Signing, Theme,
    },
};
use hookglass_request::capture::Truncation;
use hookglass_senders::signature::{Scheme, Verdict};
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Reply, Target},
};
use std::{path::Path, sync::Arc, time::Duration};
use tempfile::TempDir;

use crate::requests::{header, request, text, untouched};
use crate::support::{Running, eventually, open, open_with};

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_is_read_in_windows_and_grows_in_front() {
    let running = Running::start().await;
    for number in 0..5 {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
    let listing = running.app.inbox.open_listing("", false, None).await.unwrap();
    assert_eq!(listing.total, 5);
    let paths = async |start, len| -> Vec<String> {
        let window = running.app.inbox.listing_window(listing.listing, start, len).await.unwrap();
        window.rows.into_iter().map(|row| row.path).collect()
    };
    assert_eq!(paths(1, 2).await, ["/3", "/2"], "row 0 is the newest");
    running.post("/5", &[], b"{}").await;
    assert_eq!(paths(0, 2).await, ["/5", "/4"], "what is new stands in front");
    assert_eq!(paths(4, 100).await, ["/1", "/0"]);
    assert_eq!(paths(99, 1).await, [] as [String; 0]);
    running.app.inbox.close_listing(listing.listing);
    let gone = running.app.inbox.listing_window(listing.listing, 0, 1).await.unwrap_err();
    assert_eq!(gone.problem().code, ProblemCode::NotFound);
    let wrong = running.app.inbox.open_listing("colour:red", false, None).await.unwrap_err().problem();
    assert_eq!(wrong.code, ProblemCode::InvalidInput);
    assert!(wrong.detail.starts_with("Filter, character 1"), "{}", wrong.detail);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_searched_and_a_listing_keeps_its_time() {
    let running = Running::start().await;
    running.post("/a", &[], b"one needle").await;
    running.post("/b", &[], b"hay").await;
    let searched = running.app.inbox.open_listing("NEEDLE after:1h", false, None).await.unwrap();
    let past = running.app.inbox.open_listing("before:0s", false, None).await.unwrap();
    assert_eq!((searched.total, past.total), (1, 2));
    running.post("/c", &[], b"another needle").await;
    running.post("/d", &[], b"more hay").await;
    assert_eq!(running.app.inbox.listing_window(searched.listing, 0, 9).await.unwrap().total, 2);
    assert_eq!(running.app.inbox.listing_window(past.listing, 0, 9).await.unwrap().total, 2, "before it was opened");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listing_that_is_being_opened_gives_way_to_the_next_under_its_ticket() {
    let running = Running::start().await;
    for number in 0..20 {
        running.post(&format!("/{number}"), &[], b"one needle").await;
    }
    let app = &running.app;
    let open = |filter| app.inbox.open_listing(filter, false, Some(7));
    // Polled in turn: each begins before the one before it has an answer.
    let (first, second, other, last) =
        tokio::join!(open("/n=1"), open("needle -x"), app.inbox.open_listing("needle", false, Some(8)), open("needle"));
    for given_up in [first, second] {
        assert_eq!(given_up.unwrap_err().problem().code, ProblemCode::NotFound);
    }
    // With a ticket it may still be counted when it is opened.
    let total = async |listing| loop {
        let window = app.inbox.listing_window(listing, 0, 1).await.unwrap();
        if !window.counting {
            break window.total;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    assert_eq!((total(other.unwrap().listing).await, total(last.unwrap().listing).await), (20, 20));
    assert_eq!(total(open("path:/3").await.unwrap().listing).await, 1, "what is over stops nothing");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_filter_is_completed_with_what_is_stored_first() {
    let running = Running::start().await;
    running.post("/authgear", &[], br#"{"id":"1","seq":1,"type":"user.zoned","payload":{},"context":{}}"#).await;
    let completed = running.app.inbox.complete_filter("is:x type:us", 12).await.unwrap();
    let options: Vec<_> = completed.options.iter().map(|option| option.text.as_str()).collect();
    assert_eq!((completed.from, completed.to, options[0]), (10, 12, "user.zoned"));
    assert!(options.contains(&"user.created"), "{options:?}");
    let kinds: Vec<_> = Inbox::filter_tokens("is:x type:us").into_iter().map(|token| token.kind).collect();
    use FilterTokenKind::{Error, Name, Value};
    assert_eq!(kinds, [Name, Error, Name, Value]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_listing_tells_its_length_at_once_and_any_row_of_it_when_it_is_asked_for() {
    let running = Running::start().await;
    for number in 1..=450 {
        running.post(&format!("/{number}"), &[], b"{}").await;
    }
    let began = std::time::Instant::now();
    while running.app.inbox.index_progress().await.unwrap().upto < 450 {
        assert!(began.elapsed() < Duration::from_secs(60), "the receiver keeps the index");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!(running.app.pages.status().await.unwrap().index, None, "it has all");
    for (filter, total) in [("", 450), ("path:/449", 1), ("vendor:generic -path:/449", 449)] {
        assert_eq!(running.app.inbox.open_listing(filter, false, None).await.unwrap().total, total, "{filter}");
    }
    let listing = running.app.inbox.open_listing("method:POST", false, None).await.unwrap();
    running.post("/451", &[], b"{}").await;
    let window = running.app.inbox.listing_window(listing.listing, 449, 10).await.unwrap();
    let paths: Vec<_> = window.rows.iter().map(|row| row.path.as_str()).collect();
    assert_eq!((listing.total, window.total, paths), (450, 451, vec!["/2", "/1"]));
    let window = running.app.inbox.listing_window(listing.listing, 0, 1).await.unwrap();
    assert_eq!((window.total, window.rows[0].path.as_str()), (451, "/451"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sidebar_counts_by_vendor_and_type() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post_fixture("user.created").await;
    running.post("/x", &[], b"text").await;
    let sidebar = running.app.inbox.sidebar().await.unwrap();
    assert_eq!(sidebar.total, 3);
    let counts: Vec<_> =
        sidebar.vendors.iter().map(|vendor| (vendor.vendor.word(), vendor.count, vendor.types.len())).collect();
    assert_eq!(counts, [("authgear", 2, 1), ("generic", 1, 0)]);
    assert_eq!((sidebar.vendors[0].types[0].family.as_str(), sidebar.vendors[0].types[0].count), ("user", 2));
    running.post_fixture("user.created").await;
    assert_eq!(running.app.inbox.sidebar().await.unwrap().vendors[0].types[0].count, 3, "counted on from there");
}

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
    assert_eq!(about, ["/a", ""], "a name that stands twice, and no content type");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_window_sends_is_signed_when_edited_and_exact_when_not() {
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
    assert_eq!(signature(2), None, "a signature that was taken away stays away");
    assert_eq!(signature(3).as_deref(), Some("wrong"), "a signature that was written by hand goes out");
    assert_eq!((sent.edited, sent.signed.as_str()), (true, "anew"));
    assert!(matches!(sent.outcome, ResendOutcome::Response { status: 200, .. }));
    assert_eq!(app.replay.resends(1).await.unwrap().len(), 4);
    assert_eq!(app.replay.draft(1).await.unwrap().url, format!("{}/hooks", target.url()), "the last target is offered");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_http_does_not_allow_is_not_sent() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    for (url, (name, value)) in [
        ("localhost:3000", ("A", "1")),
        ("http://", ("A", "1")),
        ("http://127.0.0.1:1/", ("A", "1\r\nB: 2")),
        ("http://127.0.0.1:1/", ("A B", "1")),
    ] {
        let error = running.app.replay.send(request(1, url, vec![header(name, value)])).await.unwrap_err().problem();
        assert_eq!(error.code, ProblemCode::InvalidInput, "{url} {name}: {}", error.detail);
    }
    assert_eq!(running.app.replay.resends(1).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_send_can_be_cancelled_and_is_kept_as_that() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let target = Target::answering(Reply::Hang);
    let request = request(1, target.url(), Vec::new());
    let app = Arc::clone(&running.app);
    let sending = tokio::spawn(async move { app.replay.send(request).await });
    while target.received().is_empty() {
        tokio::task::yield_now().await;
    }
    running.app.replay.cancel_send(1);
    let sent = sending.await.unwrap().unwrap();
    assert!(matches!(sent.outcome, ResendOutcome::Failed { ref why, .. } if why == "cancelled"), "{sent:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_set_later_checks_what_came_before() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    running.post("/", &[("X-Authgear-Body-Signature", "00")], b"{}").await;
    running.post("/", &[], b"{}").await;
    let signatures = async || -> Vec<Verdict> {
        running.app.inbox.rows(vec![1, 2, 3]).await.unwrap().iter().map(|row| row.signature).collect()
    };
    assert_eq!(signatures().await, [Verdict::NoSecret, Verdict::NoSecret, Verdict::Unsigned]);
    let added = running.app.secrets.add(" Portal ", Scheme::Authgear, &format!(" {SECRET}\n")).await.unwrap();
    assert_eq!((added.name.as_str(), added.place, added.problem), ("Portal", SecretPlace::Database, None));
    assert_eq!(running.app.secrets.show(added.id.unwrap()).await.unwrap(), SECRET);
    assert_eq!(running.app.inbox.event(1).await.unwrap().row.signature, Verdict::Valid, "the detail knows at once");
    let checked = [Verdict::Valid, Verdict::Invalid, Verdict::Unsigned];
    eventually(async || signatures().await == checked, "the list follows").await;
    running.app.secrets.remove(added.id.unwrap()).await.unwrap();
    let unchecked = [Verdict::NoSecret, Verdict::NoSecret, Verdict::Unsigned];
    eventually(async || signatures().await == unchecked, "what was removed vouches for nothing").await;
    let gone = running.app.secrets.show(added.id.unwrap()).await.unwrap_err().problem();
    assert_eq!(gone.code, ProblemCode::NotFound);
}

/// The headers of GitHub's signature of `{}` with the secret `hub`: `printf '{}' | openssl dgst -sha256 -hmac hub`.
const HUB: (&str, &str) =
    ("X-Hub-Signature-256", "sha256=74be2b9d34011e43883ab168a84beee95352e00b41a5226d93614dd119990cc7");

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_added_under_a_name_of_its_own_or_refused_in_a_sentence() {
    let running = Running::start().await;
    let app = &running.app;
    app.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    for (name, scheme, text, words) in [
        ("Hub", Scheme::Stripe, "x", "There is a secret called 'Hub' already"),
        ("", Scheme::Stripe, "x", "cannot be empty"),
        ("a\nb", Scheme::Stripe, "x", "control characters"),
        ("HOOKGLASS_AUTHGEAR_SECRET", Scheme::Authgear, "x", "which is the environment's"),
        (
            "S",
            Scheme::StandardWebhooks,
            "whsec_*",
            "This cannot be a secret for Standard Webhooks: a Standard Webhooks",
        ),
    ] {
        let problem = app.secrets.add(name, scheme, text).await.unwrap_err().problem();
        assert_eq!(problem.code, ProblemCode::InvalidInput);
        assert!(problem.detail.contains(words), "{}", problem.detail);
    }
    let secrets = app.secrets.list().await.unwrap();
    assert_eq!(secrets.len(), 1, "{secrets:?}");
    let why = app.pages.settings().await.unwrap().no_keychain.unwrap();
    assert_eq!(why, "Secrets are kept in the database: HOOKGLASS_KEYCHAIN is 'off'.");
    running.post("/", &[HUB], b"{}").await;
    running.post("/", &[HUB], b"{ }").await;
    let valid = app.inbox.event(1).await.unwrap();
    assert_eq!((valid.row.signature, valid.signature.secret.as_deref()), (Verdict::Valid, Some("Hub")));
    let invalid = app.inbox.event(2).await.unwrap();
    assert_eq!((invalid.row.signature, invalid.signature.scheme), (Verdict::Invalid, Some(Scheme::Github)));
    assert!(invalid.signature.sentence.contains("the body compacted"), "{}", invalid.signature.sentence);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_is_kept_in_the_keychain_and_nowhere_else() {
    let keychain = Arc::new(MemoryKeychain::default());
    let running = Running::start_with(keychain.clone()).await;
    let added = running.app.secrets.add("Hub", Scheme::Github, "a secret of the keychain").await.unwrap();
    assert_eq!((added.place, keychain.accounts().len()), (SecretPlace::Keychain, 1));
    assert_eq!(running.app.pages.settings().await.unwrap().no_keychain, None);
    running.app.close().await;
    for file in std::fs::read_dir(running.dir.path()).unwrap() {
        let bytes = match std::fs::read(file.unwrap().path()) {
            // The index is being made meanwhile, by way of files that go again.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.unwrap(),
        };
        assert!(!bytes.windows(8).any(|window| window == b"keychain"), "the database does not have it");
    }
    let again = open_with(running.dir.path(), keychain.clone()).await;
    assert_eq!(again.secrets.show(added.id.unwrap()).await.unwrap(), "a secret of the keychain");
    let elsewhere = open(running.dir.path()).await;
    let problem = elsewhere.secrets.list().await.unwrap().remove(0).problem;
    assert_eq!(problem.as_deref(), Some("HOOKGLASS_KEYCHAIN is 'off'."));
    let refused = elsewhere.secrets.show(added.id.unwrap()).await.unwrap_err().to_string();
    assert!(refused.contains("the secret 'Hub' cannot be read"), "{refused}");
    again.secrets.remove(added.id.unwrap()).await.unwrap();
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
    let again = Running { app, dir: tempfile::tempdir().unwrap() };
    again.post("/", &[HUB], b"{}").await;
    let signature = async || again.app.inbox.rows(vec![1]).await.unwrap()[0].signature;
    assert_eq!(signature().await, Verdict::NoSecret, "an event is taken all the same");
    let problem = again.app.secrets.list().await.unwrap().remove(0).problem.unwrap();
    assert!(problem.contains("it may be locked"), "{problem}");
    keychain.lock(false);
    eventually(async || signature().await == Verdict::Valid, "what came meanwhile is checked").await;
    assert_eq!(again.app.secrets.list().await.unwrap()[0].problem, None);
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
        async || {
            running.post("/", &[HUB], b"{}").await;
            let latest = running.app.pages.status().await.unwrap().events;
            running.app.inbox.rows(vec![i64::try_from(latest).unwrap()]).await.unwrap()[0].signature == Verdict::Valid
        },
        "this one takes it up",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_secret_that_another_process_removes_vouches_for_nothing_that_came_since() {
    let running = Running::start().await;
    let added = running.app.secrets.add("Hub", Scheme::Github, "hub").await.unwrap();
    running.app.secrets.recheck_signatures().await.unwrap();
    let other = open(running.dir.path()).await;
    other.secrets.remove(added.id.unwrap()).await.unwrap();
    other.secrets.recheck_signatures().await.unwrap();
    // This one may not have noticed yet.
    running.post("/", &[HUB], b"{}").await;
    let signature = async || running.app.inbox.rows(vec![1]).await.unwrap()[0].signature;
    eventually(async || signature().await == Verdict::NoSecret, "it is checked again without").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_version_found_unsigned_is_looked_at_again() {
    let running = Running::start().await;
    running.app.secrets.recheck_signatures().await.unwrap();
    running.post("/", &[HUB], b"{}").await;
    running.app.close().await;
    let database = rusqlite::Connection::open(running.dir.path().join("hookglass.db")).unwrap();
    database.execute_batch("UPDATE events SET signature = 'unsigned'; DELETE FROM settings").unwrap();
    drop(database);
    let again = open(running.dir.path()).await;
    again.listen(Some("127.0.0.1:0")).await.unwrap();
    let signature = async || again.inbox.rows(vec![1]).await.unwrap()[0].signature;
    eventually(async || signature().await == Verdict::NoSecret, "it carries GitHub's header").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn settings_survive_a_restart_and_bad_ones_are_refused() {
    let running = Running::start().await;
    let change = SettingsChange { body_limit: Some(2048), theme: Some(Theme::Dark), ..Default::default() };
    running.app.pages.change_settings(change).await.unwrap();
    let response = running.post("/large", &[], &[b'x'; 5000]).await;
    assert_eq!(response.status, 413, "the limit holds at once");
    let row = running.app.inbox.rows(vec![1]).await.unwrap().remove(0);
    assert_eq!((row.truncated, row.size), (Some(Truncation::OverLimit), 2048));
    for change in [
        SettingsChange { body_limit: Some(10), ..Default::default() },
        SettingsChange { listen: Some("nowhere".into()), ..Default::default() },
        SettingsChange { data_dir: Some("relative".into()), ..Default::default() },
    ] {
        let error = running.app.pages.change_settings(change).await.unwrap_err().problem();
        assert_eq!(error.code, ProblemCode::InvalidInput);
    }
    running.app.close().await;
    let again = open(running.dir.path()).await.pages.settings().await.unwrap();
    assert_eq!((again.body_limit, again.theme), (2048, Theme::Dark));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_verdict_is_not_forgotten_for_want_of_a_key() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    running.post_fixture("user.created").await;
    let (keyless, _copy) = without_key(running.dir.path()).await;
    let detail = keyless.inbox.event(1).await.unwrap();
    assert_eq!((detail.row.signature, detail.signature.verdict), (Verdict::Valid, Verdict::Valid));
    assert!(detail.signature.sentence.contains("with a secret that is not here now"));
}

/// The same database as a program sees it that was given the key in another way.
async fn without_key(dir: &Path) -> (Arc<App>, TempDir) {
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(dir).unwrap() {
        let entry = entry.unwrap();
        // The index and its log are replaced meanwhile, and are made anew.
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
async fn the_receiver_moves_and_says_when_it_cannot() {
    let running = Running::start().await;
    let app = &running.app;
    let first = app.pages.address().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let error = app.listen(Some(&taken.local_addr().unwrap().to_string())).await.unwrap_err();
    assert_eq!(error.problem().code, ProblemCode::AddressInUse);
    assert_eq!(app.pages.address(), Some(first), "it goes on where it was");
    app.close().await;
    let status = app.pages.retry_listen(Some(taken.local_addr().unwrap().to_string())).await.unwrap();
    let problem = status.problem.unwrap();
    assert!(status.url.is_none() && problem.sentence.contains("already listens"));
    let status = app.pages.retry_listen(problem.suggestion).await.unwrap();
    assert!(status.url.is_some() && status.problem.is_none());
    assert_eq!(
        format!("http://{}", app.pages.settings().await.unwrap().listen),
        status.url.unwrap(),
        "it is remembered"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_arrive_like_anybodys_events() {
    let running = Running::start().await;
    let sent = running.app.samples.send_samples().await.unwrap();
    let sidebar = running.app.inbox.sidebar().await.unwrap();
    assert_eq!((sent, sidebar.total), (10, 10));
    assert_eq!(sidebar.vendors.iter().map(|vendor| vendor.vendor.word()).collect::<Vec<_>>(), ["authgear", "fastgen"]);
    running.app.close().await;
    assert!(running.app.samples.send_samples().await.is_err(), "there is nobody to take them");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_window_is_told_of_what_this_and_another_process_store() {
    let running = Running::start().await;
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let app = Arc::clone(&running.app);
    tokio::spawn(async move { app.pages.watch(move |signal| told.send(signal.events).unwrap_or_default()).await });
    running.post("/", &[], b"{}").await;
    while heard.recv().await.unwrap() < 1 {}
    let other = open(running.dir.path()).await;
    other.listen(Some("127.0.0.1:0")).await.unwrap();
    let there = Running { app: other, dir: tempfile::tempdir().unwrap() };
    there.post("/", &[], b"{}").await;
    while heard.recv().await.unwrap() < 2 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_crosses_to_the_window_only_when_it_is_asked_for() {
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
        assert_eq!(bytes.len(), body.len(), "every byte keeps its place");
        assert_eq!(bytes.windows(6).any(|part| part == b"sesame"), reveal);
        let root = app.events.tree(1, None, 0, 10, reveal).await.unwrap();
        let members = app.events.tree(1, Some(root.nodes[0].node), 0, 10, reveal).await.unwrap();
        let params = app.events.tree(1, Some(members.nodes[1].node), 0, 10, reveal).await.unwrap();
        assert_eq!(params.nodes.iter().any(|node| node.text.contains("sesame")), reveal);
        assert_eq!(params.nodes.iter().map(|node| node.masked).collect::<Vec<_>>(), [false, !reveal, !reveal]);
    }
    assert_eq!(app.events.body(1).await.unwrap(), body, "what is copied on purpose is whole");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_member_is_explained_where_it_stands() {
    let running = Running::start().await;
    running.post_fixture("user.created").await;
    let told = running.app.events.explain(1, "/payload/user/last_login_at").await.unwrap().unwrap();
    assert_eq!((told.part.as_str(), told.form.as_str()), ("user", "timestamp, can be absent"));
    assert!(running.app.events.explain(1, "/payload/user/custom_attributes/x").await.unwrap().is_none());
    assert_eq!(running.app.events.explain(1, "payload").await.unwrap_err().problem().code, ProblemCode::InvalidInput);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_older_version_stored_is_checked_once() {
    let running = Running::start().await;
    running.post("/", &[("content-type", "application/json")], b"{").await;
    running.post("/", &[("content-type", "application/json")], b"{}").await;
    let warnings = async || {
        let rows = running.app.inbox.rows(vec![1, 2]).await.unwrap();
        rows.iter().map(|row| row.warnings).collect::<Vec<_>>()
    };
    assert_eq!(warnings().await, [1, 0]);
    let connection = rusqlite::Connection::open(running.dir.path().join("hookglass.db")).unwrap();
    connection.execute("DELETE FROM warnings", []).unwrap();
    assert_eq!(warnings().await, [0, 0], "not again with the same checks");
    connection.execute("UPDATE settings SET value = 'other 2' WHERE name = 'checked'", []).unwrap();
    assert_eq!(warnings().await, [1, 0]);
}
