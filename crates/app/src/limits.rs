//! The limits that a face repeats: page sizes, lengths of text fields, ranges of settings.
//!
//! Each is enforced by the context that owns it. The window gets them as generated TypeScript under the same names.

use hookglass_automation::rule;
use hookglass_senders::chain::Limits;

use crate::{bulk, compare, decide, events, inbox, people, replay, retention, scenarios, secrets, settings};

/// A limit with its name and meaning.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The name of the constant.
    pub name: &'static str,
    /// What it limits.
    pub docs: &'static str,
    /// Its value.
    pub value: u64,
}

macro_rules! limits {
    ($(#[doc = $docs:literal] $name:ident = $value:expr;)*) => {
        $(
            #[doc = $docs]
            pub const $name: u64 = $value as u64;
        )*

        /// All limits, in the order of this file.
        pub const ALL: &[Limit] = &[$(Limit { name: stringify!($name), docs: $docs, value: $name }),*];
    };
}

limits! {
    /// Rows of one window of a listing.
    MAX_LISTING_ROWS = inbox::MAX_LISTING_ROWS;
    /// Characters of a note.
    MAX_NOTE_CHARS = inbox::MAX_NOTE_CHARS;
    /// Characters of the name of a saved search.
    MAX_SEARCH_NAME_CHARS = inbox::MAX_SEARCH_NAME_CHARS;
    /// How long a deletion can be undone at least, in milliseconds.
    MIN_UNDO_MS = hookglass_store::MIN_UNDO_TIME.as_millis();
    /// Bytes of one part of a body.
    MAX_BODY_PART_BYTES = events::MAX_BODY_PART_BYTES;
    /// Nodes of one page of a tree.
    MAX_TREE_NODES = events::MAX_TREE_NODES;
    /// Changes, members or rows of one window of a comparison.
    MAX_COMPARISON_ROWS = compare::MAX_COMPARISON_ROWS;
    /// Users of one window.
    MAX_USER_ROWS = people::MAX_USER_ROWS;
    /// Entries of one window of a user's history.
    MAX_HISTORY_ENTRIES = people::MAX_HISTORY_ENTRIES;
    /// Rows of one window of the resends of all events.
    MAX_SENT_ROWS = replay::MAX_SENT_ROWS;
    /// Bytes of one part of a response.
    MAX_RESPONSE_PART_BYTES = replay::MAX_RESPONSE_PART_BYTES;
    /// Rows of one window of the results of a bulk resend.
    MAX_BULK_ROWS = bulk::MAX_BULK_ROWS;
    /// Results of a bulk resend that can be copied as text.
    MAX_BULK_COPY_ROWS = bulk::MAX_BULK_COPY_ROWS;
    /// Requests of a bulk resend in flight in parallel.
    MAX_CONCURRENCY = bulk::MAX_CONCURRENCY;
    /// Steps of one window of a scenario's run.
    MAX_SCENARIO_ROWS = scenarios::MAX_SCENARIO_ROWS;
    /// Characters of a title or a reason of a denial that is remembered.
    MAX_REASON_CHARS = decide::MAX_REASON_CHARS;
    /// Handlers of one chain.
    MAX_CHAIN_HANDLERS = decide::MAX_CHAIN_HANDLERS;
    /// The longest time limit of a chain, in milliseconds.
    MAX_CHAIN_TIMEOUT_MS = decide::MAX_CHAIN_TIMEOUT_MS;
    /// The time limit of one handler of a chain unless another is given, in milliseconds.
    DEFAULT_CHAIN_EACH_MS = Limits::DEFAULT.each.as_millis();
    /// The time limit of all handlers of a chain unless another is given, in milliseconds.
    DEFAULT_CHAIN_TOTAL_MS = Limits::DEFAULT.total.as_millis();
    /// The shortest time that a sender can be held, in milliseconds.
    MIN_HOLD_MS = decide::MIN_HOLD_MS;
    /// The longest time that a sender can be held, in milliseconds.
    MAX_HOLD_MS = decide::MAX_HOLD_MS;
    /// The longest delay of a rule, in milliseconds.
    MAX_RULE_DELAY_MS = rule::MAX_RULE_DELAY_MS;
    /// The lowest status of an answer.
    MIN_ANSWER_STATUS = rule::MIN_ANSWER_STATUS;
    /// The highest status of an answer.
    MAX_ANSWER_STATUS = rule::MAX_ANSWER_STATUS;
    /// The smallest body limit, in bytes.
    MIN_BODY_LIMIT = settings::MIN_BODY_LIMIT;
    /// The largest body limit, in bytes.
    MAX_BODY_LIMIT = settings::MAX_BODY_LIMIT;
    /// The smallest retention limit for the size of the database, in bytes.
    MIN_RETENTION_BYTES = retention::MIN_RETENTION_BYTES;
    /// Characters of the name of a secret.
    MAX_SECRET_NAME_CHARS = secrets::MAX_SECRET_NAME_CHARS;
}
