//! Applies each event type to the user of a story, and returns the facts for its payload.
//!
//! If a type needs a state that the story is not in, the state is created first: a phone number
//! exists before it is removed. `user` is read after the change. A `pre_` event carries the
//! proposed state (authgear-server, `pkg/lib/event/service.go`). A type that is not named here
//! changes nothing. See also `identities` and `signing_in`.

use jiff::{SignedDuration, Timestamp};

use super::{
    account::{Account, DELETE_REASON, Disabled, IdentityKind, earlier, later, sign_in_methods},
    occurrence::Occurrence,
    proposal::Proposal,
    signing_in::before_identification,
    trigger::{concerns_a_user, default_trigger},
};
use crate::catalog::EventType;
use crate::sample::{Story, facts::Facts, go_json::Json};

/// The time from the request to the deletion or anonymization of a user.
const GRACE_PERIOD: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Story {
    /// Applies an event to the story.
    pub(crate) fn apply_event(&mut self, entry: &'static EventType) -> Occurrence {
        match entry.name {
            "user.pre_create" => return self.sign_up_proposed(),
            "user.created" => return self.signed_up(),
            "admin_api.mutation.create_user.executed" if self.account.is_none() => return self.signed_up(),
            "authentication.identity.anonymous.failed" => {
                self.ensure_guest();
                return Occurrence::default();
            }
            "user.anonymous.promoted" => return self.promoted(),
            "authentication.pre_initialize" => return before_identification(),
            "authentication.blocked" => return self.blocked(),
            _ => {}
        }
        if concerns_a_user(entry) || entry.name.starts_with("admin_api.") {
            self.registered_account();
            if default_trigger(entry) == "user" {
                self.active_account();
            }
        }
        let words: Vec<&str> = entry.name.split('.').collect();
        if let ["identity", kind, verb] = words[..]
            && let Some(kind) = IdentityKind::from_word(kind)
        {
            return self.identity_changes(kind, verb).into();
        }
        match entry.name {
            "user.authenticated" => self.authenticated().into(),
            "user.reauthenticated" => self.reauthenticated().into(),
            "user.signed_out" => self.signed_out().into(),
            "user.session.terminated" => self.session_terminated().into(),
            "user.profile.pre_update" => self.proposed(Proposal::Profile),
            "user.profile.updated" => self.done(Proposal::Profile),
            "user.pre_schedule_deletion" => self.proposed(Proposal::Deletion),
            "user.deletion_scheduled" => self.done(Proposal::Deletion),
            "user.pre_schedule_anonymization" => self.proposed(Proposal::Anonymization),
            "user.anonymization_scheduled" => self.done(Proposal::Anonymization),
            "user.deletion_unscheduled" => self.reverted(|account| account.delete_at = None),
            "user.anonymization_unscheduled" => self.reverted(|account| account.anonymize_at = None),
            "user.deleted" => self.ended(Proposal::Deletion),
            "user.anonymized" => self.ended(Proposal::Anonymization),
            "user.disabled" => self.disabled().into(),
            "user.reenabled" => self.reverted(|account| account.disabled = None),
            "admin_api.mutation.set_disabled_status.executed" => self.disabled().with("is_disabled", true).into(),
            "admin_api.mutation.add_role_to_users.executed" => self.role_given().into(),
            "admin_api.mutation.update_role.executed" => self.role_renamed().into(),
            "authentication.pre_authenticated" => {
                let context = self
                    .flow()
                    .each("asserted_authentications", [self.authentication()])
                    .with("amr", sign_in_methods());
                Facts::default().of("authentication_context", context).into()
            }
            "oidc.id_token.pre_create" => {
                Facts::default().of("id_token", Facts::default().of("payload", self.id_token())).into()
            }
            _ => Occurrence::default(),
        }
    }

    /// The account of a proposed sign-up. Otherwise an existing account, or a new account if the
    /// story's earlier account has ended.
    fn older_account(&mut self) -> Account {
        if let Some((Proposal::SignUp, account)) = self.proposal.take_if(|(what, _)| *what == Proposal::SignUp) {
            return account;
        }
        let before = self.just_before();
        if self.had_account {
            return Account::signed_up(&self.person, &mut self.rng, before);
        }
        Account::existing(&self.person, &mut self.rng, self.at)
    }

    /// An instant between the previous event and this one.
    pub(crate) fn just_before(&self) -> Timestamp {
        Timestamp::from_second(self.now - 1).unwrap_or(self.at).min(self.at)
    }

    /// The user, signed up if necessary.
    pub(crate) fn registered_account(&mut self) -> &mut Account {
        let before = self.just_before();
        let mut account = match self.account.take() {
            Some(account) => account,
            None => self.older_account(),
        };
        if account.is_anonymous {
            account.promote(&self.person, &mut self.rng, before);
        }
        self.had_account = true;
        self.account.insert(account)
    }

    /// The user, signed up and enabled if necessary.
    fn active_account(&mut self) -> &mut Account {
        let (before, account) = (self.just_before(), self.registered_account());
        if account.disabled.is_some() || account.delete_at.is_some() || account.anonymize_at.is_some() {
            (account.disabled, account.delete_at, account.anonymize_at) = (None, None, None);
            account.changed(before);
        }
        account
    }

    /// Ensures that the user is a guest.
    fn ensure_guest(&mut self) {
        if self.account.as_ref().is_none_or(|account| !account.is_anonymous) {
            let before = self.just_before();
            self.account = Some(Account::guest(&self.person, &mut self.rng, before));
            self.had_account = true;
        }
    }

    fn sign_up_proposed(&mut self) -> Occurrence {
        let account = Account::signed_up(&self.person, &mut self.rng, self.at);
        let facts = Facts::default().of("user", account.user()).each("identities", account.listed());
        let user = Some(account.id.clone());
        self.proposal = Some((Proposal::SignUp, account));
        Occurrence { facts, user, ..Occurrence::default() }
    }

    fn signed_up(&mut self) -> Occurrence {
        let account = match self.proposal.take() {
            Some((Proposal::SignUp, account)) => account,
            _ => Account::signed_up(&self.person, &mut self.rng, self.at),
        };
        let facts = Facts::default().of("user", account.user()).each("identities", account.listed());
        self.account = Some(account);
        self.had_account = true;
        facts.into()
    }

    /// Authgear reads both snapshots at the end of the transaction, so they are equal.
    fn promoted(&mut self) -> Occurrence {
        self.ensure_guest();
        let at = self.at;
        let Some(account) = &mut self.account else { return Occurrence::default() };
        account.promote(&self.person, &mut self.rng, at);
        let user = account.user();
        Facts::default().of("anonymous_user", user.clone()).of("user", user).each("identities", account.listed()).into()
    }

    /// The snapshot is from just before the end. The system executes a schedule that is due;
    /// otherwise an administrator acts.
    fn ended(&mut self, what: Proposal) -> Occurrence {
        let at = self.at;
        let was_sent = self.account_sent;
        let account = self.registered_account();
        let planned = match what {
            Proposal::Anonymization => &mut account.anonymize_at,
            _ => &mut account.delete_at,
        };
        let due = earlier(at, SignedDuration::from_mins(2));
        let requested_at = earlier(due, GRACE_PERIOD);
        let overdue = planned.is_none() && !was_sent && account.created_at < requested_at;
        if overdue {
            *planned = Some(due);
            account.last_login_at = account.last_login_at.map(|last| last.min(requested_at));
            account.changed(requested_at);
        }
        let reason = account.delete_at.map(|_| DELETE_REASON);
        let facts = Facts::default().of("user", account.user()).maybe("reason", reason);
        let user = Some(account.id.clone());
        self.account = None;
        Occurrence { facts, user, by: Some(if overdue { "system" } else { "admin_api" }), ..Occurrence::default() }
    }

    fn proposed(&mut self, what: Proposal) -> Occurrence {
        let mut account = self.active_account().clone();
        self.apply(what, &mut account);
        let facts = Facts::default().of("user", account.user());
        self.proposal = Some((what, account));
        facts.into()
    }

    fn done(&mut self, what: Proposal) -> Occurrence {
        let was_proposed = match self.proposal.take() {
            Some((proposal, account)) if proposal == what => Some(account),
            _ => None,
        };
        let current = self.active_account().clone();
        let at = self.at;
        let mut account = match was_proposed {
            // Take only the proposed members; other changes since the proposal stay.
            Some(account) if account.id == current.id => Account {
                profile: account.profile,
                custom: account.custom,
                delete_at: account.delete_at,
                anonymize_at: account.anonymize_at,
                ..current
            },
            _ => {
                let mut account = current;
                self.apply(what, &mut account);
                account
            }
        };
        account.changed(at);
        let facts = Facts::default().of("user", account.user());
        self.account = Some(account);
        facts.into()
    }

    fn apply(&mut self, what: Proposal, account: &mut Account) {
        let at = self.at;
        match what {
            Proposal::SignUp => {}
            Proposal::Profile => self.change_profile(account),
            Proposal::Deletion => account.delete_at = Some(later(at, GRACE_PERIOD)),
            Proposal::Anonymization => account.anonymize_at = Some(later(at, GRACE_PERIOD)),
        }
        account.changed(at);
    }

    /// Changes the profile to new values, so that there is always a difference.
    fn change_profile(&mut self, account: &mut Account) {
        let nicknames =
            [format!("{} <3", self.person.given), self.person.username.clone(), self.person.given.to_owned()];
        let same = |nickname: &&String| account.profile.get("nickname") != Some(&Json::from(nickname.as_str()));
        let others: Vec<_> = nicknames.iter().filter(same).collect();
        let nickname = (*self.rng.pick(&others)).clone();
        account.profile.insert("nickname", nickname.into());
        let website =
            format!("https://{}.example.com/?from=samples&page={}", self.person.username, self.rng.below(900));
        account.profile.insert("website", website.into());
        account.custom.insert("newsletter", (*self.rng.pick(&["daily", "weekly", "never"])).into());
    }

    /// Reverts a schedule or a disabling, if there is one.
    fn reverted(&mut self, revert: impl FnOnce(&mut Account)) -> Occurrence {
        let at = self.at;
        let account = self.registered_account();
        revert(account);
        account.changed(at);
        Occurrence::default()
    }

    fn disabled(&mut self) -> Facts {
        let (at, now) = (self.at, self.now);
        let for_a_time = self.rng.below(2) == 0;
        let reason = *self.rng.pick(&["Chargeback under review", "Asked for by the customer", "Shared password"]);
        let from = Timestamp::from_second(now - 60).unwrap_or(at);
        let period = for_a_time.then(|| (from, later(from, SignedDuration::from_hours(7 * 24))));
        let account = self.registered_account();
        account.disabled = Some(Disabled { reason, period });
        account.changed(at);
        Facts::default()
            .maybe("temporarily_disabled_from", period.map(|period| period.0))
            .maybe("temporarily_disabled_until", period.map(|period| period.1))
    }

    fn role_given(&mut self) -> Facts {
        let key = self.role.key;
        let account = self.registered_account();
        if !account.roles.iter().any(|role| role == key) {
            account.roles.push(key.to_owned());
        }
        Facts::default()
    }

    fn role_renamed(&mut self) -> Facts {
        let old = self.role.clone();
        let others: Vec<_> =
            ["Store manager", "Shop manager", "Head of shop"].into_iter().filter(|name| *name != old.name).collect();
        self.role.name = self.rng.pick::<&str>(&others);
        self.role.description = Some("Runs one shop");
        self.role.updated_at = self.at;
        Facts::default().of("original_role", old.facts()).of("new_role", self.role.facts())
    }
}
