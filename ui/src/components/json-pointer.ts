// Which member of a JSON text stands at a place of it. It walks up the editor's own syntax tree, so it costs the depth
// and the siblings, not the length of the text, and works on text that ends too early.
import { ensureSyntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { pointerOf } from "@/format/pointer";

type SyntaxNode = ReturnType<NonNullable<ReturnType<typeof ensureSyntaxTree>>["resolveInner"]>;

/** How long parsing up to the place may take, in milliseconds. */
const PATIENCE = 50;

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The place on its line that says which member is meant: not the indentation and not what follows the value. */
function meantOn(state: EditorState, at: number): { at: number; side: 1 | -1 } | null {
  const line = state.doc.lineAt(at);
  const text = line.text;
  const start = line.from + (text.length - text.trimStart().length);
  const end = line.from + text.trimEnd().replace(/,$/, "").length;
  if (end <= start) return null;
  return at >= end ? { at: end, side: -1 } : { at: Math.max(at, start), side: 1 };
}

function nameOf(state: EditorState, property: SyntaxNode): string | null {
  const name = property.getChild("PropertyName");
  if (name === null) return null;
  try {
    const key: unknown = JSON.parse(state.sliceDoc(name.from, name.to));
    return typeof key === "string" ? key : null;
  } catch {
    return null;
  }
}

function placeOf(item: SyntaxNode): number {
  let place = 0;
  for (let before = item.prevSibling; before !== null; before = before.prevSibling)
    if (VALUES.has(before.name)) place += 1;
  return place;
}

/** The JSON Pointer of the member at a place; null where there is none. */
export function pointerAt(state: EditorState, at: number): string | null {
  const meant = meantOn(state, at);
  if (meant === null) return null;
  const tree = ensureSyntaxTree(state, Math.min(meant.at + 1, state.doc.length), PATIENCE);
  if (tree === null) return null;
  const segments: string[] = [];
  const inside = tree.resolveInner(meant.at, meant.side);
  let found = false;
  for (let node: SyntaxNode | null = inside; node !== null; node = node.parent) {
    found ||= VALUES.has(node.name) || node.name === "Property";
    if (node.name === "Property") {
      const name = nameOf(state, node);
      if (name === null) return null;
      segments.push(name);
    } else if (VALUES.has(node.name) && node.parent?.name === "Array") segments.push(String(placeOf(node)));
  }
  return found ? pointerOf(segments.reverse()) : null;
}
