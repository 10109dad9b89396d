//! The hook chain: several handlers of one blocking event, called one after another.
//!
//! Authgear calls the handlers in the order of the configuration. An answer changes the event for
//! the handlers after it: mutations replace parts of the payload, and the last constraints, bot
//! protection and rate limits win. The first denial or rejected answer ends the chain. Each handler
//! has a timeout. The total timeout is checked only before the next handler. Mutations are compared
//! with the user or the token once, after the last handler. Source: authgear-server,
//! `pkg/lib/hook/sink.go` and `pkg/api/event/blocking/*.go`.
//!
//! Here the next handler gets the bytes from the answers. Authgear serializes the whole event
//! again, so its layout and the order of members can differ. Kept out: sending, signing, and which
//! handlers exist (`authgear_yaml.rs`).

use bytes::Bytes;
use serde::Serialize;
use std::collections::BTreeMap;
use std::time::Duration;
use ts_rs::TS;

use super::mutation;
use super::verdict::{self, field};
use crate::catalog::{self, EventType};
use crate::envelope::{Kind, Vendor};
use crate::mutation::MutationEffect;
use crate::verdict::{AnswerFinding, AnsweredEvent, Deadlines, Outcome, Reply, Severity, Verdict};
use hookglass_json::edit::{self, Edit};
use hookglass_json::pointer::Pointer;
use hookglass_json::{Document, Form, SyntaxError, Value};
use hookglass_request::headers::Headers;

#[cfg(test)]
mod tests;

/// The timeouts of handlers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// For one handler. In Authgear: `sync_hook_timeout_seconds`.
    pub each: Duration,
    /// For all handlers. After it, no handler is called. In Authgear:
    /// `sync_hook_total_timeout_seconds`.
    pub total: Duration,
}

impl Limits {
    /// The defaults of Authgear (`pkg/lib/config/hook.go`).
    pub const DEFAULT: Self = Self { each: Duration::from_secs(5), total: Duration::from_secs(10) };
}

impl Default for Limits {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// The parts of a payload that can be mutated: the name in the catalog, the path in an answer's
/// mutations, and the pointer in the event.
const PARTS: [(&str, [&str; 2], &str); 6] = [
    ("mutations.user.standard_attributes", ["user", "standard_attributes"], "/payload/user/standard_attributes"),
    ("mutations.user.custom_attributes", ["user", "custom_attributes"], "/payload/user/custom_attributes"),
    ("mutations.user.roles", ["user", "roles"], "/payload/user/roles"),
    ("mutations.user.groups", ["user", "groups"], "/payload/user/groups"),
    ("mutations.jwt.payload", ["jwt", "payload"], "/payload/jwt/payload"),
    ("mutations.id_token.payload", ["id_token", "payload"], "/payload/id_token/payload"),
];

/// The members of which the last handler's value wins.
const LAST_WINS: [&str; 3] = ["constraints", "bot_protection", "rate_limits"];

/// Why an event has no chain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// The body is not JSON.
    #[error("the event is not JSON: {0}")]
    NotJson(#[from] SyntaxError),
    /// The sender does not wait for an answer.
    #[error("'{0}' is not a blocking Authgear event, so it has no hook chain")]
    NotBlocking(String),
}

/// The result of one handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChainLink")]
pub struct Link {
    /// Whether the handler was called. If not, `verdict` has the reason.
    pub asked: bool,
    /// When it was called, in milliseconds from the start of the chain.
    #[ts(type = "number")]
    pub began_ms: u64,
    /// How long it took, in milliseconds.
    #[ts(type = "number")]
    pub took_ms: u64,
    /// Authgear's verdict on its answer alone.
    pub verdict: Verdict,
    /// The parts of the payload that it replaced, as JSON Pointers into the event.
    pub replaced: Vec<&'static str>,
    /// The other members that it set: `constraints`, `bot_protection`, `rate_limits`.
    pub decided: Vec<&'static str>,
}

/// The final value of a member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "ChainEffect")]
pub struct Effect {
    /// `constraints`, `bot_protection` or `rate_limits`.
    pub member: &'static str,
    /// The value, as JSON.
    pub json: String,
    /// The 1-based number of the handler that set it.
    pub by: usize,
}

/// The result of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// Authgear's verdict on all answers together.
    pub verdict: Verdict,
    /// The effect of all mutations, if the operation continues.
    pub mutated: Option<MutationEffect>,
    /// The final values of the other members, if the operation continues.
    pub effects: Vec<Effect>,
    /// The results of the handlers, in order.
    pub links: Vec<Link>,
}

/// A chain in progress.
#[derive(Debug, Clone)]
pub struct Chain {
    known: &'static EventType,
    limits: Limits,
    /// The event before the first handler.
    event: Document,
    /// The event for the next handler.
    body: Bytes,
    elapsed: Duration,
    links: Vec<Link>,
    /// For each mutated part, the newest JSON and its handler.
    parts: BTreeMap<usize, (String, usize)>,
    /// The same for the members in [`LAST_WINS`].
    effects: BTreeMap<usize, (String, usize)>,
    remarks: Vec<AnswerFinding>,
    /// The verdict that ended the chain early.
    ended: Option<Verdict>,
}

