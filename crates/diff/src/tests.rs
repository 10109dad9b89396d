use super::*;
use crate::change::note;
use bytes::Bytes;
use hookglass_json::{Document, encode_string};

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn changes(old: &str, new: &str) -> Vec<(Op, String)> {
    let (old, new) = (document(old), document(new));
    let found = diff(old.root(), new.root());
    found.changes.iter().map(|change| (change.op, found.pointer(change.path).to_string())).collect()
}

fn unchanged(found: &Diff<'_>) -> usize {
    found.unchanged_totals().last().map_or(0, |&total| total as usize)
}

fn marked(parts: &[Part]) -> String {
    parts.iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() }).collect()
}

#[test]
fn each_kind_of_change_has_its_pointer() {
    let found = changes(
        r#"{"same":1,"gone":2,"number":3,"flag":true,"kind":null,"deep":{"a/b":[1,2,3]}}"#,
        r#"{"same":1,"number":4,"flag":false,"kind":"x","deep":{"a/b":[1,5]},"fresh":{}}"#,
    );
    let expected = [
        (Op::Removed, "/gone"),
        (Op::Changed, "/number"),
        (Op::Changed, "/flag"),
        (Op::Retyped, "/kind"),
        (Op::Changed, "/deep/a~1b/1"),
        (Op::Removed, "/deep/a~1b/2"),
        (Op::Added, "/fresh"),
    ];
    assert_eq!(found, expected.map(|(op, path)| (op, path.to_owned())));
}

