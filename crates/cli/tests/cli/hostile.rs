//! Hostile bodies are stored byte for byte, can be shown, and do not affect later events.

use hookglass_testkit::{
    corpus,
    wire::{self, Connection},
};

use crate::support::{Serve, json_lines, run};

#[test]
fn every_hostile_body_is_stored_and_can_be_shown() {
    let serve = Serve::fresh();
    let fixtures = corpus::hostile();
    assert!(fixtures.len() > 35);
    for fixture in &fixtures {
        let mut headers = corpus::authgear_headers(&fixture.bytes, corpus::SECRET);
        headers.retain(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
        headers.push(("Content-Type".to_owned(), fixture.content_type.clone()));
        headers
            .extend(fixture.content_encoding.iter().map(|encoding| ("Content-Encoding".to_owned(), encoding.clone())));
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let response = wire::post(serve.address, "/hostile", &headers, &fixture.bytes);
        assert_eq!(response.status, 200, "{}", fixture.name);
    }
    let mut rows = json_lines(serve.dir(), &["list", "--json"]);
    rows.reverse();
    assert_eq!(rows.len(), fixtures.len());
    for (row, fixture) in rows.iter().zip(&fixtures) {
        let id = row["id"].to_string();
        assert_eq!(row["signature"], "valid", "{}: the signature covers the exact bytes", fixture.name);
        assert!(run(serve.dir(), &["show", &id, "--body", "--reveal"]).stdout == fixture.bytes, "{}", fixture.name);
        assert!(run(serve.dir(), &["show", &id]).status.success(), "{}", fixture.name);
        let shown = json_lines(serve.dir(), &["show", &id, "--json", "--reveal"]);
        let text = std::str::from_utf8(&fixture.bytes).ok();
        assert_eq!(shown[0]["body"].as_str(), text, "{}: UTF-8 is printed as text", fixture.name);
        assert_eq!(shown[0]["body_base64"].is_string(), text.is_none(), "{}", fixture.name);
        let code = run(serve.dir(), &["diff", &id]).status.code();
        assert!(matches!(code, Some(0..=2)), "{}: {code:?}", fixture.name);
    }
}

#[test]
fn control_characters_in_a_body_do_not_reach_the_terminal() {
    let serve = Serve::fresh();
    wire::post(serve.address, "/x", &[], "\u{1b}[2J\u{202e}{\"a\":\"\\u001b\"}\u{7}".as_bytes());
    for args in [&["show", "1"][..], &["list"], &["diff", "1"]] {
        let output = run(serve.dir(), args);
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(text).unwrap();
        assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{args:?}: {text:?}");
    }
}

#[test]
fn a_decompression_bomb_is_stored_and_does_not_delay_other_events() {
    use std::io::Write;
    let serve = Serve::fresh();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(b"[").unwrap();
    (0..8 << 20).for_each(|_| gzip.write_all(b"1,1,").unwrap());
    let bomb = gzip.finish().unwrap();
    assert!(bomb.len() < 128 << 10);
    let response = wire::post(serve.address, "/bomb", &[("Content-Encoding", "gzip")], &bomb);
    assert_eq!(response.status, 200);
    assert_eq!(serve.post_signed("/", b"{}").status, 200);
    assert!(run(serve.dir(), &["show", "1", "--body", "--reveal"]).stdout == bomb);
}

#[test]
fn control_characters_in_a_member_name_do_not_reach_the_terminal() {
    let serve = Serve::fresh();
    let claims = |value| format!(r#"{{"claims":{{"email":{{"\u001b[31mRED\u0007":{value}}}}}}}"#);
    let body = format!(
        r#"{{"id":"1","seq":1,"type":"identity.email.updated","context":{{}},"payload":{{"old_identity":{},"new_identity":{}}}}}"#,
        claims(1),
        claims(2)
    );
    serve.post_signed("/", body.as_bytes());
    let text = String::from_utf8(run(serve.dir(), &["diff", "1"]).stdout).unwrap();
    assert!(text.contains("RED") && !text.contains(['\u{1b}', '\u{7}']), "{text:?}");
}

#[test]
fn a_hundred_thousand_nested_levels_do_not_overflow_the_stack() {
    let serve = Serve::fresh();
    let deep = |inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    for inner in ["1", "2"] {
        let body = format!(
            r#"{{"id":"1","seq":1,"type":"identity.email.updated","context":{{}},"payload":{{"old_identity":{},"new_identity":{}}}}}"#,
            deep("1"),
            deep(inner)
        );
        assert_eq!(serve.post_signed("/", body.as_bytes()).status, 200);
    }
    assert_eq!(run(serve.dir(), &["diff", "1"]).status.code(), Some(0));
    assert_eq!(run(serve.dir(), &["diff", "2"]).status.code(), Some(1));
    assert!(run(serve.dir(), &["show", "2", "--json"]).status.success());
}

#[test]
fn header_lines_are_stored_exactly() {
    let serve = Serve::fresh();
    let mut connection = Connection::open(serve.address);
    connection.send(b"PUT http://example.com/a%20b?c HTTP/1.1\r\nHost: x\r\nX-B: 1\r\nx-a: \xff\r\nX-B: 2\r\nContent-Length: 2\r\n\r\nhi");
    assert_eq!(connection.response().status, 200);
    let shown = &json_lines(serve.dir(), &["show", "1", "--json"])[0];
    assert_eq!(shown["method"], "PUT");
    assert_eq!(shown["target"], "http://example.com/a%20b?c");
    assert_eq!(shown["path"], "/a%20b");
    let names: Vec<_> = shown["headers"].as_array().unwrap().iter().map(|pair| pair[0].as_str().unwrap()).collect();
    assert_eq!(names, ["Host", "X-B", "x-a", "X-B", "Content-Length"]);
    assert!(shown["headers_base64"].is_string(), "a value that is not UTF-8 is printed in base64");
}
