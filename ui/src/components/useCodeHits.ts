// Highlights a pattern in a text of CodeMirror, apart from the matches of its search.
import { Compartment, type Extension } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

const HIT = Decoration.mark({ class: "cm-hit" });

function highlighting(pattern: RegExp | null): Extension {
  if (pattern === null) return [];
  const matcher = new MatchDecorator({ regexp: pattern, decoration: HIT });
  class Hits {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  }
  return ViewPlugin.fromClass(Hits, { decorations: (hits) => hits.decorations });
}

/** Returns a function that makes the extension of a new editor. A new pattern keeps the editor. */
export function useCodeHits(view: RefObject<EditorView | null>, pattern: RegExp | null): () => Extension {
  const [part] = useState(() => new Compartment());
  const latest = useRef(pattern);
  latest.current = pattern;
  useEffect(() => {
    view.current?.dispatch({ effects: part.reconfigure(highlighting(pattern)) });
  }, [view, part, pattern]);
  return useCallback(() => part.of(highlighting(latest.current)), [part]);
}
