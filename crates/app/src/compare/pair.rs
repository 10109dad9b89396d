//! The two sides of a comparison.

use bytes::Bytes;
use hookglass_json::{Document, SyntaxError, Value, pointer::Pointer};
use hookglass_request::headers::Headers;
use hookglass_senders::{envelope::Envelope, redact};
use std::sync::Arc;

use super::names::Names;
use crate::events::Opened;

/// Two sides to compare.
pub(super) struct Pair {
    pub(super) old: Side,
    pub(super) new: Side,
    /// The place of the newer side in the body of its event.
    pub(super) at: Option<Pointer>,
    pub(super) names: Names,
    /// The envelope of the newer side, if the catalog can describe the members.
    pub(super) envelope: Option<Envelope>,
    pub(super) about: Vec<About>,
    pub(super) headers: Option<(Headers, Headers)>,
    pub(super) notes: Vec<String>,
}

/// One side.
pub(super) struct Side {
    /// The name: `old_identity`, `event 12`.
    pub(super) name: String,
    /// The event that contains the side.
    pub(super) event: Option<i64>,
    source: Source,
    /// The handle of the value in the document.
    pub(super) value: u32,
}

enum Source {
    Event(Arc<Opened>),
    Own { bytes: Bytes, document: Result<Document, SyntaxError>, masked: Vec<(usize, usize)> },
}

/// A difference between two messages besides headers and body.
#[derive(Clone, PartialEq)]
pub(super) struct About {
    pub(super) label: &'static str,
    pub(super) old: String,
    pub(super) new: String,
}

impl About {
    /// The difference with tokens in URLs redacted.
    pub(super) fn redacted(&self) -> Self {
        let shown = |text: &String| redact::url(text.as_bytes()).unwrap_or_else(|| text.clone());
        Self { label: self.label, old: shown(&self.old), new: shown(&self.new) }
    }
}

impl Side {
    pub(super) fn of_event(opened: &Arc<Opened>, name: &str, value: u32) -> Self {
        Self { name: name.to_owned(), event: Some(opened.event.id), source: Source::Event(Arc::clone(opened)), value }
    }

    pub(super) fn whole(opened: &Arc<Opened>) -> Self {
        Self::of_event(opened, &format!("event {}", opened.event.id), 0)
    }

    pub(super) fn own(name: String, event: Option<i64>, bytes: Bytes) -> Self {
        let document = Document::parse(bytes.clone());
        Self { name, event, source: Source::Own { bytes, document, masked: Vec::new() }, value: 0 }
    }

    pub(super) fn of_document(name: String, event: i64, document: Document) -> Self {
        let bytes = document.source().clone();
        let source = Source::Own { bytes, document: Ok(document), masked: Vec::new() };
        Self { name, event: Some(event), source, value: 0 }
    }

    /// Marks the values to redact: the secrets in an event with this envelope.
    pub(super) fn mask(&mut self, envelope: &Envelope) {
        if let Source::Own { document: Ok(document), masked, .. } = &mut self.source {
            *masked = redact::values(envelope, document).into_iter().map(|secret| secret.span).collect();
        }
    }

    /// The value, or why the bytes are not JSON.
    pub(super) fn value(&self) -> Result<Value<'_>, &SyntaxError> {
        let document = match &self.source {
            Source::Event(opened) => opened.document(),
            Source::Own { document, .. } => document,
        };
        document.as_ref().map(|document| document.value(self.value).unwrap_or(document.root()))
    }

    /// The bytes after content decoding.
    pub(super) fn bytes(&self) -> Bytes {
        match &self.source {
            Source::Event(opened) => opened.decoded_bytes(),
            Source::Own { bytes, .. } => bytes.clone(),
        }
    }

    /// The byte ranges of the values to redact.
    pub(super) fn masked(&self) -> &[(usize, usize)] {
        match &self.source {
            Source::Event(opened) => opened.masked_spans(),
            Source::Own { masked, .. } => masked,
        }
    }

    /// Whether a part of the bytes contains a value to redact.
    pub(super) fn hides(&self, span: (usize, usize)) -> bool {
        self.masked().iter().any(|&(from, to)| from < span.1 && to > span.0)
    }

    /// A part of the bytes with its secrets redacted; `None` if it contains none.
    pub(super) fn redacted(&self, span: (usize, usize)) -> Option<String> {
        self.hides(span).then(|| redact::cover_text(&self.bytes(), span, self.masked()))
    }
}

/// A message that is compared as a whole.
pub(super) struct Message<'a> {
    pub(super) side: Side,
    pub(super) headers: &'a Headers,
}

impl Pair {
    pub(super) fn of_messages(old: Message<'_>, new: Message<'_>, about: Vec<About>) -> Self {
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
