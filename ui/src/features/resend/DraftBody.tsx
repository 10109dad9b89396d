// The body of a draft: its bar, its notes, the editor, and fields for common members.
import { useEffect, useState } from "react";
import { Icon } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { TRUNCATION_REASONS } from "@/format/event";
import { areOrIs } from "@/format/phrase";
import type { DraftView, EventDetail } from "@/ipc/types";
import { useEditorLayout } from "@/lib/body/layout";
import { maskedNames } from "@/lib/masking/masking";
import { BodyFile, useDroppedFile } from "@/lib/sending/BodyFile";
import { BodyBar } from "./BodyBar";
import { BodyFacts } from "./BodyFacts";
import { DraftEditor } from "./DraftEditor";
import { Members } from "./Members";
import { useBodyWord } from "./useBodyWord";
import type { DraftState } from "./useDraft";
import { useMembers } from "./useMembers";

interface DraftBodyProps {
  view: DraftView;
  event: EventDetail;
  /** The received text; null when the body cannot be edited as text. */
  received: string | null;
  state: DraftState;
  /** The comparison with the original is shown. */
  comparing: boolean;
  onCompare: () => void;
}

export function DraftBody({ view, event, received, state, comparing, onCompare }: DraftBodyProps) {
  const { draft, change, editor, edits, preview } = state;
  const { source } = draft;
  const json = event.body.form === "json" || (received === null && event.body.form !== "text");
  const members = useMembers(editor, edits, source === "text" && json);
  /**
   * Once opened, the editor stays mounted, so that its undo history survives a change of the
   * source.
   */
  const [opened, setOpened] = useState(source === "text");
  useEffect(() => {
    if (source === "text") setOpened(true);
  }, [source]);
  const [preferred, prefer] = useEditorLayout();
  const [layout, setLayout] = useState(preferred);
  const word = useBodyWord(state, { size: view.size, cut: event.row.truncated !== null, received });
  useDroppedFile((file) => change({ source: "file", file }));
  return (
    <Stack as="section" full aria-label="Body">
      <BodyBar
        state={state}
        editable={received !== null}
        json={json}
        layout={layout}
        comparing={comparing}
        onCompare={onCompare}
      />
      <BodyFacts
        word={word}
        layout={source === "text" && json ? layout : null}
        onLayout={(next) => {
          prefer(next);
          editor.current?.showAs(next);
        }}
      />
      <BodyNotes event={event} view={view} editable={received !== null} source={source} />
      {source === "file" && (
        <BodyFile path={draft.file} preview={preview} onChange={(file) => change({ file })} />
      )}
      {source === "text" && (
        <Members
          members={members.list}
          stale={members.stale}
          onEdit={(changes) => {
            editor.current?.apply(changes);
            members.refresh();
          }}
          onShow={(pointer) => editor.current?.show(pointer)}
        />
      )}
      {opened && (
        <Stack fill hidden={source !== "text"}>
          <DraftEditor
            ref={editor}
            event={view.event_id}
            received={received}
            start={draft.text ?? received ?? ""}
            json={json}
            layout={preferred}
            onLayout={setLayout}
            onEdited={state.noteEdit}
          />
        </Stack>
      )}
    </Stack>
  );
}

interface BodyNotesProps {
  event: EventDetail;
  view: DraftView;
  editable: boolean;
  source: DraftState["draft"]["source"];
}

function BodyNotes({ event, view, editable, source }: BodyNotesProps) {
  const { truncated } = event.row;
  return (
    <>
      {truncated !== null && source !== "file" && (
        <Stack padX="4" padBottom="3">
          <Note tone="wait" title="Only the stored part of this body is sent">
            The body is incomplete: {TRUNCATION_REASONS[truncated]}.
          </Note>
        </Stack>
      )}
      {editable && event.masked.length > 0 && source === "text" && (
        <Stack as="p" row rigid gap="1h" padX="4" padBottom="2" tone="dim">
          <Icon name="eye" size="text" />
          <span>
            <UntrustedText text={areOrIs(maskedNames(event.masked))} /> shown here: the request is sent
            unmasked.
          </span>
        </Stack>
      )}
      {source === "received" && (
        <Stack padX="4" padBottom="3">
          <Note title={`The body is sent exactly as ${truncated === null ? "received" : "stored"}`}>
            {view.not_editable ?? "It cannot be edited as text."}
          </Note>
        </Stack>
      )}
    </>
  );
}
