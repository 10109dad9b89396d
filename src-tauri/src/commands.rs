//! The window's commands: each reads its arguments, calls one function of `hookscope-app`, and maps the error.

use hookscope_app::{
    AppError, Hookscope,
    view::{
        BodyText, ChangeList, ChangeView, Compared, CopiedRequest, CopyForm, Coverage, Deleted, Deletion, DraftCheck,
        DraftCompletion, DraftView, EventDetail, Explanation, FilterCompletion, FilterToken, HistoryWindow,
        ImportedRequest, LineRow, Listing, ListingWindow, MemberView, Narrowing, Problem, RequestPreview, ResendView,
        SampleSent, Scheme, SecretView, SendRequest, SentWindow, SettingsChange, SettingsView, Sidebar, Sides,
        StateView, Status, TextForm, TreePage, TypeView, UserLife, UsersWindow,
    },
};
use std::sync::Arc;
use tauri::{State, Wry, ipc::Invoke, ipc::Response};

/// The application, or why its database could not be opened.
pub(crate) struct Opened(pub(crate) Result<Arc<Hookscope>, Problem>);

impl Opened {
    /// The application, or the reason for the window to show.
    pub(crate) fn get(&self) -> Answer<&Arc<Hookscope>> {
        self.0.as_ref().map_err(Problem::clone)
    }
}

type Answer<T> = Result<T, Problem>;
type App<'a> = State<'a, Opened>;

/// The names are told once, so that the handler and the test that compares them with the window's cannot drift apart.
macro_rules! commands {
    ($($name:ident),* $(,)?) => {
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($name),*]
        }

        #[cfg(test)]
        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

commands![
    status,
    sidebar,
    open_listing,
    listing_window,
    close_listing,
    filter_tokens,
    complete_filter,
    event,
    star,
    set_note,
    delete_events,
    undo_delete,
    save_search,
    remove_search,
    recent_searches,
    remember_search,
    body_text,
    body_bytes,
    tree,
    tree_pointer,
    explain,
    secrets,
    add_secret,
    remove_secret,
    show_secret,
    open_comparison,
    narrow_comparison,
    close_comparison,
    compared_changes,
    compared_unchanged,
    compared_lines,
    unfold_lines,
    fold_lines,
    changed_line,
    comparison_text,
    users,
    user_history,
    user_life,
    user_state,
    draft,
    preview_send,
    send,
    cancel_send,
    keep_draft,
    forget_draft,
    import_curl,
    copy_request,
    check_draft,
    complete_draft,
    resends,
    sent,
    resend,
    settings,
    change_settings,
    send_samples,
    catalog,
    sample,
    send_sample,
    start_tour,
    cancel_tour,
    coverage,
    coverage_targets,
    listen_again,
];

fn told<T>(result: Result<T, AppError>) -> Answer<T> {
    result.map_err(|error| error.problem())
}

#[tauri::command]
async fn status(app: App<'_>) -> Answer<Status> {
    told(app.get()?.status().await)
}

#[tauri::command]
async fn sidebar(app: App<'_>) -> Answer<Sidebar> {
    told(app.get()?.sidebar().await)
}

#[tauri::command]
async fn open_listing(app: App<'_>, filter: String, grouped: bool, ticket: Option<u32>) -> Answer<Listing> {
    told(app.get()?.open_listing(&filter, grouped, ticket).await)
}

#[tauri::command]
async fn listing_window(app: App<'_>, listing: u32, start: u64, len: u64) -> Answer<ListingWindow> {
    told(app.get()?.listing_window(listing, start, len).await)
}

#[tauri::command]
async fn close_listing(app: App<'_>, listing: u32) -> Answer<()> {
    app.get()?.close_listing(listing);
    Ok(())
}

#[tauri::command]
async fn filter_tokens(text: String) -> Answer<Vec<FilterToken>> {
    Ok(Hookscope::filter_tokens(&text))
}

#[tauri::command]
async fn complete_filter(app: App<'_>, text: String, cursor: u64) -> Answer<FilterCompletion> {
    told(app.get()?.complete_filter(&text, cursor).await)
}

#[tauri::command]
async fn event(app: App<'_>, id: i64) -> Answer<EventDetail> {
    told(app.get()?.event(id).await)
}

#[tauri::command]
async fn star(app: App<'_>, ids: Vec<i64>, starred: bool) -> Answer<()> {
    told(app.get()?.star(ids, starred).await)
}

#[tauri::command]
async fn set_note(app: App<'_>, id: i64, note: String) -> Answer<()> {
    told(app.get()?.set_note(id, &note).await)
}

#[tauri::command]
async fn delete_events(app: App<'_>, what: Deletion) -> Answer<Deleted> {
    told(app.get()?.delete_events(what).await)
}

#[tauri::command]
async fn undo_delete(app: App<'_>, undo: i64) -> Answer<u64> {
    told(app.get()?.undo_delete(undo).await)
}

