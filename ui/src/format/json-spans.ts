// Where members of a JSON text stand in it, found without understanding the text: numbers keep their digits, and a text
// that is broken further below still has its members above. Of two members with the same name the later one counts.
import { segmentsOf } from "./pointer";
import { placedTokens } from "./reindent";

export interface Span {
  from: number;
  to: number;
}

interface Wanted {
  pointer: string | null;
  inside: Map<string, Wanted>;
}

interface Frame {
  array: boolean;
  wanted: Wanted | undefined;
  key: string;
  /** The next text is a name. */
  names: boolean;
  place: number;
  from: number;
}

/** The text of a string as it is written in JSON; what is no string stays as it is. */
export function unquoted(token: string): string {
  if (!token.startsWith('"')) return token;
  if (!token.includes("\\") && token.endsWith('"') && token.length > 1) return token.slice(1, -1);
  try {
    const said: unknown = JSON.parse(token);
    return typeof said === "string" ? said : token;
  } catch {
    return token;
  }
}

function wantedOf(pointers: readonly string[]): Wanted {
  const root: Wanted = { pointer: null, inside: new Map() };
  for (const pointer of pointers) {
    let at = root;
    for (const segment of segmentsOf(pointer)) {
      const next = at.inside.get(segment) ?? { pointer: null, inside: new Map() };
      at.inside.set(segment, next);
      at = next;
    }
    at.pointer = pointer;
  }
  return root;
}

/** The values at JSON Pointers, as places in the text; those that are not there are left out. */
export function spansOf(text: string, pointers: readonly string[]): Map<string, Span> {
  const found = new Map<string, Span>();
  const root = wantedOf(pointers);
  const frames: Frame[] = [];
  const wantedHere = (): Wanted | undefined => {
    const frame = frames.at(-1);
    if (frame === undefined) return root;
    return frame.wanted?.inside.get(frame.array ? String(frame.place) : frame.key);
  };
  const note = (wanted: Wanted | undefined, from: number, to: number) => {
    if (wanted?.pointer != null) found.set(wanted.pointer, { from, to });
  };
  for (const { text: token, from } of placedTokens(text)) {
    const frame = frames.at(-1);
    if (token === "{" || token === "[")
      frames.push({
        array: token === "[",
        wanted: wantedHere(),
        key: "",
        names: token === "{",
        place: 0,
        from,
      });
    else if (token === "}" || token === "]") {
      frames.pop();
      note(frame?.wanted, frame?.from ?? 0, from + 1);
    } else if (token === ",") {
      if (frame?.array === true) frame.place += 1;
      else if (frame !== undefined) frame.names = true;
    } else if (token === ":") {
      if (frame !== undefined) frame.names = false;
    } else if (frame?.names === true) frame.key = unquoted(token);
    else note(wantedHere(), from, from + token.length);
  }
  return found;
}

/** The line of a text on which a member stands, from 1; null when it is not there, or is all of it. */
export function lineAt(text: string, pointer: string): number | null {
  const span = pointer === "" ? undefined : spansOf(text, [pointer]).get(pointer);
  return span === undefined ? null : text.slice(0, span.from).split("\n").length;
}
