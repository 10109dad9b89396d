// Whether the lines of a text can be wrapped.
/**
 * Wrapping longer lines makes scrolling slow. A text with a longer line scrolls sideways instead.
 */
const MAX_WRAPPED_LINE_CHARS = 20_000;

function longestLine(text: string): number {
  let longest = 0;
  let from = 0;
  while (from <= text.length) {
    const next = text.indexOf("\n", from);
    const end = next < 0 ? text.length : next;
    longest = Math.max(longest, end - from);
    from = end + 1;
  }
  return longest;
}

export const canWrap = (text: string) => longestLine(text) <= MAX_WRAPPED_LINE_CHARS;
