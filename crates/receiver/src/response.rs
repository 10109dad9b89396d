//! HTTP responses for replies.

use axum::{body::Body, response::Response};
use hookglass_request::answer::Answer;
use http::{
    HeaderName, HeaderValue, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER, TRANSFER_ENCODING},
};

use crate::{
    fault::Fault,
    reply::{Cause, NotStored},
};

/// The response for an answer. Header lines that HTTP does not allow are left out: the event is
/// stored, and an incomplete answer is better than none.
pub(crate) fn answered(answer: Answer, body: impl FnOnce(Vec<u8>) -> Body) -> Response {
    let mut response = Response::new(body(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).ok().filter(|status| !status.is_informational()).unwrap_or_else(|| {
            tracing::warn!(status = answer.status, "the status of an answer is not a final HTTP status; sending 500");
            StatusCode::INTERNAL_SERVER_ERROR
        });
    for (name, value) in answer.headers.iter() {
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value)) {
            // hyper frames the body; a second length would break the connection.
            (Ok(name), _) if name == CONTENT_LENGTH || name == TRANSFER_ENCODING => {}
            (Ok(name), Ok(value)) => {
                response.headers_mut().append(name, value);
            }
            _ => tracing::warn!(name, "leaving out a header of an answer that HTTP does not allow"),
        }
    }
    response
}

/// Represents a response that is not sent: the request ends with an error.
pub(crate) fn faulted() -> Response {
    let mut response = Response::new(Body::empty());
    response.extensions_mut().insert(Fault);
    response
}

/// The response for an event that could not be stored.
pub(crate) fn not_stored(not_stored: &NotStored) -> Response {
    let body = serde_json::json!({ "error": not_stored.reason }).to_string();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = match not_stored.cause {
        Cause::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Cause::Full => StatusCode::INSUFFICIENT_STORAGE,
        Cause::TooMany => StatusCode::TOO_MANY_REQUESTS,
    };
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Some(seconds) = not_stored.retry_after {
        headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}
