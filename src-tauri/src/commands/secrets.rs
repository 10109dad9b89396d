//! Secrets that signatures are checked and made with.

use hookglass_app::view::{Scheme, SecretView};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn secrets(app: App<'_>) -> Answer<Vec<SecretView>> {
    told(app.get()?.secrets().await)
}

#[tauri::command]
pub(super) async fn add_secret(app: App<'_>, name: String, scheme: Scheme, secret: String) -> Answer<SecretView> {
    told(app.get()?.add_secret(&name, scheme, &secret).await)
}

#[tauri::command]
pub(super) async fn remove_secret(app: App<'_>, id: i64) -> Answer<()> {
    told(app.get()?.remove_secret(id).await)
}

#[tauri::command]
pub(super) async fn show_secret(app: App<'_>, id: i64) -> Answer<String> {
    told(app.get()?.show_secret(id).await)
}
