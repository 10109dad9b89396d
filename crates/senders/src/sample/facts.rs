//! The facts of a story about an object, by member name.
//!
//! Kept out: which members exist and their order, which the catalog defines (`members`).

use std::collections::BTreeMap;

use super::go_json::Json;

/// A fact about a member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fact {
    /// The member is absent.
    Absent,
    /// The value.
    Is(Json),
    /// An object with these facts.
    Of(Facts),
    /// An array of objects with these facts.
    Each(Vec<Facts>),
}

/// The facts about an object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Facts(BTreeMap<&'static str, Fact>);

impl Facts {
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Json>) -> Self {
        self.0.insert(name, Fact::Is(value.into()));
        self
    }

    /// Sets the value, or marks the member as absent if there is none.
    pub(crate) fn maybe(mut self, name: &'static str, value: Option<impl Into<Json>>) -> Self {
        self.0.insert(name, value.map_or(Fact::Absent, |value| Fact::Is(value.into())));
        self
    }

    pub(crate) fn of(mut self, name: &'static str, facts: Facts) -> Self {
        self.0.insert(name, Fact::Of(facts));
        self
    }

    pub(crate) fn each(mut self, name: &'static str, facts: impl IntoIterator<Item = Facts>) -> Self {
        self.0.insert(name, Fact::Each(facts.into_iter().collect()));
        self
    }

    pub(crate) fn take(&mut self, name: &str) -> Option<Fact> {
        self.0.remove(name)
    }

    /// The remaining plain values.
    pub(crate) fn remaining(self) -> impl Iterator<Item = (String, Json)> {
        self.0.into_iter().filter_map(|(name, fact)| match fact {
            Fact::Is(value) => Some((name.to_owned(), value)),
            Fact::Absent | Fact::Of(_) | Fact::Each(_) => None,
        })
    }
}
