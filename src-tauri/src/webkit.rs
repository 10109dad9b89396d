//! Settings of WebKitGTK that must be made before the first webview starts.

/// Restarts the process with WebKitGTK's DMABUF renderer disabled, on X11 only.
///
/// On X11, this renderer leaves ghost rows in lists that scroll fast. WebKit reads the environment
/// variable once, and a process cannot safely change its own environment.
#[cfg(target_os = "linux")]
pub(crate) fn disable_dmabuf_on_x11() {
    use std::{env, os::unix::process::CommandExt, process::Command};

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let wayland =
        env::var_os("WAYLAND_DISPLAY").is_some() && env::var_os("GDK_BACKEND").is_none_or(|backend| backend != "x11");
    if wayland || env::var_os(VARIABLE).is_some() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // `exec` returns only if it fails. The window then opens with the renderer enabled.
        let error = Command::new(program).args(env::args_os().skip(1)).env(VARIABLE, "1").exec();
        tracing::warn!(%error, "cannot disable the DMABUF renderer");
    }
}

/// Does nothing: only WebKitGTK has the DMABUF renderer.
#[cfg(not(target_os = "linux"))]
pub(crate) fn disable_dmabuf_on_x11() {}
