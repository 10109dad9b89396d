//! The differences of awkward bodies of the corpus, as `tests/fixtures/hostile/INDEX.md` requires:
//! nothing is lost, nothing is invented, and invisible differences have a note. Each body is
//! compared with itself after one edit of its text.

use crate::json_patch::apply;
use bytes::Bytes;
use hookglass_diff::{Diff, Op, diff, parts, patch};
use hookglass_json::{Document, Value};
use hookglass_testkit::corpus;

fn bytes(name: &str) -> Bytes {
    let fixtures = corpus::hostile();
    let events = corpus::events();
    fixtures.into_iter().chain(events).find(|fixture| fixture.name.starts_with(name)).unwrap().bytes.into()
}

fn document(name: &str) -> Document {
    Document::parse(bytes(name)).unwrap()
}

/// The body with a piece of its text replaced. The piece must occur once.
fn edited(name: &str, piece: &str, by: &str) -> Document {
    let text = String::from_utf8(bytes(name).to_vec()).unwrap();
    assert_eq!(text.matches(piece).count(), 1, "{piece} occurs once in {name}");
    Document::parse(text.replace(piece, by).into()).unwrap()
}

fn side<'a>(document: &'a Document, name: &str) -> Value<'a> {
    document.root().path(&["payload", name]).unwrap()
}

/// Each change as `op pointer old new note`.
fn lines(found: &Diff<'_>) -> Vec<String> {
    let text = |value: Option<Value<'_>>| value.map(|value| value.raw_text().into_owned()).unwrap_or_default();
    let line = |change: &hookglass_diff::Change<'_>| {
        let (old, new) = (text(change.old), text(change.new));
        format!("{:?} {} {old} {new} {}", change.op, found.pointer(change.path), change.note().unwrap_or_default())
    };
    found.changes.iter().map(line).collect()
}

/// The changes after an edit. Their patch must produce the edited body.
fn changes(name: &str, piece: &str, by: &str) -> Vec<String> {
    let (old, new) = (document(name), edited(name, piece, by));
    let found = diff(old.root(), new.root());
    let patched = Document::parse(apply(&old, &patch(&found).unwrap().into()).unwrap()).unwrap();
    let left = diff(patched.root(), new.root());
    assert!(left.changes.is_empty() && left.rewritten.is_empty(), "{name}: the patch is exact");
    lines(&found)
}

fn rewritten(name: &str, piece: &str, by: &str) -> String {
    let (old, new) = (document(name), edited(name, piece, by));
    let found = diff(old.root(), new.root());
    assert!(found.changes.is_empty() && found.rewritten.len() == 1, "{name}: {piece} and {by} are one value");
    found.rewritten[0].note().unwrap()
}

#[test]
fn case_01_all_nineteen_digits_count() {
    let found = changes("01", "9223372036854775807", "9223372036854775808");
    assert_eq!(found, ["Changed /seq 9223372036854775807 9223372036854775808 "]);
}

