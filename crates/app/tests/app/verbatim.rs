//! Resends keep every byte that was not edited.

use hookglass_app::Resend;
use hookglass_json::{edit::Edit, pointer::Pointer};
use hookglass_testkit::{
    corpus::{self, Fixture},
    target::{Received, Reply, Target},
};

use crate::{
    requests::{request, untouched},
    support::Running,
};

/// All fixtures of the corpus.
pub(crate) fn all_fixtures() -> Vec<Fixture> {
    let sets = [corpus::events(), corpus::events_newer(), corpus::events_2024_08(), corpus::fastgen_forwarded()];
    sets.into_iter().flatten().chain(corpus::hostile()).collect()
}

/// Header lines, without those that belong to the connection.
pub(crate) fn end_to_end(got: &Received) -> Vec<(String, String)> {
    let lines = got.headers.iter().filter(|(name, _)| name != "Host" && name != "Content-Length");
    lines.map(|(name, value)| (name.clone(), String::from_utf8_lossy(value).into_owned())).collect()
}

/// Posts a fixture, and returns the sent header lines.
pub(crate) async fn post(running: &Running, fixture: &Fixture) -> Vec<(String, String)> {
    let signature = corpus::sign(corpus::SECRET, &fixture.bytes);
    let mut headers = vec![
        ("user-AGENT", "Go-http-client/1.1"),
        ("Content-Type", fixture.content_type.as_str()),
        ("X-Twice", "1"),
        ("x-odd", "a  b\tc"),
        ("X-Authgear-Body-Signature", signature.as_str()),
        ("X-twice", "2"),
        ("X-Empty", ""),
    ];
    headers.extend(fixture.content_encoding.as_deref().map(|encoding| ("Content-Encoding", encoding)));
    running.post("/in?x=%20", &headers, &fixture.bytes).await;
    headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unedited_resend_has_the_received_body_and_headers() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, "{}"));
    for (id, fixture) in (1..).zip(all_fixtures()) {
        let headers = post(&running, &fixture).await;
        let draft = running.app.replay.draft(id).await.unwrap();
        let from_window = running.app.replay.send(request(id, target.url(), untouched(&draft))).await.unwrap();
        let options = Resend { to: Some(target.url()), ..Resend::default() };
        let from_command = running.app.replay.resend(id, &options).await.unwrap();
        for (sent, got) in [from_window, from_command].iter().zip(&target.received()[2 * (id as usize - 1)..]) {
            assert!(got.body == fixture.bytes, "{}", fixture.name);
            assert_eq!(end_to_end(got), headers, "{}", fixture.name);
            assert_eq!((sent.edited, sent.signed.as_str()), (false, "original"), "{}", fixture.name);
        }
    }
}

/// Fixtures without a single `type` member to edit: one has duplicate names, the others are not
/// JSON.
const NOT_EDITABLE: [&str; 5] =
    ["08-duplicate-keys-top", "17-nul-bytes", "24-truncated", "31-json5-with-comments", "34-multipart"];

/// The byte range of the value of the top-level member `type`, if it is a string and no other
/// object starts before it.
fn type_range(bytes: &[u8]) -> Option<(usize, usize)> {
    let name = b"\"type\"";
    let after = bytes.windows(name.len()).position(|window| window == name)? + name.len();
    let is_top_level = bytes[..after].iter().filter(|byte| b"{[".contains(byte)).eq([&b'{']);
    let is_separator = |byte: &u8| byte.is_ascii_whitespace() || *byte == b':';
    let start = after + bytes[after..].iter().position(|byte| !is_separator(byte))?;
    let end = start + 1 + bytes[start + 1..].iter().position(|&byte| byte == b'"')? + 1;
    (is_top_level && bytes[start] == b'"').then_some((start, end))
}

#[tokio::test(flavor = "multi_thread")]
async fn editing_one_member_changes_only_its_bytes() {
    let running = Running::start().await;
    let target = Target::answering(Reply::status(200, "{}"));
    let editable = all_fixtures().into_iter().filter(|fixture| fixture.content_encoding.is_none());
    let editable = editable.filter(|fixture| !NOT_EDITABLE.contains(&fixture.name.as_str()));
    let mut edited = 0;
    for fixture in editable {
        let Some((start, end)) = type_range(&fixture.bytes) else { continue };
        edited += 1;
        let headers = post(&running, &fixture).await;
        let edit = Edit::Set { at: Pointer::parse("/type").unwrap(), json: r#""an.edited""#.to_owned() };
        let how = Resend { to: Some(target.url()), edits: vec![edit], ..Resend::default() };
        let sent = running.app.replay.resend(edited, &how).await.unwrap();
        assert!(sent.edited, "{}", fixture.name);
        let got = target.received().pop().unwrap();
        let expected = [&fixture.bytes[..start], br#""an.edited""#, &fixture.bytes[end..]].concat();
        assert!(got.body == expected, "{}", fixture.name);
        assert_eq!(end_to_end(&got), headers, "{}", fixture.name);
    }
    assert!(edited > 80, "most fixtures have an editable member: {edited}");
}
