//! The names that can stand before a colon, what each asks, and the values that some of them have.

use super::{Column, Number, Side, State, Thing};
use hookglass_senders::envelope::{Kind, Vendor};
use hookglass_senders::signature::Verdict;

/// What a name asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asks {
    Column(Column),
    Email,
    Number(Number),
    Received(Side),
    State,
    Has,
    Header,
}

/// A name.
#[derive(Debug)]
pub(super) struct Name {
    /// With its colon.
    pub(super) name: &'static str,
    pub(super) asks: Asks,
    /// What can stand behind the colon.
    pub(super) example: &'static str,
    pub(super) about: &'static str,
}

const fn name(name: &'static str, asks: Asks, example: &'static str, about: &'static str) -> Name {
    Name { name, asks, example, about }
}

/// All of them, the most used ones first.
pub(super) const NAMES: [Name; 23] = [
    name("type:", Asks::Column(Column::Type), "identity.*", "the event's type"),
    name("user:", Asks::Column(Column::User), "4fe0*", "the user's id"),
    name("email:", Asks::Email, "ada@example.com", "an e-mail address in it"),
    name("vendor:", Asks::Column(Column::Vendor), "authgear", "who sent it"),
    name("family:", Asks::Column(Column::Family), "user", "the group of its type"),
    name("kind:", Asks::Column(Column::Kind), "blocking", "how it is delivered"),
    name("status:", Asks::Number(Number::Status), "4xx", "the status it was answered with"),
    name("signature:", Asks::Column(Column::Signature), "invalid", "whether it is genuine"),
    name("after:", Asks::Received(Side::After), "10m", "received then or later"),
    name("before:", Asks::Received(Side::Before), "today", "received earlier"),
    name("is:", Asks::State, "duplicate", "what it is"),
    name("has:", Asks::Has, "warning", "what belongs to it"),
    name("header:", Asks::Header, "x-request-id=a1*", "a header line"),
    name("path:", Asks::Column(Column::Path), "/hook*", "the request's path"),
    name("method:", Asks::Column(Column::Method), "POST", "the request's method"),
    name("app:", Asks::Column(Column::App), "shop", "the sender's application"),
    name("client:", Asks::Column(Column::Client), "a1*", "the OAuth client"),
    name("by:", Asks::Column(Column::TriggeredBy), "admin_api", "who caused it"),
    name("subject:", Asks::Column(Column::Subject), "ada*", "what a person recognises it by"),
    name("seq:", Asks::Number(Number::Seq), ">400", "the sender's sequence number"),
    name("id:", Asks::Column(Column::Id), "0000bcf3", "the sender's id of it, or Hookglass's"),
    name("ip:", Asks::Column(Column::Ip), "192.0.2.*", "the address of the person's device"),
    name("size:", Asks::Number(Number::Size), ">10k", "bytes of its body"),
];

/// The name, given without its colon.
pub(super) fn find(text: &str) -> Option<&'static Name> {
    NAMES.iter().find(|known| known.name.strip_suffix(':') == Some(text))
}

/// The name that asks this, without its colon.
pub(super) fn of(asks: Asks) -> &'static str {
    NAMES.iter().find(|name| name.asks == asks).map_or("", |name| name.name.trim_end_matches(':'))
}

/// The only values that a column has; empty when it can have any.
pub(super) fn values(column: Column) -> Vec<(&'static str, &'static str)> {
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

pub(super) const STATES: [(&str, State, &str); 4] = [
    ("duplicate", State::Duplicate, "its id came before"),
    ("truncated", State::Truncated, "its body is not whole"),
    ("sample", State::Sample, "made up by Hookglass"),
    ("starred", State::Starred, "you put a star on it"),
];

pub(super) const THINGS: [(&str, Thing, &str); 3] = [
    ("warning", Thing::Warning, "something stands out as wrong"),
    ("resends", Thing::Resends, "it was sent again"),
    ("note", Thing::Note, "you wrote a note on it"),
];

/// Times that are offered.
pub(super) const TIMES: [(&str, &str); 6] = [
    ("10m", "ten minutes ago"),
    ("1h", "an hour ago"),
    ("3d", "three days ago"),
    ("today", "the last midnight"),
    ("yesterday", "the midnight before"),
    ("2026-03-01", "a day, where it begins"),
];
