//! The parts of an event that a filter examines.

use crate::pattern::contains_ignoring_case;
use crate::test::Column;
use bytes::Bytes;
use hookglass_json::Document;
use hookglass_request::capture::Capture;
use hookglass_request::encoding;
use hookglass_request::headers::Headers;
use hookglass_senders::envelope::Envelope;
use hookglass_senders::parsed_request::Budget;
use hookglass_senders::signature::Verdict;
use jiff::Timestamp;
use std::borrow::Cow;
use std::cell::OnceCell;

/// An event, as far as it was read. The rest is read only if it matters.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The columns of a list.
    pub columns: &'a Columns<'a>,
    /// The header lines; `None` if not read.
    pub headers: Option<&'a Headers>,
    /// The body; `None` if not read. Ignored unless the header lines were read too.
    pub body: Option<&'a Body>,
}

/// The columns of an event in a list, with the words of the database.
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    /// The id in the database.
    pub id: i64,
    /// When the last byte arrived.
    pub received_at: Timestamp,
    /// The sender.
    pub vendor: &'a str,
    /// The event type.
    pub event_type: Option<&'a str>,
    /// The group of the event type.
    pub family: Option<&'a str>,
    /// The kind of delivery.
    pub kind: Option<&'a str>,
    /// The sender's id of the event.
    pub event_id: Option<&'a str>,
    /// The sender's sequence number, as written.
    pub seq: Option<&'a str>,
    /// The id of the user.
    pub user_id: Option<&'a str>,
    /// The sender's application.
    pub app_id: Option<&'a str>,
    /// The OAuth client.
    pub client_id: Option<&'a str>,
    /// Who caused the event.
    pub triggered_by: Option<&'a str>,
    /// The IP address of the user's device.
    pub ip: Option<&'a str>,
    /// A recognizable subject, such as an email address.
    pub subject: Option<&'a str>,
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: Cow<'a, str>,
    /// The path and query as sent.
    pub target: &'a [u8],
    /// The size of the body.
    pub size: u64,
    /// Whether the body is incomplete.
    pub is_cut: bool,
    /// The verdict on the signature.
    pub signature: &'a str,
    /// The status of the answer.
    pub status: Option<u16>,
    /// Whether the event has warnings.
    pub has_warning: bool,
    /// Whether the event was resent.
    pub has_resends: bool,
    /// Whether the event has a note.
    pub has_note: bool,
    /// Whether the event is starred.
    pub is_starred: bool,
    /// Whether an earlier event from the same sender and application has the same id.
    pub is_repeat: bool,
}

impl<'a> Columns<'a> {
    /// The columns of an event that has just arrived. The caller adds the answer, warnings and
    /// repeats.
    pub fn of(id: i64, capture: &'a Capture, envelope: &'a Envelope, signature: Verdict) -> Self {
        Self {
            id,
            received_at: capture.received_at,
            vendor: envelope.vendor.word(),
            event_type: envelope.event_type.as_deref(),
            family: envelope.family(),
            kind: envelope.kind.map(|kind| kind.word()),
            event_id: envelope.event_id.as_deref(),
            seq: envelope.seq.as_deref(),
            user_id: envelope.user_id.as_deref(),
            app_id: envelope.app_id.as_deref(),
            client_id: envelope.client_id.as_deref(),
            triggered_by: envelope.triggered_by.as_deref(),
            ip: envelope.ip.as_deref(),
            subject: envelope.subject.as_deref(),
            method: &capture.method,
            path: Cow::Owned(capture.path()),
            target: &capture.target,
            size: capture.body.len() as u64,
            is_cut: capture.cut.is_some(),
            signature: signature.word(),
            status: None,
            has_warning: false,
            has_resends: false,
            has_note: false,
            is_starred: false,
            is_repeat: false,
        }
    }

    /// The text of a column. `id:` also has a number.
    pub(crate) fn text(&self, column: Column) -> Option<&str> {
        match column {
            Column::Vendor => Some(self.vendor),
            Column::Type => self.event_type,
            Column::Family => self.family,
            Column::Kind => self.kind,
            Column::User => self.user_id,
            Column::App => self.app_id,
            Column::Client => self.client_id,
            Column::TriggeredBy => self.triggered_by,
            Column::Id => self.event_id,
            Column::Method => Some(self.method),
            Column::Path => Some(&self.path),
            Column::Ip => self.ip,
            Column::Signature => Some(self.signature),
            Column::Subject => self.subject,
        }
    }
}

/// A body for searching: as sent for words, decoded for members. It is parsed only if a test needs
/// a member.
#[derive(Debug)]
pub struct Body {
    sent: Bytes,
    text: Bytes,
    document: OnceCell<Option<Document>>,
}

impl Body {
    /// A body as sent. Members are searched in the first 16 MiB of the decoded body.
    pub fn of(headers: &Headers, body: &Bytes) -> Self {
        let text = encoding::decode(headers, body, Budget::WAITING.bytes).bytes;
        Self { sent: body.clone(), text, document: OnceCell::new() }
    }

    /// The body as sent.
    pub(crate) fn sent(&self) -> &[u8] {
        &self.sent
    }

    /// The body as JSON, if it is JSON with at most a million values.
    pub fn document(&self) -> Option<&Document> {
        let read = || Document::parse_within(self.text.clone(), Budget::WAITING.values).ok();
        self.document.get_or_init(read).as_ref()
    }

    /// Whether the body may have a member with this name. Does not parse the body.
    pub(crate) fn may_name(&self, name: &str) -> bool {
        memchr::memmem::find(&self.text, name.as_bytes()).is_some() || self.has_escapes()
    }

    /// Whether the body may have a member whose name contains the lower-case text, in any case.
    /// Does not parse the body.
    pub(crate) fn may_name_like(&self, small: &[u8]) -> bool {
        contains_ignoring_case(small, &self.text) || self.has_escapes()
    }

    fn has_escapes(&self) -> bool {
        memchr::memchr(b'\\', &self.text).is_some()
    }
}
