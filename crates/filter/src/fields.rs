//! The fields of the filter language, such as `type:`, with their values and examples.

use crate::number::Number;
use crate::test::{Column, Property, State};
use crate::time::Side;
use hookglass_senders::envelope::{Kind, Vendor};
use hookglass_senders::signature::Verdict;

/// What a field tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FieldKind {
    Column(Column),
    Email,
    Number(Number),
    Received(Side),
    State,
    Has,
    Header,
}

/// A field.
#[derive(Debug)]
pub(crate) struct Field {
    /// The name with its colon.
    pub(crate) name: &'static str,
    pub(crate) kind: FieldKind,
    /// An example of the value.
    pub(crate) example: &'static str,
    /// A description.
    pub(crate) about: &'static str,
}

const fn field(name: &'static str, kind: FieldKind, example: &'static str, about: &'static str) -> Field {
    Field { name, kind, example, about }
}

/// All fields, the most used first.
pub(crate) const FIELDS: [Field; 23] = [
    field("type:", FieldKind::Column(Column::Type), "identity.*", "the event's type"),
    field("user:", FieldKind::Column(Column::User), "4fe0*", "the user's id"),
    field("email:", FieldKind::Email, "ada@example.com", "an e-mail address in it"),
    field("vendor:", FieldKind::Column(Column::Vendor), "authgear", "who sent it"),
    field("family:", FieldKind::Column(Column::Family), "user", "the group of its type"),
    field("kind:", FieldKind::Column(Column::Kind), "blocking", "how it is delivered"),
    field("status:", FieldKind::Number(Number::Status), "4xx", "the status it was answered with"),
    field("signature:", FieldKind::Column(Column::Signature), "invalid", "whether it is genuine"),
    field("after:", FieldKind::Received(Side::After), "10m", "received then or later"),
    field("before:", FieldKind::Received(Side::Before), "today", "received earlier"),
    field("is:", FieldKind::State, "duplicate", "what it is"),
    field("has:", FieldKind::Has, "warning", "what belongs to it"),
    field("header:", FieldKind::Header, "x-request-id=a1*", "a header line"),
    field("path:", FieldKind::Column(Column::Path), "/hook*", "the request's path"),
    field("method:", FieldKind::Column(Column::Method), "POST", "the request's method"),
    field("app:", FieldKind::Column(Column::App), "shop", "the sender's application"),
    field("client:", FieldKind::Column(Column::Client), "a1*", "the OAuth client"),
    field("by:", FieldKind::Column(Column::TriggeredBy), "admin_api", "who caused it"),
    field("subject:", FieldKind::Column(Column::Subject), "ada*", "what a person recognises it by"),
    field("seq:", FieldKind::Number(Number::Seq), ">400", "the sender's sequence number"),
    field("id:", FieldKind::Column(Column::Id), "0000bcf3", "the sender's id of it, or Hookglass's"),
    field("ip:", FieldKind::Column(Column::Ip), "192.0.2.*", "the address of the person's device"),
    field("size:", FieldKind::Number(Number::Size), ">10k", "bytes of its body"),
];

/// Finds a field by its name without the colon.
pub(crate) fn find(text: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|known| known.name.strip_suffix(':') == Some(text))
}

/// The name of a kind of field, without the colon.
pub(crate) fn name_of(kind: FieldKind) -> &'static str {
    FIELDS.iter().find(|field| field.kind == kind).map_or("", |field| field.name.trim_end_matches(':'))
}

/// The values of a column; empty if it can have any.
pub(crate) fn values(column: Column) -> Vec<(&'static str, &'static str)> {
    match column {
        Column::Vendor => Vendor::ALL.map(|vendor| (vendor.word(), "")).to_vec(),
        Column::Kind => {
            let about = |kind| match kind {
                Kind::Blocking => "its sender waits for the answer",
                Kind::NonBlocking => "its sender ignores the answer",
                Kind::System => "a system event of Fastgen's",
            };
            Kind::ALL.map(|kind| (kind.word(), about(kind))).to_vec()
        }
        Column::Signature => vec![
            (Verdict::Valid.word(), "it verifies"),
            (Verdict::Invalid.word(), "it does not verify"),
            (Verdict::Unsigned.word(), "there is none"),
            (Verdict::NoSecret.word(), "there is no secret to check it with"),
        ],
        _ => Vec::new(),
    }
}

/// The values of `is:`.
pub(crate) const STATES: [(&str, State, &str); 4] = [
    ("duplicate", State::Duplicate, "its id came before"),
    ("truncated", State::Truncated, "its body is not whole"),
    ("sample", State::Sample, "sent by Hookglass as a sample"),
    ("starred", State::Starred, "you put a star on it"),
];

/// The values of `has:`.
pub(crate) const PROPERTIES: [(&str, Property, &str); 3] = [
    ("warning", Property::Warning, "something stands out as wrong"),
    ("resends", Property::Resends, "it was sent again"),
    ("note", Property::Note, "you wrote a note on it"),
];

/// Suggested times.
pub(crate) const TIMES: [(&str, &str); 6] = [
    ("10m", "ten minutes ago"),
    ("1h", "an hour ago"),
    ("3d", "three days ago"),
    ("today", "the last midnight"),
    ("yesterday", "the midnight before"),
    ("2026-03-01", "a day, where it begins"),
];
