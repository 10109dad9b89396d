//! The form for answering an event: the possible members of the answer, and a template.

use bytes::Bytes;
use hookglass_json::{Document, pretty};
use hookglass_senders::{
    answers,
    catalog::{EventType, Member},
    envelope::Envelope,
    mutation,
    verdict::LIMITS,
};

use super::error::DecideError;
use crate::{
    base::blocking,
    decide::Decide,
    view::{AnswerForm, AnswerMember},
};

/// Bytes of a template. A larger template is omitted.
const MAX_TEMPLATE_BYTES: usize = 4 << 20;

impl Decide {
    /// The members that an answer to an event can have.
    pub async fn answer_form(&self, event_id: i64) -> Result<AnswerForm, DecideError> {
        let opened = self.events.opened(event_id).await?;
        Ok(blocking(move || form(&opened.event.envelope, opened.document().as_ref().ok())).await?)
    }
}

fn form(envelope: &Envelope, event: Option<&Document>) -> AnswerForm {
    let known = envelope.known().filter(|known| known.answer.is_some());
    let answer = known.and_then(|known| known.answer).unwrap_or_default();
    let mut takes: Vec<String> = Vec::new();
    for top in answer.iter().filter_map(|member| member.name.split('.').next()) {
        if !takes.iter().any(|other| other == top) {
            takes.push(top.to_owned());
        }
    }
    let template = known.zip(event).and_then(|(known, event)| template(event, known));
    AnswerForm {
        takes,
        members: answer.iter().flat_map(answer_members).collect(),
        start: template.unwrap_or_else(|| indented(answers::default_body(envelope))),
        token: known.is_some_and(|known| known.name.starts_with("oidc.")),
    }
}

/// An answer whose mutations repeat the state in the event, so that they change nothing.
fn template(event: &Document, known: &EventType) -> Option<String> {
    let carried = mutation::carried(event, known)?;
    (carried.len() <= MAX_TEMPLATE_BYTES).then(|| indented(&carried))
}

fn indented(json: &str) -> String {
    let document = Document::parse(Bytes::copy_from_slice(json.as_bytes()));
    let text = document.map(|document| pretty::indented(document.root(), usize::MAX, |_| false).text);
    text.unwrap_or_else(|_| json.to_owned())
}

/// The form's members for a catalog member. `rate_limits` becomes one member for each limit.
fn answer_members(member: &Member) -> Vec<AnswerMember> {
    let answer_member = |pointer: String, json_type: &str| AnswerMember {
        pointer,
        about: member.about.to_owned(),
        json_type: json_type.to_owned(),
        values: member.values.iter().map(|&value| value.to_owned()).collect(),
    };
    if member.name == "rate_limits" {
        return LIMITS.iter().map(|limit| answer_member(format!("/rate_limits/{limit}/weight"), "number")).collect();
    }
    let form = member.form.word();
    let form = if matches!(form.as_str(), "string" | "string[]") { &form } else { "object" };
    vec![answer_member(format!("/{}", member.name.replace('.', "/")), form)]
}
