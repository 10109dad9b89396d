// The signals that come by themselves: those of the application, and one of the webview. A subscription that is cancelled
// before it is ready still ends.
import { listen } from "@tauri-apps/api/event";
import type { SignalName, Signals } from "./bindings/signals";

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

/** Calls `hear` for each signal of a name; returns the function that ends the subscription. */
const onSignal = <S extends SignalName>(name: S, hear: (payload: Signals[S]) => void) =>
  subscribe<Signals[S]>(name, hear);

export const onInbox = (hear: (payload: Signals["inbox"]) => void) => onSignal("inbox", hear);
export const onReceiver = (hear: (payload: Signals["receiver"]) => void) => onSignal("receiver", hear);
export const onHeld = (hear: (payload: Signals["held"]) => void) => onSignal("held", hear);
export const onForwards = (hear: (payload: Signals["forwards"]) => void) => onSignal("forwards", hear);
export const onBulk = (hear: (payload: Signals["bulk"]) => void) => onSignal("bulk", hear);
export const onScenario = (hear: (payload: Signals["scenario"]) => void) => onSignal("scenario", hear);

/** Files were dropped onto the window, with their paths. */
export const onFilesDropped = (hear: (dropped: { paths: string[] }) => void) =>
  subscribe<{ paths: string[] }>("tauri://drag-drop", hear);
