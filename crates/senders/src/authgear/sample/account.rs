//! An Authgear user in a story: identities, sessions, scheduled changes, and their form in an
//! event.
//!
//! The models are those of authgear-server (`pkg/api/model/{user,identity,session}.go`,
//! `pkg/lib/authn/identity/info.go`). The module `events` changes the account.

use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeMap, BTreeSet};

use crate::rng::Rng;
use crate::sample::{facts::Facts, go_json::Json, person::Person};

/// The reason of a deletion by the user, as Authgear writes it.
pub(crate) const DELETE_REASON: &str = "end user request";

#[derive(Debug, Clone)]
pub(crate) struct Account {
    pub(crate) id: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) last_login_at: Option<Timestamp>,
    pub(crate) is_anonymous: bool,
    pub(crate) disabled: Option<Disabled>,
    pub(crate) delete_at: Option<Timestamp>,
    pub(crate) anonymize_at: Option<Timestamp>,
    pub(crate) profile: BTreeMap<&'static str, Json>,
    pub(crate) profile_at: Timestamp,
    pub(crate) custom: BTreeMap<&'static str, Json>,
    pub(crate) roles: Vec<String>,
    /// In the order of creation.
    pub(crate) identities: Vec<Identity>,
    /// The addresses and numbers that are not verified.
    pub(crate) unverified: BTreeSet<String>,
    pub(crate) sessions: Vec<Session>,
    /// The id of the password. An anonymous user has no password.
    pub(crate) password: String,
}

/// Why a user is disabled, and for how long.
#[derive(Debug, Clone)]
pub(crate) struct Disabled {
    pub(crate) reason: &'static str,
    pub(crate) period: Option<(Timestamp, Timestamp)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum IdentityKind {
    Email,
    Phone,
    Username,
    OAuth,
    Biometric,
    Anonymous,
}

impl IdentityKind {
    /// Parses the kind in the name of an event: `identity.email.added`.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "email" => Self::Email,
            "phone" => Self::Phone,
            "username" => Self::Username,
            "oauth" => Self::OAuth,
            "biometric" => Self::Biometric,
            "anonymous" => Self::Anonymous,
            _ => return None,
        })
    }

    /// The key of a login ID, which is also its type, and its standard claim.
    fn login_id(self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Email => Some(("email", "email")),
            Self::Phone => Some(("phone", "phone_number")),
            Self::Username => Some(("username", "preferred_username")),
            Self::OAuth | Self::Biometric | Self::Anonymous => None,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Identity {
    pub(crate) id: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) kind: IdentityKind,
    /// The address, number or name; empty if it is not a login ID.
    pub(crate) value: String,
    claims: BTreeMap<String, Json>,
}

#[derive(Debug, Clone)]
pub(crate) struct Session {
    pub(crate) id: String,
    pub(crate) created_at: Timestamp,
    pub(crate) used_at: Timestamp,
    /// The application with a refresh token; `None` for the browser's session with Authgear.
    pub(crate) client: Option<String>,
}

impl Account {
    /// A user who signs up now, with an email address and a password.
    pub(crate) fn signed_up(person: &Person, rng: &mut Rng, at: Timestamp) -> Self {
        let mut account = Self {
            id: rng.uuid(),
            created_at: at,
            updated_at: at,
            last_login_at: None,
            is_anonymous: false,
            disabled: None,
            delete_at: None,
            anonymize_at: None,
            profile: BTreeMap::new(),
            profile_at: at,
            custom: BTreeMap::new(),
            roles: Vec::new(),
            identities: Vec::new(),
            unverified: BTreeSet::new(),
            sessions: Vec::new(),
            password: rng.uuid(),
        };
        account.set_profile(person);
        account.identities.push(Identity::login(IdentityKind::Email, &person.email, rng, at));
        account
    }