impl Chain {
    /// The chain of an event of this type, before the first handler.
    pub fn new(event: &Bytes, event_type: &str, limits: Limits) -> Result<Self, ChainError> {
        let known = catalog::named(Vendor::Authgear, event_type).first();
        let known = known.filter(|known| known.kind == Kind::Blocking);
        let known = known.ok_or_else(|| ChainError::NotBlocking(hookglass_json::display::elided(event_type, 60)))?;
        let document = Document::parse(event.clone())?;
        Ok(Self {
            known,
            limits,
            event: document,
            body: event.clone(),
            elapsed: Duration::ZERO,
            links: Vec::new(),
            parts: BTreeMap::new(),
            effects: BTreeMap::new(),
            remarks: Vec::new(),
            ended: None,
        })
    }

    /// The body for the next handler, or `None` if no more handlers are called. A changed body
    /// needs a new signature.
    pub fn next_body(&self) -> Option<&Bytes> {
        (self.ended.is_none() && !self.is_out_of_time()).then_some(&self.body)
    }

    fn is_out_of_time(&self) -> bool {
        !self.links.is_empty() && self.elapsed > self.limits.total
    }

    /// Adds the answer of the next handler. Once the chain has ended, it records that the handler
    /// is not called.
    pub fn answered(&mut self, reply: Reply<'_>, took: Duration) -> &Link {
        let link = if self.next_body().is_some() { self.called(reply, took) } else { self.not_called() };
        self.links.push(link);
        &self.links[self.links.len() - 1]
    }

    fn called(&mut self, reply: Reply<'_>, took: Duration) -> Link {
        let by = self.links.len() + 1;
        let event =
            AnsweredEvent { vendor: Vendor::Authgear, event_type: Some(self.known.name), kind: Some(Kind::Blocking) };
        let deadlines = Deadlines { blocking: self.limits.each, ..Deadlines::default() };
        let verdict = verdict::judge(event, reply, took, deadlines);
        let began_ms = millis(self.elapsed);
        let took = if verdict.outcome == Outcome::TimedOut { took.min(self.limits.each) } else { took };
        self.elapsed = self.elapsed.saturating_add(took);
        let mut link =
            Link { asked: true, began_ms, took_ms: millis(took), verdict, replaced: vec![], decided: vec![] };
        match (link.verdict.outcome, reply) {
            (Outcome::Allowed, Reply::Whole { headers, body, .. }) => {
                if let Some(answer) = verdict::document(headers, body) {
                    self.apply(answer.root(), by, &mut link);
                }
            }
            _ => self.ended = Some(ended_by(by, &link.verdict)),
        }
        link
    }

    fn not_called(&self) -> Link {
        let sentence = match &self.ended {
            Some(_) => "Not called: an earlier handler ended the chain.".to_owned(),
            None => format!(
                "Not called: earlier handlers took {}, and the total limit is {}.",
                seconds(self.elapsed),
                seconds(self.limits.total)
            ),
        };
        let verdict = plain(Outcome::Unknown, None, sentence);
        let began_ms = millis(self.elapsed);
        Link { asked: false, began_ms, took_ms: 0, verdict, replaced: vec![], decided: vec![] }
    }

    /// Applies an approval.
    fn apply(&mut self, answer: Value<'_>, by: usize, link: &mut Link) {
        let mutations = field(answer, "mutations");
        let takes = |name: &str| self.known.answer.unwrap_or_default().iter().any(|member| member.name == name);
        for (at, (name, [outer, inner], place)) in PARTS.into_iter().enumerate().filter(|(_, part)| takes(part.0)) {
            let part = mutations.and_then(|mutations| field(field(mutations, outer)?, inner));
            let Some(part) = part.filter(|part| part.form() != Form::Null) else { continue };
            let json = json_for_next(part);
            let edit = Pointer::parse(place).map(|at| Edit::Set { at, json: json.clone() });
            match edit.map(|edit| edit::apply(&self.body, &[edit])) {
                Ok(Ok(body)) => self.body = body,
                Ok(Err(why)) => {
                    let what = format!("Handler {by} replaces {name}, but the event cannot be edited: {why}.");
                    self.remarks.push(AnswerFinding::new(Severity::Warning, "", what));
                }
                Err(_) => continue,
            }
            link.replaced.push(place);
            if let Some((_, before)) = self.parts.insert(at, (json, by)) {
                let what = format!("Handler {by} replaces {place} from handler {before}.");
                self.remarks.push(AnswerFinding::new(Severity::Information, in_answer(outer, inner), what));
            }
        }
        for (at, name) in LAST_WINS.into_iter().enumerate() {
            let Some(value) = field(answer, name).filter(|value| value.form() != Form::Null) else { continue };
            link.decided.push(name);
            if let Some((_, before)) = self.effects.insert(at, (value.raw_text().into_owned(), by)) {
                let what = format!("Handler {by} replaces '{name}' from handler {before}.");
                self.remarks.push(AnswerFinding::new(Severity::Information, format!("/{name}"), what));
            }
        }
    }

