//! Redaction of the bodies in the corpus.

use crate::support::capture;
use hookglass_json::{
    edit::{self, Edit},
    pointer::Pointer,
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    redact,
};
use hookglass_testkit::corpus;
use std::collections::BTreeSet;

const SECRET: &str = "sesame";
const JSON: (&str, &str) = ("content-type", "application/json");
const SIGNED: (&str, &str) = ("x-authgear-body-signature", "0");

fn parsed(headers: &[(&str, &str)], body: impl Into<bytes::Bytes>) -> ParsedRequest {
    ParsedRequest::of(&capture("/", headers, body), Budget::LOOKING)
}

/// The body as a view shows it, and the members that are redacted in it.
fn shown(headers: &[(&str, &str)], body: impl Into<bytes::Bytes>) -> (String, Vec<String>) {
    let parsed = parsed(headers, body);
    let bytes = &parsed.decoded.bytes;
    (redact::cover_text(bytes, (0, bytes.len()), &parsed.masked()), parsed.masked_members())
}

fn set(at: &str, json: String) -> Edit {
    Edit::Set { at: Pointer::parse(at).unwrap(), json }
}

#[test]
fn secrets_are_redacted_in_every_authgear_event_of_the_corpus() {
    let mut tested = 0;
    for fixture in [corpus::events(), corpus::events_newer(), corpus::events_2024_08()].concat() {
        let body = bytes::Bytes::from(corpus::compact(&fixture.bytes));
        let url = format!("https://a.example/flow?code={SECRET}\\u0026x={SECRET}#{SECRET}");
        let edits = [
            set("/context/audit_context", format!(r#"{{"http_url":"{url}","n":1}}"#)),
            set("/context/proof_of_phone_number_verification", format!(r#""{SECRET}""#)),
            set("/payload/identification", format!(r#"{{"id_token":"{SECRET}"}}"#)),
            set("/payload/asserted", format!(r#"[{{"id_token":"{SECRET}"}}]"#)),
        ];
        // Fastgen's events have no context.
        let Ok(body) = edit::apply(&body, &edits) else { continue };
        let (shown, members) = shown(&[JSON], body);
        assert!(!shown.contains(SECRET), "{}: {shown}", fixture.name);
        assert!(shown.contains("https://a.example/flow?••••••••\""), "{}: the path stays readable", fixture.name);
        let is_redacted = |name: &str| members.iter().any(|member| member.ends_with(name));
        assert!(["http_url", "id_token", "verification"].into_iter().all(is_redacted), "{}: {members:?}", fixture.name);
        assert!(serde_json::from_str::<serde_json::Value>(&shown).is_ok(), "{}: still JSON", fixture.name);
        tested += 1;
    }
    assert!(tested > 40, "only {tested} events");
}

#[test]
fn nothing_else_is_redacted_in_the_corpus() {
    let folders = [corpus::events(), corpus::events_newer(), corpus::events_2024_08(), corpus::fastgen_forwarded()];
    let members = folders.into_iter().flatten().flat_map(|fixture| shown(&[JSON], fixture.bytes).1);
    let names: BTreeSet<_> = members.map(|pointer| pointer.rsplit('/').next().unwrap().to_owned()).collect();
    assert_eq!(names.into_iter().collect::<Vec<_>>(), ["link", "token"]);
}

#[test]
fn hostile_bodies_of_the_corpus_are_redacted_without_a_panic() {
    for fixture in corpus::hostile() {
        let mut headers = vec![("content-type", &*fixture.content_type), SIGNED];
        headers.extend(fixture.content_encoding.as_deref().map(|encoding| ("content-encoding", encoding)));
        let parsed = parsed(&headers, fixture.bytes);
        let bytes = &parsed.decoded.bytes;
        for (start, end) in parsed.masked() {
            assert!(start < end && end <= bytes.len(), "{}", fixture.name);
        }
        redact::cover_text(bytes, (0, bytes.len()), &parsed.masked());
        assert_eq!(parsed.masked().len(), parsed.masked_members().len(), "{}", fixture.name);
    }
}

#[test]
fn a_message_of_authgear_is_redacted_with_its_password_and_link() {
    let body = r#"{"to":"+1","body":"sesame","template_variables":{"app_name":"N","code":"sesame","password":"sesame",
        "link":"https://a.example/?c=sesame","phone":"+1"}}"#;
    let (text, members) = shown(&[JSON, SIGNED], body);
    assert!(!text.contains(SECRET) && text.contains(r#""phone":"+1""#), "{text}");
    let variables = ["code", "password", "link"].map(|name| format!("/template_variables/{name}"));
    assert_eq!(members, [vec!["/body".to_owned()], variables.to_vec()].concat());
}

#[test]
fn claims_of_an_id_token_are_not_a_token() {
    let body = r#"{"id":"1","seq":1,"type":"oidc.id_token.pre_create","payload":{"id_token":{"payload":{"sub":"u"}}},"context":{}}"#;
    assert_eq!(shown(&[JSON], body), (body.to_owned(), Vec::new()));
}

#[test]
fn credentials_in_the_fields_of_a_form_are_redacted() {
    let form = ("content-type", "application/x-www-form-urlencoded; charset=utf-8");
    let (text, members) = shown(&[form], "team=a&token=sesame&password=sesame&text=b");
    assert_eq!(text, "team=a&token=••••••••&password=••••••••&text=b");
    assert_eq!(members, ["/token", "/password"]);
}
