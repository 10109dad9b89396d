//! Recognition of other senders, by their headers or the shape of the body.

use crate::support::capture;
use hookglass_senders::{
    envelope::{Envelope, Vendor},
    parsed_request::{Budget, ParsedRequest},
};

fn posted(headers: &[(&str, &str)], body: &str) -> Envelope {
    let capture = capture("/hook", headers, body.to_owned());
    ParsedRequest::of(&capture, Budget::WAITING).envelope
}

#[track_caller]
fn assert_envelope(envelope: &Envelope, vendor: Vendor, expected: [Option<&str>; 4]) {
    let found = [&envelope.event_type, &envelope.event_id, &envelope.timestamp, &envelope.subject];
    assert_eq!((envelope.vendor, found.map(Option::as_deref)), (vendor, expected));
}

#[test]
fn github_is_recognized_by_its_header_regardless_of_the_body() {
    let headers = [("X-GitHub-Event", "pull_request"), ("X-GitHub-Delivery", "72d3162e")];
    let body = r#"{"action":"opened","repository":{"full_name":"octo/hello"},"sender":{"login":"ada"}}"#;
    assert_envelope(
        &posted(&headers, body),
        Vendor::Github,
        [Some("pull_request"), Some("72d3162e"), None, Some("octo/hello")],
    );
    assert_envelope(
        &posted(&headers, "payload=%7B%7D"),
        Vendor::Github,
        [Some("pull_request"), Some("72d3162e"), None, None],
    );
}

#[test]
fn stripe_is_recognized_by_its_signature_or_its_body() {
    let body =
        r#"{"id":"evt_1","object":"event","created":1700000000,"type":"invoice.paid","data":{"object":{"id":"in_1"}}}"#;
    let expected = [Some("invoice.paid"), Some("evt_1"), Some("1700000000"), Some("in_1")];
    assert_envelope(&posted(&[], body), Vendor::Stripe, expected);
    assert_envelope(&posted(&[("Stripe-Signature", "t=1,v1=00")], body), Vendor::Stripe, expected);
    let thin = r#"{"id":"evt_2","object":"v2.core.event","created":"2026-11-22T10:00:00Z","type":"v1.billing.meter.no_meter_found","related_object":{"id":"mtr_1"}}"#;
    let expected =
        [Some("v1.billing.meter.no_meter_found"), Some("evt_2"), Some("2026-11-22T10:00:00Z"), Some("mtr_1")];
    assert_envelope(&posted(&[], thin), Vendor::Stripe, expected);
    let other = body.replace(r#""event""#, r#""list""#);
    assert_eq!(posted(&[], &other).vendor, Vendor::Generic, "another Stripe object is not an event");
}

#[test]
fn standard_webhooks_are_recognized_by_old_and_new_headers() {
    let body = r#"{"type":"contact.created","timestamp":"2026-11-22T10:00:00Z","data":{"id":"c_1"}}"#;
    for prefix in ["webhook", "svix"] {
        let names = [format!("{prefix}-id"), format!("{prefix}-timestamp")];
        let headers = [(names[0].as_str(), "msg_1"), (names[1].as_str(), "1700000000")];
        let expected = [Some("contact.created"), Some("msg_1"), Some("1700000000"), Some("c_1")];
        assert_envelope(&posted(&headers, body), Vendor::StandardWebhooks, expected);
    }
    assert_eq!(
        posted(&[("webhook-id", "msg_1")], body).vendor,
        Vendor::Generic,
        "an id alone does not identify the sender"
    );
}

#[test]
fn identifying_headers_take_precedence_over_a_partial_envelope() {
    let body = r#"{"type":"job.done","payload":{},"context":{}}"#;
    assert_eq!(posted(&[], body).vendor, Vendor::Authgear);
    let headers = [("webhook-id", "msg_1"), ("webhook-timestamp", "1700000000")];
    assert_envelope(
        &posted(&headers, body),
        Vendor::StandardWebhooks,
        [Some("job.done"), Some("msg_1"), Some("1700000000"), None],
    );
    let signed = [headers[0], headers[1], ("x-authgear-body-signature", "0")];
    assert_eq!(posted(&signed, body).vendor, Vendor::Authgear);
}

#[test]
fn cloudevents_are_recognized_in_every_mode() {
    let expected = [Some("com.example.made"), Some("a-1"), Some("2026-11-22T10:00:00Z"), Some("thing/7")];
    let binary = [
        ("ce-specversion", "1.0"),
        ("ce-type", "com.example.made"),
        ("ce-id", "a-1"),
        ("ce-time", "2026-11-22T10:00:00Z"),
        ("ce-source", "/made"),
        ("ce-subject", "thing/7"),
    ];
    assert_envelope(&posted(&binary, "not json"), Vendor::CloudEvents, expected);
    let escaped = [binary[0], binary[1], ("ce-subject", "Euro%20%E2%82%AC")];
    assert_eq!(posted(&escaped, "").subject.as_deref(), Some("Euro €"));
    let structured = r#"{"specversion":"1.0","type":"com.example.made","id":"a-1","source":"/made","subject":"thing/7","time":"2026-11-22T10:00:00Z","data":{}}"#;
    assert_envelope(
        &posted(&[("content-type", "application/cloudevents+json; charset=utf-8")], structured),
        Vendor::CloudEvents,
        expected,
    );
    let batch =
        posted(&[("content-type", "application/cloudevents-batch+json")], &format!("[{structured},{structured}]"));
    assert_eq!((batch.vendor, batch.event_type), (Vendor::CloudEvents, None));
    assert!(batch.note.is_some_and(|note| note.contains("batch of 2")));
}

#[test]
fn an_authgear_event_forwarded_by_another_service_stays_authgears() {
    let body = r#"{"id":"1","seq":1,"type":"user.created","payload":{},"context":{}}"#;
    let headers = [("svix-id", "msg_1"), ("svix-timestamp", "1")];
    assert_eq!(posted(&headers, body).vendor, Vendor::Authgear);
}
