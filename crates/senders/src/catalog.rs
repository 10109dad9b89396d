//! The types of events that are known, and what their members mean.
//!
//! The facts are in each sender's `catalog.json`, which `build.rs` turns into the tables in here; adding a type is adding
//! an entry. A type or a member without an entry is not an error: senders add both. The entries name their sources: paths
//! are of authgear-server, https://github.com/authgear/authgear-server.

use crate::envelope::{Kind, Vendor};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A known type of event.
#[derive(Debug)]
pub struct EventType {
    /// The name its sender gives it.
    pub name: &'static str,
    /// Which of several events of that name: `auth.password_reset` is `requested` or `completed`.
    pub variant: Option<&'static str>,
    /// Who sends it.
    pub vendor: Vendor,
    /// The group it belongs to.
    pub family: &'static str,
    /// How its sender treats the answer.
    pub kind: Kind,
    /// Whether the public documents list it; others are newer.
    pub documented: bool,
    /// How it reaches a webhook.
    pub delivery: Delivery,
    /// A note about its delivery, in a sentence.
    pub note: Option<&'static str>,
    /// Who can cause it.
    pub triggered_by: &'static [&'static str],
    /// What an answer may hold besides `is_allowed`; `None` for what is not blocking.
    pub answer: Option<&'static [Member]>,
    /// Seconds from receipt after which its masked members have expired.
    pub lifetime: Option<u32>,
    /// What has happened, in a sentence.
    pub about: &'static str,
    /// The members of its payload, in the order in which they are sent.
    pub payload: &'static [Member],
}

/// How a type reaches a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// To the hooks that name it.
    Webhook,
    /// Only to hooks that subscribe to everything: it cannot be named in a hook's configuration.
    Wildcard,
    /// Never: it is in the audit log only.
    AuditLog,
    /// By a workflow that a developer makes.
    Workflow,
}

/// An object with known members.
#[derive(Debug)]
pub struct Shape {
    /// Its name.
    pub name: &'static str,
    /// What it belongs to.
    pub part: Part,
    /// Whether other members are allowed.
    pub open: bool,
    /// Its members, in the order in which they are sent.
    pub members: &'static [Member],
}

/// What a member belongs to, in the words of the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The event itself.
    Envelope,
    /// Its circumstances.
    Context,
    /// A user.
    User,
    /// An identity of a user.
    Identity,
    /// What an identity or a token says of a person.
    Claims,
    /// A session.
    Session,
    /// Anything else in the payload.
    Payload,
}

impl Part {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Envelope => "envelope",
            Self::Context => "context",
            Self::User => "user",
            Self::Identity => "identity",
            Self::Claims => "claims",
            Self::Session => "session",
            Self::Payload => "payload",
        }
    }
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// Its type.
    pub form: MemberType,
    /// Whether it can be absent.
    pub optional: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// Whether older senders leave it out.
    pub older: bool,
    /// Whether it is a secret that views redact.
    pub masked: bool,
    /// The values it has today; empty when these are not known.
    pub values: &'static [&'static str],
    /// A value, as JSON, for samples.
    pub example: Option<&'static str>,
    /// What it is, in a sentence.
    pub about: &'static str,
}

