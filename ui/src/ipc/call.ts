// Invokes a command. Nothing else calls Tauri's `invoke`, so names, arguments and results are always those of the Rust
// side. No caching and no retries here.
import { invoke } from "@tauri-apps/api/core";
import type { CommandName, Commands } from "./bindings/commands";

export type Arguments<C extends CommandName> = Commands[C]["args"] extends undefined
  ? []
  : [args: Commands[C]["args"]];

/** A command that has ended, with its result or without one if it was rejected. */
type Ended = {
  [C in CommandName]: { command: C; args: Commands[C]["args"]; result: Commands[C]["result"] | undefined };
}[CommandName];

type Listener = (ended: Ended) => void;
const listeners = new Set<Listener>();

/** Runs a listener after every command. Returns what removes it. */
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
