//! The catalog of event types, and lookups by name.

use hookglass_senders::{
    self as senders,
    catalog::{self, EventType, Member},
    envelope::Vendor,
};

use super::{context::Samples, error::SamplesError};
use crate::view::{Delivery, TypeMember, TypeView};

/// Similar names that an error suggests.
const MAX_SUGGESTIONS: usize = 3;

/// All known types. Their event counts are 0, because no database is read.
pub fn known_types() -> Vec<TypeView> {
    catalog::all().iter().map(|entry| view(entry, 0)).collect()
}

impl Samples {
    /// All known types with their event counts.
    pub async fn catalog(&self) -> Result<Vec<TypeView>, SamplesError> {
        let seen = self.inbox.seen().await?;
        Ok(catalog::all().iter().zip(seen).map(|(entry, seen)| view(entry, seen)).collect())
    }
}

/// Finds a type by its full name, or by a name that only one type has. `auth.password_reset` is the
/// requested variant.
pub(crate) fn type_named(name: &str) -> Result<&'static EventType, SamplesError> {
    let name = name.trim();
    catalog::find(name).ok_or_else(|| {
        if catalog::is_undescribed(name) {
            return SamplesError::Undescribed(name.to_owned());
        }
        SamplesError::NoSuchType { name: name.to_owned(), suggestions: suggestions(name) }
    })
}

/// The most similar names, most similar first.
fn suggestions(name: &str) -> Vec<String> {
    let searched = name.to_ascii_lowercase();
    let ranked = |full: String| {
        let lower = full.to_ascii_lowercase();
        let distance = distance(&searched, &lower);
        let is_part = searched.len() > 2 && lower.contains(&searched);
        (is_part || distance <= searched.len() / 3).then_some((!is_part, distance, full))
    };
    let mut found: Vec<_> = catalog::all().iter().filter_map(|entry| ranked(entry.full_name())).collect();
    found.sort();
    found.into_iter().take(MAX_SUGGESTIONS).map(|(.., full)| full).collect()
}

/// The Levenshtein distance in bytes, because names are ASCII.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (at, byte) in a.bytes().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (other_at, other) in b.bytes().enumerate() {
            let substituted = diagonal + usize::from(byte != other);
            diagonal = row[other_at + 1];
            row[other_at + 1] = substituted.min(diagonal + 1).min(row[other_at] + 1);
        }
    }
    row[b.len()]
}

fn view(entry: &'static EventType, seen: u64) -> TypeView {
    TypeView {
        name: entry.full_name(),
        event_type: entry.name.to_owned(),
        variant: entry.variant.map(str::to_owned),
        vendor: entry.vendor,
        family: entry.family.to_owned(),
        kind: entry.kind,
        description: entry.about.to_owned(),
        delivery: match entry.delivery {
            catalog::Delivery::Webhook => Delivery::Webhook,
            catalog::Delivery::Wildcard => Delivery::Wildcard,
            catalog::Delivery::AuditLog => Delivery::AuditLog,
            catalog::Delivery::Workflow => Delivery::Workflow,
        },
        delivery_note: entry.delivery_note(),
        documented: entry.documented,
        triggered_by: entry.triggered_by.iter().map(|by| (*by).to_owned()).collect(),
        payload: members(entry.payload),
        answer: entry.answer.map(members),
        lifetime: entry.lifetime.map(u64::from),
        seen,
    }
}

fn members(members: &[Member]) -> Vec<TypeMember> {
    let view = |member: &Member| TypeMember {
        name: member.name.to_owned(),
        form: member.form.word(),
        optional: member.optional,
        nullable: member.nullable,
        description: member.about.to_owned(),
    };
    members.iter().map(view).collect()
}

/// Whether the sender signs its events.
pub(crate) fn signs(vendor: Vendor) -> bool {
    senders::of(vendor).scheme().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(name: &str) -> String {
        type_named(name).unwrap_err().to_string()
    }

    #[test]
    fn a_mistyped_name_gets_suggestions() {
        assert!(error("user.creatd").contains("did you mean user.created"), "{}", error("user.creatd"));
        assert!(error("email.updated").contains("identity.email.updated"), "{}", error("email.updated"));
        assert!(error("USER.CREATED").contains("did you mean user.created"), "{}", error("USER.CREATED"));
        assert!(!error("something quite different").contains("did you mean"));
        assert!(error("project.app.created").contains("not in the catalog"));
        assert_eq!(type_named("auth.password_reset").unwrap().variant, Some("requested"));
    }

    #[test]
    fn the_known_types_are_in_catalog_order() {
        let types = known_types();
        assert_eq!(types.len(), catalog::all().len());
        let reset: Vec<_> = types.iter().filter(|view| view.event_type == "auth.password_reset").collect();
        assert_eq!(reset[0].name, "auth.password_reset.requested");
        assert_eq!((reset[0].lifetime, reset[1].lifetime), (Some(3600), None));
        let identities = types.iter().find(|view| view.name == "user.pre_create").unwrap().payload[1].clone();
        assert_eq!((identities.form.as_str(), identities.nullable), ("identity[]", true));
    }
}
