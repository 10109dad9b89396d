//! Prepares a checkout for a build of the window: system packages, the UI's packages, the built UI.
//!
//! Each part first looks at what exists, and does nothing when it is current.

use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::Outcome;
use crate::ui;

/// Prepares the build of the window.
pub(crate) fn window(checkout: &Checkout, needs: &[Need]) -> Outcome {
    packages::ensure(needs)?;
    ui::install(checkout)?;
    ui::build(checkout)
}
