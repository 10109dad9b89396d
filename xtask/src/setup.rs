//! Prepares a checkout for a build of the window: system packages, the UI's packages, the built UI.
//!
//! Each step does nothing if its result is current.

use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::Outcome;
use crate::ui;

/// Prepares a build of the window.
pub(crate) fn window(checkout: &Checkout, needs: &[Need]) -> Outcome {
    packages::ensure(needs)?;
    ui::install(checkout)?;
    ui::build(checkout)
}
