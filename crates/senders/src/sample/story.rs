//! The state of a story: one fictional person and their accounts.

use jiff::{SignedDuration, Timestamp};

use super::person::Person;
use crate::authgear::sample::{Account, Proposal, Role, earlier};
use crate::fastgen::State as Fastgen;
use crate::rng::Rng;

/// The most seconds between two consecutive events of a story.
pub const MAX_STEP_SECONDS: i64 = 2;

/// The largest difference between the sequence numbers of two consecutive events. Other projects
/// use the numbers between them.
pub const MAX_SEQ_GAP: i64 = 4;

/// The earliest start of a story from a seed alone: 2026-03-01T08:00:00Z. The latest is 30 days
/// after it.
const SEEDED_START: i64 = 1_772_352_000;

/// One fictional person and the state of their accounts.
#[derive(Debug, Clone)]
pub struct Story {
    pub(crate) seed: u64,
    pub(crate) rng: Rng,
    pub(crate) person: Person,
    /// When the last event was sent, in UNIX seconds.
    pub(crate) now: i64,
    /// When the last event happened: within the second before it was sent.
    pub(crate) at: Timestamp,
    /// The last sequence number.
    pub(crate) seq: i64,
    pub(crate) account: Option<Account>,
    /// Whether the story has had an account.
    pub(crate) had_account: bool,
    /// Whether an event contained the current account.
    pub(crate) account_sent: bool,
    /// The change that a `pre_` event proposed, and the account with it.
    pub(crate) proposal: Option<(Proposal, Account)>,
    pub(crate) fastgen: Fastgen,
    pub(crate) role: Role,
    /// The application that the person uses.
    pub(crate) client: String,
    /// The administrator of the project.
    pub(crate) admin: String,
}

impl Story {
    /// A story from a seed. The first event is sent at `begins`, with a sequence number slightly
    /// above `above`.
    pub fn new(seed: u64, begins: Timestamp, above: i64) -> Self {
        let mut rng = Rng::new(seed);
        let person = Person::new(&mut rng);
        let created_at = earlier(begins, SignedDuration::from_hours(24 * rng.between(90, 300)));
        let role = Role {
            id: rng.uuid(),
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
            account_sent: false,
            proposal: None,
            fastgen: Fastgen::default(),
            role,
            client: rng.hex(16),
            admin: rng.uuid(),
            rng,
        }
    }

    /// A story whose start time and start number also come from the seed.
    pub fn of_seed(seed: u64) -> Self {
        let mut rng = Rng::named(seed, "time and number");
        let begins =
            Timestamp::from_second(SEEDED_START + rng.between(0, 30 * 86_400)).unwrap_or(Timestamp::UNIX_EPOCH);
        Self::new(seed, begins, rng.between(40_000, 90_000))
    }

    /// Advances the time and the sequence number to at least these values.
    pub fn catch_up(&mut self, now: Timestamp, above: i64) {
        self.now = self.now.max(now.as_second().saturating_sub(1));
        self.seq = self.seq.max(above);
    }
}
