//! Sending events on to another program as they arrive.

mod ask;

pub(crate) use ask::Ask;
