// Finds actions by a few letters: the title has the letters in this order, and the closest matches come first.
import type { Action } from "@/actions/catalog";

/** How well a title matches; lower is better, null means no match. */
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
    .filter((one): one is typeof one & { score: number } => one.score !== null)
    .sort((a, b) => a.score - b.score || a.at - b.at)
    .map((one) => one.action);
}
