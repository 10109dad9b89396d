//! The real application in a real window, with a real database and a real target, controlled
//! through WebDriver.
//!
//! `cargo xtask test` builds the programs, starts a display, and sets these variables:
//!
//! | Variable | Meaning |
//! | --- | --- |
//! | `HOOKGLASS_DESKTOP_BIN` | the window's program |
//! | `HOOKGLASS_SCREENSHOTS` | the folder for screenshots of the main states; without it, the tests take none |

#![expect(clippy::unwrap_used, reason = "a test that cannot continue should stop there")]

mod accessibility;
mod annotations_and_deletion;
mod app;
mod bulk_resend;
mod clipboard;
mod comparison;
mod findings_and_catalog;
mod forwarding;
mod held;
mod history;
mod hostile;
mod journey;
mod keyboard;
mod live_list;
mod resend;
mod rules;
mod scenarios;
mod screenshots;
mod search;
mod startup_errors;
mod web_page;
