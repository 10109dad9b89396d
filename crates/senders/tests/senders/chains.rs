//! Hook chains, with the events and answers of the corpus.

use bytes::Bytes;
use hookglass_json::Document;
use hookglass_request::headers::Headers;
use hookglass_senders::chain::{self, Chain, Limits};
use hookglass_senders::verdict::{Outcome, Reply};
use hookglass_testkit::corpus;
use std::collections::HashMap;
use std::time::Duration;

/// The events of the corpus, by type.
fn events() -> HashMap<String, Bytes> {
    let all = corpus::events().into_iter().chain(corpus::events_newer());
    let read = all.map(|fixture| {
        let json: serde_json::Value = serde_json::from_slice(&fixture.bytes).unwrap();
        (json["type"].as_str().unwrap_or_default().to_owned(), Bytes::from(fixture.bytes))
    });
    read.collect()
}

#[test]
fn every_recorded_answer_has_its_outcome_and_leaves_a_valid_event() {
    let path = corpus::fixtures().join("responses/cases.json");
    let file: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let (events, mut chains) = (events(), 0);
    for case in file["cases"].as_array().unwrap() {
        let text = |name: &str| case[name].as_str().unwrap();
        let Some(event) = events.get(text("type")) else { continue };
        let Ok(mut chain) = Chain::new(event, text("type"), Limits::default()) else { continue };
        chains += 1;
        let status = case["status"].as_u64().unwrap() as u16;
        let (headers, body) = (Headers::default(), Bytes::copy_from_slice(text("body").as_bytes()));
        let reply = Reply::Whole { status, headers: &headers, body: &body };
        let (first, changed) = {
            let link = chain.answered(reply, Duration::ZERO);
            (link.verdict.outcome, !link.replaced.is_empty())
        };
        let expected = match text("outcome") {
            "allow" => Outcome::Allowed,
            "deny" => Outcome::Denied,
            _ => Outcome::Refused,
        };
        assert_eq!(first, expected, "{}", text("name"));
        let next = chain.next_body().cloned();
        assert_eq!(next.is_some(), expected == Outcome::Allowed, "{}", text("name"));
        let Some(next) = next else { continue };
        assert!(changed || next == *event, "{}: an event without mutations stays byte for byte", text("name"));
        let document = Document::parse(next).unwrap();
        for member in ["id", "seq", "type", "context"] {
            let before: serde_json::Value = serde_json::from_slice(event).unwrap();
            let now: serde_json::Value = serde_json::from_slice(document.root().get(member).unwrap().raw()).unwrap();
            assert_eq!(now, before[member], "{}: {member}", text("name"));
        }
        let mut twice = Chain::new(event, text("type"), Limits::default()).unwrap();
        twice.answered(reply, Duration::ZERO);
        twice.answered(reply, Duration::ZERO);
        let (once, twice) = (chain.end(), twice.end());
        assert_eq!(
            once.verdict.outcome,
            twice.verdict.outcome,
            "{}: repeating an answer changes nothing",
            text("name")
        );
        let after = |end: &chain::End| end.mutated.as_ref().map(|mutated| mutated.after.clone());
        assert_eq!(after(&once), after(&twice), "{}", text("name"));
    }
    assert!(chains > 50, "{chains}");
}
