//! What a command needs before its first step: system packages, the UI's packages, the built UI.
//!
//! Only the order is here. Each part looks first and does nothing when all is there.

use crate::checkout::Checkout;
use crate::packages::{self, Need};
use crate::step::Outcome;
use crate::ui;

/// Makes everything ready to compile the window.
pub(crate) fn window(checkout: &Checkout, needs: &[Need]) -> Outcome {
    packages::ensure(needs)?;
    ui::install(checkout)?;
    ui::build(checkout)
}