    /// A user who signed up months before the story begins and last signed in up to 20 days ago.
    pub(crate) fn existing(person: &Person, rng: &mut Rng, at: Timestamp) -> Self {
        let mut before = |first: i64, last: i64| {
            let seconds = rng.between(first * 86_400, last * 86_400);
            earlier(at, SignedDuration::from_secs(seconds) + SignedDuration::from_micros(rng.between(0, 999_999)))
        };
        let (created, last) = (before(60, 700), before(1, 20));
        let mut account = Self::signed_up(person, rng, created);
        for (kind, value) in [(IdentityKind::Phone, &person.phone), (IdentityKind::Username, &person.username)] {
            if rng.below(2) == 0 {
                account.identities.push(Identity::login(kind, value, rng, created));
            }
        }
        account.sign_in(None, rng, last);
        account.updated_at = last;
        account.profile_at = last;
        account
    }

    /// A guest: an anonymous user who has not signed up.
    pub(crate) fn guest(person: &Person, rng: &mut Rng, at: Timestamp) -> Self {
        let mut account = Self::signed_up(person, rng, at);
        account.is_anonymous = true;
        account.profile.clear();
        account.last_login_at = Some(at);
        account.identities = vec![Identity::device_key(IdentityKind::Anonymous, person, rng, at)];
        account
    }

    /// Signs a guest up. The user id stays.
    pub(crate) fn promote(&mut self, person: &Person, rng: &mut Rng, at: Timestamp) {
        self.is_anonymous = false;
        self.identities = vec![Identity::login(IdentityKind::Email, &person.email, rng, at)];
        self.set_profile(person);
        self.changed(at);
    }

    fn set_profile(&mut self, person: &Person) {
        let profile = [
            ("given_name", person.given.into()),
            ("family_name", person.family.into()),
            ("name", person.full.as_str().into()),
            ("locale", person.locale.into()),
            ("zoneinfo", person.zone.into()),
        ];
        self.profile = profile.into_iter().collect();
    }

    /// Records that the user and the profile changed.
    pub(crate) fn changed(&mut self, at: Timestamp) {
        self.updated_at = at;
        self.profile_at = at;
    }

    pub(crate) fn sign_in(&mut self, client: Option<&str>, rng: &mut Rng, at: Timestamp) {
        let client = client.map(str::to_owned);
        self.sessions.push(Session { id: rng.uuid(), created_at: at, used_at: at, client });
        self.last_login_at = Some(at);
        self.updated_at = at;
    }

    /// The first identity of a kind. Its value is also an attribute of the user.
    pub(crate) fn first(&self, kind: IdentityKind) -> Option<usize> {
        self.identities.iter().position(|identity| identity.kind == kind)
    }

    pub(crate) fn last(&self, kind: IdentityKind) -> Option<usize> {
        self.identities.iter().rposition(|identity| identity.kind == kind)
    }

    fn value(&self, kind: IdentityKind) -> Option<&str> {
        self.first(kind).map(|at| self.identities[at].value.as_str())
    }

    pub(crate) fn is_verified(&self) -> bool {
        let is_verifiable = |identity: &&Identity| matches!(identity.kind, IdentityKind::Email | IdentityKind::Phone);
        self.identities.iter().filter(is_verifiable).any(|identity| !self.unverified.contains(&identity.value))
    }

    /// The user in an event.
    pub(crate) fn user(&self) -> Facts {
        let period = self.disabled.as_ref().and_then(|disabled| disabled.period);
        let is_disabled = self.disabled.is_some() || self.delete_at.is_some() || self.anonymize_at.is_some();
        let none = Json::Map(BTreeMap::new());
        let custom = self.custom.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        Facts::default()
            .with("id", self.id.as_str())
            .with("created_at", self.created_at)
            .with("updated_at", self.updated_at)
            .maybe("last_login_at", self.last_login_at)
            .with("is_anonymous", self.is_anonymous)
            .with("is_verified", self.is_verified())
            .with("is_disabled", is_disabled)
            .maybe("disable_reason", self.disabled.as_ref().map(|disabled| disabled.reason))
            .with("is_deactivated", self.delete_at.is_some())
            .maybe("delete_at", self.delete_at)
            .maybe("delete_reason", self.delete_at.map(|_| DELETE_REASON))
            .with("is_anonymized", false)
            .maybe("anonymize_at", self.anonymize_at)
            .maybe("temporarily_disabled_from", period.map(|period| period.0))
            .maybe("temporarily_disabled_until", period.map(|period| period.1))
            .with("can_reauthenticate", !self.is_anonymous)
            .of("standard_attributes", self.attributes())
            .with("custom_attributes", Json::Map(custom))
            .with("x_web3", none)
            .with("roles", self.roles.clone())
            .with("groups", Vec::<Json>::new())
    }

