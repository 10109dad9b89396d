//! The request that triggers an event: its user, address and client. It becomes the `context` of
//! the event.
//!
//! Sources: authgear-server, `pkg/api/event/context.go`, `pkg/lib/event/service.go`,
//! `pkg/portal/service/admin_api.go`.

use super::occurrence::Occurrence;
use crate::catalog::{Delivery, EventType, MemberType};
use crate::sample::{Story, facts::Facts};

/// The fictional project.
pub const APP: &str = "hookglass-samples";
/// The address of the fictional project.
pub(crate) const ORIGIN: &str = "https://accounts.samples.example";
const PORTAL: &str = "https://portal.samples.example";

/// The browser of the administrator.
const ADMIN_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0";
const ADMIN_IP: &str = "198.51.100.24";

/// The request that triggers an event.
#[derive(Debug)]
pub(crate) struct Trigger {
    pub(crate) by: &'static str,
    /// `context.user_id`: a user, none, or an empty string in some events of the audit log.
    pub(crate) user: Option<String>,
    pub(crate) url: String,
    /// The page of the portal, and how the portal forwarded the call.
    portal: Option<(String, &'static str)>,
    languages: Vec<String>,
    language: String,
    oauth: Option<Facts>,
    pub(crate) ip: Option<String>,
    pub(crate) geo: Option<&'static str>,
    pub(crate) agent: Option<&'static str>,
    client: Option<String>,
    pub(crate) trace: String,
    pub(crate) span: String,
}

impl Trigger {
    /// Trace and span in Authgear's format (`pkg/util/errorutil/trackingid.go`).
    pub(crate) fn tracking_id(&self) -> String {
        format!("{}-{}", self.trace, self.span)
    }
}

impl Story {
    /// The request that triggers an event.
    pub(crate) fn trigger(&mut self, entry: &'static EventType, occurrence: &Occurrence) -> Trigger {
        let by = occurrence.by.filter(|by| entry.triggered_by.contains(by)).unwrap_or_else(|| default_trigger(entry));
        let mut trigger = Trigger {
            by,
            user: self.context_user(entry, occurrence),
            url: String::new(),
            portal: None,
            languages: Vec::new(),
            language: "en".to_owned(),
            oauth: None,
            ip: Some(ADMIN_IP.to_owned()),
            geo: None,
            agent: Some(ADMIN_AGENT),
            client: None,
            trace: self.rng.hex(32),
            span: self.rng.hex(16),
        };
        match by {
            "admin_api" => {
                trigger.url = format!("{ORIGIN}/graphql");
                trigger.portal = Some((format!("{PORTAL}/project/{APP}/users/details"), "proxy"));
            }
            "portal" | "site_admin" => {
                trigger.url = format!("{PORTAL}/api/graphql");
                trigger.portal = Some((format!("{PORTAL}/project/{APP}/configuration"), "internal"));
                trigger.languages = vec!["en".to_owned()];
                trigger.language = String::new();
            }
            // With a user, this is a clean-up job. Without one, the system acts while it handles a
            // request.
            "system" if trigger.user.is_some() => (trigger.ip, trigger.agent) = (None, None),
            _ => self.fill_from_person(entry, &mut trigger),
        }
        trigger
    }

