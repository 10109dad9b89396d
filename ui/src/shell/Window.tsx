// The window: top bar, screens, notices and status bar, and the state that selects the screen.
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { Coverable, useAction } from "@/actions/Actions";
import { CopyProvider } from "@/components/Copying";
import { copyText } from "@/components/clipboard";
import { ToastRegion } from "@/components/Toast";
import { BulkStatus } from "@/features/bulk/BulkStatus";
import { CompareScreen } from "@/features/compare/CompareScreen";
import { EVENT_LIST_ID } from "@/features/inbox/EventList";
import { useListing } from "@/features/inbox/useListing";
import { RefusedRequests } from "@/features/refused/RefusedRequests";
import type { Draft } from "@/features/resend/draft";
import { Resend } from "@/features/resend/Resend";
import { ScenarioStatus } from "@/features/scenarios/ScenarioStatus";
import { FilterField } from "@/features/search/FilterField";
import { describeError } from "@/ipc/errors";
import type { SettingsView, Status } from "@/ipc/types";
import { AnnotationsContext, useProvideAnnotations } from "@/lib/annotations/Annotations";
import { ComparingContext } from "@/lib/comparison/Comparing";
import { DeletionContext, useProvideDeletion } from "@/lib/deletion/useDeletion";
import { FilterHitsContext, useHitsOf } from "@/lib/filter/FilterHits";
import { AddFilterTermContext } from "@/lib/filter-by-value/filter-terms";
import { useWaiting } from "@/lib/held/useHeld";
import { useSidebar } from "@/lib/live/useLive";
import { RulesOpener } from "@/lib/rules/make-rule";
import { searchTextPosition } from "@/lib/scope/scope";
import { HINTS } from "./hints";
import { Notices } from "./Notices";
import { Panes } from "./Panes";
import { StatusBar } from "./StatusBar";
import { TopBar } from "./TopBar";
import { UndoToast } from "./UndoToast";
import { useFollowedFilter } from "./useFollowedFilter";
import { useNavigation } from "./useNavigation";
import { useSamples } from "./useSamples";
import styles from "./Window.module.css";

interface WindowProps {
  status: Status | undefined;
  settings: SettingsView | undefined;
  /** Why the theme was not saved. */
  themeError: unknown;
  onSettings: () => void;
}

/** Moves the focus to the list, or to the filter if the list is empty. */
const focusList = () =>
  (document.getElementById(EVENT_LIST_ID) ?? document.querySelector<HTMLElement>("[data-filter]"))?.focus();

