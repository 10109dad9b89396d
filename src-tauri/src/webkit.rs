//! What has to be settled before the first webview starts.

/// On X11 WebKitGTK's DMABUF renderer leaves ghost rows in lists that scroll fast. WebKit reads a variable of the
/// environment once; a process cannot safely change its own, so it starts itself again with it.
#[cfg(target_os = "linux")]
pub(crate) fn without_dmabuf_on_x11() {
    use std::{env, os::unix::process::CommandExt, process::Command};

    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let wayland =
        env::var_os("WAYLAND_DISPLAY").is_some() && env::var_os("GDK_BACKEND").is_none_or(|backend| backend != "x11");
    if wayland || env::var_os(VARIABLE).is_some() {
        return;
    }
    if let Ok(program) = env::current_exe() {
        // Only comes back when it failed; the window then opens with the renderer as it is.
        let error = Command::new(program).args(env::args_os().skip(1)).env(VARIABLE, "1").exec();
        tracing::warn!(%error, "the DMABUF renderer could not be switched off");
    }
}

/// Only WebKitGTK has that renderer.
#[cfg(not(target_os = "linux"))]
pub(crate) fn without_dmabuf_on_x11() {}
