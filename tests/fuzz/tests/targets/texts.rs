//! Texts that people write or paste: filters, rules, curl commands.

use bolero::check;
use bytes::Bytes;
use hookglass_automation::rule::{self, MatchCounts, Reply};
use hookglass_filter::{Body, Columns, Facts, Filter, Now};
use hookglass_json::Document;
use hookglass_request::{
    outgoing::Outgoing,
    text::{CopyFormat, copy, from_curl},
};
use hookglass_senders::{
    parsed_request::{Budget, ParsedRequest},
    signature::Verdict,
};
use jiff::{Timestamp, tz::TimeZone};

use crate::{bodies::capture, spelling::spell_text};

const EVENT: &[u8] = br#"{"id":"1b3","seq":9007199254740993,"type":"user.created","payload":{"user":{"id":"u-1","name":"A \"q\"\n","n":1.50,"list":[1,{"a":null}]}}}"#;

fn now() -> Now {
    Now { at: Timestamp::UNIX_EPOCH, zone: TimeZone::UTC }
}

#[test]
fn a_filter_is_rejected_with_a_position_or_decides_like_its_printed_form() {
    let words = [
        " ",
        " ",
        "(",
        ")",
        "-",
        "OR ",
        "\"",
        ",",
        "*",
        "=",
        "<",
        ">",
        "~",
        "/",
        ":",
        "type:",
        "path:",
        "status:",
        "user:",
        "is:",
        "starred",
        "has:",
        "note",
        "header:x-a",
        "after:",
        "before:",
        "2023-01-01",
        "1h",
        "4xx",
        "/payload/user/id=",
        "/seq>",
        "id:",
        "user.created",
        "u-1",
        "size:",
        "1kb",
        "1b3",
        "9007199254740993",
        "é",
        "\\",
    ];
    let capture = capture(&[("X-A", "1")], EVENT);
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let columns = Columns::of(1, &capture, &envelope, Verdict::Unsigned);
    check!().with_iterations(4_000).with_max_len(40).for_each(|bytes: &[u8]| {
        let text = spell_text(bytes, &words);
        let filter = match Filter::parse(&text) {
            Ok(filter) => filter,
            Err(error) => {
                return assert!(
                    error.span.start <= error.span.end && error.span.end <= text.chars().count(),
                    "{text:?}"
                );
            }
        };
        let printed = filter.to_string();
        let again =
            Filter::parse(&printed).unwrap_or_else(|error| panic!("{text:?} is printed as {printed:?}: {error}"));
        assert_eq!(again, filter, "{text:?} is printed as {printed:?}");
        let body = Body::of(&capture.headers, &capture.body);
        for (headers, body) in [(None, None), (Some(&capture.headers), None), (Some(&capture.headers), Some(&body))] {
            let facts = Facts { columns: &columns, headers, body };
            let [decided, once_more] = [&filter, &again].map(|filter| filter.decide(&facts, &now()));
            assert_eq!(decided, once_more, "{text:?}");
        }
    });
}

#[test]
fn a_template_never_lets_event_data_out_of_its_string() {
    let words = [
        "{{",
        "}}",
        "{{/payload/user/name}}",
        "{{/payload/user/n}}",
        "{{/payload/user}}",
        "{{/none | x}}",
        "{{/none}}",
        "{{{{",
        " | ",
        "/payload",
        "/list/1",
        "\\\"",
        "\\n",
        "~1",
        "[",
        "]",
        ",",
        ":",
        "1",
        "null",
        "\\u00e9",
    ];
    let document = Document::parse(Bytes::from_static(EVENT)).unwrap();
    let capture = capture(&[], EVENT);
    let envelope = ParsedRequest::of(&capture, Budget::WAITING).envelope;
    let columns = Columns::of(1, &capture, &envelope, Verdict::Unsigned);
    check!().with_iterations(4_000).with_max_len(24).for_each(|bytes: &[u8]| {
        let text = spell_text(bytes, &words).replace(['"', '\n', '\r'], "").replace('\\', "");
        let file = format!(
            r#"{{"version":1,"rules":[{{"name":"r","then":{{"answer":{{"status":200,"json":{{"a":"{text}"}}}}}}}}]}}"#
        );
        let Ok(rules) = rule::read(&Bytes::from(file)) else { return };
        let body = Body::of(&capture.headers, &capture.body);
        let facts = Facts { columns: &columns, headers: Some(&capture.headers), body: Some(&body) };
        let decision = rules.first(&facts, &now(), &mut MatchCounts::default()).unwrap();
        let Reply::Answer { answer, .. } = decision.reply(Some(&document)) else { return };
        let filled = Document::parse(Bytes::from(answer.body.clone()));
        assert!(filled.is_ok(), "{text:?} becomes {:?}", String::from_utf8_lossy(&answer.body));
    });
}

#[test]
fn a_curl_command_is_rejected_with_a_position_or_can_be_copied_and_imported_again() {
    let words = [
        "curl ",
        " ",
        " ",
        "'",
        "\"",
        "\\",
        "\n",
        "-X ",
        "POST ",
        "-H ",
        "'A: b' ",
        "-d ",
        "--data-raw ",
        "a=b ",
        "--json ",
        "{} ",
        "-F ",
        "f=@x ",
        "f=b ",
        "-u ",
        "me:pw ",
        "-I ",
        "-G ",
        "http://localhost/ ",
        "https://a.example/?q ",
        "$'",
        "^",
        "%",
        "&",
        "| ",
        "--url ",
        "-k ",
        "--compressed ",
        "-b ",
        "c=d ",
        "--next ",
        "-",
        "=",
        "@",
    ];
    check!().with_iterations(4_000).with_max_len(24).for_each(|bytes: &[u8]| {
        let text = format!("curl {}", spell_text(bytes, &words));
        let imported = match from_curl(&text) {
            Ok(imported) => imported.request,
            Err(error) => return assert!(error.start <= error.end && error.end <= text.len(), "{text:?}"),
        };
        let Ok(copied) = copy(&imported, CopyFormat::Curl) else { return };
        let again =
            from_curl(&copied.text).unwrap_or_else(|error| panic!("{text:?} is copied as {:?}: {error}", copied.text));
        // White space around a header's value has no meaning.
        let members = |request: &Outgoing| {
            let headers = request.headers.iter().map(|(name, value)| (name.to_owned(), value.to_vec()));
            (request.method.clone(), request.url.clone(), headers.collect::<Vec<_>>(), request.body.clone())
        };
        assert_eq!(members(&again.request), members(&imported), "{text:?} is copied as {:?}", copied.text);
    });
}
