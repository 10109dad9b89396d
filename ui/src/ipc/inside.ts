// Tells whether this page runs in the application's window or in a plain browser, for development.
import { isTauri } from "@tauri-apps/api/core";

export const insideWindow = (): boolean => isTauri();
