// What stands between the bars, and the state that decides it: the filter, the chosen event, the draft one works on.
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Coverable, useAction } from "@/actions/Actions";
import { copyText } from "@/components/clipboard";
import { BulkStatus } from "@/features/bulk/BulkStatus";
import { CompareScreen } from "@/features/compare/CompareScreen";
import { HeldBanner } from "@/features/held/HeldBanner";
import { LIST_ID } from "@/features/inbox/EventList";
import { useListing } from "@/features/inbox/useListing";
import type { Draft } from "@/features/resend/draft";
import { Resend } from "@/features/resend/Resend";
import { ScenarioStatus } from "@/features/scenarios/ScenarioStatus";
import { FilterField } from "@/features/search/FilterField";
import { sendSamples } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { SettingsView, Status } from "@/ipc/types";
import { ComparingContext } from "@/lib/comparison/Comparing";
import { DeletionContext, useOwnDeletion } from "@/lib/deletion/useDeletion";
import { useSidebar } from "@/lib/live/useLive";
import { MarksContext, useOwnMarks } from "@/lib/marks/Marks";
import { NarrowContext } from "@/lib/narrow/Narrow";
import { RulesOpener } from "@/lib/rules/make";
import { ownPlace } from "@/lib/scope/scope";
import { Banner } from "./Banner";
import { DiskFull } from "./DiskFull";
import { Failed } from "./Failed";
import { HINTS } from "./hints";
import { Panes } from "./Panes";
import { StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { UndoToast } from "./UndoToast";
import { usePlace } from "./usePlace";
import styles from "./Window.module.css";

interface WindowProps {
  status: Status | undefined;
  settings: SettingsView | undefined;
  /** Why the chosen colours were not kept. */
  themeError: unknown;
  onSettings: () => void;
}

/** Moves the focus to the list, or to the filter while no event is listed. */
const toList = () =>
  (document.getElementById(LIST_ID) ?? document.querySelector<HTMLElement>("[data-filter]"))?.focus();

export function Window({ status, settings, themeError, onSettings }: WindowProps) {
  const sidebar = useSidebar();
  const place = usePlace();
  const [drafts] = useState(() => new Map<number, Draft>());
  const { text, scope, filter, selection, editing, led, page, comparing, select, edit, arrived } = place;
  const listing = useListing(filter, place.grouping && scope.copies === undefined);
  const marks = useOwnMarks(listing.patch);
  const deletion = useOwnDeletion(listing.reopen);
  const detail = useRef<HTMLElement>(null);

  const samples = useMutation({ mutationFn: sendSamples });
  const listens = status?.url != null;
  const sendThem = listens && !samples.isPending ? () => samples.mutate() : null;
  useAction("samples", sendThem);
  useAction("copyAddress", status?.url == null ? null : () => void copyText(status.url ?? ""));

  // The newest event is shown before anything was chosen: a window full of rows should not start half empty.
  const first = listing.row(0)?.id ?? null;
  useEffect(() => {
    if (selection === null && first !== null) select(first);
  }, [selection, first, select]);
  // Whoever asked for the events of a type wants to read them.
  useEffect(() => {
    if (led === null || listing.filter !== led || first === null) return;
    select(first);
    arrived();
  }, [led, listing.filter, first, select, arrived]);

  const back = useCallback(() => {
    edit(null);
    listing.refresh();
  }, [listing.refresh, edit]);

  const toRules = useCallback(() => place.openPage("rules"), [place.openPage]);
  const problem = useMemo(() => {
    if (listing.error === null || listing.error === undefined) return null;
    const trouble = troubleOf(listing.error);
    return trouble.code === "invalid_input" ? ownPlace(trouble.sentence, scope, text) : null;
  }, [listing.error, scope, text]);

  const empty = sidebar.data?.total === 0 && listing.total === 0 && filter === "";
  const here = place.users;
  const { sides, compare } = place;
  const covered = editing !== null || sides !== null;
  const under = here !== null ? here.screen : page === "catalog" ? place.catalog.part : page;
  const over = editing !== null ? "resend" : sides !== null ? "compare" : under;
  const screen = over ?? (empty ? "empty" : "inbox");
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
              filter={filter}
              saved={sidebar.data?.saved.map(({ name }) => name) ?? []}
              problem={problem}
              hint={screen !== "types" && screen !== "users"}
              onChange={place.search}
              onDone={toList}
            />
          }
        />
        {status?.problem != null && <Banner problem={status.problem} />}
        {status?.free_space_problem != null && <DiskFull sentence={status.free_space_problem} />}
        {screen !== "held" && <HeldBanner onShow={() => place.openPage("held")} />}
        <Failed what="The star was not kept." error={marks.error} />
        <Failed what="The samples were not sent." error={samples.error} />
        <Failed what="The colours were not changed." error={themeError} />
      </div>
      <Around marks={marks} deletion={deletion} narrow={place.narrow} comparing={comparing} onRules={toRules}>
        <div className={styles.screens}>
          {sidebar.isPending ? (
            <main className={styles.blank} aria-label="Starting" />
          ) : (
            <Coverable covered={covered}>
              <Panes
                covered={covered}
                status={status}
                settings={settings}
                counts={sidebar.data}
                listing={listing}
                place={place}
                empty={empty}
                detailRef={detail}
                onToList={toList}
                onSamples={sendThem}
                onSettings={onSettings}
              />
            </Coverable>
          )}
          {editing !== null && (
            <Resend
              key={editing}
              id={editing}
              drafts={drafts}
              shownFirst={place.shownFirst}
              onBack={back}
              onSettings={onSettings}
            />
          )}
          {editing === null && sides !== null && (
            <CompareScreen
              sides={sides}
              onSides={compare}
              onEvent={(id) => {
                place.leaveComparing();
                select(id);
              }}
              onBack={place.leaveComparing}
            />
          )}
        </div>
        <UndoToast />
      </Around>
      <StatusBar status={status} hints={HINTS[screen]}>
        {screen !== "bulk" && <BulkStatus onOpen={() => place.openPage("bulk")} />}
        {screen !== "scenarios" && <ScenarioStatus onOpen={() => place.openPage("scenarios")} />}
      </StatusBar>
    </div>
  );
}

interface AroundProps {
  marks: ReturnType<typeof useOwnMarks>;
  deletion: ReturnType<typeof useOwnDeletion>;
  narrow: (word: string) => void;
  comparing: ReturnType<typeof usePlace>["comparing"];
  onRules: () => void;
  children: ReactNode;
}

/** What parts of the window can ask for, however deep they are. */
function Around({ marks, deletion, narrow, comparing, onRules, children }: AroundProps) {
  return (
    <ComparingContext value={comparing}>
      <MarksContext value={marks}>
        <DeletionContext value={deletion}>
          <NarrowContext value={narrow}>
            <RulesOpener value={onRules}>{children}</RulesOpener>
          </NarrowContext>
        </DeletionContext>
      </MarksContext>
    </ComparingContext>
  );
}
