//! How to fix an error, in terms of a terminal: commands and options. The contexts state facts
//! only.

use hookglass_app::Remedy;

use crate::output::quoted;

/// A command or an instruction; `None` if the command line has no advice.
pub(crate) fn hint(remedy: &Remedy) -> Option<String> {
    let hint = match remedy {
        Remedy::ListEvents => "hookglass list",
        Remedy::ListUsers => "hookglass users",
        Remedy::SearchUsers(text) => return Some(format!("hookglass users {}", quoted(text))),
        Remedy::NameDataDir => "choose a folder with --data-dir",
        Remedy::NameTarget => "--to URL, for example --to http://localhost:3000/hooks",
        Remedy::SetMembers => "change the members with --set",
        Remedy::ListScenarios => "hookglass scenario list",
        Remedy::ReplaceScenario => "choose another name, or add --replace",
        Remedy::ListTypes => "hookglass types",
        Remedy::StartReceiver => "start `hookglass serve` or the window, or choose another target with --to",
        Remedy::ChooseDataDir | Remedy::ChooseDataDirInstead => "choose another folder with --data-dir",
        Remedy::CheckDatabasePermissions => "check the file's permissions, or choose another folder with --data-dir",
        Remedy::MoveFileAway => "move the file away, or choose another folder with --data-dir",
        Remedy::InstallNewerVersion => "install the newer version, or choose another folder with --data-dir",
        Remedy::MakeDatabaseWritable => "make the file writable, or choose another folder with --data-dir",
        Remedy::EndOtherProgram => "run the command again, or stop the other program",
        Remedy::Repair => "hookglass repair",
        Remedy::FreeDiskSpace => "free some disk space; Hookglass then continues on its own",
        Remedy::ChooseOtherName => "choose another name, or remove the existing one first",
        Remedy::WorkWithoutIndex => "continue without the index; searches work, but are slower",
        Remedy::CheckFolderPermissions => "check the permissions of the data folder",
        _ => return None,
    };
    Some(hint.to_owned())
}
