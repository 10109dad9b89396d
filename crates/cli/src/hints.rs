//! What to do about an error, in the words of a terminal: commands and flags. The contexts state facts only.

use hookglass_app::{AppError, Remedy};

/// The whole sentence: what went wrong, and what to do about it.
pub(crate) fn sentence(error: &AppError) -> String {
    format!("{error}{}", error.remedy().as_ref().map(hint).unwrap_or_default())
}

/// The end of an error's sentence. Empty if this face has nothing to add.
fn hint(remedy: &Remedy) -> String {
    match remedy {
        Remedy::ListEvents => "; `hookglass list` shows the ones there are".to_owned(),
        Remedy::ListUsers => "; `hookglass users` lists the ones there are".to_owned(),
        Remedy::SearchUsers(text) => format!("; `hookglass users '{text}'` lists them with their ids"),
        Remedy::NameDataDir => "; name a folder with --data-dir".to_owned(),
        Remedy::NameTarget => " with --to URL, for example --to http://localhost:3000/hooks".to_owned(),
        Remedy::SetMembers => "; use --set instead".to_owned(),
        Remedy::ListScenarios => "; `hookglass scenario list` names the ones there are".to_owned(),
        Remedy::ReplaceScenario => " (--replace)".to_owned(),
        Remedy::ListTypes => "; `hookglass types` lists the ones there are".to_owned(),
        Remedy::StartReceiver => "; start `hookglass serve` or the window, or name another target with --to".to_owned(),
        Remedy::ChooseDataDir => ". Choose another with --data-dir".to_owned(),
        Remedy::CheckDatabasePermissions => {
            ". Check its permissions, or choose another folder with --data-dir".to_owned()
        }
        Remedy::MoveFileAway => ". Move it away, or choose another folder with --data-dir".to_owned(),
        Remedy::InstallNewerVersion => ". Install that version, or choose another folder with --data-dir".to_owned(),
        Remedy::MakeDatabaseWritable => ". Make it writable, or choose another folder with --data-dir".to_owned(),
        Remedy::EndOtherProgram => ". Try again, or end that program".to_owned(),
        Remedy::Repair => ". `hookglass repair` says how far, and can move it aside".to_owned(),
        Remedy::ChooseDataDirInstead => "; choose another folder with --data-dir".to_owned(),
        Remedy::FreeDiskSpace => "; free some room, and Hookglass goes on by itself".to_owned(),
        Remedy::ChooseOtherName => "; give this one another name, or remove that one first".to_owned(),
        Remedy::WorkWithoutIndex => ". Searches go on without it, and are slower".to_owned(),
        Remedy::CheckFolderPermissions => ". Check the permissions of the data folder".to_owned(),
        _ => String::new(),
    }
}
