//! A story: one fictional person, and their state.

use jiff::{SignedDuration, Timestamp};

use super::person::Person;
use crate::authgear::sample::{Account, Proposal, Role, earlier};
use crate::fastgen::State as Fastgen;
use crate::rng::Rng;

/// The most seconds from one event of a story to the next.
pub const MAX_STEP_SECONDS: i64 = 2;

/// The largest difference between the sequence numbers of two consecutive events: other projects take some.
pub const MAX_SEQ_GAP: i64 = 4;

/// When the stories of a seed begin: within a month of this, 2026-03-01T08:00:00Z.
const SEEDED: i64 = 1_772_352_000;

/// One fictional person, and their state.
#[derive(Debug, Clone)]
pub struct Story {
    pub(crate) seed: u64,
    pub(crate) rng: Rng,
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

impl Story {
    /// The person of a `seed`; the first event is sent at `begins`, with a number slightly above `above`.
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
            shown: false,
            proposal: None,
            fastgen: Fastgen::default(),
            role,
            client: rng.hex(16),
            admin: rng.uuid(),
            rng,
        }
    }

    /// A story whose time and numbers depend on the seed as well.
    pub fn of_seed(seed: u64) -> Self {
        let mut rng = Rng::named(seed, "time and number");
        let begins = Timestamp::from_second(SEEDED + rng.between(0, 30 * 86_400)).unwrap_or(Timestamp::UNIX_EPOCH);
        Self::new(seed, begins, rng.between(40_000, 90_000))
    }

    /// Advances time and number to the present; neither goes back.
    pub fn catch_up(&mut self, now: Timestamp, above: i64) {
        self.now = self.now.max(now.as_second().saturating_sub(1));
        self.seq = self.seq.max(above);
    }
}
