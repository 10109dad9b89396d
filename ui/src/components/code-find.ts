// The matches of the search in a text of CodeMirror.
import { getSearchQuery, type SearchQuery } from "@codemirror/search";
import type { EditorState, Text } from "@codemirror/state";
import type { Matches } from "./FindBar";

/** Further matches are not counted. */
const MAX_COUNTED = 10_000;
export const NO_MATCHES: Matches = { current: 0, total: 0, isCut: false };

interface Span {
  from: number;
  to: number;
}

function spansOf(state: EditorState, query: SearchQuery): Span[] {
  const spans: Span[] = [];
  const cursor = query.getCursor(state);
  for (let step = cursor.next(); !step.done && spans.length <= MAX_COUNTED; step = cursor.next())
    spans.push({ from: step.value.from, to: step.value.to });
  return spans;
}

/** Counts matches. It searches again only after the text or the query changed. */
export function matchCounter(): (state: EditorState) => Matches {
  let known: { doc: Text; query: SearchQuery; spans: Span[] } | null = null;
  return (state) => {
    const query = getSearchQuery(state);
    if (!query.valid) return NO_MATCHES;
    if (known === null || known.doc !== state.doc || !known.query.eq(query))
      known = { doc: state.doc, query, spans: spansOf(state, query) };
    const { from, to } = state.selection.main;
    const counted = known.spans.slice(0, MAX_COUNTED);
    return {
      current: counted.findIndex((span) => span.from === from && span.to === to) + 1,
      total: counted.length,
      isCut: known.spans.length > MAX_COUNTED,
    };
  };
}

/** The first match that starts at the selection or after it, or else the first match. */
export function matchFromSelection(state: EditorState): Span | null {
  const query = getSearchQuery(state);
  if (!query.valid) return null;
  for (const from of [state.selection.main.from, 0]) {
    const step = query.getCursor(state, from).next();
    if (!step.done) return { from: step.value.from, to: step.value.to };
  }
  return null;
}
