// The common members of the text in the editor, updated shortly after each edit.
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { DraftEditorHandle } from "./DraftEditor";
import { type Member, membersOf } from "./members";

interface KnownMembers {
  list: readonly Member[];
  /**
   * The members belong to an earlier text: the current text has none, for example while it is not
   * valid JSON.
   */
  stale: boolean;
}

export interface MembersState extends KnownMembers {
  /** Reads the text again immediately. */
  refresh: () => void;
}

const MAX_MEMBERS_LENGTH = 1024 * 1024;
const DEBOUNCE_DELAY = 120;

export function useMembers(
  editor: RefObject<DraftEditorHandle | null>,
  edits: number,
  enabled: boolean,
): MembersState {
  const [known, setKnown] = useState<KnownMembers>({ list: [], stale: false });
  const debounced = useDebouncedValue(edits, DEBOUNCE_DELAY);
  const refresh = useCallback(() => {
    const text = editor.current?.counted() ?? "";
    const list = text.length <= MAX_MEMBERS_LENGTH ? membersOf(text) : [];
    // An unclosed quote hides all members for a moment. The fields stay, so that the layout does
    // not jump.
    setKnown((before) =>
      list.length === 0 && text !== "" && before.list.length > 0
        ? { list: before.list, stale: true }
        : { list, stale: false },
    );
  }, [editor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each debounced edit reads the text again.
  useEffect(() => {
    if (enabled) refresh();
  }, [refresh, debounced, enabled]);
  return { ...known, refresh };
}
