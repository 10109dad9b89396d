// Spans as people write them: seconds, with a fraction where there is one. Pure.
export const SECONDS_WANTED = "Seconds are wanted, such as 5 or 0.5.";

/** Milliseconds as seconds: `5`, `0.5`. */
export const secondsOf = (millis: number) => String(millis / 1000);

/** Seconds as milliseconds; null when it is no span. */
export function millisOf(text: string): number | null {
  const written = text.trim();
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(written) ? Math.round(Number(written) * 1000) : null;
}
