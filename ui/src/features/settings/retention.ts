// Converts retention limits between the fields and the settings. An empty field means no limit.
// Pure.
const GIB = 1024 ** 3;
const MAX_EVENTS = 100_000_000;
const MAX_DAYS = 36_500;
const MIN_GIB = 0.01;
const MAX_GIB = 100_000;
const DECIMAL = /^(?:\d+(?:[.,]\d*)?|[.,]\d+)$/;

/** Undefined when the text is not a valid limit; null for no limit. */
type Limit = number | null | undefined;

function whole(text: string, max: number): Limit {
  const typed = text.replaceAll(/[\s\u202f]/g, "");
  if (typed === "") return null;
  const number = /^\d+$/.test(typed) ? Number(typed) : 0;
  return number >= 1 && number <= max ? number : undefined;
}

export const eventsOf = (text: string) => whole(text, MAX_EVENTS);
export const daysOf = (text: string) => whole(text, MAX_DAYS);

export function bytesOfGib(text: string): Limit {
  const typed = text.trim();
  if (typed === "") return null;
  const gib = DECIMAL.test(typed) ? Number(typed.replace(",", ".")) : 0;
  return gib >= MIN_GIB && gib <= MAX_GIB ? Math.round(gib * GIB) : undefined;
}

export const textOf = (limit: number | null) => (limit === null ? "" : String(limit));
export const gibOf = (bytes: number | null) => (bytes === null ? "" : String(bytes / GIB));

export const EVENTS_ERROR = "Enter a whole number from 1 to 100 million, or nothing for no limit.";
export const DAYS_ERROR = "Enter a whole number of days from 1 to 36 500, or nothing for no limit.";
export const GIB_ERROR = `Enter a number of GiB from ${MIN_GIB} to 100 000, or nothing for no limit.`;
