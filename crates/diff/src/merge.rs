//! A comparison as a JSON Merge Patch (RFC 7386), where one can say it.
//!
//! A merge patch takes a member away by giving it null, so it cannot set one to null; and it has only whole arrays.

use std::borrow::Cow;
use std::collections::HashSet;

use super::patch::{NoPatch, name_of, text_of};
use super::trail::{Place, Trail};
use super::{Diff, Op};
use hookglass_json::pointer::Pointer;
use hookglass_json::{Form, Value};

/// A member of the merge patch: its names, the value to set if there is one, and its pointer.
type Member<'a> = (Vec<Cow<'a, [u8]>>, Option<Value<'a>>, Pointer);

/// The changes and other spellings as a merge patch.
pub fn merge_patch(diff: &Diff<'_>) -> Result<String, NoPatch> {
    let (old, new) = diff.trail.roots();
    if new.form() != Form::Object {
        return Ok(text_of(new, || "the new value".to_owned())?.to_owned());
    }
    let changes: Vec<_> = diff.changes.iter().chain(&diff.rewritten).collect();
    if old.form() != Form::Object {
        return set(new, &Pointer::default());
    }
    // A place in an array is the array's, and told once.
    let mut told = HashSet::new();
    let mut members: Vec<Member<'_>> = Vec::new();
    for change in changes {
        let (place, array) = outside_arrays(diff, change.place);
        if !told.insert(place) {
            continue;
        }
        let pointer = diff.pointer(place);
        let value = match (array, change.op) {
            (true, _) => diff.trail.new_value(place),
            (false, Op::Removed) => None,
            (false, _) => {
                let whole = change.old.is_some_and(|old| old.form() == Form::Object);
                if whole && change.new.is_some_and(|new| new.form() == Form::Object) {
                    return Err(NoPatch::TooDeep(pointer.to_string()));
                }
                change.new
            }
        };
        members.push((diff.trail.names(place, change.op == Op::Removed), value, pointer));
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
            Some(value) => out.push_str(&set(value, &pointer)?),
            None => out.push_str("null"),
        }
    }
    out.extend(open.iter().map(|_| '}'));
    out.push('}');
    Ok(out)
}

/// The outermost array that a place is in, or the place itself.
fn outside_arrays(diff: &Diff<'_>, place: Place) -> (Place, bool) {
    let (mut at, mut found) = (place, (place, false));
    while let Some(before) = diff.trail.before(at) {
        if diff.trail.element(at).is_some() {
            found = (before, true);
        }
        at = before;
    }
    found
}

/// A value as it stands in a merge patch: what is in an array is taken as it is, a null in an object is not.
fn set(value: Value<'_>, at: &Pointer) -> Result<String, NoPatch> {
    let mut todo = vec![value];
    while let Some(next) = todo.pop() {
        match next.form() {
            Form::Null => {
                let mut tokens = at.tokens().to_vec();
                tokens.extend(Pointer::between(value, next));
                return Err(NoPatch::Null(Pointer::of_tokens(tokens).to_string()));
            }
            Form::Object => todo.extend(next.members()),
            _ => {}
        }
    }
    Ok(text_of(value, || format!("the value at {at}"))?.to_owned())
}

impl<'a> Trail<'a> {
    fn roots(&self) -> (Value<'a>, Value<'a>) {
        self.roots
    }

    /// The value at a place on the new side.
    fn new_value(&self, at: Place) -> Option<Value<'a>> {
        let (_, new) = self.roots;
        if at == Self::ROOT {
            return Some(new);
        }
        new.document().value(self.member(at)?)
    }
}
