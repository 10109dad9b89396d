//! The secrets in Authgear's requests.

use super::recognition::is_not_an_event;
use crate::envelope::Envelope;
use crate::redact::{named, names};
use hookglass_json::Value;

/// The secrets of a request that is not an event: a one-time code, the message that contains it, or
/// the token of an account migration (authgear-server, `pkg/lib/infra/sms/custom/model.go`,
/// `pkg/lib/accountmigration/hook_request.go`).
const OUTSIDE_EVENTS: [&str; 3] = ["body", "code", "migration_token"];

pub(super) fn values<'a>(envelope: &Envelope, root: Value<'a>) -> Vec<Value<'a>> {
    if is_not_an_event(root) {
        let variables = named(root, &["template_variables"]);
        let below = variables.flat_map(|variables| named(variables, &OUTSIDE_EVENTS));
        return named(root, &OUTSIDE_EVENTS).chain(below).collect();
    }
    let secret = names(envelope);
    named(root, &["payload"]).flat_map(|payload| named(payload, &secret)).collect()
}
