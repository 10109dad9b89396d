//! The secrets in Fastgen's events, and the snapshot of a user without them.

use super::recognition::is_like_a_user_event;
use crate::envelope::Envelope;
use crate::redact::{Secret, named, names};
use bytes::Bytes;
use hookglass_json::{Document, Value};

/// The secrets of user events, including events without a name.
const OF_A_USER: [&str; 2] = ["token", "link"];

pub(crate) fn values<'a>(envelope: &Envelope, root: Value<'a>) -> Vec<Secret<'a>> {
    let holders = std::iter::once(root).chain(named(root, &["param", "$param"]));
    let secrets = |holder| named(holder, &secret_names(envelope, holder)).map(Secret::from).collect::<Vec<_>>();
    holders.flat_map(secrets).collect()
}

/// A user without the token and the link that events add, which are not part of the snapshot.
pub(super) fn state_without(envelope: &Envelope, user: Value<'_>) -> Option<Document> {
    let names = secret_names(envelope, user);
    let is_secret = |member: &Value<'_>| member.key().is_some_and(|key| names.contains(&&*key));
    if !user.children().any(|member| is_secret(&member)) {
        return Document::parse(Bytes::copy_from_slice(user.raw())).ok();
    }
    let kept = user.children().filter(|member| !is_secret(member));
    let written: Vec<_> = kept.filter_map(|member| Some((member.key_span()?.0, member.span().1))).collect();
    let from = user.span().0;
    let members: Vec<&[u8]> = written.into_iter().map(|(start, end)| &user.raw()[start - from..end - from]).collect();
    Document::parse([&b"{"[..], &members.join(&b","[..]), b"}"].concat().into()).ok()
}

fn secret_names(envelope: &Envelope, parameters: Value<'_>) -> Vec<&'static str> {
    if is_like_a_user_event(parameters) { OF_A_USER.to_vec() } else { names(envelope) }
}
