// Converts the body limit between MiB in the field and bytes in the settings. Pure.
import { MAX_BODY_LIMIT, MIN_BODY_LIMIT } from "@/ipc/bindings/limits";

const MIB = 1024 * 1024;
const LEAST = Number((MIN_BODY_LIMIT / MIB).toFixed(3));
const MOST = MAX_BODY_LIMIT / MIB;
const DECIMAL = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

export const LIMIT_WANTED = `This has to be a number of MiB between ${LEAST} and ${MOST}.`;

export const mibOf = (bytes: number) => String(bytes / MIB);

/** Null when the text is not a valid limit. */
export function bytesOf(text: string): number | null {
  const typed = text.trim();
  if (!DECIMAL.test(typed)) return null;
  const mib = Number(typed.replace(",", "."));
  return mib >= LEAST && mib <= MOST ? Math.max(MIN_BODY_LIMIT, Math.round(mib * MIB)) : null;
}
