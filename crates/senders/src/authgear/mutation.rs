//! The effect of an answer's mutations on the user or the token claims in the event.
//!
//! Authgear replaces values and does not merge them: an attribute that an answer omits is removed
//! (authgear-server, `pkg/api/event/blocking/util.go`). Authgear derives the standard attributes
//! `email_verified`, `phone_number_verified` and `updated_at` itself and drops them from an answer.
//! An answer must repeat all claims of a token unchanged, or no token is issued
//! (`pkg/util/jwtutil/jwtutil.go`). A part that an answer does not name stays byte for byte.
//!
//! Kept out: whether an answer is accepted (`verdict.rs`).

use bytes::Bytes;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::verdict::{self, field};
use crate::catalog::EventType;
use crate::mutation::{MutationEffect, MutationError, RemovedValue};
use crate::verdict::{AnswerFinding, Outcome, Severity, Verdict};
use hookglass_diff::equal;
use hookglass_json::display::elided;
use hookglass_json::edit::{self, Edit};
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Form, Value};
use hookglass_request::headers::Headers;

mod carried;
mod derived;

pub(super) use carried::carried;
use derived::{DERIVED, json};

/// Attributes that must belong to one of the user's identities.
const IDENTITY_ATTRIBUTES: [&str; 3] = ["email", "phone_number", "preferred_username"];

/// The most values that are listed as removed.
const MAX_LISTED: usize = 200;

/// The most names in one sentence.
const MAX_NAMES: usize = 8;

/// The effect of an accepted answer's mutations on an event of this type; `None` if there is no
/// effect.
pub(super) fn of(
    event: &Document,
    known: &EventType,
    answer: &Document,
) -> Result<Option<MutationEffect>, MutationError> {
    let Some(mutations) = answer.root().get("mutations") else { return Ok(None) };
    match known.name {
        "oidc.jwt.pre_create" => token(event, mutations, "jwt", "/payload/jwt/payload"),
        "oidc.id_token.pre_create" => token(event, mutations, "id_token", "/payload/id_token/payload"),
        _ => user(event, known, mutations),
    }
}

/// Like [`of`], for the answer in a reply; also `None` if the answer is not JSON.
pub(super) fn by(
    event: &Document,
    known: &EventType,
    headers: &Headers,
    body: &Bytes,
) -> Result<Option<MutationEffect>, MutationError> {
    verdict::document(headers, body).map_or(Ok(None), |answer| of(event, known, &answer))
}

/// Adds to a verdict what depends on the event: the removed attributes, and whether the claims of a
/// token are complete. Changes only the verdict on an approval.
pub(super) fn judge(verdict: Verdict, event: &Document, known: &EventType, headers: &Headers, body: &Bytes) -> Verdict {
    if verdict.outcome != Outcome::Allowed {
        return verdict;
    }
    let Ok(Some(mutated)) = by(event, known, headers, body) else { return verdict };
    let mut judged = verdict;
    judged.remarks.extend(mutated.remarks);
    judged.remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
    if judged.remarks.iter().any(|remark| remark.severity == Severity::Error) {
        judged.outcome = Outcome::Refused;
        judged.code = Some("InvalidJWTMutations");
        judged.sentence = "Authgear accepts the format of this answer, but issues no token and fails with \
                           InvalidJWTMutations: the answer must repeat every original claim unchanged."
            .to_owned();
    }
    judged
}

fn object_at<'a>(event: &'a Document, place: &'static str) -> Result<Value<'a>, MutationError> {
    let found = Pointer::parse(place).ok().and_then(|pointer| pointer.get(event));
    found.filter(|value| value.form() == Form::Object).ok_or(MutationError::NothingToMutate(place))
}

fn bytes(value: Value<'_>) -> Bytes {
    let (start, end) = value.span();
    value.document().source().slice(start..end)
}

fn remark(severity: Severity, at: Value<'_>, sentence: String) -> AnswerFinding {
    AnswerFinding::new(severity, Pointer::of(at).to_string(), sentence)
}

// --- the claims of a token

fn token(
    event: &Document,
    mutations: Value<'_>,
    part: &'static str,
    place: &'static str,
) -> Result<Option<MutationEffect>, MutationError> {
    let payload = field(mutations, part).and_then(|part| field(part, "payload"));
    let Some(after) = payload.filter(|payload| payload.form() == Form::Object) else { return Ok(None) };
    let before = object_at(event, place)?;
    let mut mutated = MutationEffect {
        place,
        before: bytes(before),
        after: json(after).into(),
        vanishing: Vec::new(),
        remarks: Vec::new(),
    };
    let claims = by_name(after);
    for claim in before.members() {
        let name = elided(&claim.key().unwrap_or_default(), 60);
        match claim.key_bytes().and_then(|name| claims.get(&name)).copied() {
            None => {
                mutated.remove(before, claim);
                let sentence = format!("The original claim '{name}' is missing; repeat it unchanged.");
                mutated.remarks.push(remark(Severity::Error, after, sentence));
            }
            Some(now) if !equal(claim, now) => {
                let (was, is) = (elided(&claim.raw_text(), 60), elided(&now.raw_text(), 60));
                let sentence = format!("The original claim '{name}' changes from {was} to {is}; repeat it unchanged.");
                mutated.remarks.push(remark(Severity::Error, now, sentence));
            }
            Some(_) => {}
        }
    }
    mutated.warn_of_rounding(after);
    Ok(Some(mutated))
}

