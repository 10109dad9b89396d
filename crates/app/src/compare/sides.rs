//! Finding the two sides of a comparison, and everything else that differs between the messages they are of.

use bytes::Bytes;
use hookglass_json::{Document, Form, SyntaxError, Value, pointer::Pointer};
use hookglass_request::{
    capture::split_target,
    encoding::{self, MAX_DECODED_BYTES},
    headers::Headers,
    outgoing::{Outcome, Response, end_to_end},
};
use hookglass_senders as senders;
use hookglass_senders::{envelope::Envelope, mutation::Mutated, redact, snapshot::Thing};
use hookglass_store::StoredResend;
use std::sync::Arc;

use super::{NEW, OLD, display::Names};
use crate::{
    base::blocking,
    compare::Compare,
    error::AppError,
    events::Opened,
    people::previous::States,
    replay::Numbers,
    samples::example,
    view::{SendRequest, Sides},
};

/// Bytes of a response that are kept, and so compared.
const MOST_OF_A_RESPONSE: usize = 16 << 20;

/// Two sides, read.
pub(super) struct Pair {
    pub(super) old: Side,
    pub(super) new: Side,
    /// Where the newer side stands in its event's body.
    pub(super) at: Option<Pointer>,
    pub(super) names: Names,
    /// What the newer side is of, where the catalog can know its members.
    pub(super) envelope: Option<Envelope>,
    pub(super) about: Vec<About>,
    pub(super) headers: Option<(Headers, Headers)>,
    pub(super) notes: Vec<String>,
}

/// One side.
pub(super) struct Side {
    /// What it is called: `old_identity`, `event 12`.
    pub(super) name: String,
    /// The event it is of.
    pub(super) event: Option<i64>,
    held: Held,
    /// The value in the document, by its handle.
    value: u32,
}

enum Held {
    Event(Arc<Opened>),
    Own { bytes: Bytes, document: Result<Document, SyntaxError>, masked: Vec<(usize, usize)> },
}

/// Something that two messages can differ in beside headers and body.
pub(super) struct About {
    pub(super) label: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

impl Side {
    fn of_event(opened: &Arc<Opened>, name: &str, value: u32) -> Self {
        Self { name: name.to_owned(), event: Some(opened.event.id), held: Held::Event(Arc::clone(opened)), value }
    }

    fn whole(opened: &Arc<Opened>) -> Self {
        Self::of_event(opened, &format!("event {}", opened.event.id), 0)
    }

    fn own(name: String, event: Option<i64>, bytes: Bytes) -> Self {
        let document = Document::parse(bytes.clone());
        Self { name, event, held: Held::Own { bytes, document, masked: Vec::new() }, value: 0 }
    }

    fn of_document(name: String, event: i64, document: Document) -> Self {
        let bytes = document.source().clone();
        let held = Held::Own { bytes, document: Ok(document), masked: Vec::new() };
        Self { name, event: Some(event), held, value: 0 }
    }

    /// The value, or why the bytes are not JSON.
    pub(super) fn value(&self) -> Result<Value<'_>, &SyntaxError> {
        let document = match &self.held {
            Held::Event(opened) => opened.document(),
            Held::Own { document, .. } => document,
        };
        document.as_ref().map(|document| document.value(self.value).unwrap_or(document.root()))
    }

    /// The bytes, without content encoding.
    pub(super) fn bytes(&self) -> Bytes {
        match &self.held {
            Held::Event(opened) => opened.decoded_bytes(),
            Held::Own { bytes, .. } => bytes.clone(),
        }
    }

    /// Where in the bytes the values stand that are masked.
    pub(super) fn masked(&self) -> &[(usize, usize)] {
        match &self.held {
            Held::Event(opened) => opened.masked_spans(),
            Held::Own { masked, .. } => masked,
        }
    }

    /// Whether anything in a part of the bytes is masked.
    pub(super) fn hides(&self, span: (usize, usize)) -> bool {
        self.masked().iter().any(|&(from, to)| from < span.1 && to > span.0)
    }

