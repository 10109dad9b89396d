//! Dry runs of rules: which rule would answer a stored event, and how.
//!
//! A dry run sends nothing and does not wait. It does not count as a match of a rule for every
//! *n*th event.

use bytes::Bytes;
use hookglass_automation::rule::{Decision, Reply as RuleReply, Rule, RuleSet};
use hookglass_filter::{Body, Columns, Facts, Now};
use hookglass_json::Document;
use hookglass_request::{
    answer::{Answer, Fault},
    capture::Capture,
    outgoing::FailureKind,
};
use hookglass_senders::{answers, envelope::Envelope, redact, signature, verdict::Reply};
use std::time::Duration;

use super::error::DecideError;
use crate::{
    base::{blocking, filter_now},
    decide::Decide,
    events::Opened,
    inbox::header_lines::header_lines,
    outbound::verdict_on,
    view::{RuleTrial, VerdictView},
};

impl Decide {
    /// Returns which of these rules would answer an event, and how. `None` tries the stored rules.
    /// Without `reveal`, secrets of the event and of URLs are redacted in the answer.
    pub async fn try_rules(
        &self,
        event_id: i64,
        rules: Option<Vec<Rule>>,
        reveal: bool,
    ) -> Result<RuleTrial, DecideError> {
        let opened = self.events.opened(event_id).await?;
        let rules = match rules {
            Some(rules) => RuleSet::new(rules)?,
            None => self.stored_rules().await?,
        };
        let now = filter_now(&self.clock);
        Ok(blocking(move || trial(&opened, &rules, &now, reveal)).await?)
    }
}

/// Calls `decide` with the parts of an event that filters read.
pub(super) fn with_facts<R>(
    capture: &Capture,
    envelope: &Envelope,
    signature: signature::Verdict,
    id: i64,
    decide: impl FnOnce(&Facts<'_>) -> R,
) -> R {
    let columns = Columns::of(id, capture, envelope, signature);
    let body = Body::of(&capture.headers, &capture.body);
    decide(&Facts { columns: &columns, headers: Some(&capture.headers), body: Some(&body) })
}

fn trial(opened: &Opened, rules: &RuleSet, now: &Now, reveal: bool) -> RuleTrial {
    let event = &opened.event;
    let document = opened.document().as_ref().ok();
    if event.capture.cut.is_some() {
        return by_default(opened, document, rules);
    }
    with_facts(&event.capture, &event.envelope, event.signature, event.id, |facts| {
        let mut matching = rules.matching(facts, now);
        let first = matching.next();
        let others = matching.map(|decision| decision.rule().name.clone()).collect();
        let trial = match &first {
            Some(decision) => decided(opened, rules, decision, reveal),
            None => by_default(opened, document, rules),
        };
        RuleTrial { others, ..trial }
    })
}

fn decided(opened: &Opened, rules: &RuleSet, decision: &Decision<'_>, reveal: bool) -> RuleTrial {
    let document = opened.document().as_ref().ok();
    let (id, envelope) = (opened.event.id, &opened.event.envelope);
    let rule = decision.rule();
    let number = rules.rules().position(|other| other.name == rule.name).map_or(0, |at| at as u32 + 1);
    let when = match rule.when.every {
        0 | 1 => String::new(),
        every => format!(", on every {} matching event,", ordinal(every)),
    };
    let would = format!("Rule {number}{when} would");
    let after = match rule.then.delay() {
        Duration::ZERO => String::new(),
        delay => format!(" after {} s", delay.as_secs_f64()),
    };
    let empty = RuleTrial {
        rule: Some(rule.name.clone()),
        number: Some(number),
        delay_ms: rule.then.delay_ms,
        sentence: String::new(),
        others: Vec::new(),
        status: None,
        headers: Vec::new(),
        body: String::new(),
        missing: Vec::new(),
        verdict: None,
    };
    let took = rule.then.delay();
    let verdict = |reply: Reply<'_>| Some(judge(envelope, document, reply, took));
    match decision.reply(document) {
        RuleReply::Answer { answer, missing } => {
            let verdict = Some(judge_answer(envelope, document, &answer, took));
            // The rule copies members of the event into its answer.
            let shown = match decision.reply(opened.redacted_document().as_ref()) {
                RuleReply::Answer { answer: redacted, .. } if !reveal => redacted,
                _ => answer,
            };
            let sentence = format!("{would} answer event {id}{after}.");
            RuleTrial { sentence, missing, verdict, ..answered(empty, &shown) }
        }
        RuleReply::Forward { to } => {
            let to = redact::url(to.as_bytes()).filter(|_| !reveal).unwrap_or(to);
            RuleTrial { sentence: format!("{would} forward event {id} to {to}{after} and return its answer."), ..empty }
        }
        RuleReply::Hold => {
            RuleTrial { sentence: format!("{would} hold event {id}{after} until a person decides."), ..empty }
        }
        RuleReply::Fault(Fault::NoAnswer) => RuleTrial {
            sentence: format!("{would} send no answer to event {id}; its sender waits until its timeout."),
            verdict: verdict(Reply::Failed(FailureKind::Timeout)),
            ..empty
        },
        RuleReply::Fault(Fault::Reset) => RuleTrial {
            sentence: format!("{would} reset the connection of event {id}{after}."),
            verdict: verdict(Reply::Failed(FailureKind::Reset)),
            ..empty
        },
        RuleReply::Fault(Fault::HalfBody(answer)) => RuleTrial {
            sentence: format!("{would} answer event {id}{after} and close the connection in the middle of this body."),
            verdict: verdict(Reply::Half { status: answer.status }),
            ..answered(empty, &answer)
        },
    }
}

fn by_default(opened: &Opened, document: Option<&Document>, rules: &RuleSet) -> RuleTrial {
    let (id, envelope) = (opened.event.id, &opened.event.envelope);
    let sentence = match rules.rules().filter(|rule| rule.on).count() {
        _ if opened.event.capture.cut.is_some() => {
            format!("The body of event {id} is incomplete, so no rule applies and it gets the default answer.")
        }
        0 => format!("No rule is enabled, so event {id} gets the default answer."),
        _ => format!("No rule matches event {id}, so it gets the default answer."),
    };
    let answer = answers::default_answer(&opened.event.capture, envelope);
    let verdict = Some(judge_answer(envelope, document, &answer, Duration::ZERO));
    let empty = RuleTrial {
        rule: None,
        number: None,
        delay_ms: 0,
        sentence,
        others: Vec::new(),
        status: None,
        headers: Vec::new(),
        body: String::new(),
        missing: Vec::new(),
        verdict,
    };
    answered(empty, &answer)
}

fn answered(trial: RuleTrial, answer: &Answer) -> RuleTrial {
    RuleTrial {
        status: Some(answer.status),
        headers: header_lines(&answer.headers),
        body: String::from_utf8_lossy(&answer.body).into_owned(),
        ..trial
    }
}

/// The sender's verdict on an answer after a delay.
fn judge_answer(envelope: &Envelope, document: Option<&Document>, answer: &Answer, took: Duration) -> VerdictView {
    let body = Bytes::copy_from_slice(&answer.body);
    let reply = Reply::Whole { status: answer.status, headers: &answer.headers, body: &body };
    judge(envelope, document, reply, took)
}

fn judge(envelope: &Envelope, document: Option<&Document>, reply: Reply<'_>, took: Duration) -> VerdictView {
    verdict_on(envelope, document, reply, took).into()
}

/// `2nd`, `3rd`, `12th`.
fn ordinal(number: u32) -> String {
    let suffix = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{suffix}")
}
