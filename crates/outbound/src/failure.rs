//! A failure is a kind and a sentence.

use hookglass_request::outgoing::{Failure, FailureKind};

pub(crate) fn failure(why: FailureKind, sentence: impl Into<String>) -> Failure {
    Failure { why, sentence: sentence.into() }
}
