//! The members that the catalog marks as secret.

use crate::catalog::{self, Member};
use crate::envelope::Envelope;
use hookglass_json::Value;

/// The members of an object that have one of these names.
pub(crate) fn named<'a>(object: Value<'a>, names: &[&str]) -> impl Iterator<Item = Value<'a>> {
    object.children().filter(move |member| member.key().is_some_and(|key| names.contains(&&*key)))
}

/// The names of the secret members.
pub(crate) fn names(envelope: &Envelope) -> Vec<&'static str> {
    members(envelope).map(|member| member.name).collect()
}

/// The secret members. An event that can be one of two types has the members of both.
pub fn members(envelope: &Envelope) -> impl Iterator<Item = &'static Member> + use<> {
    let name = envelope.event_type.as_deref().unwrap_or_default();
    let types = catalog::named(envelope.vendor, name);
    types.iter().flat_map(|entry| entry.payload).filter(|member| member.masked)
}
