//! Which rule would answer a stored event, and how. Nothing is sent, nothing is waited for, and no turn of a rule that is
//! for every so-manieth event is counted.

use bytes::Bytes;
use hookglass_automation::rule::{Break, Decision, Reply as Done, Rule, RuleSet};
use hookglass_filter::{Body, Columns, Facts, Now};
use hookglass_json::Document;
use hookglass_request::{answer::Answer, capture::Capture, outgoing::FailureKind};
use hookglass_senders::{answers, envelope::Envelope, signature, verdict::Reply};
use std::time::Duration;

use crate::{
    base::{blocking, here_and_now},
    decide::Decide,
    error::AppError,
    events::Opened,
    inbox::detail::header_lines,
    outbound::verdict_on,
    view::{RuleTrial, VerdictView},
};

impl Decide {
    /// Which of these rules would answer an event, and how; of the saved ones with `None`.
    pub async fn try_rules(&self, event_id: i64, rules: Option<Vec<Rule>>) -> Result<RuleTrial, AppError> {
        let opened = self.events.opened(event_id).await?;
        let book = match rules {
            Some(rules) => RuleSet::new(rules).map_err(AppError::from)?,
            None => self.stored_book().await?,
        };
        Ok(blocking(move || tried(&opened, &book)).await?)
    }
}

/// What a filter can ask about an event that is decided as if it had just arrived.
pub(super) fn meeting<R>(
    capture: &Capture,
    envelope: &Envelope,
    signature: signature::Verdict,
    id: i64,
    ask: impl FnOnce(&Facts<'_>, &Now) -> R,
) -> R {
    let columns = Columns::of(id, capture, envelope, signature);
    let body = Body::of(&capture.headers, &capture.body);
    ask(&Facts { columns: &columns, headers: Some(&capture.headers), body: Some(&body) }, &here_and_now())
}

fn tried(opened: &Opened, book: &RuleSet) -> RuleTrial {
    let event = &opened.event;
    let document = opened.document().as_ref().ok();
    if event.capture.cut.is_some() {
        return by_default(opened, document, book);
    }
    meeting(&event.capture, &event.envelope, event.signature, event.id, |facts, now| {
        let mut meeting = book.matching(facts, now);
        let first = meeting.next();
        let others = meeting.map(|decision| decision.rule().name.clone()).collect();
        let trial = match &first {
            Some(decision) => decided(opened, document, book, decision),
            None => by_default(opened, document, book),
        };
        RuleTrial { others, ..trial }
    })
}

fn decided(opened: &Opened, document: Option<&Document>, book: &RuleSet, decision: &Decision<'_>) -> RuleTrial {
    let (id, envelope) = (opened.event.id, &opened.event.envelope);
    let rule = decision.rule();
    let number = book.rules().position(|other| other.name == rule.name).map_or(0, |at| at as u32 + 1);
    let when = match rule.when.every {
        0 | 1 => String::new(),
        every => format!(", at each {} event that it is for,", ordinal(every)),
    };
    let who = format!("Rule {number}{when} would");
    let late = match rule.then.delay() {
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
    let judged = |reply: Reply<'_>| Some(judge(envelope, document, reply, took));
    match decision.reply(document) {
        Done::Answer { answer, missing } => RuleTrial {
            sentence: format!("{who} answer event {id}{late}."),
            missing,
            verdict: Some(judge_answer(envelope, document, &answer, took)),
            ..answered(empty, &answer)
        },
        Done::Forward { to } => RuleTrial {
            sentence: format!("{who} send event {id} on to {to}{late}; what that answers is the answer."),
            ..empty
        },
        Done::Hold => RuleTrial { sentence: format!("{who} hold event {id}{late}, and a person decides."), ..empty },
        Done::Break(Break::NoAnswer) => RuleTrial {
            sentence: format!("{who} leave event {id} without an answer, until its sender gives up."),
            verdict: judged(Reply::Failed(FailureKind::Timeout)),
            ..empty
        },
        Done::Break(Break::Reset) => RuleTrial {
            sentence: format!("{who} reset the connection of event {id}{late}."),
            verdict: judged(Reply::Failed(FailureKind::Reset)),
            ..empty
        },
        Done::Break(Break::HalfBody(answer)) => RuleTrial {
            sentence: format!("{who} answer event {id}{late}, and close the connection in the middle of this body."),
            verdict: judged(Reply::Half { status: answer.status }),
            ..answered(empty, &answer)
        },
    }
}

fn by_default(opened: &Opened, document: Option<&Document>, book: &RuleSet) -> RuleTrial {
    let (id, envelope) = (opened.event.id, &opened.event.envelope);
    let sentence = match book.rules().filter(|rule| rule.on).count() {
        _ if opened.event.capture.cut.is_some() => {
            format!("The body of event {id} is not whole, so no rule is asked and it gets the default answer.")
        }
        0 => format!("No rule is on, so event {id} gets the default answer."),
        _ => format!("No rule is for event {id}, so it gets the default answer."),
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

/// What the sender makes of an answer that comes after so long.
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
    let end = match (number % 10, number % 100) {
        (1, tens) if tens != 11 => "st",
        (2, tens) if tens != 12 => "nd",
        (3, tens) if tens != 13 => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}
