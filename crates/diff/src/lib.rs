//! What changed between two JSON values, two texts or two lists of headers.
//!
//! Objects are compared by name, arrays by an identity or by what they have in common (`pairing`),
//! strings by their characters and numbers by their digits. Key order is not a change. A number or
//! an instant in another spelling is listed apart from the changes. If an object names a member
//! twice, the last one counts, as in Go, JavaScript and Python. Swapping the two sides swaps the
//! sides of every change and nothing else. Nothing recurses on depth.
//!
//! | Module | Contents |
//! | --- | --- |
//! | `compare`, `result`, `change` | [`diff`], [`Diff`] and [`Change`] |
//! | `pairing` | which member or element corresponds to which |
//! | `sequence`, `fingerprint`, `sameness` | common subsequences, hashes and equality of values |
//! | `trail` | the path of every change, sharing prefixes |
//! | `patch`, `merge` | JSON Patch (RFC 6902) and JSON Merge Patch (RFC 7386) |
//! | `strings`, `confusables` | marked parts of two strings, and confusable letters |
//! | `headers` | header lines |
//! | `text` | lines of texts that are not JSON, and binary bodies |
//! | [`side_by_side`] | rows of two values or texts beside each other, with folds |
//! | [`noise`] | changes without information: times, ids, and ignored paths |
//!
//! Kept out: how a change is worded for a person, and where the compared values come from.

pub mod noise;
pub mod side_by_side;

mod change;
mod compare;
mod confusables;
mod fingerprint;
mod form;
mod headers;
mod limits;
mod merge;
mod pairing;
mod patch;
mod result;
mod sameness;
mod sequence;
mod strings;
mod text;
mod trail;

pub use change::{Change, Op};
pub use compare::{diff, diff_until};
pub use headers::{HeaderChange, HeadersDiff, headers};
pub use limits::MAX_LEVELS;
pub use merge::{merge_patch, merge_patch_with};
pub use patch::{PatchError, Replace, patch, patch_with};
pub use result::Diff;
pub use sameness::equal;
pub use strings::{Part, parts};
pub use text::{Hunk, first_difference, hunks};
pub use trail::ChangePath;

#[cfg(test)]
mod tests;
