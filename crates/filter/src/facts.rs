//! What is known of an event when a filter is asked about it.

use super::{Column, pattern::stands_in};
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

/// An event, as far as it was read. The rest is read only when it makes a difference.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// What a list shows of it.
    pub columns: &'a Columns<'a>,
    /// Its header lines; `None` when they were not read.
    pub headers: Option<&'a Headers>,
    /// Its body; `None` when it was not read. It counts only where the header lines are there as well.
    pub body: Option<&'a Body>,
}

/// What a list shows of an event. Words are those of the database.
#[derive(Debug, Clone)]
pub struct Columns<'a> {
    /// Its id in this database.
    pub id: i64,
    /// When the last byte had arrived.
    pub received_at: Timestamp,
    /// Who sent it.
    pub vendor: &'a str,
    /// The type, as its sender calls it.
    pub event_type: Option<&'a str>,
    /// The group of the type.
    pub family: Option<&'a str>,
    /// How it is delivered.
    pub kind: Option<&'a str>,
    /// The sender's id.
    pub event_id: Option<&'a str>,
    /// The sender's sequence number, as written.
    pub seq: Option<&'a str>,
    /// The user it is about.
    pub user_id: Option<&'a str>,
    /// The sender's application.
    pub app_id: Option<&'a str>,
    /// The OAuth client.
    pub client_id: Option<&'a str>,
    /// Who caused it.
    pub triggered_by: Option<&'a str>,
    /// The address of the person's device.
    pub ip: Option<&'a str>,
    /// What a person recognises it by.
    pub subject: Option<&'a str>,
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: Cow<'a, str>,
    /// Path and query, as sent.
    pub target: &'a [u8],
    /// Bytes of the body.
    pub size: u64,
    /// Whether the body is not whole.
    pub is_cut: bool,
    /// Whether it is genuine.
    pub signature: &'a str,
    /// The status it was answered with.
    pub status: Option<u16>,
    /// Whether something stands out as wrong.
    pub has_warning: bool,
    /// Whether it was sent again.
    pub has_resends: bool,
    /// Whether a person put a note on it.
    pub has_note: bool,
    /// Whether a person put a star on it.
    pub is_starred: bool,
    /// Whether its id came before, from the same sender and application.
    pub is_repeat: bool,
}

impl<'a> Columns<'a> {
    /// Those of an event that has just arrived. Whether it was answered, whether something stands out and whether it is a
    /// repeat is for the caller to add.
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

    /// A column's text. `id:` has a number beside it.
    pub(super) fn text(&self, column: Column) -> Option<&str> {
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

/// A body as it is searched: for words as it was sent, for members without its content encoding, and taken apart only when one
/// is asked for.
#[derive(Debug)]
pub struct Body {
    sent: Bytes,
    text: Bytes,
    document: OnceCell<Option<Document>>,
}

impl Body {
    /// A body as it was sent. Of one that is large without its encoding, the first 16 MiB are searched for members.
    pub fn of(headers: &Headers, body: &Bytes) -> Self {
        let text = encoding::decode(headers, body, Budget::WAITING.bytes).bytes;
        Self { sent: body.clone(), text, document: OnceCell::new() }
    }

    /// As it was sent.
    pub(super) fn sent(&self) -> &[u8] {
        &self.sent
    }

    /// The body as JSON, if it is JSON of at most a million values.
    pub fn document(&self) -> Option<&Document> {
        let read = || Document::parse_within(self.text.clone(), Budget::WAITING.values).ok();
        self.document.get_or_init(read).as_ref()
    }

    /// Whether there can be a member of that name, without taking the body apart.
    pub(super) fn may_name(&self, name: &str) -> bool {
        memchr::memmem::find(&self.text, name.as_bytes()).is_some() || self.has_escapes()
    }

    /// Whether there can be a member whose name has this in it, in any case, without taking the body apart.
    pub(super) fn may_name_like(&self, small: &[u8]) -> bool {
        stands_in(small, &self.text) || self.has_escapes()
    }

    fn has_escapes(&self) -> bool {
        memchr::memchr(b'\\', &self.text).is_some()
    }
}