#[tauri::command]
async fn save_search(app: App<'_>, name: String, filter: String) -> Answer<()> {
    told(app.get()?.save_search(&name, &filter).await)
}

#[tauri::command]
async fn remove_search(app: App<'_>, name: String) -> Answer<()> {
    told(app.get()?.remove_search(&name).await)
}

#[tauri::command]
async fn recent_searches(app: App<'_>) -> Answer<Vec<String>> {
    told(app.get()?.recent_searches().await)
}

#[tauri::command]
async fn remember_search(app: App<'_>, filter: String) -> Answer<()> {
    told(app.get()?.remember_search(&filter).await)
}

#[tauri::command]
async fn body_text(app: App<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<BodyText> {
    told(app.get()?.body_text(id, start, len, reveal).await)
}

#[tauri::command]
async fn body_bytes(app: App<'_>, id: i64, start: u64, len: u64, reveal: bool) -> Answer<Response> {
    Ok(Response::new(told(app.get()?.body_bytes(id, start, len, reveal).await)?.to_vec()))
}

#[tauri::command]
async fn tree(app: App<'_>, id: i64, node: Option<u32>, start: u32, len: u32, reveal: bool) -> Answer<TreePage> {
    told(app.get()?.tree(id, node, start, len, reveal).await)
}

#[tauri::command]
async fn tree_pointer(app: App<'_>, id: i64, node: u32) -> Answer<String> {
    told(app.get()?.tree_pointer(id, node).await)
}

#[tauri::command]
async fn explain(app: App<'_>, id: i64, pointer: String) -> Answer<Option<Explanation>> {
    told(app.get()?.explain(id, &pointer).await)
}

#[tauri::command]
async fn secrets(app: App<'_>) -> Answer<Vec<SecretView>> {
    told(app.get()?.secrets().await)
}

#[tauri::command]
async fn add_secret(app: App<'_>, name: String, scheme: Scheme, secret: String) -> Answer<SecretView> {
    told(app.get()?.add_secret(&name, scheme, &secret).await)
}

#[tauri::command]
async fn remove_secret(app: App<'_>, id: i64) -> Answer<()> {
    told(app.get()?.remove_secret(id).await)
}

#[tauri::command]
async fn show_secret(app: App<'_>, id: i64) -> Answer<String> {
    told(app.get()?.show_secret(id).await)
}

#[tauri::command]
async fn open_comparison(app: App<'_>, ticket: u64, sides: Sides, narrowing: Narrowing) -> Answer<Compared> {
    told(app.get()?.open_comparison(ticket, sides, narrowing).await)
}

#[tauri::command]
async fn narrow_comparison(app: App<'_>, ticket: u64, narrowing: Narrowing) -> Answer<Compared> {
    told(app.get()?.narrow_comparison(ticket, narrowing).await)
}

#[tauri::command]
async fn close_comparison(app: App<'_>, ticket: u64) -> Answer<()> {
    app.get()?.close_comparison(ticket);
    Ok(())
}

#[tauri::command]
async fn compared_changes(
    app: App<'_>,
    ticket: u64,
    list: ChangeList,
    start: u64,
    len: u64,
) -> Answer<Vec<ChangeView>> {
    told(app.get()?.compared_changes(ticket, list, start, len).await)
}

#[tauri::command]
async fn compared_unchanged(app: App<'_>, ticket: u64, start: u64, len: u64) -> Answer<Vec<MemberView>> {
    told(app.get()?.compared_unchanged(ticket, start, len).await)
}

#[tauri::command]
async fn compared_lines(app: App<'_>, ticket: u64, start: u64, len: u64) -> Answer<Vec<LineRow>> {
    told(app.get()?.compared_lines(ticket, start, len).await)
}

#[tauri::command]
async fn unfold_lines(app: App<'_>, ticket: u64, fold: Option<u64>) -> Answer<u64> {
    told(app.get()?.unfold_lines(ticket, fold))
}

#[tauri::command]
async fn fold_lines(app: App<'_>, ticket: u64) -> Answer<u64> {
    told(app.get()?.fold_lines(ticket).await)
}

#[tauri::command]
async fn changed_line(app: App<'_>, ticket: u64, from: i64, back: bool) -> Answer<Option<u64>> {
    told(app.get()?.changed_line(ticket, from, back))
}

#[tauri::command]
async fn comparison_text(app: App<'_>, ticket: u64, form: TextForm) -> Answer<String> {
    told(app.get()?.comparison_text(ticket, form).await)
}

#[tauri::command]
async fn users(app: App<'_>, query: String, start: u64, len: u64) -> Answer<UsersWindow> {
    told(app.get()?.users(&query, start, len).await)
}

#[tauri::command]
async fn user_history(app: App<'_>, user_id: String, start: u64, len: u64) -> Answer<HistoryWindow> {
    told(app.get()?.history(&user_id, start, len).await)
}

#[tauri::command]
async fn user_life(app: App<'_>, user_id: String) -> Answer<UserLife> {
    told(app.get()?.user_life(&user_id).await)
}

#[tauri::command]
async fn user_state(app: App<'_>, user_id: String, event: i64) -> Answer<StateView> {
    told(app.get()?.user_state(&user_id, event).await)
}

#[tauri::command]
async fn draft(app: App<'_>, id: i64) -> Answer<DraftView> {
    told(app.get()?.draft(id).await)
}

#[tauri::command]
async fn send(app: App<'_>, request: SendRequest) -> Answer<ResendView> {
    told(app.get()?.send(request).await)
}

#[tauri::command]
async fn cancel_send(app: App<'_>, event_id: i64) -> Answer<()> {
    app.get()?.cancel_send(event_id);
    Ok(())
}

#[tauri::command]
async fn preview_send(app: App<'_>, request: SendRequest) -> Answer<RequestPreview> {
    told(app.get()?.preview_send(&request).await)
}

#[tauri::command]
async fn keep_draft(app: App<'_>, request: SendRequest) -> Answer<()> {
    told(app.get()?.keep_draft(request).await)
}

#[tauri::command]
async fn forget_draft(app: App<'_>, event_id: i64) -> Answer<()> {
    told(app.get()?.forget_draft(event_id).await)
}

#[tauri::command]
async fn import_curl(text: String) -> Answer<ImportedRequest> {
    told(Hookscope::import_curl(&text))
}

#[tauri::command]
async fn copy_request(app: App<'_>, request: SendRequest, form: CopyForm) -> Answer<CopiedRequest> {
    told(app.get()?.copy_request(&request, form.into()).await)
}

#[tauri::command]
async fn check_draft(app: App<'_>, event_id: i64, body: String) -> Answer<DraftCheck> {
    told(app.get()?.check_draft(event_id, body).await)
}

#[tauri::command]
async fn complete_draft(app: App<'_>, event_id: i64, body: String, unit: u64) -> Answer<DraftCompletion> {
    told(app.get()?.complete_draft(event_id, body, unit).await)
}

#[tauri::command]
async fn sent(app: App<'_>, before: Option<i64>, len: u64) -> Answer<SentWindow> {
    told(app.get()?.sent(before, len).await)
}

#[tauri::command]
async fn resend(app: App<'_>, id: i64) -> Answer<ResendView> {
    told(app.get()?.resend_by_id(id).await)
}

#[tauri::command]
async fn resends(app: App<'_>, id: i64) -> Answer<Vec<ResendView>> {
    told(app.get()?.resends(id).await)
}

#[tauri::command]
async fn settings(app: App<'_>) -> Answer<SettingsView> {
    told(app.get()?.settings().await)
}

#[tauri::command]
async fn change_settings(app: App<'_>, change: SettingsChange) -> Answer<SettingsView> {
    told(app.get()?.change_settings(change).await)
}

#[tauri::command]
async fn send_samples(app: App<'_>) -> Answer<u64> {
    told(app.get()?.send_samples().await)
}

#[tauri::command]
async fn catalog(app: App<'_>) -> Answer<Vec<TypeView>> {
    told(app.get()?.catalog().await)
}

#[tauri::command]
async fn sample(name: String) -> Answer<String> {
    told(Hookscope::sample(&name))
}

#[tauri::command]
async fn send_sample(app: App<'_>, name: String, to: Option<String>) -> Answer<SampleSent> {
    told(app.get()?.send_sample(&name, to).await)
}

#[tauri::command]
async fn start_tour(app: App<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.start_tour(to).await)
}

