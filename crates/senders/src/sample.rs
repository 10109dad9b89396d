//! Sample events, as their senders write them, that together tell one story.
//!
//! A [`Story`] is one fictional person with an account at each sender, in a fictional project. Each event changes the
//! person's state, and the next event reflects it: sequence numbers and times rise, ids stay, the old side of a change is
//! the new side of the previous one. A seed, an instant and a first number determine every byte. The members are those of
//! the catalog (`members`), so a type in the catalog has a sample. Each sender writes its own events. Kept out: sending
//! and signing.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::catalog::EventType;
use crate::envelope::Vendor;
use hookglass_request::headers::Headers;

pub(crate) mod facts;
pub(crate) mod go;
pub(crate) mod members;
pub(crate) mod person;
mod tour;

pub use crate::authgear::{APP, APP_VENDOR};
pub use tour::tour;

use crate::authgear::sample::{Account, Happening, Proposal, Role, earlier};
use crate::fastgen::State as Fastgen;
use crate::rng::Rng;
use crate::sender;
use facts::Facts;
use go::Json;
use members::Members;
use person::Person;

/// Seconds from one event of a story to the next, at most.
pub const LONGEST_STEP: i64 = 2;

/// From the number of one event to that of the next, at most: other projects take some.
pub const LARGEST_GAP: i64 = 4;

/// When the stories of a seed begin: within a month of this, 2026-03-01T08:00:00Z.
const SEEDED: i64 = 1_772_352_000;

/// One fictional person, and what has happened to them so far.
#[derive(Debug, Clone)]
pub struct Story {
    pub(crate) seed: u64,
    pub(crate) chance: Rng,
    pub(crate) person: Person,
    /// When the last event was sent, in UNIX seconds.
    pub(crate) now: i64,
    /// When it happened: within the second before.
    pub(crate) at: Timestamp,
    /// The last sequence number.
    pub(crate) seq: i64,
    pub(crate) account: Option<Account>,
    /// Whether there was an account before.
    pub(crate) had_account: bool,
    /// Whether an event has shown the account.
    pub(crate) shown: bool,
    /// What a `pre_` event proposed.
    pub(crate) proposal: Option<(Proposal, Account)>,
    pub(crate) fastgen: Fastgen,
    pub(crate) role: Role,
    /// The application that the person uses, and the administrator of the project.
    pub(crate) client: String,
    pub(crate) admin: String,
}

/// An event to send. It has no signature yet: that depends on the bytes that are sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The type's full name.
    pub name: String,
    /// Who would send it.
    pub vendor: Vendor,
    /// The exact bytes.
    pub body: Bytes,
    /// The headers the sender adds, in its order.
    pub headers: Headers,
    /// The path at which a receiver for several senders expects it.
    pub path: &'static str,
}

impl Sample {
    /// The event of a type with this body, as its sender sends it.
    pub(crate) fn new<const N: usize>(
        entry: &EventType,
        body: Json,
        headers: [(&str, &str); N],
        path: &'static str,
    ) -> Self {
        Self {
            name: entry.full_name(),
            vendor: entry.vendor,
            body: body.written().into(),
            headers: Headers::from_pairs(headers),
            path,
        }
    }

    /// The body indented by two spaces per level. Only white space is added.
    pub fn pretty(&self) -> String {
        let text = String::from_utf8_lossy(&self.body);
        let mut out = String::with_capacity(text.len() * 2);
        let (mut depth, mut in_string, mut escaped) = (0, false, false);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let is_empty = matches!((character, characters.peek()), ('{', Some('}')) | ('[', Some(']')));
            match character {
                _ if in_string => {
                    out.push(character);
                    in_string = escaped || character != '"';
                    escaped = !escaped && character == '\\';
                }
                '{' | '[' if is_empty => {
                    out.push(character);
                    out.extend(characters.next());
                }
                '{' | '[' => {
                    depth += 1;
                    out.push(character);
                    new_line(&mut out, depth);
                }
                '}' | ']' => {
                    depth -= 1;
                    new_line(&mut out, depth);
                    out.push(character);
                }
                ',' => {
                    out.push(character);
                    new_line(&mut out, depth);
                }
                ':' => out.push_str(": "),
                _ => {
                    in_string = character == '"';
                    out.push(character);
                }
            }
        }
        out
    }
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

impl Story {
    /// The person of a `seed`; the first event is sent at `begins`, with a number slightly above `above`.
    pub fn new(seed: u64, begins: Timestamp, above: i64) -> Self {
        let mut chance = Rng::new(seed);
        let person = Person::new(&mut chance);
        let created_at = earlier(begins, SignedDuration::from_hours(24 * chance.between(90, 300)));
        let role = Role {
            id: chance.uuid(),
            key: "store_manager",
            name: "Store manager",
            description: None,
            created_at,
            updated_at: created_at,
        };
        Self {
            seed,
            person,
            now: begins.as_second().saturating_sub(1),
            at: begins,
            seq: above,
            account: None,
            had_account: false,
            shown: false,
            proposal: None,
            fastgen: Fastgen::default(),
            role,
            client: chance.hex(16),
            admin: chance.uuid(),
            chance,
        }
    }

    /// A story whose time and numbers depend on the seed as well.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Rng::named(seed, "time and number");
        let begins = Timestamp::from_second(SEEDED + chance.between(0, 30 * 86_400)).unwrap_or(Timestamp::UNIX_EPOCH);
        Self::new(seed, begins, chance.between(40_000, 90_000))
    }

    /// Advances time and number to the present; neither goes back.
    pub fn catch_up(&mut self, now: Timestamp, above: i64) {
        self.now = self.now.max(now.as_second().saturating_sub(1));
        self.seq = self.seq.max(above);
    }

    /// The next event, of this type.
    pub fn next(&mut self, entry: &'static EventType) -> Sample {
        self.now = self.now.saturating_add(self.chance.between(1, LONGEST_STEP));
        let fraction = self.chance.between(0, 999_999);
        let at = self.now.saturating_sub(1).saturating_mul(1_000_000).saturating_add(fraction);
        self.at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX);
        sender::of(entry.vendor).sample(self, entry)
    }

    /// The payload of a type, with what is known of its members.
    pub(crate) fn payload(&mut self, entry: &'static EventType, facts: Facts) -> Json {
        let scene = self.scene(entry, &Happening::default());
        Members { story: self, scene: &scene, entry }.object(entry.payload, false, facts)
    }
}