export function Window({ status, settings, themeError, onSettings }: WindowProps) {
  const sidebar = useSidebar();
  const navigation = useNavigation();
  const [drafts] = useState(() => new Map<number, Draft>());
  const { text, scope, filter, selection, editing, selectNewestOf, page, comparing } = navigation;
  const { select, selectIfNone, edit, newestSelected } = navigation;
  const listing = useListing(filter, navigation.grouping && scope.copies === undefined);
  const marks = useProvideAnnotations(listing.patch);
  const deletion = useProvideDeletion(listing.reopen);
  const detail = useRef<HTMLElement>(null);

  useAction("copyAddress", status?.url == null ? null : () => void copyText(status.url ?? ""));

  // Selects the newest event initially, so that the window does not start with an empty detail
  // pane.
  const first = listing.row(0)?.id ?? null;
  useEffect(() => {
    if (selection === null && first !== null) selectIfNone(first);
  }, [selection, first, selectIfNone]);
  // Selects the newest event after the user opened the events of a type.
  useEffect(() => {
    if (selectNewestOf === null || listing.filter !== selectNewestOf || first === null) return;
    select(first);
    newestSelected();
  }, [selectNewestOf, listing.filter, first, select, newestSelected]);
  const unmatched = useFollowedFilter(listing, navigation);

  const back = useCallback(() => {
    edit(null);
    listing.refresh();
  }, [listing.refresh, edit]);

  const toRules = useCallback(() => navigation.openPage("rules"), [navigation.openPage]);
  const problem = useMemo(() => {
    if (listing.error === null || listing.error === undefined) return null;
    const trouble = describeError(listing.error);
    return trouble.code === "invalid_input" ? searchTextPosition(trouble.sentence, scope, text) : null;
  }, [listing.error, scope, text]);

  const empty = sidebar.data?.total === 0 && listing.total === 0 && filter === "";
  const { users, sides, compare } = navigation;
  const covered = editing !== null || sides !== null;
  const openPage = users !== null ? users.screen : page === "catalog" ? navigation.catalog.part : page;
  const held = useWaiting().length;
  const front = editing !== null ? "resend" : sides !== null ? "compare" : openPage;
  const screen = front === "held" && held === 0 ? "noneHeld" : (front ?? (empty ? "empty" : "inbox"));
  const samples = useSamples({
    listens: status?.url != null,
    visible: ["empty", "inbox", "types", "coverage"].includes(screen),
    listing,
    navigation,
  });
  return (
    <div className={styles.window}>
      <TopBar
        status={status}
        onSamples={samples.onSamples}
        onSettings={onSettings}
        filter={
          <FilterField
            value={text}
            filter={filter}
            saved={sidebar.data?.saved.map(({ name }) => name) ?? []}
            problem={problem}
            hint={screen !== "types" && screen !== "users"}
            onChange={navigation.search}
            onDone={focusList}
          />
        }
      />
      <WindowContexts
        marks={marks}
        deletion={deletion}
        onNarrow={navigation.addFilterWord}
        comparing={comparing}
        onRules={toRules}
        text={text}
      >
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
                navigation={navigation}
                empty={empty}
                unmatched={unmatched}
                detailRef={detail}
                onToList={focusList}
                onSamples={samples.onSamples}
                onSettings={onSettings}
              />
            </Coverable>
          )}
          {editing !== null && (
            <Resend
              key={editing}
              id={editing}
              drafts={drafts}
              shownFirst={navigation.shownFirst}
              onBack={back}
              onSettings={onSettings}
            />
          )}
          {editing === null && sides !== null && (
            <CompareScreen
              sides={sides}
              onSides={compare}
              onEvent={(id) => {
                navigation.leaveComparing();
                select(id);
              }}
              onBack={navigation.leaveComparing}
            />
          )}
        </div>
        <UndoToast />
        {samples.dialog}
      </WindowContexts>
      <Notices
        status={status}
        onHeld={front === "held" ? null : () => navigation.openPage("held")}
        failures={[
          ["Star not saved.", marks.error],
          ["Samples not sent.", samples.error],
          ["Theme not saved.", themeError],
        ]}
      />
      <StatusBar status={status} hints={HINTS[screen]}>
        <RefusedRequests count={status?.refused ?? 0} />
        {screen !== "bulk" && <BulkStatus onOpen={() => navigation.openPage("bulk")} />}
        {screen !== "scenarios" && <ScenarioStatus onOpen={() => navigation.openPage("scenarios")} />}
      </StatusBar>
    </div>
  );
}

interface WindowContextsProps {
  marks: ReturnType<typeof useProvideAnnotations>;
  deletion: ReturnType<typeof useProvideDeletion>;
  onNarrow: (word: string) => void;
  comparing: ReturnType<typeof useNavigation>["comparing"];
  onRules: () => void;
  /** The search text. */
  text: string;
  children: ReactNode;
}

/** Contexts for all components of the window. */
function WindowContexts({
  marks,
  deletion,
  onNarrow,
  comparing,
  onRules,
  text,
  children,
}: WindowContextsProps) {
  const hits = useHitsOf(text);
  return (
    <ComparingContext value={comparing}>
      <AnnotationsContext value={marks}>
        <DeletionContext value={deletion}>
          <AddFilterTermContext value={onNarrow}>
            <RulesOpener value={onRules}>
              <FilterHitsContext value={hits}>
                <ToastRegion>
                  <CopyProvider>{children}</CopyProvider>
                </ToastRegion>
              </FilterHitsContext>
            </RulesOpener>
          </AddFilterTermContext>
        </DeletionContext>
      </AnnotationsContext>
    </ComparingContext>
  );
}
