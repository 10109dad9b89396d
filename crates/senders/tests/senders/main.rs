//! Tests the knowledge of senders with the corpus.

#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop")]

mod chains;
mod corpus;
mod explain;
mod findings;
mod redaction;
mod samples;
mod senders;
mod snapshots;
mod support;
mod verdicts;
