// Whether the values of an event that are kept out of sight are shown. It is decided for one event and forgotten with it.
import { lastOf } from "@/format/pointer";

export interface Masking {
  reveal: boolean;
  onReveal: (reveal: boolean) => void;
}

/** Names of the masked members, each once: `token`, `link`. */
export const maskedNames = (pointers: readonly string[]) => [...new Set(pointers.map(lastOf))];
