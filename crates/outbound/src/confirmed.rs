//! The origins outside this computer that requests may reach.
//!
//! The check is at the connection, after the host name is resolved. An earlier check alone would
//! not be enough: the name can resolve to another address a moment later.

use std::{
    collections::BTreeSet,
    sync::{Arc, PoisonError, RwLock},
};

/// A set of origins such as `https://example.com`. Clones share the set.
#[derive(Debug, Clone, Default)]
pub struct Confirmed(Arc<RwLock<BTreeSet<String>>>);

impl Confirmed {
    /// Adds an origin, or removes it.
    pub fn set(&self, origin: &str, confirmed: bool) {
        let mut origins = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if confirmed {
            origins.insert(origin.to_owned());
        } else {
            origins.remove(origin);
        }
    }

    /// Whether requests may reach an origin.
    pub fn contains(&self, origin: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains(origin)
    }
}
