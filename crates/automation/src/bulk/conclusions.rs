//! What the results of a plan say about the handler.

use super::answered::{AnswerKind, MAX_EXAMPLES};
use super::conclusion::{Conclusion, counted, say};
use super::report::Report;
use super::step::FaultKind;
use hookglass_senders::verdict::Severity;

impl Report {
    /// The conclusions: first what was sent, then one group per fault.
    pub fn conclusions(&self) -> Vec<Conclusion> {
        let mut said = Vec::new();
        let dropped = match self.dropped.count {
            0 => String::new(),
            count => format!("; {} left out on purpose", counted(count, "was", "were")),
        };
        let count = counted(self.sent, "request was", "requests were");
        say(&mut said, Severity::Information, None, format!("{count} sent{dropped}."), &[]);
        if let Some(intact) = self.kinds.get(&FaultKind::Intact) {
            let what = counted(intact.count(), "went out as it is", "went out as they are");
            let severity =
                if intact.accepted.count == intact.count() { Severity::Information } else { Severity::Warning };
            let failing: Vec<i64> = intact.broke.examples.iter().chain(&intact.refused.examples).copied().collect();
            let failing = &failing[..failing.len().min(MAX_EXAMPLES)];
            say(&mut said, severity, Some(FaultKind::Intact), format!("{what}: {}.", intact.phrase()), failing);
        }
        self.of_duplicates(&mut said);
        self.of_order(&mut said, FaultKind::Moved, "out of order");
        self.of_order(&mut said, FaultKind::Delayed, "held back");
        self.of_signatures(&mut said);
        self.of_cut_bodies(&mut said);
        said
    }

    fn of_duplicates(&self, said: &mut Vec<Conclusion>) {
        let Some(duplicates) = self.kinds.get(&FaultKind::Duplicate) else { return };
        let about = Some(FaultKind::Duplicate);
        let count = counted(duplicates.count(), "duplicate", "duplicates");
        let mut found = Vec::new();
        if self.same.count > 0 {
            found.push(format!("{} the same as the first copy, with the same body", was(self.same.count, "answered")));
        }
        if self.other_body.count > 0 {
            found.push(format!("{} the same status with another body", was(self.other_body.count, "answered")));
        }
        if self.different.count > 0 {
            found.push(format!("{} otherwise than the first copy", was(self.different.count, "answered")));
        }
        let found = if found.is_empty() { "none can be compared".to_owned() } else { found.join(", ") };
        say(said, Severity::Information, about, format!("{count}: {}; {found}.", duplicates.phrase()), &[]);
        if self.different.count > 0 {
            let example = self.example.map(|(id, first, second)| {
                format!(" Of event {id} one copy was {}, the other was {}.", passive(first), passive(second))
            });
            let sentence = format!(
                "The handler is not idempotent: {} differently when it comes twice.{} Who answers a repeat with an error \
                 makes its sender take it for lost.",
                counted(self.different.count, "event is answered", "events are answered"),
                example.unwrap_or_default()
            );
            say(said, Severity::Error, about, sentence, &self.different.examples);
        } else if self.other_body.count > 0 {
            let sentence = format!(
                "{} with another body the second time. If that is more than a time or an id of the answer, the handler \
                 is not idempotent.",
                counted(self.other_body.count, "event is answered", "events are answered")
            );
            say(said, Severity::Warning, about, sentence, &self.other_body.examples);
        } else if self.same.count > 0 {
            let sentence = "As far as answers show, the handler is idempotent: what comes twice is answered the same.";
            say(said, Severity::Information, about, sentence, &[]);
        }
    }

