//! How an event changes the identities of a story's user, and which of them it contains.
//!
//! An update keeps the id and the creation time (authgear-server, `identity_loginid_updated.go`). An identity that is
//! needed and was not in an event yet is older than the event.

use jiff::{SignedDuration, Timestamp};

use super::account::{Identity, Kind, later};
use crate::sample::{Story, facts::Facts};

impl Story {
    pub(crate) fn identity_changes(&mut self, kind: Kind, verb: &str) -> Facts {
        let at = self.at;
        match verb {
            "added" | "connected" | "enabled" => {
                let identity = self.new_identity(kind, at);
                let account = self.settled();
                if matches!(kind, Kind::Username | Kind::OAuth | Kind::Biometric) {
                    // There is only one of these: the previous one is gone.
                    account.identities.retain(|other| other.kind != kind);
                }
                account.identities.push(identity.clone());
                account.changed(at);
                Facts::default().of("identity", account.identity(&identity))
            }
            "removed" | "disconnected" | "disabled" => {
                // Without an email address the user could not sign in.
                let at_least = if kind == Kind::Email { 2 } else { 1 };
                self.ensure(kind, at_least);
                let account = self.settled();
                let Some(last) = account.last(kind) else { return Facts::default() };
                let identity = account.identities.remove(last);
                account.changed(at);
                Facts::default().of("identity", account.identity(&identity))
            }
            "updated" => self.identity_updated(kind),
            "verified" | "unverified" => {
                self.ensure(kind, 1);
                let account = self.settled();
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
                let account = self.settled();
                let Some(last) = account.last(kind) else { return Facts::default() };
                Facts::default().of("identity", account.identity(&account.identities[last]))
            }
        }
    }

    fn identity_updated(&mut self, kind: Kind) -> Facts {
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

    /// Ensures a number of identities of a kind; missing ones are older than this event.
    fn ensure(&mut self, kind: Kind, at_least: usize) {
        loop {
            let has = self.settled().identities.iter().filter(|identity| identity.kind == kind).count();
            if has >= at_least {
                return;
            }
            let created = self.settled().created_at;
            let since = if self.shown { self.just_before() } else { later(created, SignedDuration::from_hours(5)) };
            let identity = self.new_identity(kind, since.clamp(created, self.just_before().max(created)));
            self.settled().identities.push(identity);
        }
    }

    fn new_identity(&mut self, kind: Kind, at: Timestamp) -> Identity {
        match kind {
            Kind::OAuth => Identity::connected(&self.person, &mut self.rng, at),
            Kind::Biometric | Kind::Anonymous => Identity::device_key(kind, &self.person, &mut self.rng, at),
            Kind::Email | Kind::Phone | Kind::Username => {
                let value = self.new_value(kind);
                Identity::login(kind, &value, &mut self.rng, at)
            }
        }
    }

    fn new_value(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Phone => self.person.new_phone(&mut self.rng),
            Kind::Username => self.person.new_username(&mut self.rng),
            _ => self.person.new_email(&mut self.rng),
        }
    }

    /// The identity that the person signs in with.
    pub(crate) fn own_identity(&self) -> Option<Facts> {
        let account = self.account.as_ref()?;
        let own = account.first(Kind::Email).or_else(|| account.identities.len().checked_sub(1))?;
        Some(account.identity(&account.identities[own]))
    }
}
