// Detects whether the UI runs in the application's window, or in a browser during development.
import { isTauri } from "@tauri-apps/api/core";

export const isInWindow = (): boolean => isTauri();
