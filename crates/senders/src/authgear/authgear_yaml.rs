//! The `hook:` section of an `authgear.yaml`: the handlers, and the events that each handler gets.
//!
//! [`read`] takes the whole file or only the section. A readable mistake that Authgear would reject
//! is a [`Note`] with its line. Any other mistake is an error with line and column. The rules are
//! those of authgear-server: `pkg/lib/config/hook.go` (format and accepted names) and
//! `pkg/lib/hook/sink.go` (which handler gets which event). Kept out: calling handlers
//! (`chain.rs`), and URLs from other sections.

mod place;
mod read;
mod section;
mod yaml;

#[cfg(test)]
mod tests;

pub use place::{HooksError, Place};
pub use read::read;
pub use section::{Handler, Hooks, Named, Note, Reach, Survey, Twice, Unheard, VENDOR};
