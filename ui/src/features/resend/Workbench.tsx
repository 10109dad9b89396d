// The draft on the bench: where it goes, its body and headers, earlier resends to the left, the response to the right.
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Divider } from "@/components/Divider";
import { TroubleNote } from "@/components/TroubleNote";
import { troubleOf } from "@/ipc/errors";
import type { DraftView, EventDetail, ImportedRequest } from "@/ipc/types";
import { useResends } from "@/lib/resends/Resends";
import { Response } from "@/lib/resends/Response";
import { AddToScenario } from "@/lib/scenarios/AddToScenario";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { CompareDraft, CompareResponses } from "./CompareDraft";
import { DraftBody } from "./DraftBody";
import type { DraftEditorHandle } from "./DraftEditor";
import { DraftHeaders } from "./DraftHeaders";
import { type Draft, draftOf, fieldsFrom, requestOf } from "./draft";
import { ImportCurl } from "./ImportCurl";
import { Options } from "./Options";
import { PastResends } from "./PastResends";
import styles from "./Resend.module.css";
import { SendBar } from "./SendBar";
import { type Telling, Told } from "./Told";
import { useCopyAs } from "./useCopyAs";
import { useKept } from "./useKept";
import { usePreview } from "./usePreview";
import { useSend } from "./useSend";

interface WorkbenchProps {
  view: DraftView;
  event: EventDetail;
  /** The text received; null when it cannot be edited as text. */
  received: string | null;
  initial: Draft;
  /** The draft is one of before a restart. */
  restored: boolean;
  /** A resend to show first; null for the newest. */
  shownFirst: number | null;
  onKeep: (draft: Draft) => void;
  /** The draft was forgotten: it begins anew. */
  onDiscard: () => void;
  onBack: () => void;
  onSettings: () => void;
}

