// The state of a draft: its parts, the text in its editor, its request, and a preview of that
// request. The draft outlives the screen, which restores it when it opens again.
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { DraftView, RequestPreview, SendRequest } from "@/ipc/types";
import type { DraftEditorHandle } from "./DraftEditor";
import { type Draft, draftOf, requestOf } from "./draft";
import { type DraftStorage, useDraftStorage } from "./useDraftStorage";
import { usePreview } from "./usePreview";

export interface DraftState {
  draft: Draft;
  change: (part: Partial<Draft>) => void;
  editor: RefObject<DraftEditorHandle | null>;
  /** The text in the editor differs from the received text. */
  edited: boolean;
  /** Counts the edits of the text. */
  edits: number;
  /** Reports an edit of the text. */
  noteEdit: (edited: boolean) => void;
  /** Replaces the text of the body. */
  replaceText: (text: string) => void;
  request: () => SendRequest;
  preview: RequestPreview | undefined;
  storage: DraftStorage;
  /** Deletes the draft. The screen then stores nothing when it closes. */
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
  const unchanged = useMemo(() => requestOf(event, draftOf(view)), [event, view]);
  const wasStored = view.kept !== null;
  const storage = useDraftStorage({ event, draft, edits, unchanged, wasStored, request });

  const discarded = useRef(false);
  const leave = useRef(() => {});
  leave.current = () => {
    if (discarded.current) return;
    storage.flush();
    onKeep(current());
  };
  // A layout effect, because its cleanup runs while the editor still exists.
  useLayoutEffect(() => () => leave.current(), []);
  const discard = async () => {
    discarded.current = true;
    try {
      await storage.forget();
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
    storage,
    discard,
  };
}
