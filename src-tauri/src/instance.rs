//! One window per data folder: a second start shows the window of the first one and ends.

use hookglass_app::DataDir;
use tauri::{Wry, plugin::TauriPlugin};

use crate::visibility;

/// The plugin that finds the first window. macOS and Windows cannot distinguish data folders: `None`
/// there, for every folder but the usual one.
pub(crate) fn plugin(data_dir: &DataDir) -> Option<TauriPlugin<Wry>> {
    let first = tauri_plugin_single_instance::Builder::new();
    let first = first.callback(|app, _arguments, _folder| visibility::show(app));
    platform::identify(first, data_dir).map(tauri_plugin_single_instance::Builder::build)
}

type Builder = tauri_plugin_single_instance::Builder<Wry>;

#[cfg(target_os = "linux")]
mod platform {
    use super::{Builder, DataDir};
    use std::{
        fs,
        hash::{DefaultHasher, Hash as _, Hasher as _},
    };

    /// A name on the session bus for each data folder.
    pub(super) fn identify(builder: Builder, data_dir: &DataDir) -> Option<Builder> {
        let folder = fs::canonicalize(&data_dir.path).unwrap_or_else(|_| data_dir.path.clone());
        let mut hash = DefaultHasher::new();
        folder.hash(&mut hash);
        Some(builder.dbus_id(format!("io.github.hookglass.desktop.data{:016x}", hash.finish())))
    }
}

#[cfg(not(target_os = "linux"))]
mod platform {
    use super::{Builder, DataDir};
    use hookglass_app::view::DataDirSource;

    pub(super) fn identify(builder: Builder, data_dir: &DataDir) -> Option<Builder> {
        matches!(data_dir.source, DataDirSource::Default | DataDirSource::Settings).then_some(builder)
    }
}
