// Whether the masked values of an event are shown. The choice applies to one event and ends when
// another event opens.
import { lastOf } from "@/format/pointer";

export interface Masking {
  reveal: boolean;
  onReveal: (reveal: boolean) => void;
}

/** The distinct names of masked members and headers: `token`, `Authorization`. */
export const maskedNames = (masked: readonly string[]) => [
  ...new Set(masked.map((one) => (one.startsWith("/") ? lastOf(one) : one))),
];
