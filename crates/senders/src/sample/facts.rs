//! What a story knows of an object that it writes: a value, an absence, or more facts, by the name of the member.
//!
//! Which members there are, and their order, is the catalog's to say (`members`).

use std::collections::BTreeMap;

use super::go::Json;

/// What is known of a member.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Fact {
    /// It is not there.
    Absent,
    /// Its value.
    Is(Json),
    /// It is an object, of which this is known.
    Of(Facts),
    /// It is an array of such.
    Each(Vec<Facts>),
}

/// What is known of an object.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Facts(BTreeMap<&'static str, Fact>);

impl Facts {
    pub(super) fn with(mut self, name: &'static str, value: impl Into<Json>) -> Self {
        self.0.insert(name, Fact::Is(value.into()));
        self
    }

    /// Absent when there is no value.
    pub(super) fn maybe(mut self, name: &'static str, value: Option<impl Into<Json>>) -> Self {
        self.0.insert(name, value.map_or(Fact::Absent, |value| Fact::Is(value.into())));
        self
    }

    pub(super) fn of(mut self, name: &'static str, facts: Facts) -> Self {
        self.0.insert(name, Fact::Of(facts));
        self
    }

    pub(super) fn each(mut self, name: &'static str, facts: impl IntoIterator<Item = Facts>) -> Self {
        self.0.insert(name, Fact::Each(facts.into_iter().collect()));
        self
    }

    pub(super) fn take(&mut self, name: &str) -> Option<Fact> {
        self.0.remove(name)
    }

    /// The plain values that nobody took.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, Json)> {
        self.0.into_iter().filter_map(|(name, fact)| match fact {
            Fact::Is(value) => Some((name.to_owned(), value)),
            Fact::Absent | Fact::Of(_) | Fact::Each(_) => None,
        })
    }
}
