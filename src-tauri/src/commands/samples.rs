//! The catalog, and samples of its types.

use hookglass_app::{
    Hookglass,
    view::{Coverage, SampleSent, TypeView},
};

use super::{Answer, App, told};

#[tauri::command]
pub(super) async fn send_samples(app: App<'_>) -> Answer<u64> {
    told(app.get()?.send_samples().await)
}

#[tauri::command]
pub(super) async fn catalog(app: App<'_>) -> Answer<Vec<TypeView>> {
    told(app.get()?.catalog().await)
}

#[tauri::command]
pub(super) async fn sample(name: String) -> Answer<String> {
    told(Hookglass::sample(&name))
}

#[tauri::command]
pub(super) async fn send_sample(app: App<'_>, name: String, to: Option<String>) -> Answer<SampleSent> {
    told(app.get()?.send_sample(&name, to).await)
}

#[tauri::command]
pub(super) async fn start_tour(app: App<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.start_tour(to).await)
}

#[tauri::command]
pub(super) async fn cancel_tour(app: App<'_>) -> Answer<()> {
    app.get()?.cancel_tour();
    Ok(())
}

#[tauri::command]
pub(super) async fn coverage(app: App<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.coverage(to.as_deref()).await)
}

#[tauri::command]
pub(super) async fn coverage_targets(app: App<'_>) -> Answer<Vec<String>> {
    told(app.get()?.coverage_targets().await)
}
