//! The store on a disk that fails: after any fault and any power cut, every acknowledged event is
//! there, byte for byte, the database is intact, and the store works again.
//!
//! Each operation runs until no call of SQLite is left that can fail: once with the first call
//! failing, once with the second, and so on.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod faults;
mod folder;
mod operations;
mod power;
