// Converts time spans between seconds in the field and milliseconds in the settings. Pure.
export const SECONDS_ERROR = "Enter a number of seconds, such as 5 or 0.5.";

/** Milliseconds as seconds: `5`, `0.5`. */
export const secondsOf = (millis: number) => String(millis / 1000);

/** Seconds as milliseconds; null when the text is not a valid span. */
export function millisOf(text: string): number | null {
  const written = text.trim();
  return /^\d{1,6}(?:\.\d{1,3})?$/.test(written) ? Math.round(Number(written) * 1000) : null;
}
