// The screen of a draft: where it goes, its body and headers, earlier resends to the left, the response to the right.
import { useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { troubleOf } from "@/ipc/errors";
import type { DraftView, EventDetail, ImportedRequest } from "@/ipc/types";
import { useResends } from "@/lib/resends/Resends";
import { DraftBody } from "./DraftBody";
import { DraftDialogs } from "./DraftDialogs";
import { DraftHeaders } from "./DraftHeaders";
import { DraftStrips } from "./DraftStrips";
import { type Draft, fieldsFrom } from "./draft";
import type { NoticeText } from "./Notice";
import { Options } from "./Options";
import { PastResends } from "./PastResends";
import styles from "./Resend.module.css";
import { ResponsePane } from "./ResponsePane";
import { SendBar } from "./SendBar";
import { useBeside } from "./useBeside";
import { useCopyAs } from "./useCopyAs";
import { useDraft } from "./useDraft";
import { useSend } from "./useSend";

interface WorkbenchProps {
  view: DraftView;
  event: EventDetail;
  /** The text received; null when it cannot be edited as text. */
  received: string | null;
  initial: Draft;
  /** The draft comes from before a restart. */
  restored: boolean;
  /** A resend to show first; null for the newest. */
  shownFirst: number | null;
  onKeep: (draft: Draft) => void;
  /** The draft was discarded and starts again from the event. */
  onDiscard: () => void;
  onBack: () => void;
  onSettings: () => void;
}

export function Workbench(props: WorkbenchProps) {
  const { view, event, received, initial, onKeep, onDiscard, onBack, onSettings } = props;
  const sending = useSend(view.event_id);
  const past = useResends(view.event_id);
  const state = useDraft({ view, initial, onKeep, onEdit: sending.mend });
  const beside = useBeside(past.data ?? [], props.shownFirst, sending.pending);
  const [importing, setImporting] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [notice, setNotice] = useState<NoticeText | null>(null);
  const [restored, setRestored] = useState(props.restored);
  const { draft, change, request, kept, preview } = state;

  const discard = () =>
    state
      .discard()
      .then(onDiscard, (error: unknown) =>
        setNotice({ title: "The draft was not discarded.", notes: [troubleOf(error).sentence], bad: true }),
      );
  const send = (confirmed = false) => {
    beside.reset();
    setNotice(null);
    setRestored(false);
    kept.flush();
    sending.send({ ...request(), confirmed });
  };
  const takeImported = ({ method, url, headers, body, notes }: ImportedRequest) => {
    setImporting(null);
    change({
      method,
      url,
      headers: fieldsFrom(headers.map((header) => ({ ...header, original: null }))),
      ...(body === null ? {} : { source: "text" as const, text: body }),
    });
    if (body !== null) state.replaceText(body);
    setNotice({ title: "Imported from cURL.", notes });
  };
  const compareBefore = beside.before === null ? null : () => beside.toggle("responses");
  const copyAs = useCopyAs(request, setNotice);
  useAction("discardDraft", () => void discard());
  useAction("send", sending.pending ? null : () => send());
  useAction("compareDraft", () => beside.toggle("draft"));
  useAction("compareBefore", compareBefore);
  useAction("cancelSend", sending.pending ? sending.cancel : null);
  // Escape first stops what is under way, and leaves the draft after that.
  useAction("back", sending.pending ? sending.cancel : null);
  useAction("importCurl", () => setImporting(""));
  useAction("addToScenario", () => setAdding(true));

  const unconfirmed = sending.error !== null && troubleOf(sending.error).code === "unconfirmed_host";
  const error = unconfirmed ? null : sending.error;
  return (
    <Stack as="main" tall ground="pane" aria-label="Edit and resend">
      <SendBar
        draft={draft}
        recent={view.recent_urls}
        pending={sending.pending}
        error={error}
        onChange={change}
        onSend={() => send()}
        onCancel={sending.cancel}
        onBack={onBack}
        onCopy={copyAs}
        onAddToScenario={() => setAdding(true)}
        onImport={setImporting}
      />
      <DraftDialogs
        confirm={unconfirmed ? { sentence: troubleOf(sending.error).sentence, url: draft.url } : null}
        onConfirm={() => {
          sending.mend();
          send(true);
        }}
        onRefuse={sending.mend}
        importing={importing}
        onImport={takeImported}
        onImportClose={() => setImporting(null)}
        adding={adding}
        request={request}
        onAddClose={() => setAdding(false)}
        onNotice={setNotice}
      />
      <Options
        event={event}
        view={view}
        draft={draft}
        preview={preview}
        onChange={change}
        onSettings={onSettings}
      />
      <DraftStrips
        state={state}
        pending={sending.pending}
        restored={restored}
        onDiscard={() => void discard()}
        onKeep={() => setRestored(false)}
        notice={notice}
        onNoticeClose={() => setNotice(null)}
      />
      <Group orientation="horizontal" className={styles.panes}>
        <Panel defaultSize="16%" minSize="140px" maxSize="30%">
          <PastResends
            resends={past.data ?? []}
            shown={sending.pending ? null : (beside.shown?.id ?? null)}
            onShow={(id) => {
              sending.mend();
              beside.show(id);
            }}
          />
          {past.error !== null && <TroubleNote error={past.error} retry={() => void past.refetch()} />}
        </Panel>
        <Divider />
        <Panel minSize="320px">
          <Group orientation="vertical">
            <Panel minSize="120px">
              <DraftBody
                view={view}
                event={event}
                received={received}
                state={state}
                comparing={beside.comparing === "draft"}
                onCompare={() => beside.toggle("draft")}
              />
            </Panel>
            <Divider lying />
            <Panel defaultSize="30%" minSize="80px">
              <DraftHeaders view={view} event={event} state={state} />
            </Panel>
          </Group>
        </Panel>
        <Divider />
        <Panel defaultSize="37%" minSize="260px">
          <ResponsePane
            event={view.event_id}
            state={state}
            beside={beside}
            pending={sending.pending}
            error={error}
            onBefore={compareBefore}
          />
        </Panel>
      </Group>
    </Stack>
  );
}