    /// The result, once no handler is left.
    pub fn end(self) -> End {
        let called = self.links.iter().filter(|link| link.asked).count();
        let skipped = self.links.len() - called;
        let not_called = match skipped {
            0 => String::new(),
            1 => " The next handler is not called.".to_owned(),
            more => format!(" The next {more} handlers are not called."),
        };
        if let Some(mut verdict) = self.ended {
            verdict.sentence.push_str(&not_called);
            return End { verdict, mutated: None, effects: Vec::new(), links: self.links };
        }
        if skipped > 0 {
            let sentence = format!(
                "{} took {}, and the total limit is {}. Authgear calls no more handlers and fails the operation: its \
                 client gets 500 HookDeliveryTimeout, and everything is rolled back.",
                if called == 1 { "The first handler".to_owned() } else { format!("The first {called} handlers") },
                seconds(self.elapsed),
                seconds(self.limits.total)
            );
            let verdict = plain(Outcome::TimedOut, Some("HookDeliveryTimeout"), sentence);
            return End { verdict, mutated: None, effects: Vec::new(), links: self.links };
        }
        let effects: Vec<_> = self
            .effects
            .iter()
            .map(|(at, (json, by))| Effect { member: LAST_WINS[*at], json: json.clone(), by: *by })
            .collect();
        let mut verdict = plain(Outcome::Allowed, None, self.allowed(called, &effects));
        verdict.remarks = self.remarks.clone();
        let combined = Bytes::from(self.combined_answer());
        let mutated = Document::parse(combined.clone()).ok().map(|all| mutation::of(&self.event, self.known, &all));
        let mutated = match mutated {
            Some(Ok(mutated)) => mutated,
            Some(Err(why)) => {
                let what = format!("The effect of the mutations is unknown: {why}.");
                verdict.remarks.push(AnswerFinding::new(Severity::Warning, "", what));
                None
            }
            None => None,
        };
        let verdict = mutation::judge(verdict, &self.event, self.known, &Headers::default(), &combined);
        End { verdict, mutated, effects, links: self.links }
    }

    fn allowed(&self, called: usize, effects: &[Effect]) -> String {
        let mut with = Vec::new();
        let mut mutating: Vec<_> = self.parts.values().map(|(_, by)| *by).collect();
        mutating.sort_unstable();
        mutating.dedup();
        if !mutating.is_empty() {
            with.push(format!("the mutations of {}", handlers(&mutating)));
        }
        with.extend(effects.iter().map(|effect| format!("'{}' of handler {}", effect.member, effect.by)));
        let with = if with.is_empty() { String::new() } else { format!(", with {}", with.join(", ")) };
        match called {
            0 => "No handler, so Authgear continues the operation.".to_owned(),
            1 => format!("The handler allows it: Authgear continues the operation{with}."),
            all => format!("All {all} handlers allow it: Authgear continues the operation{with}."),
        }
    }

    /// All answers combined into one.
    fn combined_answer(&self) -> String {
        let mut outer: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (at, (json, _)) in &self.parts {
            let [part, inner] = PARTS[*at].1;
            outer.entry(part).or_default().push(format!("\"{inner}\":{json}"));
        }
        let parts: Vec<_> =
            outer.iter().map(|(name, members)| format!("\"{name}\":{{{}}}", members.join(","))).collect();
        format!("{{\"is_allowed\":true,\"mutations\":{{{}}}}}", parts.join(","))
    }
}

/// A part of a payload for the next handler. Go reads a null in a list of keys as an empty key.
fn json_for_next(part: Value<'_>) -> String {
    if part.form() != Form::Array {
        return part.raw_text().into_owned();
    }
    let keys = part.children().map(|key| if key.form() == Form::Null { "\"\"".into() } else { key.raw_text() });
    format!("[{}]", keys.collect::<Vec<_>>().join(","))
}

fn in_answer(outer: &str, inner: &str) -> String {
    format!("/mutations/{outer}/{inner}")
}

/// The verdict of the handler that ended the chain, as the verdict of the chain.
fn ended_by(by: usize, verdict: &Verdict) -> Verdict {
    let what = match verdict.outcome {
        Outcome::Denied => "denied the operation",
        Outcome::TimedOut => "did not answer in time",
        Outcome::NotDelivered => "could not be reached",
        Outcome::Refused => "gave a rejected answer",
        _ => "gave an answer that cannot be judged",
    };
    Verdict { sentence: format!("Handler {by} {what}. {}", verdict.sentence), ..verdict.clone() }
}

fn plain(outcome: Outcome, code: Option<&'static str>, sentence: String) -> Verdict {
    Verdict { outcome, code, sentence, title: None, reason: None, remarks: Vec::new() }
}

fn handlers(numbers: &[usize]) -> String {
    match numbers {
        [one] => format!("handler {one}"),
        [others @ .., last] => {
            let others: Vec<_> = others.iter().map(usize::to_string).collect();
            format!("handlers {} and {last}", others.join(", "))
        }
        [] => String::new(),
    }
}

fn seconds(duration: Duration) -> String {
    format!("{} s", duration.as_millis() as f64 / 1000.0)
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