#[test]
fn case_03_a_minus_sign_counts() {
    assert_eq!(changes("03", r#""seq":-1"#, r#""seq":1"#), ["Changed /seq -1 1 "]);
}

#[test]
fn case_04_a_string_is_not_the_number_in_it() {
    let digits = document("04").root().get("seq").unwrap().string().unwrap().into_owned();
    let found = changes("04", &format!(r#""seq":"{digits}""#), &format!(r#""seq":{digits}"#));
    assert_eq!(found, [format!(r#"Retyped /seq "{digits}" {digits} a string became a number"#)]);
}

#[test]
fn case_06_a_number_beyond_every_double_is_itself() {
    assert_eq!(changes("06", "1e400", "1e401"), ["Changed /seq 1e400 1e401 "]);
    assert!(rewritten("06", "1e400", "10E+399").contains("same number"));
}

#[test]
fn case_07_the_fortieth_digit_counts_and_trailing_zeros_are_a_spelling() {
    let big = "1234567890123456789012345678901234567890";
    assert_eq!(
        changes("07", &format!(r#""big":{big}"#), &format!(r#""big":{}1"#, &big[..39])),
        [format!("Changed /payload/user/custom_attributes/x/big {big} {}1 ", &big[..39])]
    );
    for (piece, by) in [("10.10", "10.1"), (r#""one":1.0"#, r#""one":1"#), (r#""negzero":-0"#, r#""negzero":0"#)] {
        assert_eq!(rewritten("07", piece, by), "the same number, written differently");
    }
    assert_eq!(changes("07", "4.9e-324", "4.8e-324").len(), 1, "both are one double");
}

#[test]
fn case_08_the_last_of_two_members_is_compared() {
    assert!(changes("08", r#""type":"user.deleted","#, "").is_empty());
    assert_eq!(
        changes("08", r#","type":"user.profile.updated""#, ""),
        [r#"Changed /type "user.profile.updated" "user.deleted" "#]
    );
}

#[test]
fn case_10_a_change_below_a_thousand_levels_is_found() {
    let (old, text) = (document("10"), String::from_utf8(bytes("10").to_vec()).unwrap());
    let bottom = text.find("}}}").unwrap();
    let new = Document::parse(format!(r#"{}"edited":1{}"#, &text[..bottom], &text[bottom..]).into());
    let new = new.unwrap_or_else(|_| {
        Document::parse(format!(r#"{},"edited":1{}"#, &text[..bottom], &text[bottom..]).into()).unwrap()
    });
    let found = diff(old.root(), new.root());
    assert_eq!(found.changes.len(), 1, "{:?}", found.changes);
    let patched = apply(&old, &patch(&found).unwrap().into()).unwrap();
    assert!(diff(Document::parse(patched).unwrap().root(), new.root()).changes.is_empty());
}

#[test]
fn case_12_one_letter_in_ten_megabytes_is_one_change() {
    let text = |letter: &str| format!(r#"{{"text":"{}{letter}{}"}}"#, "ab ".repeat(1_700_000), "c é".repeat(1_300_000));
    let (old, new) = (Document::parse(text("x").into()).unwrap(), Document::parse(text("y").into()).unwrap());
    let found = diff(old.root(), new.root());
    assert_eq!(found.changes.len(), 1);
    let whole = |value: Option<Value<'_>>| value.unwrap().string().unwrap().into_owned();
    let (before, after) = parts(&whole(found.changes[0].old), &whole(found.changes[0].new));
    let marked = |side: &[hookglass_diff::Part]| {
        side.iter().filter(|part| part.marked).map(|part| part.text.len()).sum::<usize>()
    };
    assert!((1..100).contains(&marked(&before)) && (1..100).contains(&marked(&after)), "the rest is not marked");
}

#[test]
fn case_13_lone_surrogates_are_distinct_in_values_and_names() {
    let found = changes("13", r#""hi":"\ud83d""#, r#""hi":"\ud83e""#);
    assert_eq!(
        found,
        [
            r#"Changed /payload/user/custom_attributes/x/hi "\ud83d" "\ud83e" only characters that are not Unicode differ"#
        ]
    );
    let named = changes("13", r#""\udfff":"lone surrogate key""#, r#""\udffe":"lone surrogate key""#);
    assert_eq!(named.len(), 2, "two names that both show as U+FFFD: {named:?}");
    assert!(changes("13", r#""ok":"\ud83d\ude00""#, r#""ok":"😀""#).is_empty(), "an escape is no change");
}

#[test]
fn case_18_control_characters_are_values_and_names_like_others() {
    let nul = changes("18", r#""nul":"a\u0000b""#, r#""nul":"ab""#);
    assert_eq!(
        nul,
        [r#"Changed /payload/user/custom_attributes/x/nul "a\u0000b" "ab" only invisible characters differ"#]
    );
    let named = changes("18", r#""k\u0000ey":1"#, r#""k\u0000ey":2"#);
    assert_eq!(named, ["Changed /payload/user/custom_attributes/x/k\0ey 1 2 "]);
}

#[test]
fn case_26_markup_is_compared_as_text() {
    let event = document("26");
    let found = diff(side(&event, "old_identity"), side(&event, "new_identity"));
    let email = found.changes.iter().find(|change| found.pointer(change.path).to_string() == "/claims/email").unwrap();
    let (_, shown) = parts(&email.old.unwrap().string().unwrap(), &email.new.unwrap().string().unwrap());
    let text: String = shown.iter().map(|part| part.text.as_str()).collect();
    assert_eq!(
        text,
        r#"<img src=x onerror="fetch(`http://127.0.0.1:9/steal`)"><script>alert(document.domain)</script>"#
    );
    assert!(
        changes("26", r#""email":"\u003cimg src=x"#, r#""email":"<img src=x"#).is_empty(),
        "an escape is no change"
    );
    assert_eq!(
        changes("26", "[click](javascript:alert(1))", "[click](x)").len(),
        2,
        "a name with slashes and brackets"
    );
}

#[test]
fn case_27_bidi_invisible_and_confusable_characters_are_reported() {
    let event = document("27");
    let found = lines(&diff(side(&event, "old_identity"), side(&event, "new_identity")));
    let email = found.iter().find(|line| line.starts_with("Changed /claims/email ")).unwrap();
    assert!(email.ends_with("has invisible or direction-changing characters"), "{email}");
    let named = changes("27", "\u{200b}Zero\u{200d}Width\u{feff} \u{ad}soft", "ZeroWidth soft");
    assert!(named[0].ends_with("only invisible characters differ"), "{named:?}");
    let imitated = changes("27", "раураl", "paypal");
    assert!(imitated[0].ends_with("they look the same, but some letters are of another alphabet"), "{imitated:?}");
}

#[test]
fn case_28_a_name_of_a_megabyte_is_complete_in_the_pointer() {
    let old = document("28");
    let object = old.root().path(&["payload", "user", "custom_attributes", "x"]).unwrap();
    let longest = object.children().max_by_key(|member| member.key().map_or(0, |name| name.len())).unwrap();
    let name = longest.key().unwrap().into_owned();
    assert!(name.len() > 1 << 20);
    let (start, end) = longest.span();
    let text = old.source();
    let new = Document::parse([&text[..start], b"3", &text[end..]].concat().into()).unwrap();
    let found = diff(old.root(), new.root());
    assert_eq!(found.changes.len(), 1);
    assert_eq!(found.pointer(found.changes[0].path).tokens().last(), Some(&name));
    let patched = apply(&old, &patch(&found).unwrap().into()).unwrap();
    assert_eq!(patched.len(), new.source().len());
}

#[test]
fn case_29_one_of_a_hundred_thousand_elements_is_found() {
    let found = changes("29", r#"{"n":50000}"#, r#"{"n":-1}"#);
    assert_eq!(found, ["Changed /payload/user/custom_attributes/x/50000/n 50000 -1 "]);
    let gone = changes("29", r#"{"n":50000},"#, "");
    assert_eq!(gone, [r#"Removed /payload/user/custom_attributes/x/50000 {"n":50000}  "#]);
}

#[test]
fn case_39_two_normal_forms_are_a_change_and_two_names() {
    let event = document("39");
    let found = lines(&diff(side(&event, "old_identity"), side(&event, "new_identity")));
    let name = found.iter().find(|line| line.starts_with("Changed /claims/preferred_username ")).unwrap();
    assert!(name.ends_with("the same after Unicode normalisation"), "{name}");
    let custom = event.root().path(&["payload", "user", "custom_attributes"]).unwrap();
    assert_eq!((custom.len(), custom.members().len()), (2, 2), "both names are kept");
    let gone = changes("39", ",\"cafe\u{301}\":2", "");
    assert_eq!(gone.len(), 1, "{gone:?}");
}

#[test]
fn case_41_names_such_as_proto_are_ordinary_names() {
    let found = changes("41", r#""__proto__":{"polluted":true}"#, r#""__proto__":{"polluted":false}"#);
    assert_eq!(found, ["Changed /payload/user/custom_attributes/__proto__/polluted true false "]);
    assert_eq!(
        changes("41", r#""hasOwnProperty":1,"#, ""),
        ["Removed /payload/user/custom_attributes/hasOwnProperty 1  "]
    );
    assert_eq!(changes("41", r#""length":-1"#, r#""length":1"#).len(), 1);
}

#[test]
fn cases_45_and_47_equal_identities_and_another_order_are_no_difference() {
    for name in ["45", "47"] {
        let event = document(name);
        let found = diff(side(&event, "old_identity"), side(&event, "new_identity"));
        assert!(found.changes.is_empty() && found.rewritten.is_empty(), "{name}");
        assert!(found.unchanged_totals().last().is_some_and(|&total| total > 5), "{name}");
        assert_eq!(patch(&found).unwrap(), "[]", "{name}");
    }
    let other = document("47");
    assert_ne!(side(&other, "old_identity").raw(), side(&other, "new_identity").raw(), "the texts do differ");
}

#[test]
fn case_50_a_changed_type_is_reported() {
    let (wrong, right) = (document("50"), document("01"));
    let found = diff(wrong.root(), right.root());
    assert_eq!(found.changes.len(), 5);
    assert!(found.changes.iter().all(|change| change.op == Op::Retyped && change.note().unwrap().contains(" became ")));
}

#[test]
fn case_52_a_repeated_id_with_another_body_differs() {
    let (one, other) = (document("user.created"), document("52"));
    let found = diff(one.root(), other.root());
    let lines_of_diff = lines(&found);
    assert!(lines_of_diff.iter().any(|line| line.contains("Mutated by an earlier handler")), "{lines_of_diff:?}");
    assert!(!lines_of_diff.iter().any(|line| line.contains(" /id ") || line.contains(" /seq ")), "{lines_of_diff:?}");
}

#[test]
fn case_58_white_space_is_no_difference() {
    let spaced = document("58");
    let tight = Document::parse(corpus::compact(&bytes("58")).into()).unwrap();
    assert_ne!(spaced.source(), tight.source());
    assert!(diff(spaced.root(), tight.root()).changes.is_empty());
}
