//! TODO

pub mod bulk;
pub mod forward;
pub mod rule;
pub mod scenario;
