// The line about the bytes of a body. Differences are found shortly after each edit.
import { useMemo } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { byteDifferences } from "@/format/byte-differences";
import { type BodyWord, bodyWord } from "./body-word";
import type { DraftState } from "./useDraft";

interface ReceivedBody {
  size: number;
  cut: boolean;
  /** Null if it is not text. */
  received: string | null;
}

/** In milliseconds. */
const DEBOUNCE_DELAY = 150;

export function useBodyWord(state: DraftState, { size, cut, received }: ReceivedBody): BodyWord {
  const { draft, edited, edits, editor, preview } = state;
  const debounced = useDebouncedValue(edits, DEBOUNCE_DELAY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each debounced edit reads the text again.
  const differences = useMemo(() => {
    const text = editor.current === null ? draft.text : editor.current.edited();
    return received === null || text === null ? null : byteDifferences(received, text);
  }, [debounced, received, editor]);
  const generated = draft.source === "file" ? 0 : (preview?.fresh.length ?? 0);
  return bodyWord({ source: draft.source, size, cut, edited, differences, generated });
}
