// The draft while it is edited: its parts, the text in its editor, the request they make, and how that would go out.
// The draft outlives the screen, which opens it again as it was left.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { DraftView, RequestPreview, SendRequest } from "@/ipc/types";
import type { DraftEditorHandle } from "./DraftEditor";
import { type Draft, draftOf, requestOf } from "./draft";
import { type Kept, useKept } from "./useKept";
import { usePreview } from "./usePreview";

export interface DraftState {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  editor: RefObject<DraftEditorHandle | null>;
  /** The text in the editor differs from what was received. */
  edited: boolean;
  /** Grows with every edit of the text. */
  edits: number;
  /** Takes note of an edit of the text. */
  noteEdit: (edited: boolean) => void;
  /** Puts another text in place of the body. */
  replaceText: (text: string) => void;
  request: () => SendRequest;
  preview: RequestPreview | undefined;
  kept: Kept;
  /** Forgets the draft; the screen then leaves nothing behind. */
  discard: () => Promise<void>;
}

interface DraftOptions {
  view: DraftView;
  initial: Draft;
  /** Receives the draft when the screen closes. */
  onKeep: (draft: Draft) => void;
  onEdit: () => void;
}

export function useDraft({ view, initial, onKeep, onEdit }: DraftOptions): DraftState {
  const event = view.event_id;
  const [draft, setDraft] = useState(initial);
  const [edited, setEdited] = useState(initial.text !== null);
  const [edits, setEdits] = useState(0);
  const editor = useRef<DraftEditorHandle>(null);

  const latest = useRef(draft);
  latest.current = draft;
  const current = useCallback((): Draft => {
    const { current: open } = editor;
    return open === null ? latest.current : { ...latest.current, text: open.edited() };
  }, []);
  const request = useCallback(() => requestOf(event, current()), [event, current]);
  const preview = usePreview(event, draft, edits, request);
  const untouched = useMemo(() => requestOf(event, draftOf(view)), [event, view]);
  const kept = useKept({ event, draft, edits, untouched, wasKept: view.kept !== null, request });

  const discarded = useRef(false);
  const leave = useRef(() => {});
  leave.current = () => {
    if (discarded.current) return;
    kept.flush();
    onKeep(current());
  };
  // A layout effect: when it is undone, the editor still exists.
  useLayoutEffect(() => () => leave.current(), []);
  const discard = async () => {
    discarded.current = true;
    try {
      await kept.forget();
    } catch (error) {
      discarded.current = false;
      throw error;
    }
  };
  return {
    draft,
    change: (part) => {
      onEdit();
      setDraft((before) => ({ ...before, ...part }));
    },
    editor,
    edited,
    edits,
    noteEdit: (differs) => {
      onEdit();
      setEdited(differs);
      setEdits((n) => n + 1);
    },
    replaceText: (text) => {
      editor.current?.replace(text);
      setEdited(true);
    },
    request,
    preview,
    kept,
    discard,
  };
}
