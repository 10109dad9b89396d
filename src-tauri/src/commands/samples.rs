//! The catalog, and samples of its types.

use hookglass_app::{
    Samples,
    view::{Coverage, SampleSent, TypeView},
};

use super::{Answer, AppState, told};

#[tauri::command]
pub(super) async fn send_samples(app: AppState<'_>) -> Answer<u64> {
    told(app.get()?.samples.send_first().await)
}

#[tauri::command]
pub(super) async fn catalog(app: AppState<'_>) -> Answer<Vec<TypeView>> {
    told(app.get()?.samples.catalog().await)
}

#[tauri::command]
pub(super) async fn sample(name: String) -> Answer<String> {
    told(Samples::example(&name))
}

#[tauri::command]
pub(super) async fn send_sample(app: AppState<'_>, name: String, to: Option<String>) -> Answer<SampleSent> {
    told(app.get()?.samples.send(&name, to).await)
}

#[tauri::command]
pub(super) async fn start_tour(app: AppState<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.samples.start_tour(to).await)
}

#[tauri::command]
pub(super) async fn cancel_tour(app: AppState<'_>) -> Answer<()> {
    app.get()?.samples.cancel_tour();
    Ok(())
}

#[tauri::command]
pub(super) async fn coverage(app: AppState<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.samples.coverage(to.as_deref()).await)
}

#[tauri::command]
pub(super) async fn coverage_targets(app: AppState<'_>) -> Answer<Vec<String>> {
    told(app.get()?.samples.coverage_targets().await)
}
