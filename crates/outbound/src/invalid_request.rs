//! Why a request cannot be sent.

use thiserror::Error;

/// A request that HTTP does not allow, and how to fix it. Messages never contain the user or
/// password of a URL.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidRequest {
    /// Not an absolute URL.
    #[error(
        "{url:?} is not an absolute URL. Write it like http://127.0.0.1:3000/path, with special characters percent-encoded."
    )]
    Url {
        /// The given value.
        url: String,
    },
    /// Neither `http` nor `https`.
    #[error("A request cannot be sent to a {scheme}: URL. Use http: or https:.")]
    Scheme {
        /// The scheme.
        scheme: String,
    },
    /// The URL has no host.
    #[error("{url:?} names no host. Write it like http://127.0.0.1:3000/path.")]
    Host {
        /// The given value.
        url: String,
    },
    /// Not a port number.
    #[error("{port:?} is not a port. Ports are numbers from 1 to 65535.")]
    Port {
        /// The given value.
        port: String,
    },
    /// The URL contains a user or a password.
    #[error("The URL contains a user name or a password. Take it out, and add an Authorization header instead.")]
    UserInfo,
    /// Not an HTTP method.
    #[error("{method:?} is not an HTTP method. A method is a word such as POST.")]
    Method {
        /// The given value.
        method: String,
    },
    /// `CONNECT`.
    #[error("CONNECT opens a tunnel instead of sending a request, so it cannot be sent. Choose another method.")]
    Tunnel,
    /// A header line without a colon.
    #[error("A header line has no colon. Write each one like Name: value.")]
    HeaderLine,
    /// Not a header name.
    #[error("{name:?} is not a header name. Names are made of letters, digits and hyphens.")]
    HeaderName {
        /// The given value.
        name: String,
    },
    /// A value with control characters.
    #[error("The value of the header {name} contains control characters. Take them out.")]
    HeaderValue {
        /// The header.
        name: String,
    },
    /// A framing header that does not match the body.
    #[error("The header {name} does not fit the body, whose length is written by Hookglass. Remove the header.")]
    Framing {
        /// The header.
        name: String,
    },
}
