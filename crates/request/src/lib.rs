//! HTTP requests as values: captured ones, outgoing ones, and requests as text for other tools.
//!
//! Captured requests keep every byte: header lines in order and case, the target, and the body with
//! its content encoding. Decoding and parsing are views.
//!
//! | Module | Contents |
//! | --- | --- |
//! | [`capture`] | a received request |
//! | [`headers`] | header lines as sent |
//! | [`encoding`] | content encodings, decoded for reading |
//! | [`answer`] | the reply of the receiver |
//! | [`outgoing`] | a request to send, and the result of the attempt |
//! | [`refusal`] | a request that the receiver refused, and why |
//! | [`text`] | cURL, HTTPie, `.http` files and `fetch`; importing curl command lines |
//! | [`trust`] | whether a received request may cause actions |
//!
//! Kept out: sending and receiving, and what a body means.

pub mod answer;
pub mod capture;
pub mod encoding;
pub mod headers;
pub mod outgoing;
pub mod refusal;
pub mod text;
pub mod trust;
