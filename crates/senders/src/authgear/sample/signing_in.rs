//! Applies sign-in and sign-out events: sessions, the steps of an authentication flow, and issued
//! tokens.
//!
//! Sources: authgear-server, `pkg/api/model/session.go`, `pkg/api/event/authentication_context.go`.
//! The claims of tokens are those of RFC 9068 and OpenID Connect.

use super::{account::sign_in_methods, occurrence::Occurrence, trigger::ORIGIN};
use crate::rng::Rng;
use crate::sample::{Story, facts::Facts, go_json::Json};

impl Story {
    /// The first sign-in is in the browser. After it, an application continues from the browser's
    /// session.
    pub(crate) fn authenticated(&mut self) -> Facts {
        let (at, client, person) = (self.at, self.client.clone(), self.person.clone());
        let Some(mut account) = self.account.take() else { return Facts::default() };
        let browser = account.sessions.iter().rev().find(|session| session.client.is_none()).cloned();
        let has_app = account.sessions.iter().any(|session| session.client.is_some());
        let from = browser.filter(|_| !has_app);
        account.sign_in(from.as_ref().map(|_| client.as_str()), &mut self.rng, at);
        let session = account.sessions.last().map(|session| account.session(session, &person)).unwrap_or_default();
        let facts = Facts::default().of("session", session);
        let facts = match from {
            Some(from) => facts.of("continue_from_session", account.session(&from, &person)),
            None => facts.maybe("continue_from_session", None::<bool>),
        };
        self.account = Some(account);
        facts
    }

    pub(crate) fn reauthenticated(&mut self) -> Facts {
        let at = self.at;
        self.ensure_sessions(1);
        let Some(account) = &mut self.account else { return Facts::default() };
        let Some(session) = account.sessions.last_mut() else { return Facts::default() };
        session.used_at = at;
        let session = session.clone();
        Facts::default().of("session", account.session(&session, &self.person))
    }

    pub(crate) fn signed_out(&mut self) -> Facts {
        self.ensure_sessions(1);
        let Some(account) = &mut self.account else { return Facts::default() };
        let ended: Vec<_> = account.sessions.iter().map(|session| account.session(session, &self.person)).collect();
        account.sessions.clear();
        Facts::default().each("sessions", ended)
    }

    /// The last session ends the others and stays.
    pub(crate) fn session_terminated(&mut self) -> Facts {
        self.ensure_sessions(2);
        let Some(account) = &mut self.account else { return Facts::default() };
        let Some(own) = account.sessions.pop() else { return Facts::default() };
        let ended: Vec<_> = account.sessions.iter().map(|session| account.session(session, &self.person)).collect();
        let how = if ended.len() == 1 { "individual" } else { "all_except_current" };
        account.sessions = vec![own];
        Facts::default().each("sessions", ended).with("termination_type", how)
    }

    /// Ensures a number of sessions.
    fn ensure_sessions(&mut self, at_least: usize) {
        let before = self.just_before();
        self.registered_account();
        let Some(account) = &mut self.account else { return };
        while account.sessions.len() < at_least {
            account.sign_in(None, &mut self.rng, before);
        }
    }

    pub(crate) fn identification(&self) -> Facts {
        let facts = Facts::default().with("identification", "email").with("id_token", Json::Null);
        match self.own_identity() {
            Some(identity) => facts.of("identity", identity),
            None => facts.with("identity", Json::Null),
        }
    }

    pub(crate) fn authentication(&self) -> Facts {
        let facts = Facts::default().with("authentication", "primary_password");
        match &self.account {
            Some(account) => facts.of("authenticator", account.authenticator()),
            None => facts.with("authenticator", Json::Null),
        }
    }

    /// A sign-in after identification and before authentication.
    pub(crate) fn flow(&self) -> Facts {
        let flow = Facts::default().each("asserted_identifications", [self.identification()]);
        let flow = flow.each("asserted_authentications", []).with("amr", Vec::<Json>::new());
        match &self.account {
            Some(account) => flow.of("user", account.user()),
            None => flow.with("user", Json::Null),
        }
    }

    pub(crate) fn blocked(&mut self) -> Occurrence {
        let reason = Json::from([
            ("reason", "Sign-in opens again at 06:00 UTC.".into()),
            ("title", "Closed for maintenance".into()),
        ]);
        let info =
            Json::from([("event_type", "authentication.pre_initialize".into()), ("reasons", Json::List(vec![reason]))]);
        let error = Facts::default().with("info", info);
        let facts = Facts::default().with("user", Json::Null).of("error", error);
        Occurrence { facts, without_user: true, ..Occurrence::default() }
    }

    pub(crate) fn access_token(&self) -> Facts {
        let mut rng = Rng::named(self.seed, &self.seq.to_string());
        self.token(1800)
            .with("aud", vec![ORIGIN])
            .with("client_id", self.client.as_str())
            .with("jti", rng.hex(64))
            .with("scope", "openid offline_access https://authgear.com/scopes/full-access")
    }

    pub(crate) fn id_token(&self) -> Facts {
        let mut rng = Rng::named(self.seed, &self.seq.to_string());
        self.token(300).with("aud", vec![self.client.as_str()]).with("nonce", rng.token(16)).with("sid", rng.token(20))
    }

    fn token(&self, lifetime: i64) -> Facts {
        let facts = Facts::default()
            .with("iss", ORIGIN)
            .with("iat", self.now)
            .with("exp", self.now.saturating_add(lifetime))
            .with("amr", sign_in_methods());
        let Some(account) = &self.account else { return facts };
        let signed_in = account.last_login_at.unwrap_or(account.created_at);
        facts
            .with("sub", account.id.as_str())
            .with("auth_time", signed_in.as_second())
            .with("https://authgear.com/claims/user/is_anonymous", account.is_anonymous)
            .with("https://authgear.com/claims/user/is_verified", account.is_verified())
            .with("https://authgear.com/claims/user/can_reauthenticate", !account.is_anonymous)
            .with("https://authgear.com/claims/user/roles", account.roles.clone())
    }
}

/// A flow at its start: no user is identified.
pub(crate) fn before_identification() -> Occurrence {
    let flow = Facts::default()
        .with("user", Json::Null)
        .each("asserted_identifications", [])
        .each("asserted_authentications", [])
        .with("amr", Vec::<Json>::new());
    let facts = Facts::default().of("authentication_context", flow);
    Occurrence { facts, without_user: true, ..Occurrence::default() }
}
