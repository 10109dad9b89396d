use super::*;
use crate::json::{Document, encode_string};
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
        let (apart, counted) = (diff(a.root(), b.root()), diff_with(a.root(), b.root(), Spelling::Counts));
        assert_eq!((apart.changes.len() + apart.rewritten.len(), counted.changes.len()), (1, 1), "{a:?} and {b:?}");
        assert_eq!(note(a.root(), b.root()).is_some(), apart.changes.is_empty());
        apart.changes.is_empty()
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
fn one_instant_in_two_spellings_is_said_to_be_one() {
    let same = |a: &str, b: &str| {
        let (a, b) = (document(&encode_string(a)), document(&encode_string(b)));
        diff(a.root(), b.root()).changes.is_empty()
    };
    let noon = "2026-03-11T12:00:00Z";
    for other in
        ["2026-03-11T13:00:00+01:00", "2026-03-11T12:00:00.000Z", "2026-03-11t12:00:00z", "2026-03-11T06:30:00-05:30"]
    {
        assert!(same(noon, other), "{other}");
    }
    for other in ["2026-03-11T12:00:00.001Z", "2026-03-11T12:00:00+01:00", "2026-03-11T12:00:00", "2026-03-11"] {
        assert!(!same(noon, other), "{other}");
    }
    assert!(!same("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"), "a leap second is not the second before it");
}

#[test]
fn elements_are_known_by_their_identity() {
    let old = r#"{"l":[{"id":1,"n":"a"},{"id":2,"n":"b"},{"id":3,"n":"c"}]}"#;
    let new = r#"{"l":[{"id":3,"n":"c"},{"id":1,"n":"x"},{"id":4,"n":"b"}]}"#;
    let (a, b) = (document(old), document(new));
    let found = diff(a.root(), b.root());
    let told: Vec<_> = found
        .changes
        .iter()
        .map(|change| {
            let from = found.from(change.place).map(|from| from.to_string());
            (change.op, from.unwrap_or_default(), found.pointer(change.place).to_string())
        })
        .collect();
    let expected = [
        (Op::Removed, "/l/1", "/l/1"),
        (Op::Moved, "/l/0", "/l/1"),
        (Op::Changed, "/l/0/n", "/l/1/n"),
        (Op::Added, "", "/l/2"),
    ];
    assert_eq!(told, expected.map(|(op, from, to)| (op, from.to_owned(), to.to_owned())));
}

#[test]
fn another_member_of_its_own_is_an_identity_too() {
    let found = changes(
        r#"[{"email":"a@x","n":1},{"email":"b@x","n":1},{"email":"c@x","n":1}]"#,
        r#"[{"email":"c@x","n":1},{"email":"a@x","n":2},{"email":"b@x","n":1}]"#,
    );
    assert_eq!(found, [(Op::Moved, "/0".to_owned()), (Op::Changed, "/1/n".to_owned())]);
}

