use super::*;
use bytes::Bytes;

fn parse(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn refused(text: &[u8]) -> SyntaxError {
    Document::parse(Bytes::copy_from_slice(text)).unwrap_err()
}

#[test]
fn numbers_keep_every_digit() {
    for digits in
        ["9223372036854775807", "-0", "1e400", "10.10", "1.0", "4E-324", "1234567890123456789012345678901234567890.5"]
    {
        assert_eq!(parse(&format!("[ {digits} ]")).root().children().next().unwrap().digits(), Some(digits));
    }
}

#[test]
fn the_last_of_two_members_is_effective_and_both_are_kept() {
    let document = parse(r#"{"a":1,"b":{"x":0},"\u0061":2}"#);
    let root = document.root();
    assert_eq!(root.get("a").unwrap().digits(), Some("2"));
    assert_eq!(root.len(), 3);
    assert_eq!(document.root().first_duplicate().unwrap().raw(), b"2");
    assert!(root.get("b").unwrap().first_duplicate().is_none());
    assert!(parse(r#"{"a":{"a":1}}"#).root().first_duplicate().is_none());
}

#[test]
fn a_path_follows_members_only() {
    let document = parse(r#"{"a":{"b":[true]}}"#);
    assert_eq!(document.root().path(&["a", "b"]).unwrap().form(), Form::Array);
    assert!(document.root().path(&["a", "b", "0"]).is_none());
}

#[test]
fn strings_decode_exactly() {
    let decoded = |text: &str| parse(text).root().string_bytes().unwrap().into_owned();
    assert_eq!(decoded(r#""\u00e9\n\/""#), "é\n/".as_bytes());
    assert_eq!(decoded(r#""\ud83d\ude00""#), "😀".as_bytes());
    assert_ne!(decoded(r#""\ud83d""#), decoded(r#""\ud83e""#), "lone surrogates stay apart");
    assert_eq!(decoded(r#""\ud83dx\ude00""#).len(), 7);
    assert_eq!(parse(r#""\u0000""#).root().string().unwrap(), "\0");
}

#[test]
fn bytes_that_are_not_utf8_are_kept_inside_strings() {
    let document = Document::parse(Bytes::from_static(b"[\"\xff\"]")).unwrap();
    assert_eq!(document.root().children().next().unwrap().string_bytes().unwrap().as_ref(), b"\xff");
}

#[test]
fn a_byte_order_mark_is_skipped_and_counts_in_offsets() {
    let document = parse("\u{feff}{\"a\":1}");
    assert_eq!(document.root().span(), (3, 10));
}

#[test]
fn a_million_levels_are_parsed_and_dropped_without_recursion() {
    let levels = 1_000_000;
    let text = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    let document =
        std::thread::Builder::new().stack_size(256 * 1024).spawn(move || parse(&text)).unwrap().join().unwrap();
    assert_eq!(document.nodes.len(), levels);
    assert_eq!(document.root().span(), (0, 2 * levels));
}

#[test]
fn syntax_errors_have_a_position() {
    for (text, what, line, column) in [
        (&b""[..], "found nothing", 1, 1),
        (b"{\"a\":1,\n  \"b\" 2}", "expected ':'", 2, 7),
        (b"{\"a\":1,}", "trailing commas", 1, 8),
        (b"[1,]", "trailing commas", 1, 4),
        (b"{// x\n}", "JSON5", 1, 2),
        (b"{a: 1}", "JSON5", 1, 2),
        (b"['a']", "JSON5", 1, 2),
        (b"[+1]", "JSON5", 1, 2),
        (b"[01]", "octal", 1, 3),
        (b"[0x1F]", "hexadecimal", 1, 3),
        (b"{} {}", "more after the first value", 1, 4),
        (b"{}\0", "more after the first value", 1, 3),
        (b"[\"a\0\"]", "control character", 1, 4),
        (b"\"abc", "still open where the text ends", 1, 5),
        (b"[1, 2", "expected ',' or ']', found the end", 1, 6),
        (b"[1.]", "expected a digit", 1, 4),
        (b"nul", "expected a value", 1, 1),
        (b"\"\\x\"", "an escape that JSON does not have", 1, 3),
        (b"\"\\u12\"", "four hexadecimal digits", 1, 3),
    ] {
        let error = refused(text);
        assert!(error.what.contains(what), "{:?} gave {error}", String::from_utf8_lossy(text));
        assert_eq!((error.line, error.column), (line, column), "{:?}: {error}", String::from_utf8_lossy(text));
    }
}

#[test]
fn a_document_with_too_many_values_is_rejected() {
    let list = Bytes::from_static(b"[1,2,3]");
    assert!(Document::parse_within(list.clone(), 4).is_ok());
    assert!(Document::parse_within(list, 3).unwrap_err().what.contains("more than 3 values"));
}

#[test]
fn names_and_strings_survive_encoding() {
    for text in ["", "a\"b\\c", "\0\u{1b}\r\n\t", "é😀\u{2028}"] {
        assert_eq!(parse(&encode_string(text)).root().string().unwrap(), text);
    }
}

#[test]
fn lone_surrogates_survive_encoding_and_invalid_utf8_does_not() {
    for text in [r#""\ud800""#, r#""a\udfff\"x\u0000""#, r#""\ude00\ud83d""#, r#""😀\ud83d😀""#] {
        let decoded = parse(text).root().string_bytes().unwrap().into_owned();
        let encoded = encode_exactly(&decoded).unwrap();
        assert_eq!(parse(&encoded).root().string_bytes().unwrap().as_ref(), decoded, "{text}");
    }
    assert_eq!(encode_exactly(b"a\xff"), None);
}

#[test]
fn repeated_names_are_found_in_any_spelling() {
    let raw = |text: &str| {
        let document = parse(text);
        document.root().duplicates().map(|member| member.raw_text().into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(raw(r#"{"a":1,"b":{"c":2,"c":3},"\u0061":4,"a":5}"#), ["4", "5", "3"]);
    assert_eq!(raw(r#"{"a":1,"b":[{"a":2}]}"#), [""; 0]);
    let many = (0..100).map(|n| format!(r#""k{n}":{n}"#)).collect::<Vec<_>>().join(",");
    assert_eq!(raw(&format!("{{{many}}}")), [""; 0]);
    assert_eq!(raw(&format!(r#"{{{many},"k99":"again"}}"#)), [r#""again""#]);
}

#[test]
fn the_value_at_a_byte_is_the_innermost() {
    let text = r#"{"a": [1, {"b": "x"}], "c": 2}"#;
    let document = parse(text);
    let at = |needle: &str| document.value_over(text.find(needle).unwrap()).unwrap().raw_text().into_owned();
    assert_eq!(at("\"x\""), "\"x\"");
    assert_eq!(at("\"b\""), "\"x\"", "a name belongs to its value");
    assert_eq!(at("}]"), r#"{"b": "x"}"#);
    assert_eq!(at("], "), r#"[1, {"b": "x"}]"#);
    assert_eq!(at(", \"c\""), text);
    assert!(document.value_over(text.len()).is_none());
}