    /// The standard attributes: the first login ID of each kind, and the profile.
    pub(crate) fn attributes(&self) -> Facts {
        let verified = |value: Option<&str>| value.map(|value| !self.unverified.contains(value));
        let (email, phone) = (self.value(IdentityKind::Email), self.value(IdentityKind::Phone));
        let known = Facts::default()
            .maybe("email", email)
            .maybe("email_verified", verified(email))
            .maybe("phone_number", phone)
            .maybe("phone_number_verified", verified(phone))
            .maybe("preferred_username", self.value(IdentityKind::Username))
            .with("updated_at", self.profile_at.as_second());
        self.profile.iter().fold(known, |facts, (name, value)| facts.with(name, value.clone()))
    }

    /// An identity in an event.
    pub(crate) fn identity(&self, identity: &Identity) -> Facts {
        let kind = match identity.kind {
            IdentityKind::Email | IdentityKind::Phone | IdentityKind::Username => "login_id",
            IdentityKind::OAuth => "oauth",
            IdentityKind::Biometric => "biometric",
            IdentityKind::Anonymous => "anonymous",
        };
        Facts::default()
            .with("id", identity.id.as_str())
            .with("created_at", identity.created_at)
            .with("updated_at", identity.updated_at)
            .with("type", kind)
            .with("user_id", self.id.as_str())
            .with("claims", Json::Map(identity.claims.clone()))
    }

    /// The identities that an event lists: all except device keys.
    pub(crate) fn listed(&self) -> Vec<Facts> {
        let listed = |identity: &&Identity| !matches!(identity.kind, IdentityKind::Biometric | IdentityKind::Anonymous);
        self.identities.iter().filter(listed).map(|identity| self.identity(identity)).collect()
    }

    /// A session in an event.
    pub(crate) fn session(&self, session: &Session, person: &Person) -> Facts {
        let is_app = session.client.is_some();
        Facts::default()
            .with("id", session.id.as_str())
            .with("created_at", session.created_at)
            .with("updated_at", session.used_at)
            .with("type", if is_app { "offline_grant" } else { "idp" })
            .with("amr", sign_in_methods())
            .with("lastAccessedAt", session.used_at)
            .with("createdByIP", person.ip.as_str())
            .with("lastAccessedByIP", person.ip.as_str())
            .with("lastAccessedByIPCountryCode", person.country_code)
            .with("lastAccessedByIPEnglishCountryName", person.country)
            .with("clientID", session.client.clone())
            .with("displayName", person.browser.name)
            .maybe("applicationName", is_app.then_some("Samples"))
            .with("userAgent", person.browser.agent)
    }

    /// The password in an event.
    pub(crate) fn authenticator(&self) -> Facts {
        Facts::default()
            .with("id", self.password.as_str())
            .with("created_at", self.created_at)
            .with("updated_at", self.created_at)
            .with("user_id", self.id.as_str())
            .with("type", "password")
            .with("is_default", true)
            .with("kind", "primary")
    }
}

/// The authentication methods of a sign-in.
pub(crate) fn sign_in_methods() -> Vec<&'static str> {
    vec!["pwd", "x_primary_password"]
}

impl Identity {
    /// A login ID, sometimes typed in a different case than the stored value.
    pub(crate) fn login(kind: IdentityKind, value: &str, rng: &mut Rng, at: Timestamp) -> Self {
        let (id, typed) = (rng.uuid(), typed(kind, value, rng));
        let claims = login_claims(kind, value, &typed);
        Self { id, created_at: at, updated_at: at, kind, value: value.to_owned(), claims }
    }

    /// The same identity with another value.
    pub(crate) fn renamed(&self, value: &str, rng: &mut Rng, at: Timestamp) -> Self {
        let typed = typed(self.kind, value, rng);
        let claims = login_claims(self.kind, value, &typed);
        Self { updated_at: at, value: value.to_owned(), claims, ..self.clone() }
    }

