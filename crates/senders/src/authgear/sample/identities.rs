//! Applies identity events to the user of a story.
//!
//! An update keeps the id and the creation time (authgear-server, `identity_loginid_updated.go`). A
//! required identity that was in no event so far is created with an earlier time.

use jiff::{SignedDuration, Timestamp};

use super::account::{Identity, IdentityKind, later};
use crate::sample::{Story, facts::Facts};

impl Story {
    pub(crate) fn identity_changes(&mut self, kind: IdentityKind, verb: &str) -> Facts {
        let at = self.at;
        match verb {
            "added" | "connected" | "enabled" => {
                let identity = self.new_identity(kind, at);
                let account = self.registered_account();
                if matches!(kind, IdentityKind::Username | IdentityKind::OAuth | IdentityKind::Biometric) {
                    // A user has only one of these kinds, so it replaces the previous one.
                    account.identities.retain(|other| other.kind != kind);
                }
                account.identities.push(identity.clone());
                account.changed(at);
                Facts::default().of("identity", account.identity(&identity))
            }
            "removed" | "disconnected" | "disabled" => {
                // Keep one email address, so that the user can sign in.
                let at_least = if kind == IdentityKind::Email { 2 } else { 1 };
                self.ensure(kind, at_least);
                let account = self.registered_account();
                let Some(last) = account.last(kind) else { return Facts::default() };
                let identity = account.identities.remove(last);
                account.changed(at);
                Facts::default().of("identity", account.identity(&identity))
            }
            "updated" => self.identity_updated(kind),
            "verified" | "unverified" => {
                self.ensure(kind, 1);
                let account = self.registered_account();
                let Some(first) = account.first(kind) else { return Facts::default() };
                let identity = account.identities[first].clone();
                if verb == "verified" {
                    account.unverified.remove(&identity.value);
                } else {
                    account.unverified.insert(identity.value.clone());
                }
                Facts::default().of("identity", account.identity(&identity))
            }
            _ => {
                self.ensure(kind, 1);
                let account = self.registered_account();
                let Some(last) = account.last(kind) else { return Facts::default() };
                Facts::default().of("identity", account.identity(&account.identities[last]))
            }
        }
    }

    fn identity_updated(&mut self, kind: IdentityKind) -> Facts {
        self.ensure(kind, 1);
        let at = self.at;
        let value = self.new_value(kind);
        let Some(mut account) = self.account.take() else { return Facts::default() };
        let mut facts = Facts::default();
        if let Some(first) = account.first(kind) {
            let old = account.identities[first].clone();
            let new = old.renamed(&value, &mut self.rng, at);
            facts = facts.of("new_identity", account.identity(&new)).of("old_identity", account.identity(&old));
            account.unverified.remove(&old.value);
            account.identities[first] = new;
            account.changed(at);
        }
        self.account = Some(account);
        facts
    }

    /// Ensures a number of identities of a kind. Missing identities are created before this event.
    fn ensure(&mut self, kind: IdentityKind, at_least: usize) {
        loop {
            let has = self.registered_account().identities.iter().filter(|identity| identity.kind == kind).count();
            if has >= at_least {
                return;
            }
            let created = self.registered_account().created_at;
            let since =
                if self.account_sent { self.just_before() } else { later(created, SignedDuration::from_hours(5)) };
            let identity = self.new_identity(kind, since.clamp(created, self.just_before().max(created)));
            self.registered_account().identities.push(identity);
        }
    }

    fn new_identity(&mut self, kind: IdentityKind, at: Timestamp) -> Identity {
        match kind {
            IdentityKind::OAuth => Identity::connected(&self.person, &mut self.rng, at),
            IdentityKind::Biometric | IdentityKind::Anonymous => {
                Identity::device_key(kind, &self.person, &mut self.rng, at)
            }
            IdentityKind::Email | IdentityKind::Phone | IdentityKind::Username => {
                let value = self.new_value(kind);
                Identity::login(kind, &value, &mut self.rng, at)
            }
        }
    }

    fn new_value(&mut self, kind: IdentityKind) -> String {
        match kind {
            IdentityKind::Phone => self.person.new_phone(&mut self.rng),
            IdentityKind::Username => self.person.new_username(&mut self.rng),
            _ => self.person.new_email(&mut self.rng),
        }
    }

    /// The identity that the person signs in with.
    pub(crate) fn own_identity(&self) -> Option<Facts> {
        let account = self.account.as_ref()?;
        let own = account.first(IdentityKind::Email).or_else(|| account.identities.len().checked_sub(1))?;
        Some(account.identity(&account.identities[own]))
    }
}
