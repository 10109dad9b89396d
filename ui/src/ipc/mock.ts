// Tauri's mocks for the fake backend of tests and browser development. The module is in this folder
// because only ipc may import Tauri. The window does not import it, so no bundle contains it.
export { emit } from "@tauri-apps/api/event";
export { mockIPC } from "@tauri-apps/api/mocks";
