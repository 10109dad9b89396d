//! Secrets that signatures are checked and made with.

use hookglass_app::view::{Scheme, SecretView};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn secrets(app: AppState<'_>) -> Answer<Vec<SecretView>> {
    told(app.get()?.secrets.list().await)
}

#[tauri::command]
pub(super) async fn add_secret(app: AppState<'_>, name: String, scheme: Scheme, secret: String) -> Answer<SecretView> {
    told(app.get()?.secrets.add(&name, scheme, &secret).await)
}

#[tauri::command]
pub(super) async fn remove_secret(app: AppState<'_>, id: i64) -> Answer<()> {
    told(app.get()?.secrets.remove(id).await)
}

#[tauri::command]
pub(super) async fn show_secret(app: AppState<'_>, id: i64) -> Answer<String> {
    told(app.get()?.secrets.show(id).await)
}
