//! The types of events that are known by name.
//!
//! The facts stand in `catalog.json`, one entry a type; adding a type is adding an entry. A type that is not in there is
//! no error: senders add types.

use crate::envelope::{Kind, Vendor};

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A known type of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventType {
    /// The name its sender gives it.
    pub name: &'static str,
    /// Which of several events of that name: `auth.password_reset` is `requested` or `completed`.
    pub variant: Option<&'static str>,
    /// Who sends it.
    pub vendor: Vendor,
    /// The group it belongs to.
    pub family: &'static str,
    /// How it is delivered.
    pub kind: Kind,
    /// What has happened, in a sentence.
    pub summary: &'static str,
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
        let count = |vendor| all().iter().filter(|entry| entry.vendor == vendor).count();
        assert_eq!(count(Vendor::Fastgen), 10);
        assert!(count(Vendor::Authgear) >= 44);
        assert_eq!(named(Vendor::Authgear, "user.pre_create")[0].kind, Kind::Blocking);
        assert_eq!(named(Vendor::Fastgen, "auth.password_reset").len(), 2);
        assert!(named(Vendor::Fastgen, "user.pre_create").is_empty(), "a name belongs to its vendor");
        assert!(named(Vendor::Authgear, "user.pre").is_empty());
    }

    #[test]
    fn an_unknown_type_belongs_to_the_family_of_its_first_word() {
        assert_eq!(family(Vendor::Authgear, "wallet.linked"), "wallet");
        assert_eq!(family(Vendor::Authgear, "sms.sent"), "messaging");
    }
}
