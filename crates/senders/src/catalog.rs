//! The catalog of known event types and the meaning of their members.
//!
//! The facts are in each sender's `catalog.json`, which `build.rs` turns into the tables of this
//! module. To add a type, add an entry. A type or member without an entry is not an error, because
//! senders add both. Entries name their sources; paths are in authgear-server,
//! https://github.com/authgear/authgear-server.

use crate::envelope::{Kind, Vendor};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A known event type.
#[derive(Debug)]
pub struct EventType {
    /// The sender's name for it.
    pub name: &'static str,
    /// Distinguishes types with the same name: `auth.password_reset` is `requested` or `completed`.
    pub variant: Option<&'static str>,
    /// The sender.
    pub vendor: Vendor,
    /// The group it belongs to.
    pub family: &'static str,
    /// How the sender treats the answer.
    pub kind: Kind,
    /// Whether the public documentation lists it. Other types are newer.
    pub documented: bool,
    /// How it reaches a webhook.
    pub delivery: Delivery,
    /// A note about its delivery, as a sentence.
    pub note: Option<&'static str>,
    /// What can trigger it.
    pub triggered_by: &'static [&'static str],
    /// The members that an answer can have besides `is_allowed`; `None` if the type is not
    /// blocking.
    pub answer: Option<&'static [Member]>,
    /// How long its secret members are valid, in seconds from receipt.
    pub lifetime: Option<u32>,
    /// What happened, as a sentence.
    pub about: &'static str,
    /// The members of its payload, in the sender's order.
    pub payload: &'static [Member],
}

/// How a type reaches a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// To hooks that name it.
    Webhook,
    /// Only to hooks that subscribe to all events. A hook's configuration cannot name it.
    Wildcard,
    /// Never: it appears only in the audit log.
    AuditLog,
    /// Through a workflow that a developer builds.
    Workflow,
}

/// An object with known members.
#[derive(Debug)]
pub struct Shape {
    /// The name.
    pub name: &'static str,
    /// The part of an event that it belongs to.
    pub part: Part,
    /// Whether other members are allowed.
    pub open: bool,
    /// The members, in the sender's order.
    pub members: &'static [Member],
}

/// The part of an event that a member belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The envelope of the event.
    Envelope,
    /// The context of the event.
    Context,
    /// A user.
    User,
    /// An identity of a user.
    Identity,
    /// The claims of an identity or a token about a person.
    Claims,
    /// A session.
    Session,
    /// Anything else in the payload.
    Payload,
}

impl Part {
    /// The display name.
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
    /// The name.
    pub name: &'static str,
    /// The type.
    pub form: MemberType,
    /// Whether it can be absent.
    pub optional: bool,
    /// Whether it can be null.
    pub nullable: bool,
    /// Whether older versions of the sender omit it.
    pub older: bool,
    /// Whether it is a secret that views redact.
    pub masked: bool,
    /// The values that it has today; empty if they are unknown.
    pub values: &'static [&'static str],
    /// An example for samples, as JSON.
    pub example: Option<&'static str>,
    /// What it is, as a sentence.
    pub about: &'static str,
}

/// The type of a member.
#[derive(Debug, Clone, Copy)]
pub enum MemberType {
    /// A string.
    String,
    /// A signed 64-bit integer.
    Int64,
    /// An integer.
    Integer,
    /// `true` or `false`.
    Boolean,
    /// A time as a string (RFC 3339).
    Timestamp,
    /// A time as a number: seconds since 1970.
    UnixSeconds,
    /// A UUID as a string.
    Uuid,
    /// A URL as a string.
    Url,
    /// An object with any members.
    Object,
    /// Any value.
    Any,
    /// The payload of the event's type.
    Payload,
    /// An object with known members.
    Shape(&'static Shape),
    /// An array of values of this type.
    Array(&'static MemberType),
}

impl MemberType {
    /// The display name: `string`, `user`, `identity[]`.
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

    /// How it reaches a webhook, in sentences; `None` if the way is the usual one.
    pub fn delivery_note(&self) -> Option<String> {
        let way = match self.delivery {
            Delivery::Webhook | Delivery::Workflow => None,
            Delivery::Wildcard => Some("A hook's configuration cannot name it; only hooks for all events (*) get it."),
            Delivery::AuditLog => Some("Audit log only: Authgear never delivers it to a webhook."),
        };
        let parts: Vec<&str> = way.into_iter().chain(self.note).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}

/// Where the catalog looks up the first name of a pointer.
#[derive(Debug, Clone, Copy)]
pub enum Root {
    /// Nowhere: the catalog does not know the body.
    Unknown,
    /// In a shape.
    Shape(&'static Shape),
    /// In the payload of the event's type.
    Payload,
}

/// All known types, sorted by name.
pub fn all() -> &'static [EventType] {
    TYPES
}

/// The types with this name: none, one, or several variants.
pub fn named(vendor: Vendor, name: &str) -> &'static [EventType] {
    let start = TYPES.partition_point(|entry| entry.name < name);
    let len = TYPES[start..].partition_point(|entry| entry.name == name);
    let found = &TYPES[start..start + len];
    if found.iter().all(|entry| entry.vendor == vendor) { found } else { &[] }
}

/// The type with this full name. A name with several variants returns the first one.
pub fn find(full_name: &str) -> Option<&'static EventType> {
    TYPES
        .iter()
        .find(|entry| entry.full_name() == full_name)
        .or_else(|| TYPES.iter().find(|entry| entry.name == full_name))
}

/// Whether Authgear has a type with this name that the catalog does not describe.
pub fn is_undescribed(name: &str) -> bool {
    UNDESCRIBED.binary_search(&name).is_ok()
}

/// The shape of a sender's complete event.
pub(crate) fn event(vendor: Vendor) -> Option<&'static Shape> {
    EVENTS.iter().find(|(other, _)| *other == vendor).map(|(_, shape)| *shape)
}

/// The group of a type: the catalog's group, or the first word of the name.
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
    fn all_documented_types_are_in_the_catalog() {
        let count = |vendor| all().iter().filter(|entry| entry.vendor == vendor && entry.documented).count();
        assert_eq!(count(Vendor::Fastgen), 10);
        assert_eq!(count(Vendor::Authgear), 44);
        assert_eq!(named(Vendor::Authgear, "user.pre_create")[0].kind, Kind::Blocking);
        assert_eq!(named(Vendor::Fastgen, "auth.password_reset").len(), 2);
        assert!(named(Vendor::Fastgen, "user.pre_create").is_empty(), "a name belongs to one sender");
        assert!(named(Vendor::Authgear, "user.pre").is_empty());
    }

    #[test]
    fn fourteen_documented_types_never_reach_a_webhook() {
        let silent = |entry: &&EventType| entry.documented && entry.delivery == Delivery::AuditLog;
        assert_eq!(all().iter().filter(silent).count(), 14);
        let note = find("user.signed_out").unwrap().delivery_note().unwrap();
        assert!(note.contains("never delivers it to a webhook"), "{note}");
    }

    #[test]
    fn a_blocking_type_lists_the_members_of_its_answer() {
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
