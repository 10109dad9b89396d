//! What to do about an error, in the words of a terminal: commands and flags. The contexts state facts only.

use hookglass_app::{AppError, Remedy};

/// The whole sentence: what went wrong, and what to do about it.
pub(crate) fn sentence(error: &AppError) -> String {
    format!("{error}{}", error.remedy().as_ref().map_or("", hint))
}

/// The end of an error's sentence. Empty if this face has nothing to add.
fn hint(remedy: &Remedy) -> &'static str {
    match remedy {
        Remedy::ListEvents => "; `hookglass list` shows the ones there are",
        Remedy::NameDataDir => "; name a folder with --data-dir",
        Remedy::ChooseDataDir => ". Choose another with --data-dir",
        Remedy::CheckDatabasePermissions => ". Check its permissions, or choose another folder with --data-dir",
        Remedy::MoveFileAway => ". Move it away, or choose another folder with --data-dir",
        Remedy::InstallNewerVersion => ". Install that version, or choose another folder with --data-dir",
        Remedy::MakeDatabaseWritable => ". Make it writable, or choose another folder with --data-dir",
        Remedy::EndOtherProgram => ". Try again, or end that program",
        Remedy::Repair => ". `hookglass repair` says how far, and can move it aside",
        Remedy::ChooseDataDirInstead => "; choose another folder with --data-dir",
        Remedy::FreeDiskSpace => "; free some room, and Hookglass goes on by itself",
        Remedy::ChooseOtherName => "; give this one another name, or remove that one first",
        Remedy::WorkWithoutIndex => ". Searches go on without it, and are slower",
        Remedy::CheckFolderPermissions => ". Check the permissions of the data folder",
        _ => "",
    }
}
