//! The section, and what follows from it: which handler gets which event.

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

/// The sender whose file it is.
pub const VENDOR: Vendor = Vendor::Authgear;

/// The name that means all types.
const ALL: &str = "*";

/// Characters of a text of the file that a sentence repeats.
pub(super) const MAX_QUOTED: usize = 80;

/// Something about the section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HooksNote")]
pub struct Note {
    /// How much it matters: Authgear refuses a configuration with an error.
    pub severity: Severity,
    /// Where.
    pub place: Place,
    /// What it is, in a sentence.
    pub sentence: String,
}

/// A name of a type in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HookedEvent")]
pub struct Named {
    /// As it is written; `*` is all of them.
    pub name: String,
    /// Where.
    pub place: Place,
}

/// A handler.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "HookHandler")]
pub struct Handler {
    /// The list that it is in.
    pub kind: Kind,
    /// Its number in that list, from 1.
    pub number: usize,
    /// What it subscribes to: one name where it is blocking.
    pub events: Vec<Named>,
    /// Where it is.
    pub url: String,
    /// The position of the URL.
    pub place: Place,
}

/// Whether what Authgear sends to a handler arrives at a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "HookReach")]
pub enum Reach {
    /// It is sent by HTTP.
    Webhook,
    /// It runs inside Authgear, as a Deno hook.
    Deno,
    /// The URL is none that Authgear takes.
    Nowhere,
}

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Hooks {
    /// The handlers: the blocking ones in the order in which they are called, then the others.
    pub handlers: Vec<Handler>,
    /// The timeouts of blocking handlers.
    pub limits: Limits,
    /// Notes about it, in the order of the file.
    pub notes: Vec<Note>,
}

/// An event that arrives more than once at one URL.
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

/// Which handlers get which events.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, TS)]
#[ts(rename = "HookSurvey")]
pub struct Survey {
    /// For each handler, the types that it gets, in the given order.
    pub gets: Vec<Vec<String>>,
    /// What arrives more than once at one webhook.
    pub twice: Vec<Twice>,
    /// What arrives at no webhook.
    pub unheard: Vec<Unheard>,
}

/// A type that arrives at no webhook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[ts(rename = "UnheardEvent")]
pub struct Unheard {
    /// The type.
    pub event: String,
    /// Why, in a sentence.
    pub why: String,
}

fn known(name: &str) -> Option<&'static EventType> {
    catalog::named(VENDOR, name).first()
}

impl Handler {
    /// Whether it gets events of that type. A handler of all non-blocking events is assumed to get unknown types.
    pub fn gets(&self, event_type: &str) -> bool {
        let named = |wanted: &str| self.events.iter().any(|event| event.name == wanted);
        match (self.kind, known(event_type)) {
            (Kind::Blocking, Some(known)) => known.kind == Kind::Blocking && named(event_type),
            (Kind::Blocking, None) => named(event_type),
            (_, Some(known)) => {
                let sent = known.kind != Kind::Blocking && known.delivery != Delivery::AuditLog;
                sent && (named(ALL) || (known.delivery == Delivery::Webhook && named(event_type)))
            }
            (_, None) => named(ALL) || named(event_type),
        }
    }

    /// Where its URL leads.
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
    /// The blocking handlers of a type, in the order in which they are called.
    pub fn chain(&self, event_type: &str) -> Vec<&Handler> {
        self.handlers.iter().filter(|handler| handler.kind == Kind::Blocking && handler.gets(event_type)).collect()
    }

    /// Which handlers get which of these types.
    pub fn survey<'e>(&self, types: impl IntoIterator<Item = &'e str>) -> Survey {
        let mut survey = Survey { gets: vec![Vec::new(); self.handlers.len()], ..Survey::default() };
        for event in types {
            let mut by_url: Vec<(&str, Vec<usize>)> = Vec::new();
            let mut places: HashMap<&str, usize> = HashMap::new();
            let mut elsewhere = false;
            for (at, handler) in self.handlers.iter().enumerate().filter(|(_, handler)| handler.gets(event)) {
                survey.gets[at].push(event.to_owned());
                if handler.reach() != Reach::Webhook {
                    elsewhere = true;
                    continue;
                }
                let place = *places.entry(&handler.url).or_insert(by_url.len());
                match by_url.get_mut(place) {
                    Some((_, handlers)) => handlers.push(at),
                    None => by_url.push((&handler.url, vec![at])),
                }
            }
            if by_url.is_empty() {
                survey.unheard.push(Unheard { event: event.to_owned(), why: unheard(event, elsewhere) });
            }
            let twice = by_url.into_iter().filter(|(_, handlers)| handlers.len() > 1);
            let twice = twice.map(|(url, handlers)| Twice { event: event.to_owned(), url: url.to_owned(), handlers });
            survey.twice.extend(twice);
        }
        survey
    }
}

