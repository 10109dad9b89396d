// The three resizable panes: sidebar, list and detail. The welcome page replaces list and detail
// until the first event. Other pages cover list and detail, which stay mounted.
import { type RefObject, useState } from "react";
import { Panel } from "react-resizable-panels";
import { Coverable } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { PaneBoundary } from "@/components/PaneBoundary";
import { Panes as PaneGroup } from "@/components/Panes";
import { useMedia } from "@/components/useMedia";
import { Detail } from "@/features/detail/Detail";
import { Inbox } from "@/features/inbox/Inbox";
import type { ListingView } from "@/features/inbox/useListing";
import { Welcome } from "@/features/welcome/Welcome";
import type { Sidebar as Counts, SettingsView, Status } from "@/ipc/types";
import { titleOf } from "@/lib/scope/scope";
import { HistoryOpener } from "@/lib/users/OpenHistory";
import { Pages } from "./Pages";
import type { PlaceProps } from "./sidebar/pages";
import { Rail } from "./sidebar/Rail";
import { Sidebar } from "./sidebar/Sidebar";
import type { Navigation } from "./useNavigation";
import styles from "./Window.module.css";

interface PanesProps {
  /** Another screen covers the panes, so they are hidden, inert, and ignored by screen readers. */
  covered: boolean;
  status: Status | undefined;
  settings: SettingsView | undefined;
  counts: Counts | undefined;
  listing: ListingView;
  navigation: Navigation;
  empty: boolean;
  /** No event matches the filter. The selected event is not in the list, so the detail is empty. */
  unmatched: boolean;
  detailRef: RefObject<HTMLElement | null>;
  /** Moves the focus to the list. */
  onToList: () => void;
  onSamples: (() => void) | null;
  onSettings: () => void;
}

/** In windows of at least this width, in pixels, the panes are wider initially. */
const WIDE_WINDOW = 1240;

const initialWidth = (wide: string, narrow: string) => (window.innerWidth >= WIDE_WINDOW ? wide : narrow);

/** Narrower windows have a rail instead of a sidebar, until the user expands it. */
const NARROW_WINDOW = "(width < 1100px)";

export function Panes(props: PanesProps) {
  const { status, navigation } = props;
  const isPageOpen = navigation.page !== null || navigation.users !== null;
  const isNarrow = useMedia(NARROW_WINDOW);
  const [expanded, setExpanded] = useState(false);
  const hasRail = isNarrow && !expanded;
  const place = placeOf(props);
  // The rail is outside the group, and the sidebar is optional in it. The events stay mounted.
  return (
    <main
      className={`${styles.panes} ${styles.columns}`}
      inert={props.covered}
      aria-hidden={props.covered || undefined}
    >
      {hasRail && (
        <PaneBoundary name="The sidebar">
          <Rail {...place} onExpand={() => setExpanded(true)} />
        </PaneBoundary>
      )}
      <PaneGroup name="window" panels={hasRail ? ["pane-work"] : ["pane-views", "pane-work"]}>
        {!hasRail && (
          <Panel
            key="views"
            id="pane-views"
            defaultSize={initialWidth("200px", "172px")}
            minSize="172px"
            maxSize="340px"
            groupResizeBehavior="preserve-pixel-size"
          >
            <PaneBoundary name="The sidebar">
              <Sidebar
                {...place}
                onSearch={navigation.showSearch}
                onUser={(user) => navigation.openHistory(user, null)}
                onCollapse={isNarrow ? () => setExpanded(false) : null}
              />
            </PaneBoundary>
          </Panel>
        )}
        {!hasRail && <Divider key="divider" label="Sidebar width" />}
        <Panel key="work" id="pane-work" minSize="600px">
          <div className={styles.work}>
            <Coverable covered={isPageOpen}>
              <div className={styles.panes} inert={isPageOpen} aria-hidden={isPageOpen || undefined}>
                <HistoryOpener value={navigation.openHistory}>
                  <Events {...props} />
                </HistoryOpener>
              </div>
            </Coverable>
            <Pages navigation={navigation} receiver={status?.url ?? null} onSettings={props.onSettings} />
          </div>
        </Panel>
      </PaneGroup>
    </main>
  );
}

function placeOf({ counts, navigation }: Pick<PanesProps, "counts" | "navigation">): PlaceProps {
  const page = navigation.users ?? navigation.page;
  return {
    counts,
    scope: page === null ? navigation.scope : null,
    page,
    filter: page === null ? navigation.filter : null,
    onChoose: navigation.choose,
    onPage: navigation.openPage,
    onUsers: navigation.openUsers,
  };
}

/** List and detail, or the welcome page. */
function Events({ status, settings, counts, listing, navigation, empty, detailRef, ...props }: PanesProps) {
  const selection = props.unmatched ? null : navigation.selection;
  if (empty) return <Welcome url={status?.url ?? null} settings={settings} onSamples={props.onSamples} />;
  return (
    <PaneGroup name="events">
      <Panel id="pane-list" defaultSize={initialWidth("488px", "336px")} minSize="260px" maxSize="900px">
        <PaneBoundary name="The list">
          <Inbox
            state={listing}
            title={titleOf(navigation.scope)}
            stored={counts?.total ?? 0}
            selection={selection}
            onSelect={navigation.select}
            onOpen={() => detailRef.current?.focus()}
            onEdit={navigation.edit}
            onClearFilter={navigation.showAll}
            grouped={navigation.grouping}
            onGroup={navigation.setGrouping}
            onCopies={navigation.showCopies}
            onSendMany={navigation.bulkResend}
            onRecorded={() => navigation.openPage("scenarios")}
            onBack={navigation.scope.copies === undefined ? null : navigation.leaveCopies}
          />
        </PaneBoundary>
      </Panel>
      <Divider label="List width" />
      <Panel id="pane-detail" minSize="340px">
        <PaneBoundary name="Details" event={selection} resetKey={selection}>
          <Detail
            id={selection}
            unmatched={props.unmatched}
            onEdit={navigation.edit}
            onEvent={navigation.select}
            focusRef={detailRef}
            onLeave={props.onToList}
          />
        </PaneBoundary>
      </Panel>
    </PaneGroup>
  );
}
