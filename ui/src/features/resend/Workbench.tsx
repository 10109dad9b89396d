// The draft on the bench: where it goes, its body and headers, earlier resends to the left, the response to the right.
import { useLayoutEffect, useRef, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "../../actions/Actions";
import { writtenKeys } from "../../actions/catalog";
import { Button } from "../../components/Button";
import { Divider } from "../../components/Divider";
import { Note } from "../../components/Note";
import { sizeOf } from "../../format/size";
import type { DraftView, EventDetail } from "../../ipc/types";
import { useResends } from "../resends/Resends";
import { DraftEditor, type DraftEditorHandle } from "./DraftEditor";
import { DraftHeaders } from "./DraftHeaders";
import { type Draft, requestOf } from "./draft";
import { From } from "./From";
import { PastResends } from "./PastResends";
import styles from "./Resend.module.css";
import { Response } from "./Response";
import { SendBar } from "./SendBar";
import { useSend } from "./useSend";

interface WorkbenchProps {
  view: DraftView;
  event: EventDetail;
  /** The text received; null when it cannot be edited as text. */
  received: string | null;
  initial: Draft;
  onKeep: (draft: Draft) => void;
  onBack: () => void;
  onSettings: () => void;
}

export function Workbench({ view, event, received, initial, onKeep, onBack, onSettings }: WorkbenchProps) {
  const [draft, setDraft] = useState(initial);
  const [edited, setEdited] = useState(initial.text !== null);
  const [chosen, setChosen] = useState<number | null>(null);
  const editor = useRef<DraftEditorHandle>(null);
  const past = useResends(view.event_id);
  const sending = useSend(view.event_id);
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }));

  const latest = useRef(draft);
  latest.current = draft;
  const current = (): Draft => ({ ...latest.current, text: editor.current?.edited() ?? null });
  const keep = useRef(() => onKeep(current()));
  keep.current = () => onKeep(current());
  // A layout effect: the editor is still there when it is undone.
  useLayoutEffect(() => () => keep.current(), []);

  const send = () => {
    setChosen(null);
    sending.send(requestOf(view.event_id, current()));
  };
  useAction("send", sending.pending ? null : send);
  useAction("cancelSend", sending.pending ? sending.cancel : null);
  useAction("format", received !== null ? () => editor.current?.format() : null);

  const shown = past.data?.find((one) => one.id === chosen) ?? sending.result ?? past.data?.[0] ?? null;
  return (
    <main className={styles.workbench} aria-label="Edit and resend">
      <SendBar
        draft={draft}
        recent={view.recent_urls}
        pending={sending.pending}
        error={sending.error}
        onChange={change}
        onSend={send}
        onCancel={sending.cancel}
        onBack={onBack}
      />
      <From event={event} view={view} onSettings={onSettings} />
      <Group orientation="horizontal" className={styles.panes}>
        <Panel defaultSize="18%" minSize="140px" maxSize="30%">
          <PastResends
            resends={past.data ?? []}
            shown={sending.pending ? null : (shown?.id ?? null)}
            onShow={setChosen}
          />
        </Panel>
        <Divider />
        <Panel minSize="320px">
          <Group orientation="vertical" className={styles.editing}>
            <Panel minSize="120px">
              <section className={styles.editing} aria-label="Body">
                <div className={styles.head}>
                  <h2>Body</h2>
                  <span className={styles.soft}>
                    {edited ? "edited" : `${sizeOf(view.size)}, exactly as received`}
                  </span>
                  {received !== null && event.body.form === "json" && (
                    <Button
                      size="small"
                      title={`Format (${writtenKeys("Mod+Shift+f")})`}
                      onClick={() => editor.current?.format()}
                    >
                      Format
                    </Button>
                  )}
                  {edited && (
                    <Button size="small" onClick={() => editor.current?.reset()}>
                      As received
                    </Button>
                  )}
                </div>
                {received === null ? (
                  <div className={styles.notes}>
                    <Note title="The body goes out exactly as it was received">
                      {view.not_editable ?? "It cannot be edited as text."}
                    </Note>
                  </div>
                ) : (
                  <DraftEditor
                    ref={editor}
                    received={received}
                    start={initial.text ?? received}
                    json={event.body.form === "json"}
                    onEdited={setEdited}
                  />
                )}
              </section>
            </Panel>
            <Divider lying />
            <Panel defaultSize="34%" minSize="80px">
              <DraftHeaders
                fields={draft.headers}
                lines={view.headers}
                dropped={view.dropped}
                signsAnew={edited && view.signing === "signs_edits"}
                onChange={(headers) => change({ headers })}
              />
            </Panel>
          </Group>
        </Panel>
        <Divider />
        <Panel defaultSize="36%" minSize="260px">
          <Response resend={shown} pending={sending.pending} error={sending.error} />
        </Panel>
      </Group>
    </main>
  );
}