#[test]
fn key_order_and_escapes_do_not_matter_and_a_digit_does() {
    assert!(changes(r#"{"a":1,"b":"é"}"#, r#"{"b":"\u00e9","a":1}"#).is_empty());
    assert_eq!(changes("9007199254740993", "9007199254740992").len(), 1, "beyond 2^53");
}

#[test]
fn absent_null_and_empty_are_different() {
    assert_eq!(changes("{}", r#"{"a":null}"#)[0].0, Op::Added);
    assert_eq!(changes(r#"{"a":null}"#, r#"{"a":""}"#)[0].0, Op::Retyped);
}

#[test]
fn the_last_of_two_members_is_compared() {
    assert!(changes(r#"{"a":1,"a":2}"#, r#"{"a":2}"#).is_empty());
}

#[test]
fn a_number_in_another_spelling_is_not_a_change() {
    let same = |a: &str, b: &str| {
        let (a, b) = (document(a), document(b));
        let found = diff(a.root(), b.root());
        assert_eq!(found.changes.len() + found.rewritten.len(), 1, "{a:?} and {b:?}");
        assert_eq!(note(a.root(), b.root()).is_some(), found.changes.is_empty());
        found.changes.is_empty()
    };
    for (a, b) in [("1.0", "1"), ("1e2", "100"), ("0", "-0"), ("10.10", "10.1"), ("0.001", "1E-3"), ("120", "12e1")] {
        assert!(same(a, b), "{a} and {b}");
    }
    for (a, b) in
        [("1E+2", "1e2"), ("1e400", "10e399"), ("1e999999999", "0.1e1000000000"), ("0e400", "0"), ("-0.0", "0")]
    {
        assert!(same(a, b), "{a} and {b}");
    }
    let huge = ("1e99999999999999999999", "1e88888888888888888888");
    for (a, b) in [("1", "-1"), ("1", "10"), ("1e400", "1e401"), ("0.1", "0.01"), ("1e999999999", "1e999999998"), huge]
    {
        assert!(!same(a, b), "{a} and {b}");
    }
}

#[test]
fn an_instant_in_another_spelling_is_not_a_change() {
    let same = |a: &str, b: &str| {
        let (a, b) = (document(&encode_string(a)), document(&encode_string(b)));
        diff(a.root(), b.root()).changes.is_empty()
    };
    let noon = "2026-03-11T12:00:00Z";
    for other in [
        "2026-03-11T12:00:00+00:00",
        "2026-03-11T12:00:00-00:00",
        "2026-03-11T12:00:00.0Z",
        "2026-03-11T13:00:00+01:00",
        "2026-03-11T12:00:00.000Z",
        "2026-03-11t12:00:00z",
        "2026-03-11T06:30:00-05:30",
    ] {
        assert!(same(noon, other), "{other}");
    }
    for other in ["2026-03-11T12:00:00.001Z", "2026-03-11T12:00:00+01:00", "2026-03-11T12:00:00", "2026-03-11"] {
        assert!(!same(noon, other), "{other}");
    }
    assert!(!same("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), "a leap second is not the second before it");
}

#[test]
fn elements_are_matched_by_id() {
    let old = r#"{"l":[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]}"#;
    let new = r#"{"l":[{"id":3,"n":"c"},{"id":1,"n":"x"},{"id":4,"n":"b"}]}"#;
    let (a, b) = (document(old), document(new));
    let found = diff(a.root(), b.root());
    let changes: Vec<_> = found
        .changes
        .iter()
        .map(|change| {
            let from = found.from(change.path).map(|from| from.to_string());
            (change.op, from.unwrap_or_default(), found.pointer(change.path).to_string())
        })
        .collect();
    let expected = [
        (Op::Removed, "/l/1", "/l/1"),
        (Op::Moved, "/l/0", "/l/1"),
        (Op::Changed, "/l/0/n", "/l/1/n"),
        (Op::Added, "", "/l/2"),
    ];
    assert_eq!(changes, expected.map(|(op, from, to)| (op, from.to_owned(), to.to_owned())));
}

#[test]
fn elements_are_matched_by_another_unique_member() {
    let found = changes(
        r#"[{"email":"a@x","n":1},{"email":"b@x","n":1},{"email":"c@x","n":1}]"#,
        r#"[{"email":"c@x","n":1},{"email":"a@x","n":2},{"email":"b@x","n":1}]"#,
    );
    assert_eq!(found, [(Op::Moved, "/0".to_owned()), (Op::Changed, "/1/n".to_owned())]);
}

#[test]
fn elements_without_an_identity_are_matched_by_equality() {
    assert_eq!(changes("[1,2,3,4]", "[0,1,2,3,4]"), [(Op::Added, "/0".to_owned())]);
    assert_eq!(changes("[1,2,3,4]", "[4,1,2,3]"), [(Op::Moved, "/0".to_owned())]);
    assert_eq!(changes("[true,false,true]", "[true,true]"), [(Op::Removed, "/1".to_owned())]);
    assert_eq!(
        changes(r#"[{"a":{"b":[1,2]},"c":0},7,7]"#, r#"[7,{"a":{"b":[1,3]},"c":0},7]"#).len(),
        2,
        "the one that moved is the small one"
    );
    assert_eq!(
        changes(r#"[5,{"a":{"b":[1,2]},"c":0},7]"#, r#"[{"a":{"b":[1,3]},"c":0},7]"#),
        [(Op::Removed, "/0".to_owned()), (Op::Changed, "/0/a/b/1".to_owned())],
        "a change deep in an element is a change in it"
    );
}

#[test]
fn arrays_that_exceed_the_budget_are_compared_by_position() {
    let list = |step: u64| {
        let numbers: Vec<_> = (0..20_000_u64).map(|n| (n * n * step % 97).to_string()).collect();
        document(&format!("[{}]", numbers.join(",")))
    };
    let (old, new) = (list(3), list(5));
    let found = diff(old.root(), new.root());
    assert_eq!(found.by_position.len(), 1);
    assert!(!found.changes.is_empty());
    assert!(diff(document("[1,2]").root(), document("[2,3]").root()).by_position.is_empty());
}

#[test]
fn the_changed_letters_of_an_address_are_marked() {
    let shown = |old, new| {
        let (old, new) = parts(old, new);
        (marked(&old), marked(&new))
    };
    assert_eq!(
        shown("jose.nandu@example.com", "jose.n.2026@example.net"),
        ("jose.[nandu]@example.[com]".to_owned(), "jose.[n.2026]@example.[net]".to_owned())
    );
    assert_eq!(shown("Tom@example.com", "Tom@Example.com"), ("Tom@[e]xample.com".into(), "Tom@[E]xample.com".into()));
    assert_eq!(
        shown("2026-01-30T10:01:35.92Z", "2026-03-11T10:04:36.93Z"),
        ("2026-[01-30T10:01:35.92Z]".to_owned(), "2026-[03-11T10:04:36.93Z]".to_owned()),
        "many small marks become one"
    );
    assert_eq!(shown("", "x"), (String::new(), "[x]".into()));
    assert_eq!(shown("e\u{301}", "e"), ("[e\u{301}]".into(), "[e]".into()), "a grapheme is never cut");
}

#[test]
fn invisible_differences_have_a_note() {
    let note = |old: &str, new: &str| {
        let (old, new) = (document(&encode_string(old)), document(&encode_string(new)));
        note(old.root(), new.root()).unwrap_or_default()
    };
    assert!(note("caf\u{e9}", "cafe\u{301}").contains("normalisation"));
    assert!(note("ada", "a\u{200b}da").contains("invisible"));
    assert!(note("ada", "\u{202e}bob").contains("invisible"));
    assert!(note("ada", "\u{2068}ada\u{2069}").contains("only invisible"));
    assert!(note("ok", "o\u{fe0e}k").contains("only invisible"));
    assert!(note("ada", "ad\u{e0061}a").contains("only invisible"), "tags");
    assert!(note("fi", "\u{fb01}").contains("NFKC"));
    assert!(note("ada", "\u{ff41}da").contains("NFKC"), "full width");
    assert!(note("paypal", "р\u{430}ypal").contains("of another alphabet"));
    assert!(note("ape", "аре").contains("of another alphabet"), "a word of one alphabet");
    assert!(note("bob", "раураl").contains("Cyrillic ones that look like them: р (U+0440)"));
    assert!(note("bob", "gοοgle").contains("Greek"));
    assert_eq!(note("мир", "труд"), "");
    assert_eq!(note("ada", "bob"), "");
}

#[test]
fn a_hundred_thousand_levels_are_compared() {
    let deep = |inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    let (old, new) = (document(&deep("1")), document(&deep("2")));
    let found = diff(old.root(), new.root());
    assert_eq!(found.changes.len(), 1);
    let change = &found.changes[0];
    assert_eq!(found.pointer(change.path).tokens().len(), MAX_LEVELS as usize);
    assert!(note(change.old.unwrap(), change.new.unwrap()).unwrap().contains("as a whole"));
    let same = diff(old.root(), old.root());
    assert_eq!((same.changes.len(), unchanged(&same)), (0, 1));
}

#[test]
fn a_value_on_every_one_of_many_levels_costs_no_more_than_the_levels() {
    let deep = |inner: &str| format!("{}{inner}{}", "[1,".repeat(50_000), "]".repeat(50_000));
    let (old, new) = (document(&deep("1")), document(&deep("2")));
    let found = diff(old.root(), new.root());
    assert_eq!((found.changes.len(), unchanged(&found)), (1, MAX_LEVELS as usize));
}

#[test]
fn two_very_long_texts_are_compared_in_bounded_time() {
    let (old, new) = ("ab ".repeat(200_000), "ba ".repeat(200_000));
    let (old, _) = parts(&old, &new);
    assert!(old.iter().any(|part| part.marked));
}

#[test]
fn one_letter_in_the_middle_of_a_very_long_text_is_marked() {
    let text = |middle: &str| format!("{}{middle}{}", "lorem é ".repeat(100_000), " ipsum é".repeat(100_000));
    let (old, new) = parts(&text("caf\u{e9}"), &text("cafe\u{301}"));
    assert_eq!([old.len(), new.len()], [3, 3]);
    assert_eq!((old[1].text.as_str(), new[1].text.as_str()), ("\u{e9}", "e\u{301}"));
    let quoted = |middle: &str| document(&encode_string(&text(middle)));
    let (old, new) = (quoted("caf\u{e9}"), quoted("cafe\u{301}"));
    assert!(note(old.root(), new.root()).unwrap().contains("normalisation"));
}

#[test]
fn a_merge_patch_is_written_if_possible() {
    let merge = |old: &str, new: &str| {
        let (old, new) = (document(old), document(new));
        merge_patch(&diff(old.root(), new.root())).map_err(|error| error.to_string())
    };
    assert_eq!(
        merge(r#"{"a":{"b":1,"c":2},"l":[1,2],"x":0}"#, r#"{"a":{"b":1.0,"d":{}},"l":[2,{"n":null}],"x":0}"#).unwrap(),
        r#"{"a":{"b":1.0,"c":null,"d":{}},"l":[2,{"n":null}]}"#
    );
    assert_eq!(merge("{}", "{}").unwrap(), "{}");
    assert_eq!(merge("[1]", "[1]").unwrap(), "[1]");
    assert_eq!(merge("{}", "null").unwrap(), "null");
    assert!(merge("{}", r#"{"a":{"b":null}}"#).unwrap_err().contains("cannot set /a/b to null"));
    assert!(merge("1", r#"{"a":null}"#).unwrap_err().contains("/a"));
}