    fn fill_from_person(&mut self, entry: &EventType, trigger: &mut Trigger) {
        let person = &self.person;
        trigger.url = format!("{ORIGIN}{}", page(entry.name));
        trigger.languages = vec![person.locale.to_owned()];
        if person.language() != "en" {
            trigger.languages.push("en".to_owned());
        }
        trigger.language = person.language().to_owned();
        trigger.ip = Some(person.ip.clone());
        trigger.geo = Some(person.country_code);
        trigger.agent = Some(person.browser.agent);
        // One application in four passes a state.
        if self.rng.below(4) == 0 {
            let state = Facts::default().with("state", self.rng.token(12));
            let campaign = self.rng.below(2) == 0;
            trigger.oauth = Some(state.maybe("x_state", campaign.then_some(r#"{"campaign":"spring"}"#)));
        }
        trigger.client = (entry.name != "user.session.terminated").then(|| self.client.clone());
    }

    fn context_user(&self, entry: &EventType, occurrence: &Occurrence) -> Option<String> {
        let is_empty = entry.family == "authentication" && entry.delivery == Delivery::AuditLog;
        match (occurrence.without_user, concerns_a_user(entry)) {
            (false, true) => Some(occurrence.user.clone().or_else(|| Some(self.account.as_ref()?.id.clone()))?),
            _ if is_empty => Some(String::new()),
            _ => None,
        }
    }

    /// The event's `context`.
    pub(crate) fn context(&self, trigger: &Trigger) -> Facts {
        let portal = trigger.portal.as_ref();
        let audit = Facts::default()
            .with("http_url", trigger.url.as_str())
            .maybe("http_referer", portal.map(|(page, _)| page.as_str()))
            .maybe("usage", portal.map(|(_, usage)| *usage))
            .maybe("actor_user_id", portal.map(|_| self.admin.as_str()));
        let context = Facts::default()
            .with("timestamp", self.now)
            .with("user_id", trigger.user.clone())
            .with("triggered_by", trigger.by)
            .of("audit_context", audit)
            .with("preferred_languages", trigger.languages.clone())
            .with("language", trigger.language.as_str())
            .maybe("ip_address", trigger.ip.as_deref())
            .with("geo_location_code", trigger.geo)
            .maybe("user_agent", trigger.agent)
            .with("app_id", APP)
            .maybe("client_id", trigger.client.as_deref())
            .with("tracking_id", trigger.tracking_id());
        match &trigger.oauth {
            Some(oauth) => context.of("oauth", oauth.clone()),
            None => context.maybe("oauth", None::<bool>),
        }
    }
}

/// The default trigger of an event: the user, if the type allows it.
pub(crate) fn default_trigger(entry: &EventType) -> &'static str {
    let by_admin = entry.name.ends_with("unscheduled")
        || entry.name.ends_with("anonymization_scheduled")
        || entry.name.ends_with("schedule_anonymization")
        || entry.name.ends_with(".unverified");
    let allowed = |name: &str| entry.triggered_by.iter().find(|by| **by == name).copied();
    let admin = if by_admin { allowed("admin_api") } else { None };
    admin.or_else(|| allowed("user")).or_else(|| entry.triggered_by.first().copied()).unwrap_or("user")
}

/// Whether the payload contains a user, at any depth.
pub(crate) fn concerns_a_user(entry: &EventType) -> bool {
    entry.payload.iter().any(|member| contains_a_user(member.form))
}

fn contains_a_user(form: MemberType) -> bool {
    match form {
        MemberType::Shape(shape) => {
            matches!(shape.name, "user" | "identity" | "session" | "authenticator" | "jwt" | "jwt_claims")
                || shape.members.iter().any(|member| contains_a_user(member.form))
        }
        MemberType::Array(of) => contains_a_user(*of),
        _ => false,
    }
}

/// The path of the page or endpoint through which a person triggers an event.
fn page(name: &str) -> String {
    let words: Vec<&str> = name.split('.').collect();
    match words[..] {
        ["identity", "oauth", _] => "/settings/identity/oauth".to_owned(),
        ["identity", "biometric", ..] | ["oidc", ..] | ["user", "authenticated"] => "/oauth2/token".to_owned(),
        ["identity", kind, "added"] => format!("/settings/identity/add_{kind}"),
        ["identity", kind, "updated"] => format!("/settings/identity/change_{kind}"),
        ["identity", kind, "verified"] => format!("/settings/identity/verify_{kind}"),
        ["identity", kind, _] => format!("/settings/identity/{kind}"),
        ["user", "profile", _] => "/settings/profile/nickname/edit".to_owned(),
        ["user", "session", _] => "/settings/sessions".to_owned(),
        ["user", "signed_out"] => "/logout".to_owned(),
        ["user", what] if what.contains("deletion") => "/settings/delete_account".to_owned(),
        ["authentication", "pre_initialize" | "blocked"] => "/api/v1/authentication_flows".to_owned(),
        _ => "/api/v1/authentication_flows/states/input".to_owned(),
    }
}
