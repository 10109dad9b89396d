//! The name of the environment variable, in its own module because several others import it.

/// The environment variable with an Authgear secret that is used without being stored.
pub const SECRET_VARIABLE: &str = "HOOKGLASS_AUTHGEAR_SECRET";
