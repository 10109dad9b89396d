//! Signing secrets, which verify and create signatures.

use hookglass_app::view::{Scheme, SecretView};
use hookglass_command_macro::command;

use super::{Answer, AppState, reply};

/// The secrets without their values. Secrets that the keychain has not returned are requested
/// again.
#[command(provides(Secrets))]
pub(super) async fn secrets(app: AppState<'_>) -> Answer<Vec<SecretView>> {
    reply(app.get()?.secrets.list().await)
}

/// Adds a secret to the keychain, or to the database if the keychain rejects it. Stored signatures
/// are checked again in the background.
#[command(invalidates(Secrets, Settings, Event, Draft))]
pub(super) async fn add_secret(app: AppState<'_>, name: String, scheme: Scheme, secret: String) -> Answer<SecretView> {
    reply(app.get()?.secrets.add(&name, scheme, &secret).await)
}

/// Removes a secret from the database and the keychain. Stored signatures are checked again in the
/// background.
#[command(invalidates(Secrets, Settings, Event, Draft))]
pub(super) async fn remove_secret(app: AppState<'_>, id: i64) -> Answer<()> {
    reply(app.get()?.secrets.remove(id).await)
}

/// The value of a secret, when the user reveals it.
#[command]
pub(super) async fn show_secret(app: AppState<'_>, id: i64) -> Answer<String> {
    reply(app.get()?.secrets.show(id).await)
}
