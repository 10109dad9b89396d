//! The `hook:` section of an `authgear.yaml`: which handlers Authgear has, and which events each of them gets.
//!
//! [`read`] takes the whole file or only the section. What Authgear would reject but is still readable is a [`Note`] with
//! its line; anything else is an error with line and column. The rules are those of authgear-server,
//! `pkg/lib/config/hook.go` (form, and the names it accepts) and `pkg/lib/hook/sink.go` (which handler gets what). Kept
//! out: calling handlers (`chain.rs`), and URLs from other sections.

mod place;
mod read;
mod section;
mod yaml;

#[cfg(test)]
mod tests;

pub use place::{HooksError, Place};
pub use read::read;
pub use section::{Handler, Hooks, Named, Note, Reach, Survey, Twice, Unheard, VENDOR};
