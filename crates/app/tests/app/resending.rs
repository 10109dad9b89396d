//! Resends in the window: the sent requests, their results, and the stored records.

use hookglass_app::view::{
    BodyDraft, GenerateOnSend, GeneratedValue, HeaderDraft, ProblemCode, ResendOutcome, SendRequest, SentOutcome,
    SigningChoice,
};
use hookglass_request::text::CopyFormat;
use hookglass_senders::signature::Scheme;
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Gate, Received, Reply, Target},
};
use std::{
    future::{Future, poll_fn},
    pin::pin,
    sync::Arc,
    task::Poll,
    time::Duration,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{ServerConfig, crypto::ring, pki_types::PrivateKeyDer},
};

use crate::{
    requests::{header, request, text, untouched},
    support::{Running, open, problem},
};

/// A URL with an address that is reserved for documentation (RFC 5737).
const ELSEWHERE: &str = "http://192.0.2.7:9/hooks";

/// Resends an event to a target with this reply. Returns the verdict's outcome and its findings.
async fn verdict_on(running: &Running, id: i64, reply: Reply) -> (String, Vec<(String, String)>) {
    let target = Target::answering(reply);
    let verdict = running.app.replay.send(request(id, target.url(), Vec::new())).await.unwrap().verdict.unwrap();
    let remarks = verdict.remarks.into_iter().map(|remark| (remark.severity, remark.pointer));
    (verdict.outcome, remarks.collect())
}