/// The type of a member.
#[derive(Debug, Clone, Copy)]
pub enum MemberType {
    /// Text.
    String,
    /// An integer of 64 bits.
    Int64,
    /// An integer.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A time as text (RFC 3339).
    Timestamp,
    /// A time as a number: seconds since 1970.
    UnixSeconds,
    /// A UUID as text.
    Uuid,
    /// A URL as text.
    Url,
    /// An object with any members.
    Object,
    /// Anything.
    Any,
    /// The payload of the event's type.
    Payload,
    /// An object with known members.
    Shape(&'static Shape),
    /// An array of such.
    Array(&'static MemberType),
}

impl MemberType {
    /// The word for it: `string`, `user`, `identity[]`.
    pub fn word(self) -> String {
        match self {
            Self::Int64 => "int64".to_owned(),
            Self::UnixSeconds => "unix seconds".to_owned(),
            Self::Shape(shape) => shape.name.replace('_', " "),
            Self::Array(of) => format!("{}[]", of.word()),
            Self::Payload => "object".to_owned(),
            plain => format!("{plain:?}").to_lowercase(),
        }
    }
}

impl EventType {
    /// A unique name: the name, and the variant if several types share the name.
    pub fn full_name(&self) -> String {
        match self.variant {
            None => self.name.to_owned(),
            Some(variant) => format!("{}.{variant}", self.name),
        }
    }

    /// How it reaches a webhook, in a sentence, unless it does so in the usual way.
    pub fn delivery_note(&self) -> Option<String> {
        let way = match self.delivery {
            Delivery::Webhook | Delivery::Workflow => None,
            Delivery::Wildcard => {
                Some("It cannot be named in a hook's configuration: only hooks for all events (*) get it.")
            }
            Delivery::AuditLog => Some("Authgear writes it to its audit log only; no webhook ever delivers it."),
        };
        let parts: Vec<&str> = way.into_iter().chain(self.note).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// Where the catalog looks up a name.
#[derive(Debug, Clone, Copy)]
pub enum Root {
    /// Nothing is known.
    Unknown,
    /// In a shape.
    Shape(&'static Shape),
    /// In the payload of the event's type.
    Payload,
}

/// All known types, by name.
pub fn all() -> &'static [EventType] {
    TYPES
}

/// The types of that name: none, one, or several variants.
pub fn named(vendor: Vendor, name: &str) -> &'static [EventType] {
    let start = TYPES.partition_point(|entry| entry.name < name);
    let len = TYPES[start..].partition_point(|entry| entry.name == name);
    let found = &TYPES[start..start + len];
    if found.iter().all(|entry| entry.vendor == vendor) { found } else { &[] }
}

/// The type of that full name; of two variants, the first for the name alone.
pub fn find(full_name: &str) -> Option<&'static EventType> {
    TYPES
        .iter()
        .find(|entry| entry.full_name() == full_name)
        .or_else(|| TYPES.iter().find(|entry| entry.name == full_name))
}

/// Whether Authgear is known to have a type of that name, of which nothing else is known here.
pub fn is_undescribed(name: &str) -> bool {
    UNDESCRIBED.binary_search(&name).is_ok()
}

/// The shape of a sender's whole event.
pub(crate) fn event(vendor: Vendor) -> Option<&'static Shape> {
    EVENTS.iter().find(|(other, _)| *other == vendor).map(|(_, shape)| *shape)
}

/// The group of a type: the catalog's, else the first word of its name.
pub fn family(vendor: Vendor, name: &str) -> &str {
    match named(vendor, name).first() {
        Some(entry) => entry.family,
        None => name.split('.').next().unwrap_or(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_types_are_all_there() {
        let count = |vendor| all().iter().filter(|entry| entry.vendor == vendor && entry.documented).count();
        assert_eq!(count(Vendor::Fastgen), 10);
        assert_eq!(count(Vendor::Authgear), 44);
        assert_eq!(named(Vendor::Authgear, "user.pre_create")[0].kind, Kind::Blocking);
        assert_eq!(named(Vendor::Fastgen, "auth.password_reset").len(), 2);
        assert!(named(Vendor::Fastgen, "user.pre_create").is_empty(), "a name belongs to its vendor");
        assert!(named(Vendor::Authgear, "user.pre").is_empty());
    }

    #[test]
    fn fourteen_documented_types_never_reach_a_webhook() {
        let silent = |entry: &&EventType| entry.documented && entry.delivery == Delivery::AuditLog;
        assert_eq!(all().iter().filter(silent).count(), 14);
        let note = find("user.signed_out").unwrap().delivery_note().unwrap();
        assert!(note.contains("no webhook ever delivers it"), "{note}");
    }

    #[test]
    fn a_blocking_type_says_what_its_answer_may_hold() {
        let members = |name| find(name).unwrap().answer.unwrap().iter().map(|member| member.name).collect::<Vec<_>>();
        assert_eq!(members("oidc.jwt.pre_create"), ["mutations.jwt.payload"]);
        assert_eq!(members("authentication.pre_authenticated"), ["constraints.amr", "rate_limits"]);
        assert!(members("user.pre_create").contains(&"mutations.user.roles"));
        assert!(find("user.created").unwrap().answer.is_none());
    }

    #[test]
    fn every_type_is_found_by_its_full_name() {
        for entry in all() {
            assert!(std::ptr::eq(find(&entry.full_name()).unwrap(), entry), "{}", entry.full_name());
        }
        assert_eq!(find("auth.password_reset").unwrap().variant, Some("requested"));
        assert!(find("user.nothing").is_none());
    }

    #[test]
    fn an_unknown_type_belongs_to_the_family_of_its_first_word() {
        assert_eq!(family(Vendor::Authgear, "wallet.linked"), "wallet");
        assert_eq!(family(Vendor::Authgear, "sms.sent"), "messaging");
        assert!(is_undescribed("project.domain.created") && !is_undescribed("wallet.linked"));
    }
}
