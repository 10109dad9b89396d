//! Laws of every comparison, on generated documents.

use crate::json_patch::apply;
use bytes::Bytes;
use hookglass_diff::{Diff, Op, diff, merge_patch, parts, patch};
use hookglass_json::{Document, Form, Value};
use proptest::prelude::*;

fn document(text: &str) -> Document {
    Document::parse(Bytes::copy_from_slice(text.as_bytes())).unwrap()
}

/// Scalars that are easily confused, and those that programs lose.
const SCALARS: [&str; 30] = [
    "null",
    "true",
    "false",
    "0",
    "-0",
    "1",
    "1.0",
    "10e-1",
    "1E+2",
    "100",
    "9007199254740993",
    "1e400",
    "10e399",
    "1e999999999999999999999",
    r#""""#,
    r#""a""#,
    r#""\u0061""#,
    r#""\ud800""#,
    r#""\udfff""#,
    r#""\ud83d\ude00""#,
    r#""😀""#,
    r#""é""#,
    "\"e\u{301}\"",
    r#""\u0000\u001b""#,
    r#""1""#,
    r#""2026-01-01T00:00:00Z""#,
    r#""2026-01-01T01:00:00.000+01:00""#,
    r#""2026-01-01t00:00:00z""#,
    "[]",
    "{}",
];

/// Names that a pointer must escape, that are equal in two spellings, and that are not Unicode.
const NAMES: [&str; 14] =
    ["", "a", r"\u0061", "b", "id", "~", "/", "~1", "a/b", "-", "0", r"\ud800", r"x\udc00", r#"\u0000\n\\\""#];

/// JSON texts: names repeat, numbers are digits, strings are not always Unicode.
fn written() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(&SCALARS[..]).prop_map(str::to_owned);
    leaf.prop_recursive(5, 48, 6, |inner| {
        let name = prop::sample::select(&NAMES[..]);
        let members = prop::collection::vec((name, inner.clone()), 0..6).prop_map(|members| {
            let members: Vec<_> = members.iter().map(|(name, value)| format!(r#""{name}": {value}"#)).collect();
            format!("{{{}}}", members.join(","))
        });
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|elements| format!("[{}]", elements.join(" ,"))),
            members
        ]
    })
}

