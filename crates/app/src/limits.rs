//! The limits that the window also needs: page sizes, lengths of text fields, ranges of settings.
//!
//! The context that owns a limit enforces it. The limits are generated as TypeScript constants
//! under the same names.

use hookglass_automation::rule;
use hookglass_senders::chain::Limits;

use crate::{bulk, compare, decide, events, inbox, replay, retention, scenarios, secrets, settings, users};

/// A limit with its name and meaning.
#[derive(Debug, Clone, Copy)]
pub struct Limit {
    /// The name of the constant.
    pub name: &'static str,
    /// What it limits, and its unit. It becomes the doc comment of the TypeScript constant.
    pub docs: &'static str,
    /// The value, in the unit that `docs` names.
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
    /// Maximum rows in one window of a listing.
    MAX_LISTING_ROWS = inbox::MAX_LISTING_ROWS;
    /// Maximum characters in a note.
    MAX_NOTE_CHARS = inbox::MAX_NOTE_CHARS;
    /// Maximum characters in the name of a saved search.
    MAX_SEARCH_NAME_CHARS = inbox::MAX_SEARCH_NAME_CHARS;
    /// The minimum time for which a deletion can be undone, in milliseconds.
    MIN_UNDO_MS = hookglass_store::MIN_UNDO_TIME.as_millis();
    /// Maximum bytes in one part of a body.
    MAX_BODY_PART_BYTES = events::MAX_BODY_PART_BYTES;
    /// Maximum nodes in one page of a body's tree.
    MAX_TREE_NODES = events::MAX_TREE_NODES;
    /// Maximum changes, members or rows in one window of a comparison.
    MAX_COMPARISON_ROWS = compare::MAX_COMPARISON_ROWS;
    /// Maximum users in one window of the user list.
    MAX_USER_ROWS = users::MAX_USER_ROWS;
    /// Maximum entries in one window of a user's history.
    MAX_HISTORY_ENTRIES = users::MAX_HISTORY_ENTRIES;
    /// Maximum rows in one window of the *Sent* list.
    MAX_SENT_ROWS = replay::MAX_SENT_ROWS;
    /// Maximum bytes in one part of a response body.
    MAX_RESPONSE_PART_BYTES = replay::MAX_RESPONSE_PART_BYTES;
    /// Maximum rows in one window of the results of a bulk resend.
    MAX_BULK_ROWS = bulk::MAX_BULK_ROWS;
    /// Maximum results of a bulk resend that can be copied as text.
    MAX_BULK_COPY_ROWS = bulk::MAX_BULK_COPY_ROWS;
    /// Maximum parallel requests of a bulk resend.
    MAX_CONCURRENCY = bulk::MAX_CONCURRENCY;
    /// Maximum steps in one window of a scenario run.
    MAX_SCENARIO_ROWS = scenarios::MAX_SCENARIO_ROWS;
    /// Maximum characters in the title or the reason of a remembered denial.
    MAX_REASON_CHARS = decide::MAX_REASON_CHARS;
    /// Maximum handlers in one hook chain.
    MAX_CHAIN_HANDLERS = decide::MAX_CHAIN_HANDLERS;
    /// The longest time limit of a hook chain, in milliseconds.
    MAX_CHAIN_TIMEOUT_MS = decide::MAX_CHAIN_TIMEOUT_MS;
    /// The default time limit for one handler of a hook chain, in milliseconds.
    DEFAULT_CHAIN_EACH_MS = Limits::DEFAULT.each.as_millis();
    /// The default time limit for all handlers of a hook chain together, in milliseconds.
    DEFAULT_CHAIN_TOTAL_MS = Limits::DEFAULT.total.as_millis();
    /// The shortest time for which a sender can be held, in milliseconds.
    MIN_HOLD_MS = decide::MIN_HOLD_MS;
    /// The longest time for which a sender can be held, in milliseconds.
    MAX_HOLD_MS = decide::MAX_HOLD_MS;
    /// The longest delay of a rule, in milliseconds.
    MAX_RULE_DELAY_MS = rule::MAX_RULE_DELAY_MS;
    /// The lowest HTTP status of an answer.
    MIN_ANSWER_STATUS = rule::MIN_ANSWER_STATUS;
    /// The highest HTTP status of an answer.
    MAX_ANSWER_STATUS = rule::MAX_ANSWER_STATUS;
    /// The smallest body limit, in bytes.
    MIN_BODY_LIMIT = settings::MIN_BODY_LIMIT;
    /// The largest body limit, in bytes.
    MAX_BODY_LIMIT = settings::MAX_BODY_LIMIT;
    /// The smallest size limit for the database, in bytes.
    MIN_RETENTION_BYTES = retention::MIN_RETENTION_BYTES;
    /// Maximum characters in the name of a signing secret.
    MAX_SECRET_NAME_CHARS = secrets::MAX_SECRET_NAME_CHARS;
}