    /// A part of the bytes with what is masked in it covered; `None` where nothing is.
    pub(super) fn covered(&self, span: (usize, usize)) -> Option<String> {
        self.hides(span).then(|| redact::cover_text(&self.bytes(), span, self.masked()))
    }
}

/// Two messages, compared as a whole.
struct Message<'a> {
    side: Side,
    headers: &'a Headers,
}

impl Pair {
    fn of_messages(old: Message<'_>, new: Message<'_>, about: Vec<About>) -> Self {
        Self {
            headers: Some((old.headers.clone(), new.headers.clone())),
            old: old.side,
            new: new.side,
            at: None,
            names: Names::Body,
            envelope: None,
            about: about.into_iter().filter(|about| about.old != about.new).collect(),
            notes: Vec::new(),
        }
    }
}

impl Compare {
    /// The two sides of a comparison, or why there are not two.
    pub(super) async fn sides(&self, sides: &Sides) -> Result<Result<Pair, String>, AppError> {
        match sides {
            Sides::Event { id } => self.of_event(*id).await,
            Sides::Events { old, new } => {
                let (old, new) = (self.events.opened(*old).await?, self.events.opened(*new).await?);
                Ok(Ok(two_events(&old, &new)))
            }
            Sides::Sample { id } => {
                let opened = self.events.opened(*id).await?;
                blocking(move || Ok(with_sample(&opened))).await?
            }
            Sides::Draft { request } => self.of_draft(request).await.map(Ok),
            Sides::Responses { old, new } => {
                let (old, new) = (self.kept_resend(*old).await?, self.kept_resend(*new).await?);
                blocking(move || Ok(two_responses(old, new))).await?
            }
            Sides::User { user_id, old, new } => {
                let states = self.people.user_states_between(user_id, *old, *new).await?;
                Ok(states.map(two_states))
            }
            Sides::Answer { event_id, answer } => {
                let mutated = self.effects.mutated_by_answer(*event_id, answer.clone()).await?;
                Ok(mutated.map(|mutated| before_and_after(mutated, Some(*event_id))))
            }
            Sides::Mutation { resend } => {
                let resend = self.kept_resend(*resend).await?;
                let mutated = self.effects.mutated_by_resend(&resend).await?;
                let event = (!resend.edited).then_some(resend.event_id);
                Ok(mutated.map(|mutated| before_and_after(mutated, event)))
            }
            Sides::Chain { event_id } => Ok(match self.effects.of_chain(*event_id) {
                None => Err("No chain was tried on this event since Hookglass was started.".to_owned()),
                Some(None) => Err("The handlers change nothing of it.".to_owned()),
                Some(Some(mutated)) => Ok(before_and_after(mutated, Some(*event_id))),
            }),
        }
    }

    async fn of_event(&self, id: i64) -> Result<Result<Pair, String>, AppError> {
        let opened = self.events.opened(id).await?;
        if !opened.is_comparable()
            && let Some(states) = self.people.states(&opened).await?
        {
            return Ok(states.map(two_states));
        }
        blocking(move || Ok(two_identities(&opened))).await?
    }

    async fn of_draft(&self, request: &SendRequest) -> Result<Pair, AppError> {
        let opened = self.events.opened(request.event_id).await?;
        let outgoing = self.replay.prepared_request(&opened, request, Numbers::Shown).await?.outgoing;
        blocking(move || {
            let capture = &opened.event.capture;
            let decoded = encoding::decode(&outgoing.headers, &outgoing.body, MAX_DECODED_BYTES);
            let mut new = Side::own("the draft".to_owned(), None, decoded.bytes);
            if let Held::Own { document: Ok(document), masked, .. } = &mut new.held {
                let secrets = redact::values(&opened.event.envelope, document);
                *masked = secrets.into_iter().map(|value| value.span()).collect();
            }
            let mut about = vec![About { label: "Method", old: capture.method.clone(), new: outgoing.method.clone() }];
            // Where it goes is another host nearly always, and without a target nothing can be said of the path.
            if outgoing.url.contains("://") {
                about.push(About {
                    label: "Path",
                    old: path_and_query(&capture.target),
                    new: path_and_query(outgoing.url.as_bytes()),
                });
            }
            let (received, dropped) = end_to_end(&capture.headers);
            let old = Message { side: Side::whole(&opened), headers: &received };
            let mut pair = Pair::of_messages(old, Message { side: new, headers: &outgoing.headers }, about);
            pair.envelope = Some(opened.event.envelope.clone());
            if !dropped.is_empty() {
                pair.notes.push(format!("Made anew for each connection, and not compared: {}.", dropped.join(", ")));
            }
            pair.notes.extend(read_notes(&opened));
            Ok(pair)
        })
        .await?
    }

