// The first JSON mistake of the text in the editor, at its place in the text as shown.
import { useCallback, useEffect, useState } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { type JsonMistake, jsonMistake } from "@/format/json-mistake";
import { canFormat } from "@/format/splice";
import type { BodyForm } from "@/ipc/types";
import { expectsJson } from "./draft";
import type { DraftState } from "./useDraft";

/** In milliseconds. */
const DEBOUNCE_DELAY = 200;

interface MistakeState {
  /** Updated shortly after each edit. A long text is checked only before it is sent. */
  shown: JsonMistake | null;
  /** Checks the text as it is now. */
  find: () => JsonMistake | null;
}

/** `form` is the form of the received body. */
export function useMistake({ draft, editor, edited, edits }: DraftState, form: BodyForm): MistakeState {
  const { headers, source } = draft;
  const enabled = edited && source === "text";
  const debounced = useDebouncedValue(edits, DEBOUNCE_DELAY);
  const find = useCallback(() => {
    const text = editor.current?.counted();
    if (!enabled || text === undefined || !expectsJson(form, headers, text)) return null;
    return jsonMistake(text);
  }, [enabled, editor, form, headers]);
  const [shown, setShown] = useState<JsonMistake | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each debounced edit reads the text again.
  useEffect(
    () => setShown(canFormat(editor.current?.counted() ?? "") ? find() : null),
    [debounced, find, editor],
  );
  return { shown, find };
}
