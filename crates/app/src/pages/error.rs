//! What can go wrong with the settings.

use crate::{
    error::ContextError,
    settings::{MAX_BODY_LIMIT, MIN_BODY_LIMIT},
};

/// Why settings cannot be changed. The contexts that a setting belongs to have their own errors.
#[derive(Debug, thiserror::Error)]
pub enum PagesError {
    /// The body limit is out of range.
    #[error(
        "the body limit must be between 1 KiB and 1 GiB ({MIN_BODY_LIMIT} to {MAX_BODY_LIMIT} bytes), not {0} bytes"
    )]
    BodyLimit(u64),
}

impl ContextError for PagesError {}
