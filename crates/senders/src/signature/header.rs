//! Headers that carry signatures.

use hookglass_request::headers::Headers;

/// The header that carries Authgear's signature.
pub const AUTHGEAR_HEADER: &str = "x-authgear-body-signature";

/// Sets a header. It replaces the first line with this name and keeps the case of that name, or
/// adds a line named `canonical`.
pub(super) fn put(headers: &Headers, name: &str, canonical: &str, new: &str) -> Headers {
    let mut out = Headers::default();
    let mut placed = false;
    for (other, value) in headers.iter() {
        if !other.eq_ignore_ascii_case(name) {
            out.push(other.as_bytes(), value);
        } else if !placed {
            out.push(other.as_bytes(), new.as_bytes());
            placed = true;
        }
    }
    if !placed {
        out.push(canonical.as_bytes(), new.as_bytes());
    }
    out
}
