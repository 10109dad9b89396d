//! The section, and which handler gets which event.

use serde::Serialize;
use std::collections::HashMap;
use std::time::Duration;
use ts_rs::TS;

use super::place::Place;
use crate::catalog::{self, Delivery, EventType};
use crate::chain::Limits;
use crate::envelope::{Kind, Vendor};
use crate::verdict::Severity;
use hookglass_json::display::elided;

/// The sender that the file configures.
pub const VENDOR: Vendor = Vendor::Authgear;

/// The name for all types.
const ALL: &str = "*";

/// The most characters of a text in the file that a sentence quotes.
pub(super) const MAX_QUOTED: usize = 80;

/// A finding about the section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HooksNote")]
pub struct Note {
    /// The severity. Authgear rejects a configuration with an error.
    pub severity: Severity,
    /// The position.
    pub place: Place,
    /// The finding, as a sentence.
    pub sentence: String,
}

/// The name of an event type in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HookedEvent")]
pub struct Named {
    /// The name as written; `*` means all types.
    pub name: String,
    /// The position.
    pub place: Place,
}

/// A handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HookHandler")]
pub struct Handler {
    /// The list that it is in: blocking or non-blocking.
    pub kind: Kind,
    /// Its 1-based number in that list.
    pub number: usize,
    /// The types that it subscribes to. A blocking handler has one.
    pub events: Vec<Named>,
    /// The URL.
    pub url: String,
    /// The position of the URL.
    pub place: Place,
}

/// How Authgear calls a handler.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HookTransport")]
pub enum Reach {
    /// By HTTP, as a webhook.
    Webhook,
    /// Inside Authgear, as a Deno hook.
    Deno,
    /// Not at all: Authgear does not accept the URL.
    Nowhere,
}

/// The handlers of an `authgear.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hooks {
    /// The blocking handlers in the order of their calls, then the non-blocking ones.
    pub handlers: Vec<Handler>,
    /// The timeouts of blocking handlers.
    pub limits: Limits,
    /// Findings about the section, in the order of the file.
    pub notes: Vec<Note>,
}

/// A type that arrives more than once at one URL.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HookedTwice")]
pub struct Twice {
    /// The type.
    pub event: String,
    /// The URL.
    pub url: String,
    /// The handlers, as positions in [`Hooks::handlers`].
    pub handlers: Vec<usize>,
}

/// Which handlers get which types.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "HookSurvey")]
pub struct Survey {
    /// For each handler, the types that it gets, in the given order.
    pub gets: Vec<Vec<String>>,
    /// The types that arrive more than once at one webhook.
    pub twice: Vec<Twice>,
    /// The types that arrive at no webhook.
    pub unheard: Vec<Unheard>,
}

/// A type that arrives at no webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "UnheardEvent")]
pub struct Unheard {
    /// The type.
    pub event: String,
    /// The reason, as a sentence.
    pub why: String,
}

fn known(name: &str) -> Option<&'static EventType> {
    catalog::named(VENDOR, name).first()
}

impl Handler {
    /// Whether the handler gets events of a type. A handler for all non-blocking events is assumed
    /// to get unknown types.
    pub fn gets(&self, event_type: &str) -> bool {
        let names = |name: &str| self.events.iter().any(|event| event.name == name);
        match (self.kind, known(event_type)) {
            (Kind::Blocking, Some(known)) => known.kind == Kind::Blocking && names(event_type),
            (Kind::Blocking, None) => names(event_type),
            (_, Some(known)) => {
                let sent = known.kind != Kind::Blocking && known.delivery != Delivery::AuditLog;
                sent && (names(ALL) || (known.delivery == Delivery::Webhook && names(event_type)))
            }
            (_, None) => names(ALL) || names(event_type),
        }
    }

    /// How Authgear calls the handler.
    pub fn reach(&self) -> Reach {
        reach(&self.url)
    }
}

pub(super) fn reach(url: &str) -> Reach {
    let Some((scheme, rest)) = url.split_once(':') else { return Reach::Nowhere };
    if url.chars().any(|character| character.is_control() || character == ' ') {
        return Reach::Nowhere;
    }
    let host = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if host.is_some_and(|host| !host.is_empty() && !host.starts_with(':')) => Reach::Webhook,
        "authgeardeno" if host.is_none_or(str::is_empty) => Reach::Deno,
        _ => Reach::Nowhere,
    }
}

impl Hooks {
    /// The blocking handlers of a type, in the order of their calls.
    pub fn chain(&self, event_type: &str) -> Vec<&Handler> {
        self.handlers.iter().filter(|handler| handler.kind == Kind::Blocking && handler.gets(event_type)).collect()
    }

