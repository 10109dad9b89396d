//! Requests as text, against the programs that read them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod request_text;
