//! The real application, in a real window, with a real database and a real target, driven through WebDriver.
//!
//! `cargo xtask test` builds the programs, starts a display, and says where they are:
//!
//! | variable | what |
//! | --- | --- |
//! | `HOOKGLASS_DESKTOP_BIN` | the window's program |
//! | `HOOKGLASS_SCREENSHOTS` | a folder to put pictures of the main states into; none are taken without it |

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop there")]

mod accessibility;
mod app;
mod clipboard;
mod comparing;
mod forwarding;
mod held;
mod history;
mod hostile;
mod journey;
mod keeping;
mod keyboard;
mod live;
mod many;
mod pictures;
mod resend;
mod rules;
mod scenarios;
mod searching;
mod trouble;
mod understanding;
