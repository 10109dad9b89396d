//! Objects that name a member more than once.

use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::hash_map::Entry;

use crate::form::Form;
use crate::value::Value;

/// Objects with at most this many members are checked for duplicates without hashing.
const MAX_SMALL_MEMBERS: usize = 24;

impl<'a> Value<'a> {
    /// The members at any depth whose name their object has used before, object by object.
    pub fn duplicates(&self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let document = self.document();
        (self.index..self.handle_after()).flat_map(move |index| Value::new(document, index).repeated_members())
    }

    /// The first of the [duplicates](Self::duplicates) in the text.
    pub fn first_duplicate(&self) -> Option<Value<'a>> {
        self.duplicates().min_by_key(|member| member.index)
    }

    /// The members of this object whose name an earlier member has.
    fn repeated_members(self) -> impl Iterator<Item = Value<'a>> + use<'a> {
        let known = if self.form() == Form::Object { self.len() } else { 0 };
        // Most objects are small and most names have no escapes, so their raw names are compared
        // directly.
        let repeated = match known {
            0 | 1 => false,
            2..=MAX_SMALL_MEMBERS => !self.names_differ(),
            _ => true,
        };
        let members = repeated.then(|| self.children()).into_iter().flatten();
        let mut seen = HashSet::with_capacity(if repeated { known } else { 0 });
        members.filter(move |member| !seen.insert(member.key_bytes().unwrap_or_default()))
    }

    /// The effective members: each name once, with its last value, in the position of the first.
    /// For an array, the elements.
    pub fn members(&self) -> Vec<Value<'a>> {
        if self.form() != Form::Object || self.has_distinct_names() {
            return self.children().collect();
        }
        let mut positions: HashMap<_, usize> = HashMap::with_capacity(self.len());
        let mut members: Vec<Value<'a>> = Vec::with_capacity(self.len());
        for member in self.children() {
            match positions.entry(member.key_bytes()) {
                Entry::Occupied(position) => members[*position.get()] = member,
                Entry::Vacant(position) => {
                    position.insert(members.len());
                    members.push(member);
                }
            }
        }
        members
    }

    /// Whether this is a small object whose names are known to be distinct. `false` does not mean
    /// that one repeats.
    pub fn has_distinct_names(&self) -> bool {
        self.len() < 2 || (self.len() <= MAX_SMALL_MEMBERS && self.names_differ())
    }

    /// Whether the names of a small object have no escapes and are all distinct.
    fn names_differ(self) -> bool {
        let mut names = [&[][..]; MAX_SMALL_MEMBERS];
        for (at, member) in self.children().enumerate() {
            let Some((start, end)) = member.key_span() else { return false };
            let name = &self.document().source()[start..end];
            if at == MAX_SMALL_MEMBERS || name.contains(&b'\\') || names[..at].contains(&name) {
                return false;
            }
            names[at] = name;
        }
        true
    }
}
