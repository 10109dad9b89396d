//! The name of the environment variable, apart from everything that uses it.

/// The variable that gives an Authgear secret without storing it.
pub const SECRET_VARIABLE: &str = "HOOKGLASS_AUTHGEAR_SECRET";
