//! Made-up events, as their senders write them, that together tell one story.
//!
//! A [`Story`] is one made-up person with an Authgear account and a Fastgen one, in a made-up project. Each event changes
//! the person's state, and the next says what the state is then: sequence numbers and times rise, ids stay, the old side
//! of a change is the new side of the one before. Everything follows from a seed, an instant and a first number, so
//! that the same three always give the same bytes. The members are those of the catalog (`sample/members.rs`), so a type
//! that is added there has a sample. Kept out: sending, and signing, which is done over the bytes as they go out.

use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};

use crate::catalog::{self, EventType};
use crate::envelope::Vendor;
use hookglass_request::headers::Headers;

mod account;
mod events;
mod facts;
mod fastgen;
mod go;
mod identities;
mod life;
mod members;
mod person;
mod scene;
mod signing_in;

pub use life::tour;
pub use scene::APP;

use crate::rng::Rng;
use account::{Account, earlier};
use events::{Happening, Role};
use facts::Facts;
use fastgen::Fastgen;
use go::Json;
use members::Members;
use person::Person;

/// Seconds from one event of a story to the next, at most.
pub const LONGEST_STEP: i64 = 2;

/// From the number of one event to that of the next, at most: other projects take some.
pub const LARGEST_GAP: i64 = 4;

/// When the stories of a seed begin: within a month of this, 2026-03-01T08:00:00Z.
const SEEDED: i64 = 1_772_352_000;

/// One made-up person, and what has happened to them so far.
#[derive(Debug, Clone)]
pub struct Story {
    seed: u64,
    chance: Rng,
    person: Person,
    /// When the last event was sent, in UNIX seconds.
    now: i64,
    /// When what it tells happened: within the second before.
    at: Timestamp,
    /// The last sequence number.
    seq: i64,
    account: Option<Account>,
    /// Whether there was an account before, so that a new one is new.
    had_account: bool,
    /// Whether an event has shown the account.
    shown: bool,
    /// What a `pre_` event said will be.
    proposal: Option<(Proposal, Account)>,
    fastgen: Fastgen,
    role: Role,
    /// The application that the person uses, and the administrator of the project.
    client: String,
    admin: String,
}

/// What Authgear asks about before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Proposal {
    SignUp,
    Profile,
    Deletion,
    Anonymization,
}

/// An event to be sent. Its signature is missing: it is made of the bytes that go out.
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
    /// Where a receiver for several senders expects it.
    pub path: &'static str,
}

impl Sample {
    /// The body laid out to be read, two spaces a level. Nothing but white space is added.
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
    /// A person who follows from `seed`; their first event is sent at `begins`, with a number a little above `above`.
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

    /// A story in which time and numbers follow from the seed as well.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Rng::named(seed, "time and number");
        let begins = Timestamp::from_second(SEEDED + chance.between(0, 30 * 86_400)).unwrap_or(Timestamp::UNIX_EPOCH);
        Self::new(seed, begins, chance.between(40_000, 90_000))
    }

    /// Brings time and number up to the present; neither ever goes back.
    pub fn catch_up(&mut self, now: Timestamp, above: i64) {
        self.now = self.now.max(now.as_second().saturating_sub(1));
        self.seq = self.seq.max(above);
    }

    /// The next event, which is of this type.
    pub fn next(&mut self, entry: &'static EventType) -> Sample {
        self.now = self.now.saturating_add(self.chance.between(1, LONGEST_STEP));
        let fraction = self.chance.between(0, 999_999);
        let at = self.now.saturating_sub(1).saturating_mul(1_000_000).saturating_add(fraction);
        self.at = Timestamp::from_microsecond(at).unwrap_or(Timestamp::MAX);
        match entry.vendor {
            Vendor::Fastgen => self.fastgen(entry),
            _ => self.authgear(entry),
        }
    }

    fn authgear(&mut self, entry: &'static EventType) -> Sample {
        self.seq = self.seq.saturating_add(self.chance.between(1, LARGEST_GAP));
        let happening = self.happens(entry);
        let scene = self.scene(entry, &happening);
        let Happening { facts: payload, .. } = happening;
        let facts = Facts::default()
            .with("id", format!("{:016x}", self.seq))
            .with("seq", self.seq)
            .with("type", entry.name)
            .of("payload", payload)
            .of("context", self.context(&scene));
        let event = catalog::authgear_event();
        let body = Members { story: self, scene: &scene, entry }.object(event.members, event.open, facts).written();
        self.shown = self.account.is_some();
        let headers = Headers::from_pairs([
            ("User-Agent", "Go-http-client/1.1"),
            ("Content-Type", "application/json"),
            ("Traceparent", &format!("00-{}-{}-01", scene.trace, scene.span)),
            ("Accept-Encoding", "gzip"),
        ]);
        Sample { name: entry.full_name(), vendor: entry.vendor, body: body.into(), headers, path: "/authgear" }
    }

    /// In the wrapper with which a workflow says which event it was. How Fastgen's own request would look is not known.
    fn fastgen(&mut self, entry: &'static EventType) -> Sample {
        let mut fastgen = std::mem::take(&mut self.fastgen);
        let facts = fastgen.after(entry.name, entry.variant, &self.person, &mut self.chance);
        self.fastgen = fastgen;
        let scene = self.scene(entry, &Happening::default());
        let param = Members { story: self, scene: &scene, entry }.object(entry.payload, false, facts);
        let wrapper = vec![("event".to_owned(), entry.name.into()), ("param".to_owned(), param)];
        Sample {
            name: entry.full_name(),
            vendor: entry.vendor,
            body: Json::Struct(wrapper).written().into(),
            headers: Headers::from_pairs([("Content-Type", "application/json")]),
            path: "/fastgen",
        }
    }
}
