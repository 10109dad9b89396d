// Fuzzy search for actions: a title matches if it has the letters in this order. The closest
// matches come first.
import type { Action } from "@/actions/catalog";

/** The distance of a title from the typed letters. Lower is better; null means no match. */
export function closeness(title: string, typed: string): number | null {
  const text = title.toLowerCase();
  const letters = typed.toLowerCase().replace(/\s+/g, "");
  if (letters === "") return 0;
  const whole = text.replace(/\s+/g, "").indexOf(letters);
  if (whole >= 0) return whole;
  let at = -1;
  let gaps = 0;
  for (const letter of letters) {
    const next = text.indexOf(letter, at + 1);
    if (next < 0) return null;
    gaps += next - at - 1;
    at = next;
  }
  return 100 + gaps;
}

export function matching(actions: readonly Action[], typed: string): Action[] {
  return actions
    .map((action, at) => ({ action, at, score: closeness(action.title, typed) }))
    .filter((match): match is typeof match & { score: number } => match.score !== null)
    .sort((a, b) => a.score - b.score || a.at - b.at)
    .map((match) => match.action);
}
