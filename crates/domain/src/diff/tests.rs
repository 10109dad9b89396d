use super::*;
use crate::json::Document;
use bytes::Bytes;
use proptest::prelude::*;

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

fn changes(old: &str, new: &str) -> Vec<(Op, String)> {
    let (old, new) = (document(old), document(new));
    let found = diff(old.root(), new.root());
    found.changes.iter().map(|change| (change.op, found.pointer(change.place).to_string())).collect()
}

fn marked(parts: &[Part]) -> String {
    parts.iter().map(|part| if part.marked { format!("[{}]", part.text) } else { part.text.clone() }).collect()
}

#[test]
fn each_kind_of_change_is_told_with_its_pointer() {
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
fn key_order_and_escapes_are_no_change_but_a_digit_is() {
    assert!(changes(r#"{"a":1,"b":"é"}"#, r#"{"b":"\u00e9","a":1}"#).is_empty());
    assert_eq!(changes("9007199254740993", "9007199254740992").len(), 1, "beyond 2^53");
    assert_eq!(changes("1.0", "1").len(), 1, "numbers are compared by their digits");
}

#[test]
fn absent_null_and_empty_are_three_things() {
    assert_eq!(changes("{}", r#"{"a":null}"#)[0].0, Op::Added);
    assert_eq!(changes(r#"{"a":null}"#, r#"{"a":""}"#)[0].0, Op::Retyped);
}

#[test]
fn the_last_of_two_members_is_compared() {
    assert!(changes(r#"{"a":1,"a":2}"#, r#"{"a":2}"#).is_empty());
}

#[test]
fn one_number_in_two_spellings_is_said_to_be_one() {
    let same = |a: &str, b: &str| {
        let (a, b) = (document(a), document(b));
        note(a.root(), b.root()).is_some()
    };
    for (a, b) in [("1.0", "1"), ("1e2", "100"), ("0", "-0"), ("10.10", "10.1"), ("0.001", "1E-3"), ("120", "12e1")] {
        assert!(same(a, b), "{a} and {b}");
    }
    let huge = ("1e99999999999999999999", "1e88888888888888888888");
    for (a, b) in [("1", "-1"), ("1", "10"), ("1e400", "1e401"), ("0.1", "0.01"), huge] {
        assert!(!same(a, b), "{a} and {b}");
    }
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
fn what_cannot_be_seen_is_said() {
    let told = |old: &str, new: &str| {
        let (old, new) = (document(&encode_string(old)), document(&encode_string(new)));
        note(old.root(), new.root()).unwrap_or_default()
    };
    assert!(told("caf\u{e9}", "cafe\u{301}").contains("normalisation"));
    assert!(told("ada", "a\u{200b}da").contains("invisible"));
    assert!(told("ada", "\u{202e}bob").contains("invisible"));
    assert_eq!(told("ada", "bob"), "");
}

#[test]
fn a_hundred_thousand_levels_are_compared() {
    let deep = |inner: &str| format!("{}{inner}{}", r#"{"a":"#.repeat(100_000), "}".repeat(100_000));
    let (old, new) = (document(&deep("1")), document(&deep("2")));
    let found = diff(old.root(), new.root());
    assert_eq!(found.changes.len(), 1);
    let change = &found.changes[0];
    assert_eq!(found.pointer(change.place).tokens().len(), MOST_LEVELS as usize);
    assert!(note(change.old.unwrap(), change.new.unwrap()).unwrap().contains("as a whole"));
    let same = diff(old.root(), old.root());
    assert_eq!((same.changes.len(), same.unchanged.len()), (0, 1));
}

#[test]
fn a_value_on_every_one_of_many_levels_costs_no_more_than_the_levels() {
    let deep = |inner: &str| format!("{}{inner}{}", "[1,".repeat(50_000), "]".repeat(50_000));
    let (old, new) = (document(&deep("1")), document(&deep("2")));
    let found = diff(old.root(), new.root());
    assert_eq!((found.changes.len(), found.unchanged.len()), (1, MOST_LEVELS as usize));
}

#[test]
fn two_very_long_texts_are_compared_in_bounded_time() {
    let (old, new) = ("ab ".repeat(200_000), "ba ".repeat(200_000));
    let (old, _) = parts(&old, &new);
    assert!(old.iter().any(|part| part.marked));
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        "[a-c~/ é\"]{0,3}".prop_map(Into::into),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
            prop::collection::btree_map("[a-c~/]{0,2}", inner, 0..4)
                .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn the_patch_turns_the_old_value_into_the_new_one(old in json(), new in json()) {
        let (a, b) = (document(&old.to_string()), document(&new.to_string()));
        let patch = patch(&diff(a.root(), b.root()));
        let mut patched = old.clone();
        json_patch::patch(&mut patched, &serde_json::from_str::<json_patch::Patch>(&patch).unwrap()).unwrap();
        prop_assert_eq!(patched, new);
    }

    #[test]
    fn nothing_differs_from_itself(value in json()) {
        let document = document(&value.to_string());
        prop_assert!(diff(document.root(), document.root()).changes.is_empty());
    }

    #[test]
    fn parts_put_together_are_the_text(old in "\\PC{0,40}", new in "\\PC{0,40}") {
        let (a, b) = parts(&old, &new);
        prop_assert_eq!(a.iter().map(|part| part.text.as_str()).collect::<String>(), old);
        prop_assert_eq!(b.iter().map(|part| part.text.as_str()).collect::<String>(), new);
    }
}
