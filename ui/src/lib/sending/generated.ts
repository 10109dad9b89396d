// The members of an Authgear event that Hookglass generates on send.
import type { GenerateOnSend } from "@/ipc/types";

export const NOTHING_GENERATED: GenerateOnSend = { id: false, seq: false, timestamp: false };

export const hasNumbers = (fresh: GenerateOnSend): boolean => fresh.id || fresh.seq;

/** The id is the sequence number in hexadecimal, so both are generated or neither is. */
export const withNumbers = (fresh: GenerateOnSend, on: boolean): GenerateOnSend => ({
  ...fresh,
  id: on,
  seq: on,
});
