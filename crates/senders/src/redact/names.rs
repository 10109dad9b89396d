//! Names of headers and query parameters whose values are credentials.
//!
//! A name is split into words at separators and at capitals, so `X-Api-Key`, `api_key` and `apiKey`
//! are the same.

/// Words whose presence makes a name secret, also at the end of a longer word: `accesstoken`.
const SECRET_ENDINGS: &[&str] =
    &["accesskey", "apikey", "cookie", "passphrase", "passwd", "password", "secret", "sessionid", "token"];

/// Words whose presence makes a name secret.
const SECRET_WORDS: &[&str] =
    &["authorization", "cookie2", "credential", "credentials", "jwt", "otp", "passcode", "pwd"];

/// Two adjacent words that make a name secret.
const SECRET_PAIRS: &[(&str, &str)] = &[
    ("access", "key"),
    ("api", "key"),
    ("auth", "code"),
    ("auth", "key"),
    ("functions", "key"),
    ("master", "key"),
    ("private", "key"),
    ("session", "id"),
    ("shared", "key"),
    ("subscription", "key"),
];

/// Whole names that are secret as a header.
const SECRET_HEADERS: &[&str] = &["auth", "dpop", "x-auth", "x-key", "x-session"];

/// Whole names that are secret as a query parameter. In headers, a signature is what the user
/// looks for; in a URL, it opens the URL to everyone.
const SECRET_PARAMETERS: &[&str] =
    &["assertion", "auth", "code", "key", "pass", "pin", "session", "sid", "sig", "signature", "x-amz-signature"];

/// Whether the value of a header is a credential.
pub(super) fn is_secret_header(name: &str) -> bool {
    is_listed(name, SECRET_HEADERS) || has_secret_word(name)
}

/// Whether the value of a query parameter is a credential.
pub(super) fn is_secret_parameter(name: &str) -> bool {
    is_listed(name, SECRET_PARAMETERS) || has_secret_word(name)
}

fn is_listed(name: &str, names: &[&str]) -> bool {
    names.iter().any(|listed| listed.eq_ignore_ascii_case(name))
}

fn has_secret_word(name: &str) -> bool {
    let words = words(name);
    let is_secret =
        |word: &String| SECRET_WORDS.contains(&&**word) || SECRET_ENDINGS.iter().any(|ending| word.ends_with(ending));
    words.iter().any(is_secret) || words.windows(2).any(|pair| SECRET_PAIRS.contains(&(&*pair[0], &*pair[1])))
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        let is_separator = !character.is_alphanumeric();
        if is_separator || (was_lower && character.is_uppercase()) {
            words.push(String::new());
        }
        was_lower = character.is_lowercase();
        if let Some(word) = words.last_mut().filter(|_| !is_separator) {
            word.extend(character.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_recognized_in_every_spelling() {
        for name in [
            "Authorization",
            "proxy-authorization",
            "Cookie",
            "Set-Cookie",
            "X-Api-Key",
            "apikey",
            "Api-Key",
            "X-Auth-Token",
            "X-Gitlab-Token",
            "X-Amz-Security-Token",
            "Ocp-Apim-Subscription-Key",
            "Cf-Access-Jwt-Assertion",
            "X-Client-Secret",
            "X_ACCESS_KEY",
            "DPoP",
        ] {
            assert!(is_secret_header(name), "{name}");
        }
        for name in ["token", "access_token", "accessToken", "id_token", "code", "api_key", "key", "X-Amz-Signature"] {
            assert!(is_secret_parameter(name), "{name}");
        }
    }

    #[test]
    fn other_names_stay_readable() {
        for name in [
            "Content-Type",
            "X-Authgear-Body-Signature",
            "Stripe-Signature",
            "X-Hub-Signature-256",
            "webhook-id",
            "Idempotency-Key",
            "Sec-WebSocket-Key",
            "WWW-Authenticate",
            "X-Author",
            "X-RateLimit-Remaining-Tokens",
        ] {
            assert!(!is_secret_header(name), "{name}");
        }
        for name in ["state", "page", "keyword", "codec", "monkey", "author", "passwordless", ""] {
            assert!(!is_secret_parameter(name), "{name}");
        }
    }
}