/// The members of an object by name. Of several members with one name, the last counts.
fn by_name(object: Value<'_>) -> HashMap<Cow<'_, [u8]>, Value<'_>> {
    object.children().filter_map(|member| Some((member.key_bytes()?, member))).collect()
}

// --- a user

fn user(event: &Document, known: &EventType, mutations: Value<'_>) -> Result<Option<MutationEffect>, MutationError> {
    const PLACE: &str = "/payload/user";
    let takes = |name: &str| {
        known.answer.unwrap_or_default().iter().any(|member| member.name == format!("mutations.user.{name}"))
    };
    let part = field(mutations, "user");
    let named = |name: &'static str| {
        let value = part.filter(|_| takes(name)).and_then(|part| field(part, name));
        value.filter(|value| value.form() != Form::Null).map(|value| (name, value))
    };
    let parts: Vec<_> =
        ["standard_attributes", "custom_attributes", "roles", "groups"].into_iter().filter_map(named).collect();
    if parts.is_empty() {
        return Ok(None);
    }
    let user = object_at(event, PLACE)?;
    let mut mutated = MutationEffect {
        place: PLACE,
        before: bytes(user),
        after: Bytes::new(),
        vanishing: Vec::new(),
        remarks: Vec::new(),
    };
    let mut edits = Vec::new();
    for (name, now) in parts {
        let was = user.get(name);
        let removed_before = mutated.vanishing.len();
        let json = match name {
            "standard_attributes" => {
                mutated.warn_of_unknown_identities(event, was, now);
                mutated.standard_attributes(user, was, now)
            }
            "custom_attributes" => {
                mutated.remove_omitted(user, was, now, |_| false);
                json(now)
            }
            _ => mutated.keys(user, was, now),
        };
        mutated.warn_of_rounding(now);
        mutated.warn_of_removed(removed_before, name, now);
        edits.push(Edit::Set { at: Pointer::default().child(name), json });
    }
    mutated.after = edit::apply(&mutated.before, &edits)?;
    Ok(Some(mutated))
}

impl MutationEffect {
    /// Records a removed value.
    fn remove(&mut self, top: Value<'_>, value: Value<'_>) {
        if self.vanishing.len() < MAX_LISTED {
            let pointer = Pointer::of_tokens(Pointer::between(top, value)).to_string();
            self.vanishing.push(RemovedValue { pointer, json: elided(&value.raw_text(), 200) });
        }
    }

    /// Records the members that an object has and its replacement does not, at any depth.
    fn remove_omitted(
        &mut self,
        user: Value<'_>,
        was: Option<Value<'_>>,
        now: Value<'_>,
        is_kept: impl Fn(Value<'_>) -> bool,
    ) {
        let mut todo: Vec<_> = was.map(|was| (was, now)).into_iter().collect();
        let mut removed = Vec::new();
        while let Some((was, now)) = todo.pop() {
            let replacement = by_name(now);
            for member in was.members().into_iter().filter(|member| !is_kept(*member)) {
                match member.key_bytes().and_then(|name| replacement.get(&name)).copied() {
                    None => removed.push(member),
                    Some(other) if member.form() == Form::Object && other.form() == Form::Object => {
                        todo.push((member, other));
                    }
                    Some(_) => {}
                }
            }
        }
        removed.sort_by_key(Value::handle);
        removed.into_iter().for_each(|member| self.remove(user, member));
    }

    /// The standard attributes after the mutation: the attributes of the answer, and those that
    /// Authgear derives.
    fn standard_attributes(&mut self, user: Value<'_>, was: Option<Value<'_>>, now: Value<'_>) -> String {
        let attribute = |of: Option<Value<'_>>, name: &str| of.and_then(|of| of.get(name)).map(|value| json(value));
        let derived = |member: Value<'_>| DERIVED.iter().find(|(name, _)| member.key().as_deref() == Some(*name));
        let is_kept = |name: Option<&str>| match name {
            None => true,
            Some(about) => attribute(was, about).is_some() && attribute(was, about) == attribute(Some(now), about),
        };
        let top = was.map(|was| was.handle());
        self.remove_omitted(user, was, now, |member| {
            let is_own = member.parent().map(|parent| parent.handle()) == top;
            is_own && derived(member).is_some_and(|(_, about)| about.is_none_or(|about| is_kept(Some(about))))
        });
        let mut members: Vec<String> = Vec::new();
        let write = |member: Value<'_>| {
            let name = String::from_utf8_lossy(member.raw_key().unwrap_or_default()).into_owned();
            format!("{name}:{}", json(member))
        };
        for member in now.members() {
            match derived(member) {
                None => members.push(write(member)),
                Some((name, _)) => self.remarks.push(remark(
                    Severity::Information,
                    member,
                    format!("Authgear computes '{name}' itself and drops this value."),
                )),
            }
        }
        for (name, about) in DERIVED {
            if let Some(member) = was.and_then(|was| was.get(name)).filter(|_| is_kept(about)) {
                members.push(write(member));
            }
        }
        format!("{{{}}}", members.join(","))
    }