fn lines(got: &Received) -> Vec<(String, String)> {
    got.headers.iter().map(|(name, value)| (name.clone(), String::from_utf8_lossy(value).into_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_result_has_its_timing_and_the_verdict_of_the_sender() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    let verdict = async |reply| verdict_on(&running, 1, reply).await;
    assert_eq!(verdict(Reply::status(200, r#"{"is_allowed":true}"#)).await.0, "allowed");
    assert_eq!(verdict(Reply::status(200, r#"{"is_allowed":false,"title":"no","reason":"r"}"#)).await.0, "denied");
    assert_eq!(verdict(Reply::status(500, "")).await.0, "refused");
    let (outcome, remarks) = verdict(Reply::status(200, r#"{"is_allowed":"yes"}"#)).await;
    assert_eq!((outcome.as_str(), remarks), ("refused", vec![("error".into(), "/is_allowed".into())]));
    let vanishing = r#"{"is_allowed":true,"mutations":{"user":{"standard_attributes":{}}}}"#;
    let (outcome, remarks) = verdict(Reply::status(200, vanishing)).await;
    assert_eq!(outcome, "allowed");
    assert!(remarks.contains(&("warning".into(), "/mutations/user/standard_attributes".into())), "{remarks:?}");
    assert_eq!(verdict(Reply::Reset(Vec::new())).await.0, "not_delivered");
    let large = vec![b' '; (16 << 20) + 1];
    assert_eq!(verdict(Reply::status(500, large.clone())).await.0, "refused");
    assert_eq!(verdict(Reply::status(200, large)).await.0, "unknown", "the stored body is incomplete");

    running.post_fixture("user.created").await;
    assert_eq!(verdict_on(&running, 2, Reply::status(204, "")).await.0, "delivered");
    for (reply, outcome) in [(Reply::status(200, "{}"), "unknown"), (Reply::status(500, ""), "refused")] {
        let target = Target::answering(reply);
        let headers = vec![header("Content-Type", "application/json")];
        let broken = SendRequest { body: text("{\"type\":"), ..request(2, target.url(), headers) };
        let sent = running.app.replay.send(broken).await.unwrap();
        assert_eq!(sent.verdict.unwrap().outcome, outcome, "a body that is not JSON is never delivered");
    }
    let target = Target::answering(Reply::status(200, r#"{"is_allowed":false,"reason":"r"}"#));
    let blocking = corpus::events().into_iter().find(|fixture| fixture.name == "user.pre_create").unwrap();
    let edited = text(String::from_utf8(blocking.bytes).unwrap());
    let edited = SendRequest { body: edited, ..request(2, target.url(), Vec::new()) };
    let judged = running.app.replay.send(edited).await.unwrap();
    assert_eq!(judged.verdict.as_ref().unwrap().outcome, "denied", "the edited request decides the verdict");
    assert_eq!(judged.verdict.as_ref().unwrap().reason.as_deref(), Some("r"));
    let timing = judged.timing.unwrap();
    assert!(timing.resolve_us.is_none() && timing.connect_us.is_some() && timing.first_byte_us.is_some());
    assert_eq!((timing.tls_us, timing.total_us), (None, judged.duration_us));
    assert_eq!(running.app.replay.get(judged.id).await.unwrap(), judged, "the stored result is the same");
    assert_eq!(running.app.replay.resends(2).await.unwrap()[0], judged);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_after_the_timeout_of_the_sender_is_timed_out() {
    let (running, manual) = Running::start_manual().await;
    running.post_fixture("user.pre_create").await;
    let gate = Gate::new();
    let allowed = Reply::status(200, r#"{"is_allowed":true}"#);
    let target = Target::answering(Reply::Gated(gate.clone(), Box::new(allowed)));
    let late = async {
        target.receives(1).await;
        manual.advance(Duration::from_millis(5_100));
        gate.open();
    };
    let (sent, ()) = tokio::join!(running.app.replay.send(request(1, target.url(), Vec::new())), late);
    assert_eq!(sent.unwrap().verdict.unwrap().outcome, "timed_out", "Authgear waits for five seconds");
}

#[tokio::test(flavor = "multi_thread")]
async fn all_resends_are_listed_newest_first() {
    let running = Running::start().await;
    running.post_fixture("user.pre_create").await;
    running.post("/plain", &[], b"x").await;
    let target = Target::answering(Reply::status(418, ""));
    running.app.replay.send(request(1, target.url(), Vec::new())).await.unwrap();
    let edited = SendRequest { body: text("y"), ..request(2, "http://127.0.0.1:1/", Vec::new()) };
    running.app.replay.send(edited).await.unwrap();
    let all = running.app.replay.sent(None, 1000).await.unwrap();
    assert_eq!(all.total, 2);
    let [refused, teapot] = &all.rows[..] else { panic!("{all:?}") };
    assert_eq!((refused.event_id, refused.edited, &refused.event_type), (2, true, &None));
    assert_eq!(refused.outcome, SentOutcome::Failed { why: "refused".into() });
    assert_eq!(teapot.outcome, SentOutcome::Response { status: 418 });
    assert_eq!((teapot.event_type.as_deref(), teapot.verdict.as_deref()), (Some("user.pre_create"), Some("refused")));
    assert!(teapot.subject.is_some() && !teapot.edited);
    assert_eq!(running.app.replay.sent(Some(refused.id), 10).await.unwrap().rows, all.rows[1..]);
    assert_eq!(running.app.replay.sent(None, 1).await.unwrap().rows, all.rows[..1]);
    let missing = problem(running.app.replay.get(99).await.unwrap_err());
    assert_eq!(missing.code, ProblemCode::NotFound);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_equals_the_sent_request() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    let headers = [("X-A", "1"), ("Connection", "close, X-Hop"), ("X-Hop", "h"), ("X-B", "2"), ("x-a", "3")];
    let body = corpus::events().into_iter().find(|fixture| fixture.name == "user.created").unwrap().bytes;
    running.post("/in", &headers, &body).await;
    let draft = running.app.replay.draft(1).await.unwrap();
    assert_eq!(draft.dropped, ["Host", "Connection", "X-Hop", "Content-Length"]);
    let target = Target::answering(Reply::status(200, "{}"));
    let mut lines_of_draft = untouched(&draft);
    lines_of_draft.iter_mut().find(|header| header.name == "X-B").unwrap().on = false;
    lines_of_draft.extend([header("X-New", " n "), header("keep-alive", "1"), header("Transfer-Encoding", "chunked")]);
    let edited = SendRequest {
        body: text(String::from_utf8(body.clone()).unwrap() + "\n"),
        fresh: GenerateOnSend { id: true, seq: false, timestamp: true },
        method: " PUT ".into(),
        ..request(1, format!("{}/a?b", target.url()), lines_of_draft)
    };
    let preview = running.app.replay.preview(&edited).await.unwrap();
    assert_eq!(
        running.app.replay.preview(&edited).await.unwrap().fresh[..2],
        preview.fresh[..2],
        "no number is reserved"
    );
    let result = running.app.replay.send(edited).await.unwrap();
    let got = target.received().pop().unwrap();
    let pairs = |lines: &[hookglass_app::view::HeaderLine]| -> Vec<(String, String)> {
        lines.iter().map(|line| (line.name.clone(), line.value.clone())).collect()
    };
    let unsigned = |lines: Vec<(String, String)>| -> Vec<_> {
        lines.into_iter().filter(|(name, _)| name != "X-Authgear-Body-Signature").collect()
    };
    // The timestamp, and therefore the signature, can differ between the preview and the request.
    assert_eq!(unsigned(pairs(&preview.headers)), unsigned(lines(&got)));
    assert_eq!(preview.headers.len(), got.headers.len());
    let names: Vec<_> = got.headers.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Host", "X-A", "x-a", "X-New", "X-Authgear-Body-Signature", "Content-Length"]);
    assert_eq!(preview.added, ["Host", "X-Authgear-Body-Signature", "Content-Length"]);
    assert_eq!(preview.dropped, ["keep-alive", "Transfer-Encoding", "Connection", "X-Hop"]);
    assert_eq!((preview.size, preview.signed.as_str(), preview.problem), (got.body.len() as u64, "anew", None));
    assert_eq!(result.signed, "anew");
    assert_eq!((got.method.as_str(), got.target.as_str()), ("PUT", "/a?b"));
    assert_eq!(got.header("x-authgear-body-signature"), Some(&*corpus::sign(SECRET, &got.body)));

    let sent: serde_json::Value = serde_json::from_slice(&got.body).unwrap();
    let seq = sent["seq"].as_i64().unwrap();
    assert_eq!(sent["id"], format!("{seq:016x}"), "id and seq are always generated together");
    assert!(seq > 48_238);
    let pointers: Vec<_> = preview.fresh.iter().map(|fresh| fresh.pointer.as_str()).collect();
    assert_eq!(pointers, ["/id", "/seq", "/context/timestamp"]);
    assert_eq!(preview.fresh[1], GeneratedValue { pointer: "/seq".into(), json: seq.to_string() });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_names_what_prevents_the_send() {
    let running = Running::start().await;
    running.post("/", &[("X-A", "1")], b"{}").await;
    let prevented = async |request: SendRequest| {
        let preview = running.app.replay.preview(&request).await.unwrap();
        let previewed = preview.problem.unwrap();
        let error = problem(running.app.replay.send(request).await.unwrap_err());
        assert_eq!(error.code, ProblemCode::InvalidInput);
        assert_eq!(previewed, error.detail, "the preview and the send report the same problem");
        previewed
    };
    let good = |headers: Vec<HeaderDraft>| request(1, "http://127.0.0.1:1/", headers);
    assert!(prevented(request(1, "localhost:3000", Vec::new())).await.contains("absolute URL"));
    assert!(prevented(good(vec![header("A B", "1")])).await.contains("not a header name"));
    assert!(prevented(good(vec![header("A", "1\r\nB: 2")])).await.contains("a character that headers cannot contain"));
    let fresh = GenerateOnSend { seq: true, ..GenerateOnSend::default() };
    assert!(prevented(SendRequest { fresh, ..good(Vec::new()) }).await.contains("not an Authgear event"));
    let folder = BodyDraft::File { path: running.dir().to_str().unwrap().to_owned() };
    assert!(prevented(SendRequest { body: folder, ..good(Vec::new()) }).await.contains("not a plain file"));
    let nowhere = BodyDraft::File { path: running.dir().join("nothing").to_str().unwrap().to_owned() };
    assert!(prevented(SendRequest { body: nowhere, ..good(Vec::new()) }).await.contains("Cannot read the body from"));
    assert_eq!(running.app.replay.resends(1).await.unwrap().len(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_file_is_read_when_the_request_is_sent() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let target = Target::answering(Reply::status(200, ""));
    let path = running.dir().join("body");
    let request = SendRequest {
        body: BodyDraft::File { path: path.to_str().unwrap().to_owned() },
        ..request(1, target.url(), Vec::new())
    };
    for bytes in [&b"\xff\x00one"[..], b"", b"two\r\n"] {
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(running.app.replay.preview(&request).await.unwrap().size, bytes.len() as u64);
        let sent = running.app.replay.send(request.clone()).await.unwrap();
        assert!(sent.edited);
        assert_eq!(target.received().pop().unwrap().body, bytes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stored_draft_survives_a_restart_until_it_is_answered_or_deleted() {
    let running = Running::start().await;
    running.post("/", &[("X-A", "1")], b"{}").await;
    running.post("/", &[], b"{}").await;
    let target = Target::answering(Reply::status(500, ""));
    let edited = SendRequest {
        body: text("{\"a\":\"\u{1f600}\"}\r\n"),
        signing: SigningChoice::With { secret: "Portal".into() },
        confirmed: true,
        ..request(1, "http://127.0.0.1:1/", vec![HeaderDraft { on: false, ..header("X", "1") }])
    };
    running.app.replay.save_draft(edited.clone()).await.unwrap();
    running.app.replay.save_draft(request(2, "x", Vec::new())).await.unwrap();
    let missing = problem(running.app.replay.save_draft(request(99, "x", Vec::new())).await.unwrap_err());
    assert_eq!(missing.code, ProblemCode::NotFound);
    let dir = running.stop().await;
    let app = open(dir.path()).await;
    let stored = async |id| app.replay.draft(id).await.unwrap().kept;
    let expected = SendRequest { confirmed: false, ..edited };
    assert_eq!(stored(1).await, Some(expected.clone()), "the confirmation is not stored");
    let plain = SendRequest { signing: SigningChoice::AsReceived, ..expected };
    app.replay.send(plain.clone()).await.unwrap();
    assert!(stored(1).await.is_some(), "a failed send keeps the draft");
    app.replay.send(SendRequest { url: target.url(), ..plain }).await.unwrap();
    assert_eq!(stored(1).await, None);
    assert!(stored(2).await.is_some());
    app.replay.delete_draft(2).await.unwrap();
    assert_eq!(stored(2).await, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_remote_host_is_confirmed_once() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let elsewhere = |url: &str, confirmed: bool| SendRequest { confirmed, ..request(1, url, Vec::new()) };
    let refused = problem(running.app.replay.send(elsewhere(ELSEWHERE, false)).await.unwrap_err());
    assert_eq!(refused.code, ProblemCode::UnconfirmedHost);
    assert!(refused.detail.contains("192.0.2.7"), "{}", refused.detail);
    assert_eq!(running.app.replay.resends(1).await.unwrap().len(), 0, "nothing was sent");
    assert_eq!(running.app.replay.preview(&elsewhere(ELSEWHERE, false)).await.unwrap().problem, None);
    // Nothing answers at this address, so each send is canceled. The test checks only whether it is
    // allowed.
    let try_send = async |request: SendRequest| {
        let mut sending = pin!(running.app.replay.send(request));
        poll_fn(|context| match sending.as_mut().poll(context) {
            Poll::Pending => {
                running.app.replay.cancel(1);
                Poll::Pending
            }
            ready => ready,
        })
        .await
    };
    assert!(try_send(elsewhere(ELSEWHERE, true)).await.is_ok());
    assert!(try_send(elsewhere("http://192.0.2.7:10/else", false)).await.is_ok(), "the host is confirmed now");
    let encrypted = problem(try_send(elsewhere("https://192.0.2.7/", false)).await.unwrap_err());
    assert_eq!(encrypted.code, ProblemCode::UnconfirmedHost, "each scheme must be confirmed");
    let other = problem(try_send(elsewhere("http://192.0.2.8/", false)).await.unwrap_err());
    assert_eq!(other.code, ProblemCode::UnconfirmedHost, "a different host must be confirmed separately");
}

/// A target with a certificate that is not trusted.
async fn untrusted_target() -> String {
    let certificate = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(certificate.signing_key.serialize_der()).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.cert.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            // A client that rejects the certificate ends the handshake.
            let Ok(mut stream) = acceptor.accept(socket).await else { continue };
            let _ = stream.read(&mut [0; 4096]).await.unwrap();
            stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n").await.unwrap();
            stream.shutdown().await.unwrap();
        }
    });
    url
}

#[tokio::test(flavor = "multi_thread")]
async fn certificates_are_verified_unless_a_send_disables_it() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let checked = request(1, untrusted_target().await, Vec::new());
    let refused = async || match running.app.replay.send(checked.clone()).await.unwrap().outcome {
        ResendOutcome::Failed { why, .. } => why,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused().await, "tls");
    let trusting = running.app.replay.send(SendRequest { verify_tls: false, ..checked.clone() }).await.unwrap();
    assert!(matches!(trusting.outcome, ResendOutcome::Response { status: 200, .. }), "{trusting:?}");
    let timing = trusting.timing.unwrap();
    assert!(timing.tls_us.is_some() && timing.resolve_us.is_some(), "{timing:?}");
    assert_eq!(refused().await, "tls", "the option applies to one send");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_click_sends_once_and_both_callers_get_the_result() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let gate = Gate::new();
    let target = Target::answering(Reply::Gated(gate.clone(), Box::new(Reply::status(200, "ok"))));
    let once = request(1, target.url(), Vec::new());
    let other = SendRequest { body: text("other"), ..once.clone() };
    let app = &running.app;
    let opens_gate = async {
        // All three calls are polled first, so the double click waits for the first send by now.
        target.receives(2).await;
        gate.open();
    };
    let (first, second, third, ()) =
        tokio::join!(app.replay.send(once.clone()), app.replay.send(once.clone()), app.replay.send(other), opens_gate);
    let (first, third) = (first.unwrap(), third.unwrap());
    assert_eq!(first, second.unwrap());
    assert_ne!(first.id, third.id);
    assert_eq!(target.received().len(), 2, "a different request is a separate send");
    app.replay.send(once).await.unwrap();
    assert_eq!(target.received().len(), 3, "after it completes, the same request is sent again");
    let invalid = request(1, "nowhere", Vec::new());
    let (first, second) = tokio::join!(app.replay.send(invalid.clone()), app.replay.send(invalid));
    assert_eq!(problem(first.unwrap_err()), problem(second.unwrap_err()));
}

#[tokio::test(flavor = "multi_thread")]
async fn canceling_ends_all_sends_of_an_event() {
    let running = Running::start().await;
    running.post("/", &[], b"{}").await;
    let target = Target::answering(Reply::Hang);
    let app = &running.app;
    let one = request(1, target.url(), Vec::new());
    let other = SendRequest { body: text("other"), ..one.clone() };
    let cancel = async {
        target.receives(2).await;
        app.replay.cancel(1);
    };
    let (first, joined, second, ()) =
        tokio::join!(app.replay.send(one.clone()), app.replay.send(one), app.replay.send(other), cancel);
    for sent in [first, joined, second] {
        let outcome = sent.unwrap().outcome;
        assert!(matches!(&outcome, ResendOutcome::Failed { why, .. } if why == "cancelled"), "{outcome:?}");
    }
    assert_eq!(app.replay.resends(1).await.unwrap().len(), 2);
    app.replay.cancel(1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_copied_as_curl_can_be_imported() {
    let running = Running::start().await;
    running.app.secrets.add("Portal", Scheme::Authgear, SECRET).await.unwrap();
    running.post_fixture("user.created").await;
    let draft = running.app.replay.draft(1).await.unwrap();
    let mut edited = request(1, "http://127.0.0.1:3000/hooks", untouched(&draft));
    edited.body = text("{\"it's\":1}");
    let copied = running.app.replay.copy(&edited, CopyFormat::Curl, true).await.unwrap();
    assert!(copied.text.starts_with("curl") && copied.text.contains("http://127.0.0.1:3000/hooks"), "{}", copied.text);
    let signature = corpus::sign(SECRET, b"{\"it's\":1}");
    assert!(copied.text.contains(&signature), "the copy has the signature that would be sent: {}", copied.text);
    let read = hookglass_app::Replay::import_curl(&copied.text).unwrap();
    assert_eq!((read.method.as_str(), read.url.as_str()), ("POST", "http://127.0.0.1:3000/hooks"));
    assert_eq!(read.body.as_deref(), Some("{\"it's\":1}"));
    let signed = read.headers.iter().find(|header| header.name == "X-Authgear-Body-Signature").unwrap();
    assert!(signed.value == signature && signed.on && signed.original.is_none());
    let bytes = hookglass_app::Replay::import_curl("curl http://a/ --data-binary $'\\xff'").unwrap();
    assert!(bytes.body.is_none() && bytes.notes.iter().any(|note| note.contains("not UTF-8")), "{:?}", bytes.notes);
    let unsupported = problem(hookglass_app::Replay::import_curl("wget http://a/").unwrap_err());
    assert!(
        unsupported.code == ProblemCode::InvalidInput && unsupported.detail.contains("column 1"),
        "{unsupported:?}"
    );
    edited.url = String::new();
    assert!(running.app.replay.copy(&edited, CopyFormat::Fetch, true).await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_event_is_copied_as_the_request_that_arrived() {
    let running = Running::start().await;
    let headers = [("X-Twice", "1"), ("Authorization", "Bearer secret-token"), ("X-Twice", "2")];
    let body = b"{\"amount\": 1.10, \"it's\": 12345678901234567890}";
    assert_eq!(running.post("/a?q=%20&q=<x", &headers, body).await.status, 200);
    let receiver = running.app.samples.receiver_url().await.unwrap();
    assert_eq!(Some(receiver.clone()), running.app.pages.address().map(|address| format!("http://{address}")));

    let copied = running.app.replay.copy_event(1, &receiver, CopyFormat::Curl, true).await.unwrap();
    assert!(!copied.masked, "{:?}", copied.notes);
    let (request, notes) = hookglass_app::Replay::outgoing_of_curl(&copied.text).unwrap();
    assert!(notes.is_empty(), "{notes:?}");
    assert_eq!((request.method.as_str(), request.url), ("POST", format!("{receiver}/a?q=%20&q=<x")));
    assert_eq!(request.body, body.as_slice(), "every byte of the body is kept");
    let twice: Vec<_> = request.headers.iter().filter(|(name, _)| *name == "X-Twice").map(|(_, value)| value).collect();
    assert_eq!(twice, [b"1", b"2"], "duplicate headers are kept in order");

    let redacted = running.app.replay.copy_event(1, &receiver, CopyFormat::Curl, false).await.unwrap();
    assert!(redacted.masked && !redacted.text.contains("secret-token"), "{}", redacted.text);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_is_checked_and_completed_in_the_editor() {
    let running = Running::start().await;
    let body = String::from_utf8(running.post_fixture("user.created").await).unwrap();
    let app = &running.app;
    let as_received = app.replay.check_draft(1, body.clone()).await.unwrap();
    assert_eq!(as_received.findings, app.inbox.event(1).await.unwrap().findings);
    assert_eq!(as_received.error, None);
    let wrong = app.replay.check_draft(1, body.replacen("\"user.created\"", "7", 1)).await.unwrap();
    assert!(wrong.findings.iter().any(|finding| finding.pointer == "/type"), "{:?}", wrong.findings);
    let broken = app.replay.check_draft(1, "{\"\u{1f600}\": nul}".into()).await.unwrap();
    assert_eq!(broken.error.unwrap().unit, 7, "positions are in UTF-16 units");
    let typed = "{\"\u{1f600}\":1,\"context\":{\"trig";
    let completion = app.replay.complete_draft(1, typed.into(), typed.encode_utf16().count() as u64).await.unwrap();
    assert_eq!((completion.from, completion.to), (19, 24));
    assert_eq!(completion.options[0].text, "\"triggered_by\":");
    assert!(
        completion.options[0].about.starts_with("string. What triggered the event"),
        "{}",
        completion.options[0].about
    );
}
