//! TODO

pub mod answers;
pub mod authgear_yaml;
pub mod catalog;
pub mod chain;
pub mod envelope;
pub mod explain;
pub mod finding;
pub mod labels;
pub mod lint;
pub mod mutation;
pub mod parsed_request;
pub mod redact;
pub mod rng;
pub mod sample;
pub mod signature;
pub mod snapshot;
pub mod verdict;