fn unheard(event: &str, elsewhere: bool) -> String {
    match known(event) {
        Some(known) if known.delivery == Delivery::AuditLog => {
            "Authgear writes it to its audit log only; no webhook ever delivers it.".to_owned()
        }
        _ if elsewhere => "Only handlers that are no webhooks get it.".to_owned(),
        Some(known) if known.kind == Kind::Blocking => "No blocking handler names it.".to_owned(),
        Some(known) if known.delivery == Delivery::Wildcard => {
            "No handler is for all events (*), and it cannot be named.".to_owned()
        }
        Some(_) => "No handler names it, and none is for all events (*).".to_owned(),
        None => "No handler names it, and Hookglass does not know it.".to_owned(),
    }
}

/// Notes about the names and the URL of a handler.
fn notes(handler: &Handler) -> Vec<Note> {
    let mut notes = Vec::new();
    let mut note = |severity, place, sentence| notes.push(Note { severity, place, sentence });
    let for_all = handler.kind != Kind::Blocking && handler.events.iter().any(|event| event.name == ALL);
    let mut seen: Vec<&str> = Vec::new();
    for event in &handler.events {
        let name = elided(&event.name, MAX_QUOTED);
        if seen.contains(&event.name.as_str()) {
            let sentence = format!("'{name}' appears twice; it arrives once.");
            note(Severity::Information, event.place, sentence);
            continue;
        }
        // Longer lists are not searched for repetitions, which would be quadratic.
        if seen.len() < 1_000 {
            seen.push(&event.name);
        }
        if let Some(sentence) = wrong_name(handler.kind, &event.name) {
            note(Severity::Error, event.place, sentence);
        } else if for_all && event.name != ALL {
            let sentence = format!("'{name}' makes no difference beside '*', which is for all events.");
            note(Severity::Information, event.place, sentence);
        }
    }
    let url = elided(&handler.url, MAX_QUOTED);
    match handler.reach() {
        Reach::Webhook => {}
        Reach::Deno => {
            let sentence = format!("'{url}' runs inside Authgear; nothing of it ever reaches a webhook.");
            note(Severity::Information, handler.place, sentence);
        }
        Reach::Nowhere => {
            let sentence = format!(
                "'{url}' is no URL of http, https or authgeardeno, which are those that Authgear takes; nothing reaches a webhook."
            );
            note(Severity::Error, handler.place, sentence);
        }
    }
    notes
}

/// Why Authgear rejects a name in a list.
pub(super) fn wrong_name(kind: Kind, name: &str) -> Option<String> {
    let shown = elided(name, MAX_QUOTED);
    match (kind, known(name)) {
        (Kind::Blocking, Some(known)) if known.kind == Kind::Blocking => None,
        (Kind::Blocking, Some(_)) => {
            Some(format!("'{shown}' is a non-blocking event; it belongs under non_blocking_handlers."))
        }
        (Kind::Blocking, None) if name == ALL => {
            Some("'*' is for non-blocking events only; a blocking handler names one.".to_owned())
        }
        (_, None) if name == ALL => None,
        (_, Some(known)) if known.kind == Kind::Blocking => {
            Some(format!("'{shown}' is a blocking event; it belongs under blocking_handlers."))
        }
        (_, Some(known)) => match known.delivery {
            Delivery::Webhook | Delivery::Workflow => None,
            Delivery::Wildcard => Some(format!("'{shown}' cannot be named: only handlers of all events (*) get it.")),
            Delivery::AuditLog => {
                Some(format!("'{shown}' stands in Authgear's audit log only; no webhook ever delivers it."))
            }
        },
        (_, None) if catalog::is_undescribed(name) => {
            Some(format!("'{shown}' is a type of Authgear's, but none that a handler can name."))
        }
        (_, None) => {
            Some(format!("'{shown}' is no type that Hookglass knows; Authgear refuses names that it does not know."))
        }
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
