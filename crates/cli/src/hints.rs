//! What to do about an error, in the words of a terminal: commands and flags. The contexts state facts only.

use hookglass_app::{AppError, ContextError as _, Remedy};
use hookglass_store::{OpenError, StoreError};

/// The whole sentence: what went wrong, and what to do about it.
pub(crate) fn sentence(error: &AppError) -> String {
    format!("{error}{}", of_error(error))
}

fn of_error(error: &AppError) -> &'static str {
    match error {
        AppError::Context(error) => error.remedy().as_ref().map_or("", hint),
        AppError::Open(error) => opening(error),
        AppError::Store(error) => using(error),
        _ => "",
    }
}

/// The end of an error's sentence. Empty if this face has nothing to add.
fn hint(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::ListEvents => "; `hookglass list` shows the ones there are",
        _ => "",
    }
}

fn opening(error: &OpenError) -> &'static str {
    match error {
        OpenError::Folder { .. } => ". Choose another with --data-dir",
        OpenError::File { .. } => ". Check its permissions, or choose another folder with --data-dir",
        OpenError::NotADatabase { .. } => ". Move it away, or choose another folder with --data-dir",
        OpenError::Newer { .. } => ". Install that version, or choose another folder with --data-dir",
        OpenError::ReadOnly { .. } => ". Make it writable, or choose another folder with --data-dir",
        OpenError::Busy { .. } => ". Try again, or end that program",
        OpenError::Damaged { .. } => ". `hookglass repair` says how far, and can move it aside",
        OpenError::Sqlite { .. } => "; choose another folder with --data-dir",
    }
}

fn using(error: &StoreError) -> &'static str {
    match error {
        StoreError::Full => "; free some room, and Hookglass goes on by itself",
        StoreError::NameTaken(_) => "; give this one another name, or remove that one first",
        StoreError::Index(_) => ". Searches go on without it, and are slower",
        StoreError::LockFile { .. } => ". Check the permissions of the data folder",
        StoreError::Damaged(_) => ". `hookglass repair` says how far, and can move it aside",
        _ => "",
    }
}
