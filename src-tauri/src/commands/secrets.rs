//! Secrets that signatures are checked and made with.

use hookglass_app::view::{Scheme, SecretView};
use hookglass_command_macro::command;

use super::{Answer, AppState, told};

/// The secrets without their texts. Secrets that the keychain has not returned are requested again.
#[command(provides(Secrets))]
pub(super) async fn secrets(app: AppState<'_>) -> Answer<Vec<SecretView>> {
    told(app.get()?.secrets.list().await)
}

/// Adds a secret to the keychain, or to the database if the keychain refuses it. Stored signatures are rechecked in the
/// background.
#[command(invalidates(Secrets, Settings, Event, Draft))]
pub(super) async fn add_secret(app: AppState<'_>, name: String, scheme: Scheme, secret: String) -> Answer<SecretView> {
    told(app.get()?.secrets.add(&name, scheme, &secret).await)
}

/// Removes a secret from the database and the keychain. Stored signatures are rechecked in the background.
#[command(invalidates(Secrets, Settings, Event, Draft))]
pub(super) async fn remove_secret(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.secrets.remove(id).await)
}

/// The text of a secret, for a person who asks to see it.
#[command]
pub(super) async fn show_secret(app: AppState<'_>, id: i64) -> Answer<String> {
    told(app.get()?.secrets.show(id).await)
}