/// Objects with an id, some with more members than are compared.
fn element() -> impl Strategy<Value = String> {
    let wide = |n: u8| (0..40).map(|at| format!(r#","m{at}":{}"#, at % (n + 2))).collect::<String>();
    prop_oneof![
        6 => (0..9_u8, 0..3_u8).prop_map(|(id, n)| format!(r#"{{"id":{id},"n":{n}}}"#)),
        2 => (0..3_u8).prop_map(|n| format!(r#"{{"n":{n},"deep":[{n},{{"x":null}}]}}"#)),
        1 => (0..3_u8, 0..3_u8).prop_map(move |(id, n)| format!(r#"{{"n":{id}{}}}"#, wide(n))),
        3 => prop::sample::select(&SCALARS[..]).prop_map(str::to_owned),
    ]
}

/// Two arrays. The second is the first after removals, insertions, changes and moves.
fn edited_list() -> impl Strategy<Value = (String, String)> {
    let unique = prop::collection::btree_map(0..40_u8, 0..3_u8, 0..14).prop_map(|members| {
        members.into_iter().map(|(id, n)| format!(r#"{{"id":"{id}","n":{n}}}"#)).collect::<Vec<_>>()
    });
    // Enough that neighbors are no longer compared for likeness.
    let many = prop::collection::vec(0..200_u16, 55..90)
        .prop_map(|numbers| numbers.into_iter().map(|n| format!(r#"{{"n":{n},"m":[{n}]}}"#)).collect::<Vec<_>>());
    let mixed = prop::collection::vec(element(), 0..12);
    let edit = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), 0..4_u8, element());
    (prop_oneof![3 => unique, 3 => mixed, 1 => many], prop::collection::vec(edit, 0..8), any::<bool>()).prop_flat_map(
        |(old, edits, shuffled)| {
            let mut new = old.clone();
            for (one, other, kind, element) in edits {
                match (kind, new.len()) {
                    (0, _) | (_, 0) => new.insert(other.index(new.len() + 1), element),
                    (1, len) => drop(new.remove(one.index(len))),
                    (2, len) => {
                        let moved = new.remove(one.index(len));
                        new.insert(other.index(len), moved);
                    }
                    (_, len) => {
                        let at = one.index(len);
                        new[at] = new[at].replacen("\"n\":", "\"n\":1", 1);
                    }
                }
            }
            let old = Just(format!("[{}]", old.join(",")));
            let text = |elements: Vec<String>| format!("[{}]", elements.join(","));
            match shuffled {
                true => (old, Just(new).prop_shuffle().prop_map(text)).boxed(),
                false => (old, Just(text(new))).boxed(),
            }
        },
    )
}

/// Two documents, related or not.
fn pair() -> impl Strategy<Value = (String, String)> {
    let nested = (edited_list(), written()).prop_map(|((old, new), other)| {
        let around = |list: &str| format!(r#"{{"a":{list},"\ud800":[0,{list},{{"in":{list}}}],"same":{other}}}"#);
        (around(&old), around(&new))
    });
    prop_oneof![
        4 => (written(), written()),
        6 => edited_list(),
        3 => nested,
    ]
}

/// Pairs nested about as deep as members are compared one by one.
fn deep_pair() -> impl Strategy<Value = (String, String)> {
    let levels = prop::sample::select(vec![498, 499, 500, 501]);
    (prop_oneof![(written(), written()), edited_list()], levels).prop_map(|((old, new), levels)| {
        let around = |inner: &str| format!("{}{inner}{}", r#"[{"a":"#.repeat(levels), "}]".repeat(levels));
        (around(&old), around(&new))
    })
}

/// A canonical form: two are equal exactly when the values are. Repeated members keep the last one,
/// names are sorted, strings are decoded, and numbers keep their spelling.
fn canonical(value: Value<'_>) -> Vec<u8> {
    match value.form() {
        Form::Object => {
            let mut members: Vec<_> = value
                .children()
                .map(|member| (member.key_bytes().unwrap().into_owned(), member.handle()))
                .collect::<std::collections::BTreeMap<_, _>>()
                .into_iter()
                .map(|(name, handle)| {
                    [&name[..], b"\xff:", &canonical(value.document().value_at(handle)), b"\xff,"].concat()
                })
                .collect();
            members.insert(0, b"{".to_vec());
            members.push(b"}".to_vec());
            members.concat()
        }
        Form::Array => {
            let elements: Vec<_> = value.children().map(canonical).collect();
            [b"[", &elements.join(&b"\xff,"[..])[..], b"]"].concat()
        }
        Form::String => [b"\"", &value.string_bytes().unwrap()[..], b"\""].concat(),
        _ => value.raw().to_vec(),
    }
}

/// The value with the members of every object reversed, and each name once.
fn reversed(value: Value<'_>) -> String {
    match value.form() {
        Form::Object => {
            let members =
                value.members().into_iter().rev().map(|member| {
                    format!("{}:{}", String::from_utf8_lossy(member.raw_key().unwrap()), reversed(member))
                });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        Form::Array => format!("[{}]", value.children().map(reversed).collect::<Vec<_>>().join(",")),
        _ => value.raw_text().into_owned(),
    }
}

type Changes = Vec<(Op, Option<String>, Option<String>)>;

/// The changes, sorted, with the pointer on each side.
fn sorted(found: &Diff<'_>, swapped: bool) -> Changes {
    let mut all: Vec<_> = found
        .changes
        .iter()
        .chain(&found.rewritten)
        .map(|change| {
            let old = found.from(change.path).map(|old| old.to_string());
            let new = (change.op != Op::Removed).then(|| found.pointer(change.path).to_string());
            match (swapped, change.op) {
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

fn patched(old: &Document, new: &Document) -> Document {
    let patch = patch(&diff(old.root(), new.root())).unwrap();
    Document::parse(apply(old, &patch.into()).unwrap()).unwrap()
}

/// A value that every JSON reader represents exactly.
fn plain() -> impl Strategy<Value = serde_json::Value> {
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

/// At least 512 cases; `PROPTEST_CASES` can raise the number.
fn more(config: ProptestConfig) -> ProptestConfig {
    ProptestConfig { cases: config.cases.max(512), max_shrink_iters: 2_000, ..config }
}

fn patches(old: &str, new: &str) -> Result<(), TestCaseError> {
    for (old, new) in [(&old, &new), (&new, &old)] {
        let (a, b) = (document(old), document(new));
        let after = patched(&a, &b);
        prop_assert!(
            canonical(after.root()) == canonical(b.root()),
            "{} {} gave {}",
            old,
            new,
            after.root().raw_text()
        );
    }
    Ok(())
}

fn equals_itself(value: &str) -> Result<(), TestCaseError> {
    let (one, other) = (document(value), document(value));
    let found = diff(one.root(), other.root());
    prop_assert!(found.changes.is_empty() && found.rewritten.is_empty() && found.by_position.is_empty());
    prop_assert_eq!(patch(&found).unwrap(), "[]");
    Ok(())
}

fn is_symmetric(old: &str, new: &str) -> Result<(), TestCaseError> {
    let (a, b) = (document(old), document(new));
    let (there, back) = (diff(a.root(), b.root()), diff(b.root(), a.root()));
    prop_assert_eq!(sorted(&there, false), sorted(&back, true), "{} {}", old, new);
    Ok(())
}

fn ignores_member_order(old: &str, new: &str) -> Result<(), TestCaseError> {
    let (a, b) = (document(old), document(new));
    let (x, y) = (document(&reversed(a.root())), document(&reversed(b.root())));
    prop_assert!(diff(a.root(), x.root()).changes.is_empty());
    for (x, y) in [(&x, &y), (&a, &y), (&x, &b)] {
        let (there, turned) = (diff(a.root(), b.root()), diff(x.root(), y.root()));
        prop_assert_eq!(sorted(&there, false), sorted(&turned, false), "{} {}", old, new);
    }
    Ok(())
}

proptest! {
    #![proptest_config(more(ProptestConfig::default()))]

    #[test]
    fn the_patch_turns_the_old_value_into_the_new_one_digit_for_digit((old, new) in pair()) {
        patches(&old, &new)?;
    }

    #[test]
    fn nothing_differs_from_itself((value, _) in pair()) {
        equals_itself(&value)?;
    }

    #[test]
    fn swapping_the_sides_swaps_the_changes((old, new) in pair()) {
        is_symmetric(&old, &new)?;
    }

    #[test]
    fn the_order_of_members_changes_nothing((old, new) in pair()) {
        ignores_member_order(&old, &new)?;
    }

    #[test]
    fn another_library_applies_the_patch_too(old in plain(), new in plain(), (more, edited) in edited_list()) {
        for (old, new) in [(old.to_string(), new.to_string()), (more, edited)] {
            let read = |text: &str| serde_json::from_str::<serde_json::Value>(text);
            let (Ok(mut patched), Ok(expected)) = (read(&old), read(&new)) else { continue };
            let (a, b) = (document(&old), document(&new));
            let patch = patch(&diff(a.root(), b.root())).unwrap();
            ::json_patch::patch(&mut patched, &serde_json::from_str::<::json_patch::Patch>(&patch).unwrap()).unwrap();
            prop_assert_eq!(patched, expected, "{}", patch);
        }
    }

    #[test]
    fn a_merge_patch_turns_the_old_value_into_the_new_one(old in plain(), new in plain()) {
        let (a, b) = (document(&old.to_string()), document(&new.to_string()));
        if let Ok(patch) = merge_patch(&diff(a.root(), b.root())) {
            let mut merged = old.clone();
            ::json_patch::merge(&mut merged, &serde_json::from_str(&patch).unwrap());
            prop_assert_eq!(merged, new);
        }
    }

    #[test]
    fn equal_values_have_valid_pointers((old, new) in pair()) {
        let (a, b) = (document(&old), document(&new));
        let found = diff(a.root(), b.root());
        for (pointer, value) in found.unchanged_window(&found.unchanged_totals(), 0, 50) {
            if !old.contains("\\u") && !new.contains("\\u") {
                prop_assert_eq!(pointer.get(&b).map(|found| found.handle()), Some(value.handle()), "{}", pointer);
            }
        }
    }

    #[test]
    fn the_parts_make_up_the_text(old in "\\PC{0,40}", new in "\\PC{0,40}") {
        let (a, b) = parts(&old, &new);
        prop_assert_eq!(a.iter().map(|part| part.text.as_str()).collect::<String>(), old);
        prop_assert_eq!(b.iter().map(|part| part.text.as_str()).collect::<String>(), new);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, max_shrink_iters: 50, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_beyond_the_compared_levels((old, new) in deep_pair()) {
        patches(&old, &new)?;
        equals_itself(&old)?;
        is_symmetric(&old, &new)?;
        ignores_member_order(&old, &new)?;
    }
}
