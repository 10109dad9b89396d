//! The window's commands: each parses its arguments, calls one function of `hookglass-app`, and
//! maps the error.
//!
//! `#[command]` also describes the function for the generated TypeScript.
//! docs/howto/add-command.md lists the steps to add a command.

mod bulk;
mod chain;
mod compare;
mod event;
mod forwards;
mod held;
mod inbox;
mod resend;
mod rules;
mod samples;
mod scenarios;
mod secrets;
mod settings;
mod users;
mod window;

use hookglass_app::{AppError, view::Problem};
use tauri::{State, Wry, ipc::Invoke};

use crate::opened::Opened;

type Answer<T> = Result<T, Problem>;
/// The open database. Its `get` fails while the database cannot be opened.
type AppState<'a> = State<'a, Opened>;

/// Generates Tauri's handler and the command descriptions from one list, so that both have the same
/// commands.
macro_rules! commands {
    ($($area:ident::$name:ident),* $(,)?) => {
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($area::$name),*]
        }

        /// Descriptions of the commands for the generated TypeScript.
        #[cfg(test)]
        pub(crate) fn descriptions() -> Vec<crate::contract::Command> {
            vec![$(<$area::$name as crate::contract::Describe>::describe()),*]
        }
    };
}

commands![
    held::held,
    held::answer_held,
    rules::rules,
    rules::save_rules,
    rules::check_rule,
    rules::import_rules,
    rules::export_rules,
    inbox::sidebar,
    inbox::open_listing,
    inbox::listing_window,
    inbox::close_listing,
    inbox::filter_tokens,
    inbox::complete_filter,
    inbox::star,
    inbox::set_note,
    inbox::delete_events,
    inbox::undo_delete,
    inbox::save_search,
    inbox::remove_search,
    inbox::recent_searches,
    inbox::remember_search,
    event::event,
    event::revealed_event,
    event::body_text,
    event::body_bytes,
    event::tree,
    event::tree_pointer,
    event::explain,
    forwards::forwards,
    forwards::save_forward,
    forwards::confirm_targets,
    forwards::remove_forward,
    forwards::skip_forward,
    compare::open_comparison,
    compare::filter_comparison,
    compare::close_comparison,
    compare::comparison_changes,
    compare::comparison_unchanged,
    compare::comparison_rows,
    compare::expand_rows,
    compare::collapse_rows,
    compare::changed_line,
    compare::comparison_text,
    held::answer_form,
    held::check_answer,
    held::recent_reasons,
    held::remember_reason,
    users::users,
    users::user_history,
    users::user_life,
    users::user_state,
    resend::draft,
    resend::preview_send,
    resend::send,
    resend::cancel_send,
    resend::save_draft,
    resend::delete_draft,
    resend::import_curl,
    resend::copy_event,
    resend::copy_request,
    resend::check_draft,
    resend::complete_draft,
    resend::resends,
    resend::sent,
    resend::resend,
    resend::revealed_resend,
    resend::response_bytes,
    bulk::plan_bulk,
    bulk::start_bulk,
    bulk::pause_bulk,
    bulk::resume_bulk,
    bulk::cancel_bulk,
    bulk::bulk_progress,
    bulk::bulk_results,
    bulk::bulk_report,
    bulk::bulk_text,
    bulk::export_bulk,
    bulk::recent_targets,
    bulk::default_export_path,
    scenarios::scenarios,
    scenarios::record_scenario,
    scenarios::scenario,
    scenarios::scenario_file,
    scenarios::read_scenario,
    scenarios::write_scenario,
    scenarios::save_scenario,
    scenarios::duplicate_scenario,
    scenarios::remove_scenario,
    scenarios::import_scenario,
    scenarios::export_scenario,
    scenarios::add_to_scenario,
    scenarios::start_scenario,
    scenarios::cancel_scenario,
    scenarios::scenario_progress,
    scenarios::scenario_steps,
    scenarios::export_junit,
    samples::send_samples,
    samples::catalog,
    samples::sample,
    samples::send_sample,
    samples::start_tour,
    samples::cancel_tour,
    samples::coverage,
    samples::coverage_targets,
    secrets::secrets,
    secrets::add_secret,
    secrets::remove_secret,
    secrets::show_secret,
    settings::status,
    settings::refused_requests,
    settings::settings,
    settings::change_settings,
    settings::retry_listen,
    settings::allow_host,
    settings::disallow_host,
    settings::forget_host,
    rules::try_rules,
    chain::read_hooks,
    chain::start_chain,
    chain::cancel_chain,
    window::answer_closing,
    window::resume_receiving,
    window::choose_folder,
    window::set_zoom,
    window::reopen_database,
    window::move_database_aside,
];

/// Maps an error of a context to the problem that the window shows.
fn reply<T, E: Into<AppError>>(result: Result<T, E>) -> Answer<T> {
    result.map_err(|error| error.into().problem())
}