    /// The keys of roles or groups after the mutation. Go reads a null as an empty key.
    fn keys(&mut self, user: Value<'_>, was: Option<Value<'_>>, now: Value<'_>) -> String {
        let texts = |of: Value<'_>| -> Vec<Vec<u8>> {
            of.children().map(|key| key.string_bytes().unwrap_or_default().into_owned()).collect()
        };
        let kept: HashSet<_> = texts(now).into_iter().collect();
        for key in was.into_iter().flat_map(|was| was.children()) {
            if key.string_bytes().is_some_and(|text| !kept.contains(&*text)) {
                self.remove(user, key);
            }
        }
        if let Some(null) = now.children().find(|key| key.form() == Form::Null) {
            let sentence = "Authgear reads null here as an empty key.".to_owned();
            self.remarks.push(remark(Severity::Warning, null, sentence));
        }
        let keys: Vec<_> =
            now.children().map(|key| if key.form() == Form::Null { "\"\"".to_owned() } else { json(key) }).collect();
        format!("[{}]", keys.join(","))
    }

    /// Warns of the values after the first `since` removed ones.
    fn warn_of_removed(&mut self, since: usize, part: &str, now: Value<'_>) {
        let removed: Vec<_> = self.vanishing[since..]
            .iter()
            .map(|removed| match part {
                "roles" | "groups" => removed.json.clone(),
                _ => removed.pointer.trim_start_matches(&format!("/{part}/")).to_owned(),
            })
            .collect();
        if removed.is_empty() {
            return;
        }
        let more = removed.len().saturating_sub(MAX_NAMES);
        let listed = removed[..removed.len() - more].iter();
        let mut names = listed.map(|name| elided(name, 60)).collect::<Vec<_>>().join(", ");
        if more > 0 {
            names.push_str(&format!(" and {more} more"));
        }
        let sentence = format!("Mutations replace, they do not merge. This answer removes {names}.");
        self.remarks.push(remark(Severity::Warning, now, sentence));
    }

    /// Warns of attributes that no identity has.
    fn warn_of_unknown_identities(&mut self, event: &Document, was: Option<Value<'_>>, now: Value<'_>) {
        let identities = event.root().path(&["payload", "identities"]).filter(|value| value.form() == Form::Array);
        for name in IDENTITY_ATTRIBUTES {
            let Some(value) = now.get(name) else { continue };
            let text = value.string_bytes();
            let is_same =
                |other: Option<Value<'_>>| other.is_some_and(|other| text.is_some() && other.string_bytes() == text);
            let is_unchanged = is_same(was.and_then(|was| was.get(name)));
            let is_of_identity =
                identities.is_some_and(|all| all.children().any(|identity| is_same(identity.path(&["claims", name]))));
            if is_unchanged || is_of_identity {
                continue;
            }
            let which =
                if identities.is_some() { "no identity in this event has it" } else { "this event does not list them" };
            let sentence = format!(
                "'{name}' must belong to one of the user's identities, but {which}. If none has it, the operation \
                 fails."
            );
            self.remarks.push(remark(Severity::Warning, value, sentence));
        }
    }

    /// Warns of whole numbers that Go rounds, because it reads numbers as 64-bit floats.
    fn warn_of_rounding(&mut self, now: Value<'_>) {
        let values = (now.handle()..now.handle_after()).map(|handle| now.document().value_at(handle));
        for number in values.filter(|value| value.form() == Form::Number) {
            let digits = number.digits().unwrap_or_default();
            if digits.len() <= 15 || digits.contains(['.', 'e', 'E']) {
                continue;
            }
            let read = digits.parse::<f64>().map(|float| format!("{float:.0}")).unwrap_or_default();
            if read != digits {
                let (digits, read) = (elided(digits, 60), elided(&read, 60));
                let sentence = format!("Authgear reads numbers as 64-bit floats: {digits} becomes {read}.");
                self.remarks.push(remark(Severity::Warning, number, sentence));
            }
            if self.remarks.len() >= MAX_LISTED {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests;
