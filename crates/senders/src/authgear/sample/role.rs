//! A role of the fictional project.

use jiff::Timestamp;

use crate::sample::facts::Facts;

/// A role in the project.
#[derive(Debug, Clone)]
pub(crate) struct Role {
    pub(crate) id: String,
    pub(crate) key: &'static str,
    pub(crate) name: &'static str,
    pub(crate) description: Option<&'static str>,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
}

impl Role {
    pub(crate) fn facts(&self) -> Facts {
        Facts::default()
            .with("id", self.id.as_str())
            .with("created_at", self.created_at)
            .with("updated_at", self.updated_at)
            .with("key", self.key)
            .with("name", self.name)
            .maybe("description", self.description)
    }
}
