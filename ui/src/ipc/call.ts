// Invokes a command. Nothing else calls Tauri's `invoke`, so names, arguments and results are always those of the Rust
// side. No caching and no retries here.
import { invoke } from "@tauri-apps/api/core";
import type { CommandName, Commands } from "./bindings/commands";

export type Arguments<C extends CommandName> = Commands[C]["args"] extends undefined
  ? []
  : [args: Commands[C]["args"]];

export function call<C extends CommandName>(
  command: C,
  ...[args]: Arguments<C>
): Promise<Commands[C]["result"]> {
  return invoke(command, args);
}