    async fn kept_resend(&self, id: i64) -> Result<StoredResend, AppError> {
        self.store
            .resends()
            .get(id, MOST_OF_A_RESPONSE)
            .await?
            .ok_or_else(|| crate::replay::ReplayError::NoResend(id).into())
    }
}

fn path_and_query(target: &[u8]) -> String {
    let (path, query) = split_target(target);
    let query = query.map(|query| format!("?{}", String::from_utf8_lossy(query))).unwrap_or_default();
    format!("{}{query}", String::from_utf8_lossy(path))
}

/// What a person has to know about how a body was read.
fn read_notes(opened: &Opened) -> impl Iterator<Item = String> {
    let id = opened.event.id;
    let cut = opened.event.capture.cut.is_some();
    let cut = cut.then(|| format!("The body of event {id} was not kept whole; what is kept of it is compared."));
    let problem = opened.decoding_problem().map(|problem| format!("Event {id}: {problem}"));
    cut.into_iter().chain(problem)
}

fn two_events(old: &Arc<Opened>, new: &Arc<Opened>) -> Pair {
    let about = |label, of: fn(&Opened) -> String| About { label, old: of(old), new: of(new) };
    let about = vec![
        about("Method", |opened| opened.event.capture.method.clone()),
        about("Target", |opened| String::from_utf8_lossy(&opened.event.capture.target).into_owned()),
        about("Protocol", |opened| opened.event.capture.version.word().to_owned()),
    ];
    let message = |opened| Message { side: Side::whole(opened), headers: &opened.event.capture.headers };
    let mut pair = Pair::of_messages(message(old), message(new), about);
    pair.at = Some(Pointer::default());
    pair.envelope = Some(new.event.envelope.clone());
    pair.notes.extend(read_notes(old));
    if old.event.id != new.event.id {
        pair.notes.extend(read_notes(new));
    }
    pair
}

fn with_sample(opened: &Arc<Opened>) -> Result<Pair, String> {
    let envelope = &opened.event.envelope;
    let Some(entry) = envelope.known() else {
        return Err(match &envelope.event_type {
            Some(name) => format!("The catalog has no type '{name}', so there is no sample to compare with."),
            None => "It cannot be told of what type this event is, so there is no sample to compare with.".to_owned(),
        });
    };
    let root = opened.document().as_ref().map(Document::root).map_err(|why| {
        format!("The body of event {} is not JSON ({why}), so it cannot be compared with a sample.", opened.event.id)
    })?;
    let mut old = Side::own(format!("sample of {}", entry.full_name()), None, example(entry).body);
    let sender = senders::of(envelope.vendor);
    old.value = old.value().map_or(0, |sample| sender.unwrapped(sample).handle());
    let value = sender.unwrapped(root);
    let new = Side::of_event(opened, &format!("event {}", opened.event.id), value.handle());
    Ok(Pair {
        old,
        at: Some(Pointer::of(value)),
        new,
        names: Names::Body,
        envelope: Some(envelope.clone()),
        about: Vec::new(),
        headers: None,
        notes: read_notes(opened).collect(),
    })
}

