//! Generates Tauri's build data from `tauri.conf.json` and the capabilities.

fn main() {
    tauri_build::build();
}
