//! A comparison as a JSON Merge Patch (RFC 7386), if one can express it.
//!
//! In a merge patch, null removes a member, so no member can be set to null. Arrays are replaced as
//! a whole.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::change::Op;
use crate::patch::{PatchError, Replace, name_of, text_of};
use crate::result::Diff;
use crate::trail::ChangePath;
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

/// A member of the merge patch: its names, the value to set if there is one, and its pointer.
type Member<'a> = (Vec<Cow<'a, [u8]>>, Option<Value<'a>>, Pointer);

/// Writes the changes and the values in another spelling as a merge patch.
pub fn merge_patch(diff: &Diff<'_>) -> Result<String, PatchError> {
    merge_patch_with(diff, &|_| None)
}

/// Writes a merge patch with the texts of some values replaced.
pub fn merge_patch_with(diff: &Diff<'_>, replace: Replace<'_>) -> Result<String, PatchError> {
    let (old, new) = diff.trail.roots;
    if new.form() != Form::Object {
        return Ok(text_of(new, replace, || "the new value".to_owned())?.into_owned());
    }
    let changes: Vec<_> = diff.changes.iter().chain(&diff.rewritten).collect();
    if old.form() != Form::Object {
        return set(new, replace, &Pointer::default());
    }
    // Changes in an array replace the whole array, once.
    let mut seen = HashSet::new();
    let mut members: Vec<Member<'_>> = Vec::new();
    for change in changes {
        let (path, array) = outside_arrays(diff, change.path);
        if !seen.insert(path) {
            continue;
        }
        let pointer = diff.pointer(path);
        let value = match (array, change.op) {
            (true, _) => diff.trail.new_value(path),
            (false, Op::Removed) => None,
            (false, _) => {
                let whole = change.old.is_some_and(|old| old.form() == Form::Object);
                if whole && change.new.is_some_and(|new| new.form() == Form::Object) {
                    return Err(PatchError::TooDeep(pointer.to_string()));
                }
                change.new
            }
        };
        members.push((diff.trail.names(path, change.op == Op::Removed), value, pointer));
    }
    members.sort_by(|a, b| a.0.cmp(&b.0));
    let mut out = String::from("{");
    let mut open: Vec<Cow<'_, [u8]>> = Vec::new();
    let mut first = true;
    for (names, value, pointer) in members {
        let Some((name, above)) = names.split_last() else { continue };
        let shared = open.iter().zip(above).take_while(|(a, b)| a == b).count();
        for _ in shared..open.len() {
            out.push('}');
            first = false;
        }
        open.truncate(shared);
        for name in above[shared..].iter().chain([name]) {
            if !std::mem::take(&mut first) {
                out.push(',');
            }
            out.push_str(&name_of(name)?);
            out.push(':');
            if open.len() < above.len() {
                open.push(name.clone());
                out.push('{');
                first = true;
            }
        }
        match value {
            Some(value) => out.push_str(&set(value, replace, &pointer)?),
            None => out.push_str("null"),
        }
    }
    out.extend(open.iter().map(|_| '}'));
    out.push('}');
    Ok(out)
}

/// The outermost array that contains a path, or the path itself.
fn outside_arrays(diff: &Diff<'_>, path: ChangePath) -> (ChangePath, bool) {
    let (mut at, mut found) = (path, (path, false));
    while let Some(before) = diff.trail.before(at) {
        if diff.trail.element(at).is_some() {
            found = (before, true);
        }
        at = before;
    }
    found
}

/// A value for a merge patch. A null in an object is an error; the contents of arrays are copied.
fn set(value: Value<'_>, replace: Replace<'_>, at: &Pointer) -> Result<String, PatchError> {
    let mut todo = vec![value];
    while let Some(next) = todo.pop() {
        match next.form() {
            Form::Null => {
                let mut tokens = at.tokens().to_vec();
                tokens.extend(Pointer::between(value, next));
                return Err(PatchError::Null(Pointer::of_tokens(tokens).to_string()));
            }
            Form::Object => todo.extend(next.members()),
            _ => {}
        }
    }
    Ok(text_of(value, replace, || format!("the value at {at}"))?.into_owned())
}
