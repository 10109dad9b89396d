// Types for the fake backend. It implements the generated command map, so the compiler checks
// names, arguments and results.
import type { CommandName, Commands } from "@/ipc/bindings/commands";
import type { Problem } from "@/ipc/types";

/** A result or a promise of it. A rejected promise holds a `Problem`. */
type Reply<T> = T | Promise<T>;

export type Handlers = {
  [C in CommandName]: (args: Commands[C]["args"]) => Reply<Commands[C]["result"]>;
};

/** Rejects a command like the real backend. */
export const reject = (code: Problem["code"], detail: string): Promise<never> =>
  Promise.reject({ code, detail } satisfies Problem);

/** A range of bytes in the form that the window receives. */
export const bytesOf = (text: string, start: number, len: number): ArrayBuffer =>
  new Uint8Array(new TextEncoder().encode(text).slice(start, start + len)).buffer;