#[test]
fn elements_without_an_identity_are_held_together_by_what_is_equal() {
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
fn arrays_too_large_and_too_different_are_compared_by_position_and_it_is_said() {
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
    assert_eq!((same.changes.len(), same.unchanged_total()), (0, 1));
}

#[test]
fn a_value_on_every_one_of_many_levels_costs_no_more_than_the_levels() {
    let deep = |inner: &str| format!("{}{inner}{}", "[1,".repeat(50_000), "]".repeat(50_000));
    let (old, new) = (document(&deep("1")), document(&deep("2")));
    let found = diff(old.root(), new.root());
    assert_eq!((found.changes.len(), found.unchanged_total()), (1, MOST_LEVELS as usize));
}

#[test]
fn two_very_long_texts_are_compared_in_bounded_time() {
    let (old, new) = ("ab ".repeat(200_000), "ba ".repeat(200_000));
    let (old, _) = parts(&old, &new);
    assert!(old.iter().any(|part| part.marked));
}

#[test]
fn a_merge_patch_says_what_it_can() {
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

/// Arrays of much the same elements, with and without an identity, in other orders and spellings.
fn edited() -> impl Strategy<Value = (String, String)> {
    let element = prop_oneof![
        3 => (0..6_u8, 0..3_u8).prop_map(|(id, n)| format!(r#"{{"id":{id},"n":{n}}}"#)),
        1 => (0..3_u8).prop_map(|n| format!(r#"{{"n":{n},"deep":[{n},{{"x":null}}]}}"#)),
        2 => prop::sample::select(vec!["1", "1.0", "10e-1", "2", "true", "null", "\"\"", "[]", "{}", "[1,2]", "[1.0,2]"])
            .prop_map(str::to_owned),
        1 => prop::sample::select(vec!["\"2026-01-01T00:00:00Z\"", "\"2026-01-01T01:00:00+01:00\""]).prop_map(str::to_owned),
    ];
    let list = prop::collection::vec(element, 0..9).prop_map(|elements| format!("[{}]", elements.join(",")));
    let keyed = prop::collection::btree_map(0..12_u8, 0..3_u8, 0..10).prop_shuffle_members();
    let nested = (list.clone(), keyed, list.clone())
        .prop_map(|(a, b, c)| format!(r#"{{"a":{a},"keyed":{b},"c":[0,{c},{{"in":{c}}}]}}"#));
    (nested.clone(), nested).boxed()
}

trait Shuffled {
    fn prop_shuffle_members(self) -> BoxedStrategy<String>;
}

impl<S: Strategy<Value = std::collections::BTreeMap<u8, u8>> + 'static> Shuffled for S {
    fn prop_shuffle_members(self) -> BoxedStrategy<String> {
        let written = |members: Vec<(u8, u8)>| {
            let members: Vec<_> = members.iter().map(|(id, n)| format!(r#"{{"id":{id},"n":{n}}}"#)).collect();
            format!("[{}]", members.join(","))
        };
        self.prop_map(|map| map.into_iter().collect::<Vec<_>>()).prop_shuffle().prop_map(written).boxed()
    }
}

type Told = Vec<(Op, Option<String>, Option<String>)>;

/// The changes as a set, with the pointer on each side.
fn told(found: &Diff<'_>, turned: bool) -> Told {
    let mut all: Vec<_> = found
        .changes
        .iter()
        .chain(&found.rewritten)
        .map(|change| {
            let old = found.from(change.place).map(|old| old.to_string());
            let new = (change.op != Op::Removed).then(|| found.pointer(change.place).to_string());
            match (turned, change.op) {
                (false, op) => (op, old, new),
                (true, Op::Added) => (Op::Removed, new, old),
                (true, Op::Removed) => (Op::Added, new, old),
                (true, op) => (op, new, old),
            }
        })
        .collect();
    all.sort();
    all
}

/// The same value with the members of every object the other way round.
fn turned(value: &serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(members) => {
            members.iter().rev().map(|(name, value)| (name.clone(), turned(value))).collect()
        }
        serde_json::Value::Array(elements) => elements.iter().map(turned).collect(),
        other => other.clone(),
    }
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
        let patch = patch(&diff(a.root(), b.root())).unwrap();
        let mut patched = old.clone();
        json_patch::patch(&mut patched, &serde_json::from_str::<json_patch::Patch>(&patch).unwrap()).unwrap();
        prop_assert_eq!(patched, new);
    }

    #[test]
    fn the_patch_puts_arrays_in_order((old, new) in edited()) {
        let (a, b) = (document(&old), document(&new));
        let patch = patch(&diff(a.root(), b.root())).unwrap();
        let mut patched: serde_json::Value = serde_json::from_str(&old).unwrap();
        json_patch::patch(&mut patched, &serde_json::from_str::<json_patch::Patch>(&patch).unwrap()).unwrap();
        prop_assert_eq!(patched, serde_json::from_str::<serde_json::Value>(&new).unwrap(), "{}", patch);
        let ours = Document::parse(crate::patch::apply(&a, &patch.into()).unwrap()).unwrap();
        let left = diff(ours.root(), b.root());
        prop_assert!(left.changes.is_empty() && left.rewritten.is_empty(), "digit for digit");
    }

    #[test]
    fn a_merge_patch_turns_the_old_value_into_the_new_one(old in json(), new in json()) {
        let (a, b) = (document(&old.to_string()), document(&new.to_string()));
        if let Ok(patch) = merge_patch(&diff(a.root(), b.root())) {
            let mut merged = old.clone();
            json_patch::merge(&mut merged, &serde_json::from_str(&patch).unwrap());
            prop_assert_eq!(merged, new);
        }
    }

    #[test]
    fn seen_from_the_other_side_it_is_the_same((old, new) in edited(), other in json(), third in json()) {
        for (old, new) in [(old, new), (other.to_string(), third.to_string())] {
            let (a, b) = (document(&old), document(&new));
            let (there, back) = (diff(a.root(), b.root()), diff(b.root(), a.root()));
            prop_assert_eq!(told(&there, false), told(&back, true), "{} {}", old, new);
        }
    }

    #[test]
    fn the_order_of_members_changes_nothing(old in json(), new in json()) {
        let (a, b) = (document(&old.to_string()), document(&new.to_string()));
        let (x, y) = (document(&turned(&old).to_string()), document(&turned(&new).to_string()));
        prop_assert_eq!(told(&diff(a.root(), b.root()), false), told(&diff(x.root(), y.root()), false));
        prop_assert!(diff(a.root(), x.root()).changes.is_empty());
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
