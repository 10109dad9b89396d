// Finds the offsets of members in a JSON text without parsing it into values. Numbers keep their
// digits. In a text with an error, the members before the error are found. Of two members with the
// same name, the later one counts.
import { segmentsOf } from "./pointer";
import { placedTokens } from "./reindent";

export interface Span {
  from: number;
  to: number;
}

/** A node of a tree of the wanted JSON Pointers. */
interface PointerNode {
  pointer: string | null;
  children: Map<string, PointerNode>;
}

interface Frame {
  array: boolean;
  node: PointerNode | undefined;
  key: string;
  /** The next string is a member name. */
  expectsKey: boolean;
  /** The index of the current array item. */
  index: number;
  from: number;
}

/** Decodes a JSON string token. Other tokens are returned unchanged. */
export function unquoted(token: string): string {
  if (!token.startsWith('"')) return token;
  if (!token.includes("\\") && token.endsWith('"') && token.length > 1) return token.slice(1, -1);
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : token;
  } catch {
    return token;
  }
}

function pointerTree(pointers: readonly string[]): PointerNode {
  const root: PointerNode = { pointer: null, children: new Map() };
  for (const pointer of pointers) {
    let node = root;
    for (const segment of segmentsOf(pointer)) {
      const next = node.children.get(segment) ?? { pointer: null, children: new Map() };
      node.children.set(segment, next);
      node = next;
    }
    node.pointer = pointer;
  }
  return root;
}

/** The spans of the values at JSON Pointers. Pointers without a value in the text are left out. */
export function spansOf(text: string, pointers: readonly string[]): Map<string, Span> {
  const found = new Map<string, Span>();
  const root = pointerTree(pointers);
  const frames: Frame[] = [];
  const currentNode = (): PointerNode | undefined => {
    const frame = frames.at(-1);
    if (frame === undefined) return root;
    return frame.node?.children.get(frame.array ? String(frame.index) : frame.key);
  };
  const record = (node: PointerNode | undefined, from: number, to: number) => {
    if (node?.pointer != null) found.set(node.pointer, { from, to });
  };
  for (const { text: token, from } of placedTokens(text)) {
    const frame = frames.at(-1);
    if (token === "{" || token === "[")
      frames.push({
        array: token === "[",
        node: currentNode(),
        key: "",
        expectsKey: token === "{",
        index: 0,
        from,
      });
    else if (token === "}" || token === "]") {
      frames.pop();
      record(frame?.node, frame?.from ?? 0, from + 1);
    } else if (token === ",") {
      if (frame?.array === true) frame.index += 1;
      else if (frame !== undefined) frame.expectsKey = true;
    } else if (token === ":") {
      if (frame !== undefined) frame.expectsKey = false;
    } else if (frame?.expectsKey === true) frame.key = unquoted(token);
    else record(currentNode(), from, from + token.length);
  }
  return found;
}

/**
 * The line number of a member, starting at 1. Null for the root and for members that the text does
 * not have.
 */
export function lineAt(text: string, pointer: string): number | null {
  const span = pointer === "" ? undefined : spansOf(text, [pointer]).get(pointer);
  return span === undefined ? null : text.slice(0, span.from).split("\n").length;
}
