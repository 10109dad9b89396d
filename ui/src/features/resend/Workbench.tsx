// The draft on the bench: where it goes, its body and headers, earlier resends to the left, the response to the right.
import { useCallback, useLayoutEffect, useRef, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "../../actions/Actions";
import { Divider } from "../../components/Divider";
import type { DraftView, EventDetail } from "../../ipc/types";
import { useResends } from "../resends/Resends";
import { CompareDraft } from "./CompareDraft";
import { DraftBody } from "./DraftBody";
import type { DraftEditorHandle } from "./DraftEditor";
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
  const [comparing, setComparing] = useState(false);
  /** Grows with every edit of the body. */
  const [edits, setEdits] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const editor = useRef<DraftEditorHandle>(null);
  const past = useResends(view.event_id);
  const sending = useSend(view.event_id);
  const change = (part: Partial<Draft>) => {
    sending.mend();
    setDraft((before) => ({ ...before, ...part }));
  };

  const latest = useRef(draft);
  latest.current = draft;
  const current = (): Draft => ({ ...latest.current, text: editor.current?.edited() ?? null });
  const keep = useRef(() => onKeep(current()));
  keep.current = () => onKeep(current());
  // A layout effect: the editor is still there when it is undone.
  useLayoutEffect(() => () => keep.current(), []);

  const requestNow = useRef(() => requestOf(view.event_id, current()));
  requestNow.current = () => requestOf(view.event_id, current());
  const request = useCallback(() => requestNow.current(), []);

  const send = () => {
    setChosen(null);
    setComparing(false);
    sending.send(requestOf(view.event_id, current()));
  };
  useAction("send", sending.pending ? null : send);
  const toggleComparing = () => setComparing(!comparing);
  useAction("compareDraft", toggleComparing);
  useAction("cancelSend", sending.pending ? sending.cancel : null);

  const shown = past.data?.find((one) => one.id === chosen) ?? past.data?.[0] ?? null;
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
            onShow={(id) => {
              sending.mend();
              setComparing(false);
              setChosen(id);
            }}
          />
        </Panel>
        <Divider />
        <Panel minSize="320px">
          <Group orientation="vertical" className={styles.editing}>
            <Panel minSize="120px">
              <DraftBody
                ref={editor}
                view={view}
                event={event}
                received={received}
                start={initial.text ?? received}
                edited={edited}
                comparing={comparing}
                onCompare={toggleComparing}
                onEdited={(now) => {
                  sending.mend();
                  setEdited(now);
                  setEdits((n) => n + 1);
                }}
              />
            </Panel>
            <Divider lying />
            <Panel defaultSize="34%" minSize="80px">
              <DraftHeaders
                fields={draft.headers}
                lines={view.headers}
                dropped={view.dropped}
                signsAnew={edited && view.signing === "signs_edits" ? event.signature.scheme : null}
                onChange={(headers) => change({ headers })}
              />
            </Panel>
          </Group>
        </Panel>
        <Divider />
        <Panel defaultSize="36%" minSize="260px">
          {comparing ? (
            <CompareDraft draft={draft} edits={edits} request={request} onClose={toggleComparing} />
          ) : (
            <Response resend={shown} pending={sending.pending} error={sending.error} />
          )}
        </Panel>
      </Group>
    </main>
  );
}
