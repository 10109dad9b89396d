//! Copied requests, sent by the tools they are for; and command lines, as curl itself understands
//! them.

use bytes::Bytes;
use hookglass_request::headers::Headers;
use hookglass_request::outgoing::Outgoing;
use hookglass_request::text::{CopyFormat, copy, from_curl};
use hookglass_testkit::corpus;
use hookglass_testkit::target::{Received, Reply, Target};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Runs a script with a program that takes a file, away from any configuration of the person who
/// runs the tests.
fn run(program: &str, extension: &str, name: &str, script: &str) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join(format!("request-text-{name}-{}.{extension}", std::process::id()));
    std::fs::write(&file, script).unwrap();
    let output = Command::new(program)
        .arg(&file)
        .env("HOME", &folder)
        .env("CURL_HOME", &folder)
        .env("NO_PROXY", "*")
        .env("no_proxy", "*")
        .stdin(Stdio::null())
        .output()
        .unwrap_or_else(|error| panic!("{program} is needed for this test: {error}"));
    std::fs::remove_file(&file).unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: {stderr}\n{}", script.chars().take(2000).collect::<String>());
}

fn target() -> Target {
    Target::answering(Reply::status(200, ""))
}

fn only(target: &Target) -> Received {
    let received = target.wait_for(1);
    assert_eq!(received.len(), 1, "one command is one request");
    received.into_iter().next().unwrap()
}

/// The header lines but for those that belong to the connection.
fn lines(received: &Received, left_out: &[&str]) -> Vec<(String, Vec<u8>)> {
    let is_left_out = |name: &str| left_out.iter().any(|other| name.eq_ignore_ascii_case(other));
    received.headers.iter().filter(|(name, _)| !is_left_out(name)).cloned().collect()
}

fn pairs(headers: &Headers) -> Vec<(String, Vec<u8>)> {
    headers.iter().map(|(name, value)| (name.to_owned(), value.to_vec())).collect()
}

/// Requests to one target that are hard to write down, with a query of that kind.
fn requests(target: &Target, query: &str) -> Vec<(String, Outgoing)> {
    let post = |headers: Headers, body: Bytes| Outgoing {
        method: "POST".to_owned(),
        url: format!("{}/hooks/a%20b?{query}", target.url()),
        headers,
        body,
    };
    let hostile = corpus::hostile().into_iter().map(|fixture| {
        let mut headers = Headers::from_pairs(corpus::authgear_headers(&fixture.bytes, corpus::SECRET));
        if let Some(encoding) = &fixture.content_encoding {
            headers.push(b"Content-Encoding", encoding.as_bytes());
        }
        (fixture.name, post(headers, fixture.bytes.into()))
    });
    let odd = Headers::from_pairs(
        [
            ("X-Quote", &b"it's \"$HOME\" `id` !! \\n \\"[..]),
            ("x-bytes", b"\xff\x80\xc3\xa9 \x09|"),
            ("X-Empty", b""),
            ("X-Twice", b"1"),
            ("x-twice", b"2"),
            ("@Not-A-File", b"@/etc/passwd"),
        ]
        .into_iter()
        .filter(|(name, _)| !name.starts_with('@')),
    );
    let all_bytes: Vec<u8> = (0..=255).collect();
    let no_nul: Vec<u8> = (1..=255).rev().collect();
    let more = [
        ("odd-headers", post(odd, "@/etc/passwd".into())),
        ("all-bytes", post(Headers::default(), all_bytes.into())),
        ("all-bytes-but-nul", post(Headers::default(), no_nul.into())),
        ("printf-option", post(Headers::default(), Bytes::from_static(b"--\0"))),
        ("printf-words", post(Headers::default(), Bytes::from_static(b"\0%s%%\\n\\\\'\\'$(id)`id`!!\n\n"))),
        ("large-argument", post(Headers::default(), "'\"\\\n".repeat(40_000).into())),
    ];
    hostile.chain(more.map(|(name, request)| (name.to_owned(), request))).collect()
}

#[test]
fn bash_and_curl_deliver_every_copied_request() {
    let target = target();
    let requests = requests(&target, "x=1&y={}'");
    let copies: Vec<_> = requests.iter().map(|(_, request)| copy(request, CopyFormat::Curl).unwrap().text).collect();
    run("bash", "sh", "curl", &format!("set -e -o pipefail\n{}\n", copies.join("\n")));
    let received = target.received();
    assert_eq!(received.len(), requests.len(), "one command is one request");
    for (((name, request), copied), received) in requests.iter().zip(&copies).zip(&received) {
        assert!(received.body == request.body, "{name}: the body is not the same");
        assert_eq!((received.method.as_str(), received.target.as_str()), ("POST", "/hooks/a%20b?x=1&y={}'"), "{name}");
        assert_eq!(lines(received, &["host", "content-length"]), pairs(&request.headers), "{name}");
        assert_eq!(from_curl(copied).unwrap().request, *request, "{name}");
    }
}

