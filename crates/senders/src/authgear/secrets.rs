//! The secrets in Authgear's requests.

use super::recognition::is_not_an_event;
use crate::envelope::Envelope;
use crate::redact::{Secret, named, names};
use hookglass_json::{Form, Value};

/// The secrets of a request that is not an event: a one-time code, a temporary password, a login
/// link, the message that contains one of them, or the token of an account migration
/// (authgear-server, `pkg/lib/infra/sms/custom/model.go`,
/// `pkg/lib/accountmigration/hook_request.go`).
const OUTSIDE_EVENTS: [&str; 5] = ["body", "code", "link", "migration_token", "password"];

/// The object with the secrets of a message, such as `code` and `link`.
const TEMPLATE_VARIABLES: &str = "template_variables";

/// A token that proves the possession of a phone number.
const PROOF: &str = "proof_of_phone_number_verification";

/// A token if it is a string. In `oidc.id_token.pre_create` it is an object of claims.
const ID_TOKEN: &str = "id_token";

/// The URL that the user requested; its query can contain tokens.
const URL: &str = "http_url";

pub(super) fn values<'a>(envelope: &Envelope, root: Value<'a>) -> Vec<Secret<'a>> {
    let mut found: Vec<Secret<'a>> = anywhere(root).collect();
    if is_not_an_event(root) {
        found.extend(named(root, &OUTSIDE_EVENTS).map(Secret::from));
    }
    let secret = names(envelope);
    let of_payload = named(root, &["payload"]).flat_map(|payload| named(payload, &secret));
    found.extend(of_payload.map(Secret::from));
    found
}

/// The secrets that different types of events and requests contain at different places.
fn anywhere<'a>(root: Value<'a>) -> impl Iterator<Item = Secret<'a>> {
    let handles = root.handle()..root.handle_after();
    handles.map(move |handle| root.document().value_at(handle)).flat_map(|value| {
        let key = value.key();
        let variables = (key.as_deref() == Some(TEMPLATE_VARIABLES)).then(|| named(value, &OUTSIDE_EVENTS));
        let own = match key.as_deref() {
            Some(PROOF) if value.form() != Form::Null => Some(value.into()),
            Some(ID_TOKEN) if value.form() == Form::String => Some(value.into()),
            Some(URL) => Secret::of_query(value),
            _ => None,
        };
        own.into_iter().chain(variables.into_iter().flatten().map(Secret::from))
    })
}
