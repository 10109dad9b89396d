//! The knowledge of senders against the corpus.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod chains;
mod corpus;
mod explain;
mod findings;
mod samples;
mod senders;
mod snapshots;
mod support;
mod verdicts;