fn two_responses(old: StoredResend, new: StoredResend) -> Result<Pair, String> {
    let got = |resend: &StoredResend| match &resend.attempt.outcome {
        Outcome::Response(response) => Ok(response.clone()),
        Outcome::Failed(failure) => Err(format!("Resend {} got no response: {}", resend.id, failure.sentence)),
    };
    let (before, after) = (got(&old)?, got(&new)?);
    let mut notes = Vec::new();
    let mut side = |resend: &StoredResend, response: &Response| {
        let decoded = encoding::decode(&response.headers, &response.body, MAX_DECODED_BYTES);
        if (response.body.len() as u64) < response.size {
            notes.push(format!("Of the response to resend {} only the first part is kept and compared.", resend.id));
        }
        notes.extend(decoded.problem.map(|problem| format!("Resend {}: {problem}", resend.id)));
        Side::own(format!("response to resend {}", resend.id), Some(resend.event_id), decoded.bytes)
    };
    let (old, new) = (side(&old, &before), side(&new, &after));
    let about = |label, of: fn(&Response) -> String| About { label, old: of(&before), new: of(&after) };
    let about = vec![about("Status", status), about("Protocol", |response| response.version.clone())];
    let (old, new) = (Message { side: old, headers: &before.headers }, Message { side: new, headers: &after.headers });
    let mut pair = Pair::of_messages(old, new, about);
    pair.names = Names::None;
    pair.notes = notes;
    Ok(pair)
}

fn status(response: &Response) -> String {
    let reason = http::StatusCode::from_u16(response.status).ok().and_then(|status| status.canonical_reason());
    format!("{} {}", response.status, reason.unwrap_or_default()).trim().to_owned()
}

/// What an event carries, and the same once an answer to it is carried out.
fn before_and_after(mutated: Mutated, event: Option<i64>) -> Pair {
    const USER: &str = "/payload/user";
    let (before, after) = match mutated.place {
        USER => ("the user in the event", "the user afterwards"),
        _ => ("the claims in the event", "the claims of the token"),
    };
    Pair {
        names: if mutated.place == USER { Names::User } else { Names::Body },
        old: Side::own(before.to_owned(), event, mutated.before),
        new: Side::own(after.to_owned(), None, mutated.after),
        at: Pointer::parse(mutated.place).ok(),
        envelope: None,
        about: Vec::new(),
        headers: None,
        notes: Vec::new(),
    }
}

fn two_states(states: States) -> Pair {
    let names = match states.thing {
        Thing::User => Names::User,
        _ => Names::identity(states.new.root()),
    };
    Pair {
        names,
        old: Side::of_document(states.old_name, states.old_event, states.old),
        new: Side::of_document(states.new_name, states.new_event, states.new),
        at: Some(states.at),
        envelope: None,
        about: Vec::new(),
        headers: None,
        notes: states.note.into_iter().collect(),
    }
}

/// The two identities of an event, or why there are not two.
fn two_identities(opened: &Arc<Opened>) -> Result<Pair, String> {
    let Ok(document) = opened.document() else {
        return Err("The body is not JSON, so it has no old and new side to compare.".to_owned());
    };
    let Some(payload) = document.root().get("payload") else {
        return Err("The body has no 'payload', so there is no old and new side to compare.".to_owned());
    };
    let side = |name: &str, other: &str| match payload.get(name) {
        Some(value) if value.form() == Form::Object => Ok(value),
        Some(value) if value.form() == Form::Null => {
            Err(format!("'{name}' is null, so there is nothing to compare '{other}' with."))
        }
        Some(value) => {
            Err(format!("'{name}' is {}, not an object, so there is nothing to compare.", value.form().word()))
        }
        None => Err(format!("'{name}' is absent from the payload, so there is nothing to compare '{other}' with.")),
    };
    if payload.get(OLD).is_none() && payload.get(NEW).is_none() {
        return Err("The payload has neither 'old_identity' nor 'new_identity'.".to_owned());
    }
    let (old, new) = (side(OLD, NEW)?, side(NEW, OLD)?);
    Ok(Pair {
        old: Side::of_event(opened, OLD, old.handle()),
        new: Side::of_event(opened, NEW, new.handle()),
        at: Some(Pointer::of(new)),
        names: Names::identity(new),
        envelope: Some(opened.event.envelope.clone()),
        about: Vec::new(),
        headers: None,
        notes: Vec::new(),
    })
}