export function Workbench(props: WorkbenchProps) {
  const { view, event, received, initial, restored, onKeep, onDiscard, onBack, onSettings } = props;
  const [draft, setDraft] = useState(initial);
  const [edited, setEdited] = useState(initial.text !== null);
  const [comparing, setComparing] = useState<"draft" | "responses" | null>(null);
  /** Grows with every edit of the body. */
  const [edits, setEdits] = useState(0);
  const [chosen, setChosen] = useState<number | null>(props.shownFirst);
  const [importing, setImporting] = useState<string | null>(null);
  const [telling, setTelling] = useState<Telling | null>(null);
  const [restoredNote, setRestoredNote] = useState(restored);
  const editor = useRef<DraftEditorHandle>(null);
  const past = useResends(view.event_id);
  const sending = useSend(view.event_id);
  const change = (part: Partial<Draft>) => {
    sending.mend();
    setDraft((before) => ({ ...before, ...part }));
  };

  const latest = useRef(draft);
  latest.current = draft;
  const currentNow = useRef(() => draft);
  currentNow.current = () => {
    const { current } = editor;
    return current === null ? latest.current : { ...latest.current, text: current.edited() };
  };
  const request = useCallback(() => requestOf(view.event_id, currentNow.current()), [view.event_id]);
  const preview = usePreview(view.event_id, draft, edits, request);
  const untouched = useMemo(() => requestOf(view.event_id, draftOf(view)), [view]);
  const wasKept = view.kept !== null;
  const kept = useKept({ event: view.event_id, draft, edits, untouched, wasKept, request });

  const discarded = useRef(false);
  const leaving = useRef(() => {});
  leaving.current = () => {
    if (discarded.current) return;
    kept.flush();
    onKeep(currentNow.current());
  };
  // A layout effect: the editor is still there when it is undone.
  useLayoutEffect(() => () => leaving.current(), []);
  const discard = () => {
    discarded.current = true;
    kept.forget().then(onDiscard, (error: unknown) => {
      discarded.current = false;
      setTelling({ title: "The draft was not discarded.", notes: [troubleOf(error).sentence], bad: true });
    });
  };
  useAction("discardDraft", discard);

  const send = (confirmed = false) => {
    setChosen(null);
    setComparing(null);
    setTelling(null);
    setRestoredNote(false);
    kept.flush();
    sending.send({ ...request(), confirmed });
  };
  useAction("send", sending.pending ? null : () => send());
  const toggle = (what: "draft" | "responses") => setComparing(comparing === what ? null : what);
  useAction("compareDraft", () => toggle("draft"));
  useAction("cancelSend", sending.pending ? sending.cancel : null);
  // Escape stops what is under way first, and leaves the draft after that.
  useAction("back", sending.pending ? sending.cancel : null);
  const copyAs = useCopyAs(request, setTelling);
  useAction("importCurl", () => setImporting(""));
  const [adding, setAdding] = useState(false);
  useAction("addToScenario", () => setAdding(true));

  const imported = ({ method, url, headers, body, notes }: ImportedRequest) => {
    setImporting(null);
    change({
      method,
      url,
      headers: fieldsFrom(headers.map((header) => ({ ...header, original: null }))),
      ...(body === null ? {} : { source: "text" as const, text: body }),
    });
    if (body !== null) {
      editor.current?.replace(body);
      setEdited(true);
    }
    setTelling({ title: "Imported from cURL.", notes });
  };

  const shown = past.data?.find((one) => one.id === chosen) ?? past.data?.[0] ?? null;
  const answered = past.data?.filter((one) => one.outcome.state === "response") ?? [];
  const before = shown === null ? undefined : answered[answered.indexOf(shown) + 1];
  const hasBefore = shown !== null && answered.includes(shown) && before !== undefined && !sending.pending;
  useAction("compareBefore", hasBefore ? () => toggle("responses") : null);
  const unconfirmed = sending.error !== null && troubleOf(sending.error).code === "unconfirmed_host";
  return (
    <main className={styles.workbench} aria-label="Edit and resend">
      <SendBar
        draft={draft}
        recent={view.recent_urls}
        pending={sending.pending}
        error={unconfirmed ? null : sending.error}
        onChange={change}
        onSend={() => send()}
        onCancel={sending.cancel}
        onBack={onBack}
        onCopy={copyAs}
        onAddToScenario={() => setAdding(true)}
        onImport={setImporting}
      />
      <ConfirmHost
        open={unconfirmed}
        sentence={unconfirmed ? troubleOf(sending.error).sentence : ""}
        url={draft.url}
        onConfirm={() => {
          sending.mend();
          send(true);
        }}
        onClose={sending.mend}
      />
      <AddToScenario
        open={adding}
        request={request}
        onAdded={(row) => {
          setAdding(false);
          setTelling({
            title: "Added to a scenario.",
            notes: [`It is step ${row.steps} of “${row.name}”. Scenarios are under Automation.`],
          });
        }}
        onClose={() => setAdding(false)}
      />
      <ImportCurl text={importing} onImport={imported} onClose={() => setImporting(null)} />
      <Options
        event={event}
        view={view}
        draft={draft}
        preview={preview}
        onChange={change}
        onSettings={onSettings}
      />
      {restoredNote && (
        <div className={styles.restored} role="status" data-testid="restored">
          <span>Restored draft: it was edited before and not answered yet.</span>
          <Button size="small" data-testid="discard" onClick={discard}>
            Discard
          </Button>
          <Button size="small" look="bare" onClick={() => setRestoredNote(false)}>
            Keep it
          </Button>
        </div>
      )}
      {kept.problem !== null && (
        <p className={styles.unkept} role="alert">
          The draft is not kept over a restart. {kept.problem}
        </p>
      )}
      {preview?.problem != null && draft.url.trim() !== "" && draft.source !== "file" && !sending.pending && (
        <p className={styles.unkept} role="status" data-testid="preview-problem">
          {preview.problem}
        </p>
      )}
      <Told telling={telling} onClose={() => setTelling(null)} />
      <Group orientation="horizontal" className={styles.panes}>
        <Panel defaultSize="16%" minSize="140px" maxSize="30%">
          <PastResends
            resends={past.data ?? []}
            shown={sending.pending ? null : (shown?.id ?? null)}
            onShow={(id) => {
              sending.mend();
              setComparing(null);
              setChosen(id);
            }}
          />
          {past.error !== null && <TroubleNote error={past.error} retry={() => void past.refetch()} />}
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
                start={draft.text}
                draft={draft}
                edited={edited}
                edits={edits}
                preview={preview}
                comparing={comparing === "draft"}
                onChange={change}
                onCompare={() => toggle("draft")}
                onEdited={(now) => {
                  sending.mend();
                  setEdited(now);
                  setEdits((n) => n + 1);
                }}
              />
            </Panel>
            <Divider lying />
            <Panel defaultSize="30%" minSize="80px">
              <DraftHeaders
                fields={draft.headers}
                lines={view.headers}
                url={draft.url}
                dropped={view.dropped}
                preview={preview}
                signsAnew={
                  preview?.signed === "anew" || (edited && view.signing === "signs_edits")
                    ? event.signature.scheme
                    : null
                }
                onChange={(headers) => change({ headers })}
                onUrl={(url) => change({ url })}
              />
            </Panel>
          </Group>
        </Panel>
        <Divider />
        <Panel defaultSize="37%" minSize="260px">
          {comparing === "draft" && (
            <CompareDraft draft={draft} edits={edits} request={request} onClose={() => setComparing(null)} />
          )}
          {comparing === "responses" && hasBefore && (
            <CompareResponses old={before.id} new={shown.id} onClose={() => setComparing(null)} />
          )}
          {comparing !== "draft" && !(comparing === "responses" && hasBefore) && (
            <Response
              resend={shown}
              pending={sending.pending}
              error={unconfirmed ? null : sending.error}
              onBefore={hasBefore ? () => toggle("responses") : null}
            />
          )}
        </Panel>
      </Group>
    </main>
  );
}
