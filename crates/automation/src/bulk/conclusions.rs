//! What the results of a plan show about the handler.

use super::answer_counts::MAX_EXAMPLES;
use super::conclusion::{Conclusion, conclude, counted};
use super::report::Report;
use super::step::FaultKind;
use hookglass_senders::verdict::Severity;

impl Report {
    /// The conclusions: first the number of sent requests, then one group per fault.
    pub fn conclusions(&self) -> Vec<Conclusion> {
        let mut conclusions = Vec::new();
        let dropped = match self.dropped.count {
            0 => String::new(),
            count => format!("; dropped {} as planned", counted(count, "event", "events")),
        };
        let count = counted(self.sent, "request", "requests");
        conclude(&mut conclusions, Severity::Information, None, format!("Sent {count}{dropped}."), &[]);
        if let Some(intact) = self.kinds.get(&FaultKind::Intact) {
            let what = counted(intact.count(), "request sent unchanged", "requests sent unchanged");
            let severity =
                if intact.accepted.count == intact.count() { Severity::Information } else { Severity::Warning };
            let failing: Vec<i64> = intact.failed.examples.iter().chain(&intact.rejected.examples).copied().collect();
            let failing = &failing[..failing.len().min(MAX_EXAMPLES)];
            let sentence = format!("{what}: {}.", intact.phrase());
            conclude(&mut conclusions, severity, Some(FaultKind::Intact), sentence, failing);
        }
        self.conclude_duplicates(&mut conclusions);
        self.conclude_order(&mut conclusions, FaultKind::Moved, "out of order");
        self.conclude_order(&mut conclusions, FaultKind::Delayed, "with a delay");
        self.conclude_signatures(&mut conclusions);
        self.conclude_truncated_bodies(&mut conclusions);
        conclusions
    }

    fn conclude_duplicates(&self, conclusions: &mut Vec<Conclusion>) {
        let Some(duplicates) = self.kinds.get(&FaultKind::Duplicate) else { return };
        let about = Some(FaultKind::Duplicate);
        let count = counted(duplicates.count(), "duplicate", "duplicates");
        let mut compared = Vec::new();
        if self.same.count > 0 {
            compared.push(format!("{} got the same answer as the first copy", self.same.count));
        }
        if self.other_body.count > 0 {
            compared.push(format!("{} got the same status with a different body", self.other_body.count));
        }
        if self.different.count > 0 {
            compared.push(format!("{} got a different answer than the first copy", self.different.count));
        }
        let compared = if compared.is_empty() { "no answers to compare".to_owned() } else { compared.join(", ") };
        let sentence = format!("{count}: {}; {compared}.", duplicates.phrase());
        conclude(conclusions, Severity::Information, about, sentence, &[]);
        if self.different.count > 0 {
            let example = self.example.map(|(id, first, second)| {
                format!(" For event {id}, one copy got {} and the other got {}.", first.result(), second.result())
            });
            let sentence = format!(
                "The handler is not idempotent: {} different answers when sent twice.{} A sender that gets an error \
                 for a duplicate treats the event as undelivered.",
                counted(self.different.count, "event got", "events got"),
                example.unwrap_or_default()
            );
            conclude(conclusions, Severity::Error, about, sentence, &self.different.examples);
        } else if self.other_body.count > 0 {
            let sentence = format!(
                "{} a different body the second time. If more than a time or an id differs, the handler is not \
                 idempotent.",
                counted(self.other_body.count, "event got", "events got")
            );
            conclude(conclusions, Severity::Warning, about, sentence, &self.other_body.examples);
        } else if self.same.count > 0 {
            let sentence = "As far as the answers show, the handler is idempotent: duplicates get the same answer.";
            conclude(conclusions, Severity::Information, about, sentence, &[]);
        }
    }

