// Invokes commands. Only this module calls Tauri's `invoke`, so the names, arguments and results
// always match Rust. It does not cache or retry.
import { invoke } from "@tauri-apps/api/core";
import type { CommandName, Commands } from "./bindings/commands";

export type Arguments<C extends CommandName> = Commands[C]["args"] extends undefined
  ? []
  : [args: Commands[C]["args"]];

/** A command that has ended. `result` is undefined if the command was rejected. */
type Ended = {
  [C in CommandName]: { command: C; args: Commands[C]["args"]; result: Commands[C]["result"] | undefined };
}[CommandName];

type Listener = (ended: Ended) => void;
const listeners = new Set<Listener>();

/** Calls a listener after each command. The returned function removes the listener. */
export function onEnded(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function call<C extends CommandName>(
  command: C,
  ...[args]: Arguments<C>
): Promise<Commands[C]["result"]> {
  let result: Commands[C]["result"] | undefined;
  try {
    result = await invoke<Commands[C]["result"]>(command, args);
    return result;
  } finally {
    const ended = { command, args, result } as Ended;
    for (const listener of listeners) listener(ended);
  }
}