    /// A connected GitHub account.
    pub(crate) fn connected(person: &Person, rng: &mut Rng, at: Timestamp) -> Self {
        let number = rng.between(1_000_000, 9_999_999);
        let picture = format!("https://avatars.example.com/u/{number}?v=4&s=200");
        let profile = Json::from([
            ("avatar_url", picture.as_str().into()),
            ("bio", Json::Null),
            ("email", person.email.as_str().into()),
            ("followers", Json::from(rng.between(0, 400))),
            ("id", number.into()),
            ("login", person.username.as_str().into()),
            ("name", person.full.as_str().into()),
            ("site_admin", false.into()),
        ]);
        let claims = [
            ("email", person.email.as_str().into()),
            ("given_name", person.given.into()),
            ("https://authgear.com/claims/oauth/profile", profile),
            ("https://authgear.com/claims/oauth/provider_alias", "github".into()),
            ("https://authgear.com/claims/oauth/provider_type", "github".into()),
            ("https://authgear.com/claims/oauth/subject_id", number.to_string().into()),
            ("name", person.full.as_str().into()),
            ("picture", picture.into()),
            ("preferred_username", person.username.as_str().into()),
        ];
        Self::other(IdentityKind::OAuth, claims, rng, at)
    }

    /// A key on a device, for biometric sign-in or for a guest.
    pub(crate) fn device_key(kind: IdentityKind, person: &Person, rng: &mut Rng, at: Timestamp) -> Self {
        let key = rng.uuid().to_uppercase();
        if kind == IdentityKind::Anonymous {
            return Self::other(kind, [("https://authgear.com/claims/anonymous/key_id", key.into())], rng, at);
        }
        let version = Json::from([("RELEASE", "14".into()), ("SDK_INT", "34".into())]);
        let build = Json::from([
            ("BRAND", "google".into()),
            ("MANUFACTURER", "Google".into()),
            ("MODEL", "Pixel 8".into()),
            ("VERSION", version),
        ]);
        let name = format!("{}'s Pixel", person.given);
        let settings = Json::from([("Global", Json::from([("DEVICE_NAME", name.into())]))]);
        let android =
            Json::from([("ApplicationInfoLabel", "Samples".into()), ("Build", build), ("Settings", settings)]);
        let claims = [
            ("https://authgear.com/claims/biometric/device_info", Json::from([("android", android)])),
            ("https://authgear.com/claims/biometric/formatted_device_info", "Google Pixel 8".into()),
            ("https://authgear.com/claims/biometric/key_id", key.into()),
        ];
        Self::other(kind, claims, rng, at)
    }

    fn other<const LEN: usize>(kind: IdentityKind, claims: [(&str, Json); LEN], rng: &mut Rng, at: Timestamp) -> Self {
        let claims = claims.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Self { id: rng.uuid(), created_at: at, updated_at: at, kind, value: String::new(), claims }
    }
}

fn login_claims(kind: IdentityKind, value: &str, typed: &str) -> BTreeMap<String, Json> {
    let Some((word, claim)) = kind.login_id() else { return BTreeMap::new() };
    let own = |name: &str| format!("https://authgear.com/claims/login_id/{name}");
    BTreeMap::from([
        (claim.to_owned(), value.into()),
        (own("key"), word.into()),
        (own("original_value"), typed.into()),
        (own("type"), word.into()),
        (own("value"), value.into()),
    ])
}

fn typed(kind: IdentityKind, value: &str, rng: &mut Rng) -> String {
    if kind == IdentityKind::Phone || rng.below(2) == 0 {
        return value.to_owned();
    }
    let (mut begins, mut is_host) = (true, false);
    let capital = |character: char| {
        let written = if begins { character.to_ascii_uppercase() } else { character };
        is_host |= character == '@';
        begins = matches!(character, '.' | '_' | '+') && !is_host;
        written
    };
    value.chars().map(capital).collect()
}

/// An instant before another, or the earliest one.
pub(crate) fn earlier(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_sub(by).unwrap_or(Timestamp::MIN)
}

/// An instant after another, or the latest one.
pub(crate) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}
