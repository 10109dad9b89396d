// What the fake backend of the tests and of browser development stands on. Nothing of the window imports this, so it
// is in no bundle; it is here because only this folder may know Tauri.
export { emit } from "@tauri-apps/api/event";
export { mockIPC } from "@tauri-apps/api/mocks";
