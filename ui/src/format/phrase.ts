// Joins words into phrases.

/** `token`, `token and link`, `a, b and c` */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** `token and link are`, `token is` */
export const areOrIs = (words: readonly string[]) => `${listed(words)} ${words.length === 1 ? "is" : "are"}`;
