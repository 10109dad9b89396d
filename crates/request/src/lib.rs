//! TODO

pub mod answer;
pub mod capture;
pub mod encoding;
pub mod headers;
pub mod outgoing;
pub mod text;
