//! Authgear's verdicts on answers, compared with recorded cases.

use bytes::Bytes;
use hookglass_diff as diff;
use hookglass_json::Document;
use hookglass_request::headers::Headers;
use hookglass_senders::catalog;
use hookglass_senders::envelope::Vendor;
use hookglass_senders::mutation;
use hookglass_senders::verdict::{self, AnsweredEvent, Deadlines, Outcome, Reply, Severity};
use hookglass_testkit::corpus;
use std::time::Duration;

#[test]
fn every_recorded_answer_gets_its_recorded_verdict() {
    let path = corpus::fixtures().join("responses/cases.json");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let cases = file["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 100, "all cases are present");
    let mut wrong = Vec::new();
    for case in cases {
        let text = |name: &str| case[name].as_str().unwrap();
        let known = catalog::named(Vendor::Authgear, text("type"))[0].kind;
        let answered = AnsweredEvent { vendor: Vendor::Authgear, event_type: Some(text("type")), kind: Some(known) };
        let (headers, body) = (Headers::default(), Bytes::copy_from_slice(text("body").as_bytes()));
        let status = case["status"].as_u64().unwrap() as u16;
        let reply = Reply::Whole { status, headers: &headers, body: &body };
        let verdict = verdict::of(answered, reply, Duration::ZERO, Deadlines::default());
        let outcome = match verdict.outcome {
            Outcome::Allowed => "allow",
            Outcome::Denied => "deny",
            _ => "error",
        };
        let has_error = verdict.remarks.iter().any(|remark| remark.severity == Severity::Error);
        let is_wrong_status = !(200..300).contains(&status);
        if outcome != text("outcome") || has_error != (outcome == "error" && !is_wrong_status) {
            wrong.push(format!("{} ({}): {verdict:?}", text("name"), text("type")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn hostile_bodies_are_rejected_without_a_panic() {
    let known = catalog::find("user.pre_create").unwrap();
    for fixture in corpus::hostile() {
        let answered = AnsweredEvent { vendor: Vendor::Authgear, event_type: Some(known.name), kind: Some(known.kind) };
        let (headers, body) = (Headers::default(), Bytes::from(fixture.bytes));
        let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
        let verdict = verdict::of(answered, reply, Duration::ZERO, Deadlines::default());
        assert_eq!(verdict.outcome, Outcome::Refused, "{}", fixture.name);
        assert!(verdict.remarks.len() <= 20 && verdict.remarks.iter().all(|remark| remark.sentence.len() < 1000));
    }
}

#[test]
fn an_answer_that_repeats_the_event_changes_nothing() {
    let mut repeated = 0;
    for fixture in corpus::events().into_iter().chain(corpus::events_newer()) {
        let Some(known) = catalog::find(&fixture.name).filter(|known| known.answer.is_some()) else { continue };
        let event = Document::parse(corpus::compact(&fixture.bytes).into()).unwrap();
        let payload = event.root().get("payload").unwrap();
        let raw = |path: &[&str]| payload.path(path).map(|value| value.raw_text().into_owned());
        let mutations = match known.name {
            "oidc.jwt.pre_create" => format!(r#"{{"jwt":{}}}"#, raw(&["jwt"]).unwrap()),
            "oidc.id_token.pre_create" => format!(r#"{{"id_token":{}}}"#, raw(&["id_token"]).unwrap()),
            name if name.starts_with("authentication.") => continue,
            _ => format!(r#"{{"user":{}}}"#, raw(&["user"]).unwrap()),
        };
        let body = Bytes::from(format!(r#"{{"is_allowed":true,"mutations":{mutations}}}"#));
        let answered = AnsweredEvent { vendor: Vendor::Authgear, event_type: Some(known.name), kind: Some(known.kind) };
        let headers = Headers::default();
        let reply = Reply::Whole { status: 200, headers: &headers, body: &body };
        let verdict = verdict::of(answered, reply, Duration::ZERO, Deadlines::default());
        let verdict = mutation::judge(verdict, &event, known, &headers, &body);
        assert_eq!(verdict.outcome, Outcome::Allowed, "{}: {verdict:?}", known.name);
        let done = mutation::by(&event, known, &headers, &body).unwrap().unwrap();
        assert!(done.vanishing.is_empty(), "{}: {:?}", known.name, done.vanishing);
        let (before, after) = (Document::parse(done.before).unwrap(), Document::parse(done.after).unwrap());
        let differences = diff::diff(before.root(), after.root());
        assert!(differences.changes.is_empty() && differences.rewritten.is_empty(), "{}", known.name);
        repeated += 1;
    }
    assert_eq!(repeated, 6, "the corpus covers every type with mutations");
}
