use super::*;
use crate::headers::Headers;
use crate::outgoing::Outgoing;
use bytes::Bytes;
use proptest::prelude::*;

fn import(text: &str) -> Imported {
    from_curl(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn lines(text: &str) -> Vec<String> {
    let request = import(text).request;
    request.headers.iter().map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value))).collect()
}

fn body(text: &str) -> Vec<u8> {
    import(text).request.body.to_vec()
}

fn error_of(text: &str) -> String {
    from_curl(text).map(|imported| panic!("{text} was read: {imported:?}")).unwrap_err().to_string()
}

fn request(method: &str, headers: &[(&str, &str)], body: impl Into<Bytes>) -> Outgoing {
    Outgoing {
        method: method.to_owned(),
        url: "http://127.0.0.1:4665/hooks?a=1&b=%20".to_owned(),
        headers: Headers::from_pairs(headers.iter().copied()),
        body: body.into(),
    }
}

#[test]
fn commands_of_browsers_and_documents_are_imported() {
    let chrome = "curl 'https://api.example.com/v1/x?y=1' \\\n  -X 'PUT' \\\n  -H 'accept: */*' \\\n  -H 'content-type: \
                  application/json' \\\n  --data-raw $'{\"a\":\"it\\'s \\u0021\"}' \\\n  --compressed";
    let imported = import(chrome);
    assert_eq!((imported.request.method.as_str(), &imported.request.body[..]), ("PUT", &br#"{"a":"it's !"}"#[..]));
    assert_eq!(lines(chrome), ["Accept-Encoding: deflate, gzip", "accept: */*", "content-type: application/json"]);
    let readme = "$ curl -sSL -XPOST http://localhost:3000/hook -d'{\"a\": 1}' -H\"X-A: b c\" | jq . # see above\n";
    let imported = import(readme);
    assert_eq!((imported.request.method.as_str(), &imported.request.body[..]), ("POST", &br#"{"a": 1}"#[..]));
    assert_eq!(imported.notes.len(), 2, "redirects and the pipe: {:?}", imported.notes);
    let windows = "curl.exe -X POST \"http://a.test/x\" -H \"A: b\" ^\r\n  -d \"{\\\"a\\\":\\\"100%\\\"}\"";
    assert_eq!(body(windows), br#"{"a":"100%"}"#);
}

#[test]
fn every_quoting_of_bash_is_read() {
    for (word, bytes) in [
        (r#"'a"\$'"#, &br#"a"\$"#[..]),
        (r#""a\"\$\`\\\n'""#, br#"a"$`\\n'"#),
        ("\"a\\\nb\"", b"ab"),
        (r"$'\x41\101\n\t\e\cA\u00e9\U0001f600\q\'\\'", b"AA\n\t\x1b\x01\xc3\xa9\xf0\x9f\x98\x80\\q'\\"),
        (r"$'\xff\x0ga'", b"\xff\x00ga"[..1].as_ref()),
        (r"a\ b\'c''d", b"a b'cd"),
        ("$", b"$"),
        ("\"5$\"", b"5$"),
        ("$\"x\"", b"x"),
        ("a#b", b"a#b"),
    ] {
        assert_eq!(body(&format!("curl http://a --data-raw {word}")), bytes, "{word}");
    }
}

#[test]
fn options_have_the_same_effect_as_in_curl() {
    assert_eq!(body("curl a -d x --data-raw @y -d 'z z'"), b"x&@y&z z");
    assert_eq!(
        body("curl a --data-urlencode 'n=a b&c' --data-urlencode '=é' --data-urlencode 'x/y'"),
        b"n=a+b%26c&%C3%A9&x%2Fy"
    );
    assert_eq!(body("curl a --json '{' --json '}'"), b"{}");
    assert_eq!(lines("curl a --json 1 -H 'Accept: x'"), ["Accept: x", "Content-Type: application/json"]);
    assert_eq!(
        lines("curl a -H 'X;' -H 'Y:' -H 'Z:  1 ' -H 'Accept:' -d ''"),
        ["X: ", "Z: 1", "Content-Type: application/x-www-form-urlencoded"]
    );
    assert_eq!(
        lines("curl -u me:p:w -b a=1 -b 'b=2; c=3' -A agent -e 'http://r;auto' a"),
        [
            "Authorization: Basic bWU6cDp3",
            "User-Agent: agent",
            "Accept: */*",
            "Referer: http://r",
            "Cookie: a=1;b=2; c=3"
        ]
    );
    assert_eq!(lines("curl -A '' http://me:p%40w@a/"), ["Authorization: Basic bWU6cEB3", "Accept: */*"]);
    let url = |text: &str| import(text).request.url;
    assert_eq!(url("curl -G -d a=1 -d b 'http://a/x?y#f'"), "http://a/x?y&a=1&b");
    assert_eq!(url("curl -G -d a=1 --url http://a"), "http://a?a=1");
    assert_eq!(url("curl -- a.test/x/../y/./z/.."), "http://a.test/y/");
    assert_eq!(url("curl --path-as-is a.test/x/../y"), "http://a.test/x/../y");
    assert_eq!(url("curl 'http://[::1]:8080/'"), "http://[::1]:8080/");
    assert_eq!(import("curl -I a").request.method, "HEAD");
    assert_eq!(import("curl -G -d x a").request.method, "GET");
}

#[test]
fn piped_data_is_read_and_files_are_not() {
    assert_eq!(body("printf 'a%%\\012\\000\\n' | curl a --data-binary @-"), b"a%\n\0\n");
    assert_eq!(body("printf '%s' 'a\nb' | curl a -d @-"), b"ab", "-d leaves line breaks out");
    assert_eq!(body("echo '{}' | curl a --json @-"), b"{}\n");
    assert!(error_of("curl a -d @body.json").contains("column 8: the file 'body.json' cannot be read here"));
    assert!(error_of("curl a --data-urlencode n@f").contains("the file 'f'"));
    assert!(error_of("curl a -d @-").contains("standard input"));
    assert!(error_of("curl a -b cookies.txt").contains("the file 'cookies.txt'"));
    assert!(error_of("curl a -H @h").contains("the file 'h'"));
    assert!(error_of("cat x | curl a -d @-").contains("only printf or echo"));
}

#[test]
fn errors_have_a_position() {
    for (text, place, what) in [
        ("wget a", "column 1", "start with curl"),
        ("curl", "column 5", "the URL is missing"),
        ("curl 'a", "column 6", "never closed"),
        ("curl \\\n \"a", "line 2, column 2", "never closed"),
        ("curl a -d \"$X\"", "column 12", "shell variable"),
        ("curl a -d `x`", "column 11", "command in a command"),
        ("curl a -d $(x)", "column 11", "command in a command"),
        ("curl a > f", "column 8", "redirection"),
        ("curl a &", "column 8", "only one command"),
        ("curl a\ncurl b", "line 2, column 1", "second command"),
        ("curl a b", "column 8", "second URL, 'b'"),
        ("curl a --nonsense 1", "column 8", "--nonsense is not known"),
        ("curl a -sWX", "column 8", "-W is not known"),
        ("curl a -X", "column 8", "value of --request is missing"),
        ("curl a -X 'a b'", "column 8", "not a method"),
        ("curl a -F a=b", "column 8", "multipart"),
        ("curl a -I -d x", "column 8", "leave one of them out"),
        ("curl ftp://a", "column 6", "no scheme of HTTP"),
        ("curl 'http://a/{b,c}'", "column 6", "several requests"),
        ("curl 'http://a/b c'", "column 6", "percent-encode"),
        ("curl http:///x", "column 6", "no host"),
        ("curl a -u me", "column 8", "password"),
        ("curl a -H 'a b: c'", "column 8", "not the name"),
        ("curl a -H $'X: a\\nb'", "column 8", "line break"),
        ("curl a (b)", "column 8", "bracket"),
    ] {
        let error = error_of(text);
        assert!(error.contains(place) && error.contains(what), "{text}: {error}");
    }
}

#[test]
fn a_copy_is_idiomatic() {
    let copied =
        copy(&request("POST", &[("Content-Type", "application/json")], r#"{"it's":1}"#), CopyFormat::Curl).unwrap();
    let expected = "curl \\\n  'http://127.0.0.1:4665/hooks?a=1&b=%20' \\\n  --header 'Content-Type: application/json' \\\n  \
                    --header 'Accept:' \\\n  --header 'User-Agent:' \\\n  --data-raw '{\"it'\\''s\":1}'";
    assert_eq!(copied.text, expected);
    let copied = copy(
        &request("POST", &[("Content-Type", "text/plain"), ("X-A", "<b>")], "a\n\"b\u{202e}</script>"),
        CopyFormat::Fetch,
    );
    let text = copied.unwrap().text;
    assert!(text.contains(r#"body: "a\n\"b\u202e\u003c/script>","#), "{text}");
    let copied = copy(&request("POST", &[("X-A", "1")], "{\n\"a\": 1\n}"), CopyFormat::RestClient).unwrap();
    assert_eq!(copied.text, "POST http://127.0.0.1:4665/hooks?a=1&b=%20 HTTP/1.1\nX-A: 1\n\n{\n\"a\": 1\n}\n");
}

#[test]
fn nothing_in_a_copy_acts_on_a_terminal() {
    let hostile = "\u{1b}]0;x\u{7}\u{202e}\r\t\u{9b}!!'\u{0}";
    for form in [CopyFormat::Curl, CopyFormat::Httpie, CopyFormat::Fetch] {
        for body in [hostile, &hostile[..hostile.len() - 1]] {
            let text = copy(&request("POST", &[("X-A", "\u{1b}[2J\u{200b}")], body.to_owned()), form).unwrap().text;
            let acts = text.chars().find(|character| {
                *character != '\n' && (character.is_control() || hookglass_json::display::invisible(*character))
            });
            assert_eq!(acts, None, "{form:?}: {text:?}");
        }
    }
}

#[test]
fn a_request_that_a_format_cannot_express_is_an_error() {
    let cannot =
        |form: CopyFormat, request: &Outgoing| copy(request, form).map(|copied| panic!("{}", copied.text)).unwrap_err();
    for body in ["{{x}}", "a\r\nb", " a", "a\n", "###", "a\n< b", "\u{feff}a", "a\u{200b}b"] {
        cannot(CopyFormat::RestClient, &request("POST", &[], body));
    }
    cannot(CopyFormat::RestClient, &request("POST", &[], &b"\xff"[..]));
    for form in [CopyFormat::RestClient, CopyFormat::Fetch] {
        cannot(form, &request("POST", &[("A", "1"), ("a", "2")], ""));
    }
    cannot(CopyFormat::Fetch, &request("GET", &[], "x"));
    cannot(CopyFormat::Fetch, &request("post", &[], "x"));
    cannot(CopyFormat::Httpie, &request("POST", &[("A", r"c:\:x")], ""));
    for url in ["ftp://a", "http://a/b c", "a", "http://a/\u{e9}"] {
        for form in CopyFormat::ALL {
            cannot(form, &Outgoing { url: url.to_owned(), ..request("POST", &[], "") });
        }
    }
    for headers in [
        Headers::from_pairs([("A B", "1")]),
        Headers::from_pairs([("A", "1\0")]),
        Headers::from_pairs([("Transfer-Encoding", "chunked")]),
    ] {
        for form in CopyFormat::ALL {
            cannot(form, &Outgoing { headers: headers.clone(), ..request("POST", &[], "") });
        }
    }
}

fn any_body() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::collection::vec(any::<u8>(), 0..40),
        "[ -~\\n\\r\\té\u{202e}'\"\\\\$`!%]{0,40}".prop_map(String::into_bytes),
        any::<String>().prop_map(String::into_bytes),
    ]
}

fn any_request() -> impl Strategy<Value = Outgoing> {
    let name = "[A-Za-z!#$%&'*+.^_`|~-][A-Za-z0-9!#$%&'*+.^_`|~-]{0,8}"
        .prop_filter("computed by the tools", |name: &String| {
            !["content-length", "transfer-encoding"].contains(&name.to_ascii_lowercase().as_str())
        });
    let value = prop_oneof![
        "[!-~]([ -~]{0,20}[!-~])?".prop_map(String::into_bytes),
        prop::collection::vec((1u8..=255).prop_filter("no line breaks", |byte| !b"\r\n".contains(byte)), 0..12),
        Just(Vec::new()),
    ];
    let method = prop_oneof!["(GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS)", "[A-Za-z!#$%&'*+.^_`|~-]{1,8}"];
    let url = "https?://[a-z][a-z0-9.]{0,8}(:[1-9][0-9]{0,3})?(/[a-zA-Z0-9!$&'()*+,;=:@%{}~._-]{0,6}){0,3}(\\?[a-zA-Z0-9'&=%{}|^-]{0,8})?";
    (method, url, prop::collection::vec((name, value), 0..5), any_body()).prop_map(|(method, url, pairs, body)| {
        Outgoing {
            method,
            url,
            headers: Headers::from_pairs(pairs.into_iter().map(|(name, value)| (name, value.trim_ascii().to_vec()))),
            body: body.into(),
        }
    })
}

proptest! {
    #[test]
    fn an_imported_copy_is_the_request(request in any_request()) {
        let copied = copy(&request, CopyFormat::Curl).unwrap();
        let imported = from_curl(&copied.text).unwrap_or_else(|error| panic!("{error}\n{}", copied.text));
        prop_assert_eq!(imported.request.headers.block(), request.headers.block());
        prop_assert_eq!(imported.request, request, "{}", copied.text);
    }

    #[test]
    fn no_text_makes_it_panic(text in any::<String>(), words in "(curl|curl.exe) [-a-zA-Z0-9'\"$@=:/\\\\^|{}\\n ]{0,60}") {
        let _ = from_curl(&text);
        if let Err(error) = from_curl(&words) {
            prop_assert!(error.start <= error.end && error.end <= words.len());
        }
    }
}
