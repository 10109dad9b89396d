// Finds the JSON member at a position in an editor. It walks up the editor's syntax tree, so the
// cost depends on the depth and the number of siblings, not on the length of the text. It also
// works on truncated text.
import { ensureSyntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { pointerOf } from "@/format/pointer";

type SyntaxNode = ReturnType<NonNullable<ReturnType<typeof ensureSyntaxTree>>["resolveInner"]>;

/** The time limit for parsing up to the position. */
const PARSE_TIMEOUT_MS = 50;

const VALUES = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/**
 * The closest position on the same line that belongs to a member: not in the indentation, not after
 * the value.
 */
function memberPosition(state: EditorState, at: number): { at: number; side: 1 | -1 } | null {
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

function indexOf(item: SyntaxNode): number {
  let index = 0;
  for (let before = item.prevSibling; before !== null; before = before.prevSibling)
    if (VALUES.has(before.name)) index += 1;
  return index;
}

/** The JSON Pointer of the member at a position; null if there is none. */
export function pointerAt(state: EditorState, at: number): string | null {
  const position = memberPosition(state, at);
  if (position === null) return null;
  const tree = ensureSyntaxTree(state, Math.min(position.at + 1, state.doc.length), PARSE_TIMEOUT_MS);
  if (tree === null) return null;
  const segments: string[] = [];
  const inside = tree.resolveInner(position.at, position.side);
  let found = false;
  for (let node: SyntaxNode | null = inside; node !== null; node = node.parent) {
    found ||= VALUES.has(node.name) || node.name === "Property";
    if (node.name === "Property") {
      const name = nameOf(state, node);
      if (name === null) return null;
      segments.push(name);
    } else if (VALUES.has(node.name) && node.parent?.name === "Array") segments.push(String(indexOf(node)));
  }
  return found ? pointerOf(segments.reverse()) : null;
}
