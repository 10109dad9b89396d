//! `cargo xtask bench`: what things cost, measured by criterion. Figures differ from computer to computer; compare those of
//! one run.

use crate::checkout::Checkout;
use crate::step::{self, Outcome};

pub(crate) fn run(checkout: &Checkout, filters: &[String]) -> Outcome {
    let mut command = checkout.cargo(&["bench", "-p", "hookscope-domain", "--"]);
    command.args(filters);
    step::run("measuring, with everything built for release", command)
}
