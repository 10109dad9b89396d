// Whether the masked values of an event are shown. The choice applies to one event and ends when
// another event opens.
import { lastOf } from "@/format/pointer";

export interface Masking {
  reveal: boolean;
  onReveal: (reveal: boolean) => void;
}

/** The distinct names of the masked members: `token`, `link`. */
export const maskedNames = (pointers: readonly string[]) => [...new Set(pointers.map(lastOf))];
