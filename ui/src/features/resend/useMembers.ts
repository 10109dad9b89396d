// The members of the text in the editor, read a moment after each edit.
import { type RefObject, useCallback, useEffect, useState } from "react";
import { useRested } from "@/components/useRested";
import type { DraftEditorHandle } from "./DraftEditor";
import { type Member, membersOf } from "./members";

interface KnownMembers {
  list: readonly Member[];
  /** They belong to an earlier text: none can be found in the text as it is now. */
  past: boolean;
}

export interface MembersState extends KnownMembers {
  /** Reads the text again at once. */
  look: () => void;
}

const MEMBERS_UP_TO = 1024 * 1024;
const REST = 120;

export function useMembers(
  editor: RefObject<DraftEditorHandle | null>,
  edits: number,
  enabled: boolean,
): MembersState {
  const [known, setKnown] = useState<KnownMembers>({ list: [], past: false });
  const rested = useRested(edits, REST);
  const look = useCallback(() => {
    const text = editor.current?.counted() ?? "";
    const list = text.length <= MEMBERS_UP_TO ? membersOf(text) : [];
    // A quote that is not closed yet hides them all for a moment; the fields stay, so that nothing jumps.
    setKnown((before) =>
      list.length === 0 && text !== "" && before.list.length > 0
        ? { list: before.list, past: true }
        : { list, past: false },
    );
  }, [editor]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each rested edit reads the text again.
  useEffect(() => {
    if (enabled) look();
  }, [look, rested, enabled]);
  return { ...known, look };
}