    /// Which handlers get which of these types.
    pub fn survey<'e>(&self, types: impl IntoIterator<Item = &'e str>) -> Survey {
        let mut survey = Survey { gets: vec![Vec::new(); self.handlers.len()], ..Survey::default() };
        for event in types {
            let mut by_url: Vec<(&str, Vec<usize>)> = Vec::new();
            let mut places: HashMap<&str, usize> = HashMap::new();
            let mut has_other_handler = false;
            for (at, handler) in self.handlers.iter().enumerate().filter(|(_, handler)| handler.gets(event)) {
                survey.gets[at].push(event.to_owned());
                if handler.reach() != Reach::Webhook {
                    has_other_handler = true;
                    continue;
                }
                let place = *places.entry(&handler.url).or_insert(by_url.len());
                match by_url.get_mut(place) {
                    Some((_, handlers)) => handlers.push(at),
                    None => by_url.push((&handler.url, vec![at])),
                }
            }
            if by_url.is_empty() {
                survey.unheard.push(Unheard { event: event.to_owned(), why: why_unheard(event, has_other_handler) });
            }
            let twice = by_url.into_iter().filter(|(_, handlers)| handlers.len() > 1);
            let twice = twice.map(|(url, handlers)| Twice { event: event.to_owned(), url: url.to_owned(), handlers });
            survey.twice.extend(twice);
        }
        survey
    }
}

fn why_unheard(event: &str, has_other_handler: bool) -> String {
    match known(event) {
        Some(known) if known.delivery == Delivery::AuditLog => {
            "Audit log only: Authgear never delivers it to a webhook.".to_owned()
        }
        _ if has_other_handler => "Only handlers that are not webhooks get it.".to_owned(),
        Some(known) if known.kind == Kind::Blocking => "No blocking handler subscribes to it.".to_owned(),
        Some(known) if known.delivery == Delivery::Wildcard => {
            "No handler subscribes to all events (*), and a handler cannot name this type.".to_owned()
        }
        Some(_) => "No handler subscribes to it or to all events (*).".to_owned(),
        None => "No handler subscribes to it, and Hookglass does not know this type.".to_owned(),
    }
}

/// Notes about the names and the URL of a handler.
fn notes(handler: &Handler) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |severity, place, sentence| notes.push(Note { severity, place, sentence });
    let has_wildcard = handler.kind != Kind::Blocking && handler.events.iter().any(|event| event.name == ALL);
    let mut seen: Vec<&str> = Vec::new();
    for event in &handler.events {
        let name = elided(&event.name, MAX_QUOTED);
        if seen.contains(&event.name.as_str()) {
            let sentence = format!("'{name}' appears twice; the handler gets it once.");
            note(Severity::Information, event.place, sentence);
            continue;
        }
        // Longer lists are not searched for duplicates, because the search is quadratic.
        if seen.len() < 1_000 {
            seen.push(&event.name);
        }
        if let Some(sentence) = name_error(handler.kind, &event.name) {
            note(Severity::Error, event.place, sentence);
        } else if has_wildcard && event.name != ALL {
            let sentence = format!("'{name}' has no effect beside '*', which subscribes to all events.");
            note(Severity::Information, event.place, sentence);
        }
    }
    let url = elided(&handler.url, MAX_QUOTED);
    match handler.reach() {
        Reach::Webhook => {}
        Reach::Deno => {
            let sentence = format!("'{url}' runs inside Authgear; its events never reach a webhook.");
            note(Severity::Information, handler.place, sentence);
        }
        Reach::Nowhere => {
            let sentence = format!(
                "Authgear accepts only http, https and authgeardeno URLs, not '{url}'; nothing reaches a webhook."
            );
            note(Severity::Error, handler.place, sentence);
        }
    }
    notes
}

/// Why Authgear rejects a name in a list.
pub(super) fn name_error(kind: Kind, name: &str) -> Option<String> {
    let shown = elided(name, MAX_QUOTED);
    match (kind, known(name)) {
        (Kind::Blocking, Some(known)) if known.kind == Kind::Blocking => None,
        (Kind::Blocking, Some(_)) => {
            Some(format!("'{shown}' is a non-blocking event; it belongs under non_blocking_handlers."))
        }
        (Kind::Blocking, None) if name == ALL => {
            Some("'*' is for non-blocking events only; a blocking handler must name one event.".to_owned())
        }
        (_, None) if name == ALL => None,
        (_, Some(known)) if known.kind == Kind::Blocking => {
            Some(format!("'{shown}' is a blocking event; it belongs under blocking_handlers."))
        }
        (_, Some(known)) => match known.delivery {
            Delivery::Webhook | Delivery::Workflow => None,
            Delivery::Wildcard => Some(format!("'{shown}' cannot be named; only handlers for all events (*) get it.")),
            Delivery::AuditLog => {
                Some(format!("'{shown}' is in the audit log only; Authgear never delivers it to a webhook."))
            }
        },
        (_, None) if catalog::is_undescribed(name) => {
            Some(format!("'{shown}' is an Authgear event type, but a handler cannot name it."))
        }
        (_, None) => Some(format!("Hookglass does not know the type '{shown}'; Authgear rejects unknown names.")),
    }
}

impl Hooks {
    pub(super) fn add(&mut self, handler: Handler) {
        self.notes.extend(notes(&handler));
        self.handlers.push(handler);
    }

    pub(super) fn limit(seconds: Option<u32>, default: Duration) -> Duration {
        // Go reads a missing value as zero.
        seconds.filter(|seconds| *seconds > 0).map_or(default, |seconds| Duration::from_secs(seconds.into()))
    }
}