    /// Whether an unusual order or time causes failures.
    fn of_order(&self, said: &mut Vec<Conclusion>, kind: FaultKind, how: &str) {
        let Some(answered) = self.kinds.get(&kind) else { return };
        let count = counted(answered.count(), "request went out", "requests went out");
        say(said, Severity::Information, Some(kind), format!("{count} {how}: {}.", answered.phrase()), &[]);
        let intact = self.kinds.get(&FaultKind::Intact);
        let is_usual = intact.is_none_or(|intact| intact.accepted.count < intact.count());
        if answered.broke.count + answered.refused.count > 0 && !is_usual {
            let failing = [&answered.broke.examples[..], &answered.refused.examples[..]].concat();
            let sentence = format!(
                "Everything in its place is accepted, and {} {how} {} not: the handler seems to rely on the order, \
                 which no sender promises.",
                answered.broke.count + answered.refused.count,
                if answered.broke.count + answered.refused.count == 1 { "is" } else { "are" },
            );
            say(said, Severity::Warning, Some(kind), sentence, &failing[..failing.len().min(MAX_EXAMPLES)]);
        }
    }

    fn of_signatures(&self, said: &mut Vec<Conclusion>) {
        let about = Some(FaultKind::BrokenSignature);
        if self.unsigned.count > 0 {
            let what = counted(self.unsigned.count, "event has no signature", "events have no signature");
            let sentence = format!("{what} that could be broken.");
            say(said, Severity::Information, about, sentence, &self.unsigned.examples);
        }
        let Some(answered) = self.kinds.get(&FaultKind::BrokenSignature) else { return };
        let all = answered.count();
        let count = counted(all, "request", "requests");
        let summary = format!("{count} with a broken signature: {}.", answered.phrase());
        say(said, Severity::Information, about, summary, &[]);
        if answered.accepted.count > 0 {
            let accepted = counted(answered.accepted.count, "event", "events");
            let was = if answered.accepted.count == 1 { "was" } else { "were" };
            let sentence = if answered.accepted.count == all {
                format!(
                    "{accepted} with a broken signature {was} accepted with 2xx: the handler does not check signatures."
                )
            } else {
                format!(
                    "{accepted} of {all} with a broken signature {was} accepted with 2xx: the handler does not check every \
                     signature."
                )
            };
            say(said, Severity::Error, about, sentence, &answered.accepted.examples);
        }
        if answered.broke.count > 0 {
            let sentence = format!(
                "{} with a broken signature got a 5xx or no answer: the handler fails where it should refuse, with 401 \
                 say.",
                counted(answered.broke.count, "event", "events")
            );
            say(said, Severity::Warning, about, sentence, &answered.broke.examples);
        }
        if answered.refused.count == all {
            say(said, Severity::Information, about, "The handler refuses signatures that do not hold.", &[]);
        }
    }

    fn of_cut_bodies(&self, said: &mut Vec<Conclusion>) {
        let about = Some(FaultKind::Truncated);
        if self.empty.count > 0 {
            let what = counted(self.empty.count, "event has no body", "events have no body");
            say(said, Severity::Information, about, format!("{what} that could be cut."), &self.empty.examples);
        }
        let Some(answered) = self.kinds.get(&FaultKind::Truncated) else { return };
        let all = answered.count();
        let count = counted(all, "request", "requests");
        say(said, Severity::Information, about, format!("{count} without the end: {}.", answered.phrase()), &[]);
        if answered.accepted.count > 0 {
            let sentence = format!(
                "{} accepted with 2xx: the handler checks neither a signature nor the form of the body.",
                counted(answered.accepted.count, "event without the end was", "events without the end were")
            );
            say(said, Severity::Error, about, sentence, &answered.accepted.examples);
        }
        if answered.broke.count > 0 {
            let sentence = format!(
                "{} without the end got a 5xx or no answer: the handler fails where it should refuse, with 400 say.",
                counted(answered.broke.count, "event", "events")
            );
            say(said, Severity::Warning, about, sentence, &answered.broke.examples);
        }
        if answered.refused.count == all {
            say(said, Severity::Information, about, "The handler refuses bodies that are not whole.", &[]);
        }
    }
}

fn was(count: u64, what: &str) -> String {
    format!("{} {what}", counted(count, "was", "were"))
}

fn passive(kind: AnswerKind) -> String {
    match kind {
        AnswerKind::NoAnswer(_) => "not answered".to_owned(),
        other => other.phrase(),
    }
}
