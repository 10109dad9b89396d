// The signals that come by themselves: those of the application, and one of the webview. A subscription that is cancelled
// before it is ready still ends.
import { listen } from "@tauri-apps/api/event";
import type { BulkView, ScenarioRunView, Signal, Status } from "./types";

function subscribe<T>(name: string, hear: (payload: T) => void): () => void {
  let over = false;
  const ready = listen<T>(name, (message) => {
    if (!over) hear(message.payload);
  });
  return () => {
    over = true;
    void ready.then((stop) => stop());
  };
}

/** Something new is stored; at most ten a second. */
export const onInbox = (hear: (signal: Signal) => void) => subscribe<Signal>("inbox", hear);
/** The receiver started, stopped or moved. */
export const onReceiver = (hear: (status: Status) => void) => subscribe<Status>("receiver", hear);
/** A sender began to wait for a person, was answered, or hung up; with how many wait now. */
export const onHeld = (hear: (held: number) => void) => subscribe<number>("held", hear);
/** Targets of forwarding have changed, or how one is doing; at most four a second. */
export const onForwards = (hear: () => void) => subscribe<null>("forwards", hear);
/** How far a bulk send has come; at most ten a second, and at its end. */
export const onBulk = (hear: (view: BulkView) => void) => subscribe<BulkView>("bulk", hear);
/** How far a scenario has come; at most ten a second, and at its end. */
export const onScenario = (hear: (view: ScenarioRunView) => void) =>
  subscribe<ScenarioRunView>("scenario", hear);
/** Files were dropped onto the window; the webview tells where they are. */
export const onFilesDropped = (hear: (dropped: { paths: string[] }) => void) =>
  subscribe<{ paths: string[] }>("tauri://drag-drop", hear);
