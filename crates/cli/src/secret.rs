//! `hookglass secret`.
//!
//! A secret is read from standard input, never from an argument: other programs and the shell's history see arguments. Only
//! `show` prints a secret.

use hookglass_app::{
    App,
    view::{SecretPlace, SecretView},
};
use hookglass_json::display::visible;
use std::{
    io::{self, IsTerminal, Read},
    process::ExitCode,
    sync::Arc,
};

use crate::{
    args::{AddSecret, Secret},
    output::{Failure, json, line},
};

/// Longer than any secret: larger input is some other file.
const MAX_SECRET_BYTES: u64 = 64 << 10;

pub(crate) async fn run(app: &Arc<App>, args: Secret) -> Result<ExitCode, Failure> {
    match args {
        Secret::Add(add) => {
            let text = read(&add)?;
            let added = app.secrets.add(&add.name, add.scheme, &text).await?;
            let why = app.pages.settings().await?.no_keychain;
            app.secrets.recheck_signatures().await?;
            let (name, scheme) = (visible(&added.name), added.scheme.word());
            line(format_args!("'{name}' ({scheme}) is kept in {}", place(added.place)))?;
            if let (SecretPlace::Database, Some(why)) = (added.place, why) {
                eprintln!("hookglass: {}", visible(&why));
            }
        }
        Secret::List { json: as_json } => {
            for secret in app.secrets.list().await? {
                if as_json { json(&secret)? } else { line(text(&secret))? }
            }
        }
        Secret::Remove { name } => {
            app.secrets.remove(find(app, &name).await?).await?;
            app.secrets.recheck_signatures().await?;
        }
        Secret::Show { name } => line(app.secrets.show(find(app, &name).await?).await?)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the secret: from the terminal without echo, or from a pipe.
fn read(add: &AddSecret) -> Result<String, Failure> {
    let cannot = |error: &dyn std::fmt::Display| Failure::Trouble(format!("cannot read the secret: {error}"));
    if io::stdin().is_terminal() {
        let question = format!("Secret of {} ({}): ", visible(&add.name), add.scheme.word());
        return rpassword::prompt_password(question).map_err(|error| cannot(&error));
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_SECRET_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot(&error))?;
    if bytes.len() as u64 > MAX_SECRET_BYTES {
        return Err(cannot(&"standard input has more than 64 KiB; no secret is that long"));
    }
    String::from_utf8(bytes).map_err(|_| cannot(&"it is not UTF-8 text; a secret is pasted as the sender shows it"))
}

async fn find(app: &Arc<App>, name: &str) -> Result<i64, Failure> {
    let secrets = app.secrets.list().await?;
    let trouble = |sentence: String| Failure::Trouble(sentence);
    let found = secrets.iter().find(|secret| secret.name == name.trim());
    match found.map(|secret| secret.id) {
        Some(Some(id)) => Ok(id),
        Some(None) => Err(trouble(format!("{name} comes from the environment; it is neither shown nor removed here"))),
        None => Err(trouble(format!(
            "there is no secret called '{name}'; `hookglass secret list` names the ones there are"
        ))),
    }
}

fn text(secret: &SecretView) -> String {
    let problem = secret.problem.as_deref().map(|problem| format!("  ({})", visible(problem))).unwrap_or_default();
    format!("{:<32}  {:<18}  {}{problem}", visible(&secret.name), secret.scheme.word(), place(secret.place))
}

fn place(place: SecretPlace) -> &'static str {
    match place {
        SecretPlace::Keychain => "the system's keychain",
        SecretPlace::Database => "the database",
        SecretPlace::Environment => "the environment",
    }
}
