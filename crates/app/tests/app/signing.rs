//! The signing choices, verified by a separate program: `verify.py`.

use base64::{Engine as _, engine::general_purpose::STANDARD as BASE64};
use hookglass_app::view::{BodyDraft, ProblemCode, SendRequest, SigningChoice};
use hookglass_senders::signature::Scheme;
use hookglass_testkit::{
    corpus::{self, SECRET},
    target::{Received, Reply, Target},
};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    requests::{header, request, text, untouched},
    support::{Running, problem},
};

const SECRETS: [(Scheme, &str, &str); 4] = [
    (Scheme::Authgear, "Portal", SECRET),
    (Scheme::StandardWebhooks, "Svix", "whsec_c2VjcmV0IG9mIHRoZSB0ZXN0cw=="),
    (Scheme::Github, "Hub", "hub secret"),
    (Scheme::Stripe, "Pay", "whsec_stripe_keys_are_text"),
];

/// Verifies each request like a receiver of its scheme, and returns the results.
fn verify(requests: &[(Scheme, &str, &Received)]) -> Vec<String> {
    let requests: Vec<Value> = requests
        .iter()
        .map(|(scheme, secret, received)| {
            let headers: Vec<_> =
                received.headers.iter().map(|(name, value)| json!([name, String::from_utf8_lossy(value)])).collect();
            json!({
                "scheme": scheme.word(),
                "secret": secret,
                "headers": headers,
                "body": BASE64.encode(&received.body),
            })
        })
        .collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/app/verify.py");
    let mut python = Command::new("python3")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 verifies the signatures");
    python.stdin.take().unwrap().write_all(Value::from(requests).to_string().as_bytes()).unwrap();
    let output = python.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

async fn with_secrets() -> Running {
    let running = Running::start().await;
    for (scheme, name, secret) in SECRETS {
        running.app.secrets.add(name, scheme, secret).await.unwrap();
    }
    running
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_signed_with_a_secret_pass_an_independent_verifier() {
    let running = with_secrets().await;
    running.post_fixture("user.created").await;
    let target = Target::answering(Reply::status(200, "{}"));
    let draft = running.app.replay.draft(1).await.unwrap();
    let names: Vec<_> = draft.secrets.iter().map(|secret| (secret.scheme, secret.name.as_str())).collect();
    assert_eq!(names, SECRETS.map(|(scheme, name, _)| (scheme, name)));
    let file = running.dir().join("body.bin");
    std::fs::write(&file, b"\xff\x00\r\n bytes").unwrap();
    let file = BodyDraft::File { path: file.to_str().unwrap().to_owned() };
    let bodies = [BodyDraft::Received, text("{\"edited\":\"\u{e9}\"}\r\n"), text(""), file];
    for (_, name, _) in SECRETS {
        for body in &bodies {
            let signing = SigningChoice::With { secret: name.to_owned() };
            let request = SendRequest { body: body.clone(), signing, ..request(1, target.url(), untouched(&draft)) };
            assert_eq!(running.app.replay.send(request).await.unwrap().signed, "anew");
        }
    }
    let got = target.wait_for(16);
    let requests = got.iter().enumerate().map(|(at, got)| (SECRETS[at / 4].0, SECRETS[at / 4].2, got));
    let requests: Vec<_> = requests.collect();
    assert_eq!(verify(&requests), ["valid"; 16]);
    for (at, got) in got.iter().enumerate() {
        let has_authgear_signature = got.header("x-authgear-body-signature").is_some();
        assert_eq!(has_authgear_signature, at < 4, "a request signed with another secret has no other signature");
    }
    // With another secret, the script rejects all signatures.
    let others: Vec<_> = requests.iter().map(|(scheme, _, got)| (*scheme, "whsec_b3RoZXI=", *got)).collect();
    assert!(verify(&others).iter().all(|result| result == "invalid wrong signature"));
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_are_sent_with_wrong_original_or_no_signatures() {
    let running = with_secrets().await;
    let body = running.post_fixture("user.created").await;
    let time = jiff::Timestamp::now().as_second().to_string();
    let svix = [("Webhook-Id", "msg_1"), ("webhook-timestamp", time.as_str()), ("webhook-signature", "v1,AAAA")];
    running.post("/svix", &svix, b"{}").await;
    running.post("/plain", &[], b"{}").await;
    let target = Target::answering(Reply::status(200, "{}"));
    let send = async |id: i64, signing: SigningChoice, edit: Option<&str>| {
        let draft = running.app.replay.draft(id).await.unwrap();
        let body = edit.map_or(BodyDraft::Received, text);
        let request = SendRequest { body, signing, ..request(id, target.url(), untouched(&draft)) };
        let preview = running.app.replay.preview(&request).await.unwrap();
        match running.app.replay.send(request).await {
            Ok(sent) => {
                assert_eq!(sent.signed, preview.signed);
                Ok((sent.signed, target.received().pop().unwrap()))
            }
            Err(error) => Err(problem(error)),
        }
    };
    for (id, scheme, secret) in [(1, Scheme::Authgear, SECRET), (2, Scheme::StandardWebhooks, SECRETS[1].2)] {
        for edit in [None, Some("{\"a\":1}")] {
            let (signed, got) = send(id, SigningChoice::Wrong, edit).await.unwrap();
            assert_eq!(signed, "wrong");
            assert_eq!(verify(&[(scheme, secret, &got)]), ["invalid wrong signature"], "the form is right");
        }
    }
    let (signed, got) = send(1, SigningChoice::Original, Some("{}")).await.unwrap();
    assert_eq!(
        (signed.as_str(), got.header("x-authgear-body-signature")),
        ("original", Some(&*corpus::sign(SECRET, &body)))
    );
    let (signed, got) = send(2, SigningChoice::Original, Some("[]")).await.unwrap();
    assert_eq!((signed.as_str(), got.header("webhook-signature")), ("original", Some("v1,AAAA")));
    let (signed, got) = send(2, SigningChoice::None, None).await.unwrap();
    assert_eq!(
        (signed.as_str(), got.header("webhook-signature"), got.header("webhook-id")),
        ("none", None, Some("msg_1"))
    );
    let (signed, _) = send(3, SigningChoice::Original, None).await.unwrap();
    assert_eq!(signed, "none", "the event has no original signature");
    let problem = send(3, SigningChoice::Wrong, None).await.unwrap_err();
    assert!(problem.code == ProblemCode::InvalidInput && problem.detail.contains("without a signature"), "{problem:?}");
    let problem = send(1, SigningChoice::With { secret: "Unknown".into() }, None).await.unwrap_err();
    assert!(problem.detail.contains("'Unknown'"), "{problem:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signing_choice_overrides_the_header_lines_of_the_draft() {
    let running = with_secrets().await;
    let body = running.post_fixture("user.created").await;
    let target = Target::answering(Reply::status(200, "{}"));
    let mut headers = untouched(&running.app.replay.draft(1).await.unwrap());
    headers.retain(|header| !header.name.eq_ignore_ascii_case("x-authgear-body-signature"));
    headers.push(header("X-Hub-Signature-256", "sha256=00"));
    let send = async |signing| {
        running.app.replay.send(SendRequest { signing, ..request(1, target.url(), headers.clone()) }).await.unwrap();
        let got = target.received().pop().unwrap();
        let header = |name| got.header(name).map(str::to_owned);
        (header("x-authgear-body-signature"), header("x-hub-signature-256"))
    };
    let original = Some(corpus::sign(SECRET, &body));
    assert_eq!(send(SigningChoice::AsReceived).await, (None, Some("sha256=00".to_owned())), "the typed header is sent");
    assert_eq!(send(SigningChoice::Original).await, (original.clone(), None));
    assert_eq!(send(SigningChoice::None).await, (None, None));
    assert_eq!(send(SigningChoice::With { secret: "Portal".into() }).await, (original, None));
}
