//! The wait of a sender for its answer, and how it ends.

use hookglass_receiver::{Caller, Reply};
use hookglass_request::answer::{Answer, Decider, Fault, Progress};
use tokio::time::Instant;

use super::deadline::WaitWindow;
use crate::events::WaitingEvent;

/// Missing members that a note names.
const MAX_NAMED: usize = 5;
/// Characters of each name.
const MAX_NAME_CHARS: usize = 80;

/// A sender that waits for its answer.
pub(super) struct Wait<'a> {
    pub(super) stored: WaitingEvent,
    /// Whether `stored` has its headers and its body. Only a target that is called immediately needs
    /// them in memory.
    pub(super) is_whole: bool,
    /// The name of the rule that makes it wait.
    pub(super) rule: Option<String>,
    pub(super) window: WaitWindow,
    /// The answer without rules.
    pub(super) default: Answer,
    pub(super) sender: &'a Caller,
}

impl Wait<'_> {
    /// The ending when the sender disconnected. The answer is still sent, because the sender may
    /// have closed only its sending half of the connection.
    pub(super) fn disconnected(&self, answer: Answer, now: Instant) -> Ending {
        let waited = now.saturating_duration_since(self.window.began);
        let note = format!("The sender hung up after {:.2} s, before it was answered.", waited.as_secs_f64());
        Ending {
            reply: Reply::Answer(answer),
            progress: Progress::Gone,
            decided_by: None,
            note: Some(note),
            planned: self.window.answer_at,
        }
    }
}

/// The end of a sender's wait.
#[derive(Debug)]
pub(super) struct Ending {
    pub(super) reply: Reply,
    pub(super) progress: Progress,
    pub(super) decided_by: Option<Decider>,
    pub(super) note: Option<String>,
    /// The latest time to send the reply.
    pub(super) planned: Instant,
}

impl Ending {
    pub(super) fn answered(answer: Answer, note: Option<String>, planned: Instant) -> Self {
        let decided_by = Some(answer.decided_by);
        Self { reply: Reply::Answer(answer), progress: Progress::Answered, decided_by, note, planned }
    }

    pub(super) fn fault(fault: Fault, planned: Instant) -> Self {
        let note = match fault {
            Fault::NoAnswer => "The rule sends no answer; the connection stays open until the sender disconnects.",
            Fault::Reset => "The rule resets the connection.",
            Fault::HalfBody(_) => "The rule closes the connection in the middle of the body.",
        };
        Self {
            reply: Reply::Fault(fault),
            progress: Progress::Broken,
            decided_by: Some(Decider::Rule),
            note: Some(note.to_owned()),
            planned,
        }
    }

    /// The answer that is stored with the event.
    pub(super) fn answer(&self) -> Option<Answer> {
        match &self.reply {
            Reply::Answer(answer) if self.progress == Progress::Answered => Some(answer.clone()),
            _ => None,
        }
    }
}

/// The note about members that a rule refers to and the event does not have.
pub(super) fn missing_note(missing: &[String]) -> Option<String> {
    let named = missing.iter().take(MAX_NAMED);
    let named: Vec<_> = named.map(|pointer| hookglass_json::display::elided(pointer, MAX_NAME_CHARS)).collect();
    let more = missing.len().saturating_sub(MAX_NAMED);
    let and = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!named.is_empty()).then(|| {
        format!("This event has no {}{and}; the answer has the rule's defaults in their place.", named.join(", "))
    })
}