    /// Whether an unusual order or time causes failures.
    fn conclude_order(&self, conclusions: &mut Vec<Conclusion>, kind: FaultKind, how: &str) {
        let Some(answers) = self.kinds.get(&kind) else { return };
        let count = counted(answers.count(), "request", "requests");
        let sentence = format!("{count} sent {how}: {}.", answers.phrase());
        conclude(conclusions, Severity::Information, Some(kind), sentence, &[]);
        let intact = self.kinds.get(&FaultKind::Intact);
        let fails_otherwise = intact.is_none_or(|intact| intact.accepted.count < intact.count());
        let not_accepted = answers.failed.count + answers.rejected.count;
        if not_accepted > 0 && !fails_otherwise {
            let failing = [&answers.failed.examples[..], &answers.rejected.examples[..]].concat();
            let sentence = format!(
                "The handler accepts all unchanged requests, but not {} sent {how}. It seems to rely on the order, \
                 which no sender guarantees.",
                counted(not_accepted, "request", "requests"),
            );
            let failing = &failing[..failing.len().min(MAX_EXAMPLES)];
            conclude(conclusions, Severity::Warning, Some(kind), sentence, failing);
        }
    }

    fn conclude_signatures(&self, conclusions: &mut Vec<Conclusion>) {
        let about = Some(FaultKind::BrokenSignature);
        if self.unsigned.count > 0 {
            let what = counted(self.unsigned.count, "event has no signature", "events have no signature");
            let sentence = format!("{what} to break.");
            conclude(conclusions, Severity::Information, about, sentence, &self.unsigned.examples);
        }
        let Some(answers) = self.kinds.get(&FaultKind::BrokenSignature) else { return };
        let all = answers.count();
        let count = counted(all, "request", "requests");
        let summary = format!("{count} with a broken signature: {}.", answers.phrase());
        conclude(conclusions, Severity::Information, about, summary, &[]);
        if answers.accepted.count > 0 {
            let accepted = counted(answers.accepted.count, "event", "events");
            let was = if answers.accepted.count == 1 { "was" } else { "were" };
            let sentence = if answers.accepted.count == all {
                format!(
                    "{accepted} with a broken signature {was} accepted with 2xx: the handler does not check signatures."
                )
            } else {
                format!(
                    "{accepted} of {all} with a broken signature {was} accepted with 2xx: the handler does not check \
                     every signature."
                )
            };
            conclude(conclusions, Severity::Error, about, sentence, &answers.accepted.examples);
        }
        if answers.failed.count > 0 {
            let sentence = format!(
                "{} with a broken signature got a 5xx or no answer: the handler should reject such requests, for \
                 example with 401.",
                counted(answers.failed.count, "event", "events")
            );
            conclude(conclusions, Severity::Warning, about, sentence, &answers.failed.examples);
        }
        if answers.rejected.count == all {
            conclude(conclusions, Severity::Information, about, "The handler rejects invalid signatures.", &[]);
        }
    }

    fn conclude_truncated_bodies(&self, conclusions: &mut Vec<Conclusion>) {
        let about = Some(FaultKind::Truncated);
        if self.empty.count > 0 {
            let what = counted(self.empty.count, "event has no body", "events have no body");
            let sentence = format!("{what} to truncate.");
            conclude(conclusions, Severity::Information, about, sentence, &self.empty.examples);
        }
        let Some(answers) = self.kinds.get(&FaultKind::Truncated) else { return };
        let all = answers.count();
        let count = counted(all, "request", "requests");
        let summary = format!("{count} with a truncated body: {}.", answers.phrase());
        conclude(conclusions, Severity::Information, about, summary, &[]);
        if answers.accepted.count > 0 {
            let sentence = format!(
                "{} accepted with 2xx: the handler checks neither the signature nor the format of the body.",
                counted(answers.accepted.count, "event with a truncated body was", "events with a truncated body were")
            );
            conclude(conclusions, Severity::Error, about, sentence, &answers.accepted.examples);
        }
        if answers.failed.count > 0 {
            let sentence = format!(
                "{} with a truncated body got a 5xx or no answer: the handler should reject such requests, for example \
                 with 400.",
                counted(answers.failed.count, "event", "events")
            );
            conclude(conclusions, Severity::Warning, about, sentence, &answers.failed.examples);
        }
        if answers.rejected.count == all {
            conclude(conclusions, Severity::Information, about, "The handler rejects truncated bodies.", &[]);
        }
    }
}
