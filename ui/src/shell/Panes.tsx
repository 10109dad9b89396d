// The three panes: sidebar, list and detail, with dividers that can be moved. The welcome page replaces list and detail
// until the first event; other pages lie over them, and list and detail stay as they are underneath.
import type { RefObject } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Coverable } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { PaneBoundary } from "@/components/PaneBoundary";
import { Detail } from "@/features/detail/Detail";
import { Inbox } from "@/features/inbox/Inbox";
import type { ListingView } from "@/features/inbox/useListing";
import { Welcome } from "@/features/welcome/Welcome";
import type { Sidebar as Counts, SettingsView, Status } from "@/ipc/types";
import { HistoryOpener } from "@/lib/people/OpenHistory";
import { titleOf } from "@/lib/scope/scope";
import { Pages } from "./Pages";
import { Sidebar } from "./sidebar/Sidebar";
import type { Place } from "./usePlace";
import styles from "./Window.module.css";

interface PanesProps {
  /** Another screen lies over the panes: nothing here can be seen, reached or read out. */
  covered: boolean;
  status: Status | undefined;
  settings: SettingsView | undefined;
  counts: Counts | undefined;
  listing: ListingView;
  place: Place;
  empty: boolean;
  detailRef: RefObject<HTMLElement | null>;
  /** Moves the focus to the list. */
  onToList: () => void;
  onSamples: (() => void) | null;
  onSettings: () => void;
}

/** In a window that is at least this wide the panes begin wider. */
const WIDE = 1240;

const widthOf = (wide: string, narrow: string) => (window.innerWidth >= WIDE ? wide : narrow);

export function Panes(props: PanesProps) {
  const { status, place } = props;
  const over = place.page !== null || place.users !== null;
  return (
    <main className={styles.panes} inert={props.covered} aria-hidden={props.covered || undefined}>
      <Group orientation="horizontal">
        <Panel
          id="pane-views"
          defaultSize={widthOf("200px", "172px")}
          minSize="172px"
          maxSize="340px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <PaneBoundary name="The sidebar">
            <Views counts={props.counts} place={place} />
          </PaneBoundary>
        </Panel>
        <Divider label="Width of the views" />
        <Panel id="pane-work" minSize="600px">
          <div className={styles.work}>
            <Coverable covered={over}>
              <div className={styles.panes} inert={over} aria-hidden={over || undefined}>
                <HistoryOpener value={place.historyOf}>
                  <Events {...props} />
                </HistoryOpener>
              </div>
            </Coverable>
            <Pages place={place} receiver={status?.url ?? null} onSettings={props.onSettings} />
          </div>
        </Panel>
      </Group>
    </main>
  );
}

function Views({ counts, place }: Pick<PanesProps, "counts" | "place">) {
  const here = place.users;
  const page = here ?? place.page;
  return (
    <Sidebar
      counts={counts}
      scope={page === null ? place.scope : null}
      over={here === null ? place.page : here}
      filter={page === null ? place.filter : null}
      onChoose={place.choose}
      onSearch={place.showSearch}
      onPage={place.openPage}
      onUsers={place.allUsers}
      onUser={(user) => place.historyOf(user, null)}
    />
  );
}

/** List and detail, or the welcome page. */
function Events({ status, settings, counts, listing, place, empty, detailRef, ...props }: PanesProps) {
  if (empty) return <Welcome url={status?.url ?? null} settings={settings} onSamples={props.onSamples} />;
  return (
    <Group orientation="horizontal">
      <Panel
        id="pane-list"
        defaultSize={widthOf("488px", "336px")}
        minSize="260px"
        maxSize="900px"
        groupResizeBehavior="preserve-pixel-size"
      >
        <PaneBoundary name="The list">
          <Inbox
            state={listing}
            title={titleOf(place.scope)}
            stored={counts?.total ?? 0}
            selection={place.selection}
            onSelect={place.select}
            onOpen={() => detailRef.current?.focus()}
            onClearFilter={place.showAll}
            grouped={place.grouping}
            onGroup={place.setGrouping}
            onCopies={place.showCopies}
            onSendMany={place.sendMany}
            onRecorded={() => place.openPage("scenarios")}
            onBack={place.scope.copies === undefined ? null : place.leaveCopies}
          />
        </PaneBoundary>
      </Panel>
      <Divider label="Width of the list" />
      <Panel id="pane-detail" minSize="340px">
        <PaneBoundary name="The event" event={place.selection} resetKey={place.selection}>
          <Detail
            id={place.selection}
            onEdit={place.edit}
            onEvent={place.select}
            focusRef={detailRef}
            onLeave={props.onToList}
          />
        </PaneBoundary>
      </Panel>
    </Group>
  );
}