#[tauri::command]
async fn cancel_tour(app: App<'_>) -> Answer<()> {
    app.get()?.cancel_tour();
    Ok(())
}

#[tauri::command]
async fn coverage(app: App<'_>, to: Option<String>) -> Answer<Coverage> {
    told(app.get()?.coverage(to.as_deref()).await)
}

#[tauri::command]
async fn coverage_targets(app: App<'_>) -> Answer<Vec<String>> {
    told(app.get()?.coverage_targets().await)
}

#[tauri::command]
async fn listen_again(app: App<'_>, address: Option<String>) -> Answer<Status> {
    told(app.get()?.listen_again(address).await)
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use std::collections::BTreeSet;

    #[test]
    fn the_window_calls_exactly_the_commands_there_are() {
        let window = include_str!("../../ui/src/ipc/commands.ts");
        let called: BTreeSet<&str> = window
            .match_indices("invoke")
            .filter_map(|(at, _)| {
                let call = window[at..].split_once('(')?;
                // Between the name and its bracket there is at most a type.
                let direct = call.0 == "invoke" || (call.0.starts_with("invoke<") && call.0.ends_with('>'));
                direct.then(|| call.1.trim_start().strip_prefix('"')?.split('"').next())?
            })
            .collect();
        assert_eq!(called, NAMES.iter().copied().collect());
    }
}
