// Describes the result of a comparison in sentences. Pure.
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";

/** Whether facts or headers differ. */
export const differsOutside = (compared: OpenComparison) =>
  compared.about.length > 0 ||
  (compared.headers !== null && compared.headers.changes.length + compared.headers.omitted > 0);

/** The result in a few words: `4 members changed`. */
export function summaryOf(compared: OpenComparison): string {
  const { changes, filtered, ignored, form } = compared;
  if (form === "bytes")
    return differsOutside(compared) || changes > 0 ? "The bytes differ" : "No differences";
  if (changes === 0 && filtered + ignored > 0)
    return differsOutside(compared) ? "No body changes shown" : "No changes shown";
  if (changes === 0) return differsOutside(compared) ? "The bodies are equal" : "No differences";
  if (form === "json") return `${counted(changes, "member")} changed`;
  return changes === 1 ? "1 place differs" : `${counted(changes, "place")} differ`;
}

/** Why no change is listed: changes are hidden, or the sides are equal. */
export function whyNone(compared: OpenComparison): string[] {
  const { ignored, filtered, rewritten, unchanged, form } = compared;
  const why: string[] = [];
  if (filtered > 0) why.push(`The filter hides ${counted(filtered, "change")}.`);
  if (ignored > 0) why.push(`${counted(ignored, "change is", "changes are")} ignored.`);
  if (rewritten > 0) why.push(`${counted(rewritten, "value differs", "values differ")} only in format.`);
  if (why.length > 0) return why;
  if (form === "json")
    return [
      unchanged > 0 ? `${counted(unchanged, "member is", "members are")} equal.` : "Both sides are equal.",
    ];
  return ["Both sides are identical, byte for byte."];
}

/** How the two sides were compared; null when they were compared as JSON. */
export function formSentence({ form, why }: OpenComparison): string | null {
  if (form === "json") return null;
  const as =
    form === "text"
      ? "Compared as text, line by line."
      : "Compared as bytes: by size, hash and first difference.";
  return why === null ? as : `${as} ${why}`;
}
