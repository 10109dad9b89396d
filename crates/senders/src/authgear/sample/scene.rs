//! The request that causes an event: its user, address and client. It becomes the event's `context`.
//!
//! Sources: authgear-server, `pkg/api/event/context.go`, `pkg/lib/event/service.go`, `pkg/portal/service/admin_api.go`.

use super::happening::Happening;
use crate::catalog::{Delivery, EventType, MemberType};
use crate::sample::{Story, facts::Facts};

/// The fictional project, and its address.
pub const APP: &str = "hookglass-samples";
pub(crate) const ORIGIN: &str = "https://accounts.samples.example";
const PORTAL: &str = "https://portal.samples.example";

/// The browser of the administrator.
const ADMIN_AGENT: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:124.0) Gecko/20100101 Firefox/124.0";
const ADMIN_IP: &str = "198.51.100.24";

/// The request that causes an event.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) by: &'static str,
    /// `context.user_id`: a user, none, or, in some events of the audit log, an empty text.
    pub(crate) user: Option<String>,
    pub(crate) url: String,
    /// The portal's page and how the portal forwarded the call.
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

impl Scene {
    /// Trace and span, as Authgear joins them (`pkg/util/errorutil/trackingid.go`).
    pub(crate) fn tracking_id(&self) -> String {
        format!("{}-{}", self.trace, self.span)
    }
}

impl Story {
    /// The request that causes an event.
    pub(crate) fn scene(&mut self, entry: &'static EventType, happening: &Happening) -> Scene {
        let by = happening.by.filter(|by| entry.triggered_by.contains(by)).unwrap_or_else(|| usual_cause(entry));
        let mut scene = Scene {
            by,
            user: self.whom(entry, happening),
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
                scene.url = format!("{ORIGIN}/graphql");
                scene.portal = Some((format!("{PORTAL}/project/{APP}/users/details"), "proxy"));
            }
            "portal" | "site_admin" => {
                scene.url = format!("{PORTAL}/api/graphql");
                scene.portal = Some((format!("{PORTAL}/project/{APP}/configuration"), "internal"));
                scene.languages = vec!["en".to_owned()];
                scene.language = String::new();
            }
            // A clean-up job; otherwise the system acts while it serves a user's request.
            "system" if scene.user.is_some() => (scene.ip, scene.agent) = (None, None),
            _ => self.by_the_person(entry, &mut scene),
        }
        scene
    }

    fn by_the_person(&mut self, entry: &EventType, scene: &mut Scene) {
        let person = &self.person;
        scene.url = format!("{ORIGIN}{}", page(entry.name));
        scene.languages = vec![person.locale.to_owned()];
        if person.language() != "en" {
            scene.languages.push("en".to_owned());
        }
        scene.language = person.language().to_owned();
        scene.ip = Some(person.ip.clone());
        scene.geo = Some(person.country_code);
        scene.agent = Some(person.browser.agent);
        // Applications that pass a state along are one in four.
        if self.rng.below(4) == 0 {
            let state = Facts::default().with("state", self.rng.token(12));
            let campaign = self.rng.below(2) == 0;
            scene.oauth = Some(state.maybe("x_state", campaign.then_some(r#"{"campaign":"spring"}"#)));
        }
        scene.client = (entry.name != "user.session.terminated").then(|| self.client.clone());
    }

    fn whom(&self, entry: &EventType, happening: &Happening) -> Option<String> {
        let empty = entry.family == "authentication" && entry.delivery == Delivery::AuditLog;
        match (happening.without_user, about_a_user(entry)) {
            (false, true) => Some(happening.user.clone().or_else(|| Some(self.account.as_ref()?.id.clone()))?),
            _ if empty => Some(String::new()),
            _ => None,
        }
    }

    /// The event's `context`.
    pub(crate) fn context(&self, scene: &Scene) -> Facts {
        let portal = scene.portal.as_ref();
        let audit = Facts::default()
            .with("http_url", scene.url.as_str())
            .maybe("http_referer", portal.map(|(page, _)| page.as_str()))
            .maybe("usage", portal.map(|(_, usage)| *usage))
            .maybe("actor_user_id", portal.map(|_| self.admin.as_str()));
        let context = Facts::default()
            .with("timestamp", self.now)
            .with("user_id", scene.user.clone())
            .with("triggered_by", scene.by)
            .of("audit_context", audit)
            .with("preferred_languages", scene.languages.clone())
            .with("language", scene.language.as_str())
            .maybe("ip_address", scene.ip.as_deref())
            .with("geo_location_code", scene.geo)
            .maybe("user_agent", scene.agent)
            .with("app_id", APP)
            .maybe("client_id", scene.client.as_deref())
            .with("tracking_id", scene.tracking_id());
        match &scene.oauth {
            Some(oauth) => context.of("oauth", oauth.clone()),
            None => context.maybe("oauth", None::<bool>),
        }
    }
}

/// The usual cause of an event: the user, if possible.
pub(crate) fn usual_cause(entry: &EventType) -> &'static str {
    let by_admin = entry.name.ends_with("unscheduled")
        || entry.name.ends_with("anonymization_scheduled")
        || entry.name.ends_with("schedule_anonymization")
        || entry.name.ends_with(".unverified");
    let can = |who: &str| entry.triggered_by.iter().find(|by| **by == who).copied();
    let admin = if by_admin { can("admin_api") } else { None };
    admin.or_else(|| can("user")).or_else(|| entry.triggered_by.first().copied()).unwrap_or("user")
}

/// Whether there is a user in its payload, at any depth, or a list of their ids.
pub(crate) fn about_a_user(entry: &EventType) -> bool {
    entry.payload.iter().any(|member| mentions_a_user(member.form))
}

fn mentions_a_user(form: MemberType) -> bool {
    match form {
        MemberType::Shape(shape) => {
            matches!(shape.name, "user" | "identity" | "session" | "authenticator" | "jwt" | "jwt_claims")
                || shape.members.iter().any(|member| mentions_a_user(member.form))
        }
        MemberType::Array(of) => mentions_a_user(*of),
        _ => false,
    }
}

/// The page or endpoint at which a person causes it.
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