/// Copies every request that a form can carry, sends the copies with a tool, and returns how many
/// there were; none if the tool is not installed. Headers in `added` are the tool's own.
fn delivered_with(tool: &str, form: CopyFormat, program: &str, extension: &str, added: &[&str]) -> Option<usize> {
    if Command::new(tool).arg("--version").output().is_err() {
        eprintln!("{tool} is not installed, so nothing is tested");
        return None;
    }
    let target = target();
    let requests = requests(&target, "x=1");
    let copied = requests.iter().filter_map(|each| Some((each, copy(&each.1, form).ok()?.text)));
    let (requests, copies): (Vec<_>, Vec<_>) = copied.unzip();
    run(program, extension, form.word(), &copies.join("\n"));
    let received = target.received();
    assert_eq!(received.len(), requests.len(), "one copy is one request");
    for ((name, request), received) in requests.iter().zip(&received) {
        assert!(received.body == request.body, "{name}: the body is not the same");
        assert_eq!((received.method.as_str(), received.target.as_str()), ("POST", "/hooks/a%20b?x=1"), "{name}");
        let is_own = |name: &str| added.contains(&name) && request.headers.get(name).is_none();
        let small = |lines: Vec<(String, Vec<u8>)>| {
            let lines = lines.into_iter().map(|(name, value)| (name.to_ascii_lowercase(), value));
            // These tools send headers in an order of their own.
            let mut lines: Vec<_> = lines.filter(|(name, _)| !is_own(name)).collect();
            lines.sort();
            lines
        };
        let received = small(lines(received, &["host", "content-length", "connection"]));
        assert_eq!(received, small(pairs(&request.headers)), "{name}");
    }
    Some(requests.len())
}

#[test]
fn node_delivers_every_request_that_can_be_copied_as_fetch() {
    let added = ["accept", "accept-language", "sec-fetch-mode", "accept-encoding", "user-agent"];
    if let Some(carried) = delivered_with("node", CopyFormat::Fetch, "node", "mjs", &added) {
        assert!(carried >= corpus::hostile().len(), "only {carried} could be copied");
    }
}

#[test]
fn httpie_delivers_every_request_that_can_be_copied_for_it() {
    if let Some(carried) = delivered_with("http", CopyFormat::Httpie, "bash", "sh", &[]) {
        assert!(carried >= corpus::hostile().len(), "only {carried} could be copied");
    }
}

/// The same with `%C3` for `%c3`: a version of curl writes small letters into queries.
fn capital_escapes(target: &str) -> String {
    let mut parts = target.split('%');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |whole, part| {
        let (digits, rest) = part.split_at(part.len().min(2));
        format!("{whole}%{}{rest}", digits.to_ascii_uppercase())
    })
}

/// Everything that a command line says about a request, as curl has it.
#[test]
fn a_command_line_means_what_curl_makes_of_it() {
    for (at, arguments) in [
        "URL",
        "-d a=1 URL/x",
        "URL/x?y -d a -d 'b c' --data-raw @z",
        "-X PUT --data-binary $'a\\r\\n\\tb' URL",
        "-XDELETE URL/a/../b/./c/..",
        "--path-as-is URL/a/../b",
        "-I URL/head",
        "-G -d a=1 -d b=2 'URL/x?y=z'",
        "--get --data-urlencode 'q=a b&c/é~' URL",
        "--data-urlencode '=a=b' --data-urlencode 'plain text' --data-urlencode 'n=' URL",
        "--json '{\"a\":1}' URL",
        "--json '{' --json '}' -H 'accept: text/plain' URL",
        "-u 'me:pass:word' URL",
        "-u me:x -H 'Authorization: Mine' URL",
        "--oauth2-bearer abc URL",
        "-b 'a=1; b=2' -b c=3 URL",
        "-b a=1 -H 'cookie: mine=1' URL",
        "-A agent -e http://from.test/ URL",
        "-A '' URL",
        "-H 'User-Agent: mine' -A other URL",
        "-H 'X-Empty;' -H 'X-Gone:' -H 'Accept:' -H 'X-Space:   a b  ' -H 'X-No-Colon' URL",
        "-H 'Content-Type: application/json' -d '{}' URL",
        "-H 'Content-Type:' -d x URL",
        "-H 'X-A: 1' -H 'x-a: 2' -H 'Host: other.test' URL",
        "-sSLkvXPOST -d1 URL",
        "-d '' URL",
        "-d \"a\\\"b\\$c\\\\d\\e\" URL",
        "-d $'\\x41\\u00e9\\101\\cA\\q' URL",
        "-g 'URL/{a}[1]'",
        "--url URL/u",
        "-s -- URL",
        "-X POST URL",
        "-X GET -d body URL",
        "'URL?q' -G -d ''",
        "URL/ -G -d ''",
        "'URL/?' -G -d x",
    ]
    .into_iter()
    .enumerate()
    {
        let target = target();
        let command = format!("curl -m 20 -o /dev/null {}", arguments.replace("URL", &target.url()));
        run("bash", "sh", &format!("line-{at}"), &command);
        let received = only(&target);
        let request = from_curl(&command).unwrap_or_else(|error| panic!("{command}: {error}")).request;
        let wire_target = |url: &str| {
            let local = url.strip_prefix(&target.url()).unwrap();
            if local.starts_with('/') { local.to_owned() } else { format!("/{local}") }
        };
        assert_eq!(
            (received.method.clone(), capital_escapes(&received.target)),
            (request.method.clone(), wire_target(&request.url)),
            "{command}"
        );
        assert_eq!(received.body, request.body, "{command}");
        let is_own_agent =
            |name: &str, value: &[u8]| name.eq_ignore_ascii_case("user-agent") && value.starts_with(b"curl/");
        let mut got = lines(&received, &["content-length", "host"]);
        got.retain(|(name, value)| !is_own_agent(name, value));
        let mut wanted = pairs(&request.headers);
        wanted.retain(|(name, _)| !name.eq_ignore_ascii_case("host"));
        assert_eq!(got, wanted, "{command}");
        if let Some(host) = request.headers.text("host") {
            assert_eq!(received.header("host"), Some(host));
        }
    }
}
