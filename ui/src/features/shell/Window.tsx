// What stands between the bars, and the state that decides it: the filter, the chosen event, the draft one works on.
import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Coverable, useAction } from "../../actions/Actions";
import { writtenKeys } from "../../actions/catalog";
import { copyText } from "../../components/clipboard";
import { sendSamples } from "../../ipc/commands";
import { troubleOf } from "../../ipc/errors";
import type { SettingsView, Status } from "../../ipc/types";
import { useListing } from "../inbox/useListing";
import type { Draft } from "../resend/draft";
import { Resend } from "../resend/Resend";
import { EVERYTHING, filterOf, ownPlace, type Scope } from "../sidebar/scope";
import { Banner } from "./Banner";
import { Failed } from "./Failed";
import { FilterField } from "./FilterField";
import { Panes } from "./Panes";
import { type KeyHint, StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { useSidebar } from "./useLive";
import styles from "./Window.module.css";

interface WindowProps {
  status: Status | undefined;
  settings: SettingsView | undefined;
  /** Why the chosen colours were not kept. */
  themeError: unknown;
  onSettings: () => void;
}

const ALL_ACTIONS: KeyHint = { keys: writtenKeys("Mod+k").split(" "), text: "all actions" };
const HINTS: Record<"empty" | "inbox" | "resend", readonly KeyHint[]> = {
  empty: [{ keys: ["T"], text: "send samples" }, ALL_ACTIONS],
  inbox: [
    { keys: ["1", "…", "6"], text: "tabs" },
    { keys: ["E"], text: "edit and resend" },
    { keys: ["J", "K"], text: "next, previous" },
    ALL_ACTIONS,
  ],
  resend: [
    { keys: writtenKeys("Mod+z").split(" "), text: "undo" },
    { keys: ["Esc"], text: "back to the event" },
    { keys: writtenKeys("Mod+Enter").split(" "), text: "send" },
    ALL_ACTIONS,
  ],
};

const toList = () => document.querySelector<HTMLElement>('[data-testid="list"]')?.focus();

export function Window({ status, settings, themeError, onSettings }: WindowProps) {
  const sidebar = useSidebar();
  const [text, setText] = useState("");
  const [scope, setScope] = useState<Scope>(EVERYTHING);
  const [selection, setSelection] = useState<number | null>(null);
  const [editing, setEditing] = useState<number | null>(null);
  const [drafts] = useState(() => new Map<number, Draft>());
  const filter = filterOf(scope, text);
  const listing = useListing(filter);
  const detail = useRef<HTMLElement>(null);

  const samples = useMutation({ mutationFn: sendSamples });
  const listens = status?.url != null;
  const sendThem = listens && !samples.isPending ? () => samples.mutate() : null;
  const showAll = useCallback(() => {
    setScope(EVERYTHING);
    setText("");
  }, []);
  useAction("samples", sendThem);
  useAction("clearFilter", filter === "" ? null : showAll);
  useAction("copyAddress", status?.url == null ? null : () => void copyText(status.url ?? ""));

  // The newest event is shown before anything was chosen: a window full of rows should not start half empty.
  const first = listing.row(0)?.id ?? null;
  useEffect(() => {
    if (selection === null && first !== null) setSelection(first);
  }, [selection, first]);

  const back = useCallback(() => {
    setEditing(null);
    listing.refresh();
  }, [listing.refresh]);

  const problem = useMemo(() => {
    if (listing.error === null || listing.error === undefined) return null;
    const trouble = troubleOf(listing.error);
    return trouble.code === "invalid_input" ? ownPlace(trouble.sentence, scope, text) : null;
  }, [listing.error, scope, text]);

  const empty = sidebar.data?.total === 0 && listing.total === 0 && filter === "";
  const screen = editing !== null ? "resend" : empty ? "empty" : "inbox";
  return (
    <div className={styles.window}>
      <div>
        <TopBar
          status={status}
          onSamples={sendThem}
          onSettings={onSettings}
          filter={
            <FilterField
              value={text}
              problem={problem}
              onChange={(next) => {
                setText(next);
                if (next !== "") setEditing(null);
              }}
              onDone={toList}
            />
          }
        />
        {status?.problem != null && <Banner problem={status.problem} />}
        <Failed what="The samples were not sent." error={samples.error} />
        <Failed what="The colours were not changed." error={themeError} />
      </div>
      <div className={styles.screens}>
        {sidebar.isPending ? (
          <main className={styles.blank} aria-label="Starting" />
        ) : (
          <Coverable covered={editing !== null}>
            <Panes
              covered={editing !== null}
              status={status}
              settings={settings}
              counts={sidebar.data}
              listing={listing}
              scope={scope}
              empty={empty}
              selection={selection}
              detailRef={detail}
              onScope={setScope}
              onSelect={setSelection}
              onEdit={setEditing}
              onShowAll={showAll}
              onToList={toList}
              onSamples={sendThem}
            />
          </Coverable>
        )}
        {editing !== null && (
          <Resend key={editing} id={editing} drafts={drafts} onBack={back} onSettings={onSettings} />
        )}
      </div>
      <StatusBar status={status} hints={HINTS[screen]} />
    </div>
  );
}
