//! What to do about an error, for a person at a terminal. The lower layers state facts only.

use hookglass_app::{AppError, Remedy};
use hookglass_store::{OpenError, StoreError};

/// The end of an error's sentence: what to do about it. Empty if there is nothing to add.
pub(crate) fn hint(error: &AppError) -> String {
    let hint = if let Some(error) = error.downcast_ref() {
        opening(error)
    } else if let Some(error) = error.downcast_ref() {
        using(error)
    } else {
        return error.remedy().as_ref().map(advice).unwrap_or_default();
    };
    hint.to_owned()
}

fn advice(remedy: &Remedy) -> String {
    match remedy {
        Remedy::ListEvents => "; `hookglass list` shows the ones there are".to_owned(),
        Remedy::NameDataDir => "; name a folder with --data-dir".to_owned(),
        Remedy::NameTarget => " with --to URL, for example --to http://localhost:3000/hooks".to_owned(),
        Remedy::SetMembers => "; use --set instead".to_owned(),
        Remedy::ListScenarios => "; `hookglass scenario list` names the ones there are".to_owned(),
        Remedy::ReplaceScenario => " (--replace)".to_owned(),
        Remedy::ListTypes => "; `hookglass types` lists the ones there are".to_owned(),
        Remedy::StartReceiver => "; start `hookglass serve` or the window, or name another target with --to".to_owned(),
        _ => String::new(),
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
