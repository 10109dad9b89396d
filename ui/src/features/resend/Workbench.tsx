// The screen of a draft: the send bar, earlier resends on the left, body and headers in the middle,
// the response on the right.
import { useState } from "react";
import { Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { ErrorNote } from "@/components/ErrorNote";
import { Panes } from "@/components/Panes";
import { Stack } from "@/components/Stack";
import { describeError } from "@/ipc/errors";
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
import { ResponsePane } from "./ResponsePane";
import { SendBar } from "./SendBar";
import { useConfirmedSend } from "./useConfirmedSend";
import { useCopyAs } from "./useCopyAs";
import { useDraft } from "./useDraft";
import { useMistake } from "./useMistake";
import { useResponsePane } from "./useResponsePane";
import { useSend } from "./useSend";

interface WorkbenchProps {
  view: DraftView;
  event: EventDetail;
  /** The received text; null when the body cannot be edited as text. */
  received: string | null;
  initial: Draft;
  /** The draft comes from before a restart. */
  restored: boolean;
  /** A resend to show first; null for the newest. */
  shownFirst: number | null;
  onKeep: (draft: Draft) => void;
  /** The draft was discarded; load it from the event again. */
  onDiscard: () => void;
  onBack: () => void;
  onSettings: () => void;
}

export function Workbench(props: WorkbenchProps) {
  const { view, event, received, initial, onKeep, onDiscard, onBack, onSettings } = props;
  const sending = useSend(view.event_id);
  const past = useResends(view.event_id);
  const state = useDraft({ view, initial, onKeep, onEdit: sending.clearError });
  const pane = useResponsePane(past.data ?? [], props.shownFirst, sending.pending);
  const [importing, setImporting] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [notice, setNotice] = useState<NoticeText | null>(null);
  const [restored, setRestored] = useState(props.restored);
  const { draft, change, request, storage, preview } = state;

  const discard = () =>
    state.discard().then(onDiscard, (error: unknown) =>
      setNotice({
        title: "Could not discard the draft.",
        notes: [describeError(error).sentence],
        bad: true,
      }),
    );
  const mistake = useMistake(state, event.body.form);
  const start = (confirmed: boolean) => {
    pane.reset();
    setNotice(null);
    setRestored(false);
    storage.flush();
    sending.send({ ...request(), confirmed });
  };
  const { send, broken } = useConfirmedSend(mistake.find, start);
  const applyImport = ({ method, url, headers, body, notes }: ImportedRequest) => {
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
  const compareBefore = pane.before === null ? null : () => pane.toggle("responses");
  const copyAs = useCopyAs(request, setNotice);
  useAction("discardDraft", () => void discard());
  useAction("send", sending.pending ? null : send);
  useAction("compareDraft", () => pane.toggle("draft"));
  useAction("compareBefore", compareBefore);
  useAction("cancelSend", sending.pending ? sending.cancel : null);
  // The first Escape cancels a running request; the next one closes the draft.
  useAction("back", sending.pending ? sending.cancel : null);
  useAction("importCurl", () => setImporting(""));
  useAction("addToScenario", () => setAdding(true));

  const unconfirmed = sending.error !== null && describeError(sending.error).code === "unconfirmed_host";
  const error = unconfirmed ? null : sending.error;
  return (
    <Stack as="main" full ground="pane" aria-label="Edit and resend">
      <SendBar
        draft={draft}
        recent={view.recent_urls}
        pending={sending.pending}
        error={error}
        onChange={change}
        mistake={mistake.shown}
        onMistake={({ at }) => state.editor.current?.showAt(at)}
        onSend={send}
        onCancel={sending.cancel}
        onBack={onBack}
        onCopy={copyAs}
        onAddToScenario={() => setAdding(true)}
        onImport={setImporting}
      />
      <DraftDialogs
        confirm={unconfirmed ? { sentence: describeError(sending.error).sentence, url: draft.url } : null}
        onConfirm={() => {
          sending.clearError();
          start(true);
        }}
        onRefuse={sending.clearError}
        broken={broken}
        importing={importing}
        onImport={applyImport}
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
      <Panes name="resend">
        <Panel id="pane-past" defaultSize="16%" minSize="140px" maxSize="30%">
          <PastResends
            resends={past.data ?? []}
            shown={sending.pending ? null : (pane.shown?.id ?? null)}
            onShow={(id) => {
              sending.clearError();
              pane.show(id);
            }}
          />
          {past.error !== null && <ErrorNote error={past.error} retry={() => void past.refetch()} />}
        </Panel>
        <Divider />
        <Panel id="pane-draft" minSize="320px">
          <Panes name="draft" orientation="vertical">
            <Panel id="pane-body" minSize="120px">
              <DraftBody
                view={view}
                event={event}
                received={received}
                state={state}
                comparing={pane.comparing === "draft"}
                onCompare={() => pane.toggle("draft")}
              />
            </Panel>
            <Divider lying />
            <Panel id="pane-headers" defaultSize="30%" minSize="80px">
              <DraftHeaders view={view} event={event} state={state} />
            </Panel>
          </Panes>
        </Panel>
        <Divider />
        <Panel id="pane-response" defaultSize="37%" minSize="260px">
          <ResponsePane
            event={view.event_id}
            state={state}
            pane={pane}
            pending={sending.pending}
            error={error}
            onBefore={compareBefore}
          />
        </Panel>
      </Panes>
    </Stack>
  );
}
