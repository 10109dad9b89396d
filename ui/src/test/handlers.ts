// The fake backend implements the generated command map, so the compiler checks its names, arguments and results.
import type { CommandName, Commands } from "@/ipc/bindings/commands";
import type { Problem } from "@/ipc/types";

/** A result at once or later; a rejected promise is a `Problem`. */
type Reply<T> = T | Promise<T>;

export type Handlers = {
  [C in CommandName]: (args: Commands[C]["args"]) => Reply<Commands[C]["result"]>;
};

/** Rejects a command as the backend does. */
export const reject = (code: Problem["code"], detail: string): Promise<never> =>
  Promise.reject({ code, detail } satisfies Problem);

/** Bytes as the window gets them. */
export const bytesOf = (text: string, start: number, len: number): ArrayBuffer =>
  new Uint8Array(new TextEncoder().encode(text).slice(start, start + len)).buffer;
