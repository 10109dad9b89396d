//! Why a request is not sent at all.

use thiserror::Error;

/// A request that HTTP does not allow, and what to change in it. A URL's user and password are never repeated.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum InvalidRequest {
    /// Not a URL, or not an absolute one.
    #[error(
        "{url:?} is not an absolute URL. Write it like http://127.0.0.1:3000/path, with special characters percent-encoded."
    )]
    Url {
        /// As it was given.
        url: String,
    },
    /// Neither `http` nor `https`.
    #[error("A request cannot be sent to a {scheme}: URL. Use http: or https:.")]
    Scheme {
        /// What stands before the colon.
        scheme: String,
    },
    /// No host.
    #[error("{url:?} names no host. Write it like http://127.0.0.1:3000/path.")]
    Host {
        /// As it was given.
        url: String,
    },
    /// A port that is not one.
    #[error("{port:?} is not a port. Ports are numbers from 1 to 65535.")]
    Port {
        /// As it was given.
        port: String,
    },
    /// A user or a password.
    #[error("The URL contains a user name or a password. Take it out, and add an Authorization header instead.")]
    UserInfo,
    /// A method that is not one.
    #[error("{method:?} is not an HTTP method. A method is a word such as POST.")]
    Method {
        /// As it was given.
        method: String,
    },
    /// `CONNECT`.
    #[error("CONNECT opens a tunnel instead of sending a request, so it cannot be sent. Choose another method.")]
    Tunnel,
    /// A line that is not a header.
    #[error("A header line has no colon. Write each one like Name: value.")]
    HeaderLine,
    /// A name that is not one.
    #[error("{name:?} is not a header name. Names are made of letters, digits and hyphens.")]
    HeaderName {
        /// As it was given.
        name: String,
    },
    /// A value with control characters.
    #[error("The value of the header {name} contains control characters. Take them out.")]
    HeaderValue {
        /// The header.
        name: String,
    },
    /// A header that says how the body is framed, and says it wrong.
    #[error("The header {name} does not fit the body, whose length is written by Hookglass. Remove the header.")]
    Framing {
        /// The header.
        name: String,
    },
}
