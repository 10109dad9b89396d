//! `hookglass secret`.
//!
//! Secrets come from standard input, never from an argument: other programs and the shell's history
//! see arguments. Only `show` prints a secret.

use hookglass_app::{
    App,
    view::{SecretStorage, SecretView},
};
use hookglass_json::display::visible;
use std::{
    io::{self, IsTerminal, Read},
    process::ExitCode,
    sync::Arc,
};

use crate::{
    args::{AddSecret, Secret},
    output::{Failure, json, line, note},
};

/// Longer than any secret: larger input is the wrong file.
const MAX_SECRET_BYTES: u64 = 64 << 10;

pub(crate) async fn run(app: &Arc<App>, args: Secret) -> Result<ExitCode, Failure> {
    match args {
        Secret::Add(add) => {
            let text = read(&add)?;
            let added = app.secrets.add(&add.name, add.scheme, &text).await?;
            let why = app.pages.settings().await?.no_keychain;
            app.secrets.recheck_signatures().await?;
            let (name, scheme) = (visible(&added.name), added.scheme.word());
            line(format_args!("stored '{name}' ({scheme}) in {}", place(added.place)))?;
            if let (SecretStorage::Database, Some(why)) = (added.place, why) {
                note(&why, None);
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
    let cannot_read = |error: io::Error| Failure::error(format!("cannot read the secret: {error}"));
    if io::stdin().is_terminal() {
        let question = format!("Secret of {} ({}): ", visible(&add.name), add.scheme.word());
        return rpassword::prompt_password(question).map_err(cannot_read);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().take(MAX_SECRET_BYTES + 1).read_to_end(&mut bytes).map_err(cannot_read)?;
    if bytes.len() as u64 > MAX_SECRET_BYTES {
        let message = "standard input has more than 64 KiB, which is too long for a secret";
        return Err(Failure::with_hint(message, "pipe only the secret"));
    }
    String::from_utf8(bytes)
        .map_err(|_| Failure::with_hint("the secret is not UTF-8 text", "paste the secret as the sender shows it"))
}

async fn find(app: &Arc<App>, name: &str) -> Result<i64, Failure> {
    let secrets = app.secrets.list().await?;
    let found = secrets.iter().find(|secret| secret.name == name.trim());
    match found.map(|secret| secret.id) {
        Some(Some(id)) => Ok(id),
        Some(None) => Err(Failure::with_hint(
            format!("{name} comes from the environment, so it cannot be shown or removed here"),
            "change the environment variable",
        )),
        None => Err(Failure::with_hint(format!("there is no secret called '{name}'"), "hookglass secret list")),
    }
}

fn text(secret: &SecretView) -> String {
    let problem = secret.problem.as_deref().map(|problem| format!("  ({})", visible(problem))).unwrap_or_default();
    format!("{:<32}  {:<18}  {}{problem}", visible(&secret.name), secret.scheme.word(), place(secret.place))
}

fn place(place: SecretStorage) -> &'static str {
    match place {
        SecretStorage::Keychain => "the system's keychain",
        SecretStorage::Database => "the database",
        SecretStorage::Environment => "the environment",
    }
}
