// Converts the body limit between MiB in the field and bytes in the settings. Pure.
import { MAX_BODY_LIMIT, MIN_BODY_LIMIT } from "@/ipc/bindings/limits";

const MIB = 1024 * 1024;
const MIN_MIB = Number((MIN_BODY_LIMIT / MIB).toFixed(3));
const MAX_MIB = MAX_BODY_LIMIT / MIB;
const DECIMAL = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

export const LIMIT_ERROR = `Enter a number of MiB between ${MIN_MIB} and ${MAX_MIB}.`;

export const mibOf = (bytes: number) => String(bytes / MIB);

/** Null when the text is not a valid limit. */
export function bytesOf(text: string): number | null {
  const typed = text.trim();
  if (!DECIMAL.test(typed)) return null;
  const mib = Number(typed.replace(",", "."));
  return mib >= MIN_MIB && mib <= MAX_MIB ? Math.max(MIN_BODY_LIMIT, Math.round(mib * MIB)) : null;
}
