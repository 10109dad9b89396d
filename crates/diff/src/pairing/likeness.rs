//! How much two elements have in common.

use std::borrow::Cow;

use crate::form::same_type;
use hookglass_json::{Form, Value};

/// Members of an element that are compared for likeness.
pub(super) const MAX_COMPARED_MEMBERS: usize = 32;

/// A value and, for an object, a subset of its members by name that does not depend on their order.
pub(super) struct Sample<'a> {
    value: Value<'a>,
    members: Vec<(Cow<'a, [u8]>, &'a [u8])>,
}

impl<'a> Sample<'a> {
    pub(super) fn of(value: Value<'a>) -> Self {
        let mut members = Vec::new();
        if value.form() == Form::Object {
            let named = |member: Value<'a>| (member.key_bytes().unwrap_or_default(), member.raw());
            members.extend(value.members().into_iter().map(named));
            if members.len() > MAX_COMPARED_MEMBERS {
                members.select_nth_unstable(MAX_COMPARED_MEMBERS);
                members.truncate(MAX_COMPARED_MEMBERS);
            }
            members.sort_unstable();
        }
        Self { value, members }
    }

    /// How much two different elements have in common. 0 means that they are better shown as
    /// removed and added.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        if self.value.form() != Form::Object || other.value.form() != Form::Object {
            return likeness(self.value, other.value);
        }
        let (mut shared, mut same) = (0, 0);
        let mut rest = other.members.iter().peekable();
        for member in &self.members {
            while rest.next_if(|other| other.0 < member.0).is_some() {}
            if let Some(like) = rest.next_if(|other| other.0 == member.0) {
                shared += 1;
                same += usize::from(like.1 == member.1);
            }
        }
        let longer = self.members.len().max(other.members.len()).max(1);
        if same == 0 && shared * 2 < longer { 0 } else { (3 + (8 * same + shared) * 4 / longer) as u32 }
    }
}

fn likeness(a: Value<'_>, b: Value<'_>) -> u32 {
    if !same_type(a.form(), b.form()) {
        return 1;
    }
    match a.form() {
        Form::Array => {
            let pairs = a.children().zip(b.children()).take(MAX_COMPARED_MEMBERS);
            let same = pairs.filter(|(a, b)| a.raw() == b.raw()).count();
            (3 + 32 * same / a.len().max(b.len()).clamp(1, MAX_COMPARED_MEMBERS)) as u32
        }
        Form::String => {
            let (a, b) = (a.raw(), b.raw());
            let least = a.len().min(b.len()).min(256);
            let front = (0..least).take_while(|&at| a[at] == b[at]).count();
            let back = (0..least - front).take_while(|&at| a[a.len() - 1 - at] == b[b.len() - 1 - at]).count();
            (2 + 8 * (front + back) / a.len().max(b.len()).clamp(1, 256)) as u32
        }
        _ => 2,
    }
}
