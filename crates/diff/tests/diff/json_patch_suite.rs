//! The JSON Patch applier of these tests against the public suite of RFC 6902.

use crate::json_patch::{PatchError, apply};
use bytes::Bytes;
use hookglass_diff::equal;
use hookglass_json::Document;

fn patched(document: &str, patch: &str) -> Result<String, PatchError> {
    let document = Document::parse(Bytes::copy_from_slice(document.as_bytes())).unwrap();
    let bytes = apply(&document, &Bytes::copy_from_slice(patch.as_bytes()))?;
    Ok(String::from_utf8(bytes.to_vec()).unwrap())
}

/// A file of the public suite of RFC 6902.
fn suite(name: &str) -> Document {
    let path = format!("{}/../../ui/node_modules/json-patch-test-suite/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read(&path).unwrap_or_else(|error| {
        panic!("{path} cannot be read ({error}); `cargo xtask test` installs it, or `npm ci` in ui/")
    });
    Document::parse(text.into()).unwrap()
}

#[test]
fn the_public_suite_of_rfc_6902_passes() {
    // Every case is counted, because a suite that is read wrongly would pass too.
    let (mut refused, mut equals, mut done) = (0, 0, 0);
    for document in [suite("tests.json"), suite("spec_tests.json")] {
        for case in document.root().children().filter(|case| case.get("patch").is_some()) {
            let text = |name: &str| case.get(name).map(|value| value.raw_text().into_owned());
            let (Some(before), Some(patch)) = (text("doc"), text("patch")) else { continue };
            let result = patched(&before, &patch);
            if case.get("error").is_some() {
                // The case with two ops is disabled, and its file has lost one of them.
                let lost = text("disabled").is_some() && !patch.replacen("\"op\"", "", 1).contains("\"op\"");
                assert!(lost || result.is_err(), "{patch} on {before} must fail");
                refused += 1;
                continue;
            }
            let after = result.unwrap_or_else(|error| panic!("{patch} on {before}: {error}"));
            done += 1;
            let Some(expected) = case.get("expected") else { continue };
            equals += 1;
            let after = Document::parse(after.into()).unwrap();
            assert!(equal(after.root(), expected), "{patch} on {before} made {}", after.root().raw_text());
        }
    }
    assert_eq!((refused, equals, done), (25, 63, 70), "of json-patch-test-suite 1.1.0");
}

#[test]
fn untouched_values_keep_their_spelling() {
    let patch = r#"[{"op":"replace","path":"/a/1","value":1.50},{"op":"copy","from":"/a","path":"/b"},
        {"op":"add","path":"/b/0","value":0},{"op":"move","from":"/a/0","path":"/c"}]"#;
    let after = patched(r#"{"\u0061":[1E400, 2],"n":9007199254740993.0, "s":"\u00e9"}"#, patch).unwrap();
    assert_eq!(after, r#"{"\u0061":[1.50],"n":9007199254740993.0,"s":"\u00e9","b":[0,1E400,1.50],"c":1E400}"#);
}

#[test]
fn a_test_compares_numbers_by_value_and_texts_by_characters() {
    let test = |value: &str| patched(r#"{"n":1.0,"t":"2026-01-01T00:00:00Z","o":{"a":1,"b":2}}"#, value);
    assert!(test(r#"[{"op":"test","path":"/n","value":10e-1}]"#).is_ok());
    assert!(test(r#"[{"op":"test","path":"/o","value":{"b":2,"a":1.0}}]"#).is_ok());
    assert!(test(r#"[{"op":"test","path":"/t","value":"2026-01-01T00:00:00+00:00"}]"#).is_err(), "two texts");
}

#[test]
fn errors_name_the_operation() {
    let error = |patch: &str| patched(r#"{"a":{"b":[1]}}"#, patch).unwrap_err().to_string();
    assert!(error("{}").contains("an array of operations"));
    assert!(error("nope").contains("not JSON"));
    assert!(error(r#"[{"op":"remove","path":"/x"}]"#).contains("operation 1 of the patch cannot be done: /x"));
    assert!(error(r#"[{"op":"test","path":"","value":1}]"#).contains("the whole document has another value"));
    assert!(error(r#"[{"op":"move","from":"/a","path":"/a/b"}]"#).contains("into itself"));
    assert!(error(r#"[{"op":"remove","path":""}]"#).contains("nothing left"));
    assert!(error(r#"[{"op":"add","path":"/a","value":1,"op":"remove"}]"#).contains("two 'op'"));
    assert!(error(r#"[{"op":"add","path":"a","value":1}]"#).contains("start with '/'"));
}

#[test]
fn a_document_cannot_double_itself_forever() {
    let doubling = (0..64).map(|at| format!(r#"{{"op":"copy","from":"","path":"/{at}"}}"#)).collect::<Vec<_>>();
    let refused = patched(&format!(r#"{{"x":"{}"}}"#, "x".repeat(1 << 16)), &format!("[{}]", doubling.join(",")));
    assert!(matches!(refused, Err(PatchError::TooLarge(_))));
}

#[test]
fn deep_documents_are_patched() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    let patch = format!(r#"[{{"op":"add","path":"{}/-","value":1}}]"#, "/0".repeat(1_000));
    assert_eq!(patched(&deep, &patch).unwrap().len(), deep.len() + 2);
}
