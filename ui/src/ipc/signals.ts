// Subscriptions to the signals of the application and to file drops of the webview. A subscription
// can be canceled before it is ready.
import { listen } from "@tauri-apps/api/event";
import type { SignalName, Signals } from "./bindings/signals";

function subscribe<T>(name: string, listener: (payload: T) => void): () => void {
  let isCanceled = false;
  const ready = listen<T>(name, (message) => {
    if (!isCanceled) listener(message.payload);
  });
  return () => {
    isCanceled = true;
    void ready.then((unlisten) => unlisten());
  };
}

/**
 * Calls `listener` for each signal with this name. The returned function cancels the subscription.
 */
const onSignal = <S extends SignalName>(name: S, listener: (payload: Signals[S]) => void) =>
  subscribe<Signals[S]>(name, listener);

export const onInbox = (listener: (payload: Signals["inbox"]) => void) => onSignal("inbox", listener);
export const onReceiver = (listener: (payload: Signals["receiver"]) => void) =>
  onSignal("receiver", listener);
export const onHeld = (listener: (payload: Signals["held"]) => void) => onSignal("held", listener);
export const onForwards = (listener: (payload: Signals["forwards"]) => void) =>
  onSignal("forwards", listener);
export const onBulk = (listener: (payload: Signals["bulk"]) => void) => onSignal("bulk", listener);
export const onScenario = (listener: (payload: Signals["scenario"]) => void) =>
  onSignal("scenario", listener);
export const onClosing = (listener: (payload: Signals["closing"]) => void) => onSignal("closing", listener);

/** Calls `listener` with the paths of files that are dropped onto the window. */
export const onFilesDropped = (listener: (dropped: { paths: string[] }) => void) =>
  subscribe<{ paths: string[] }>("tauri://drag-drop", listener);
