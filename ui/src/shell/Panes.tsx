// The three panes: views, list, detail, with lines between them that can be moved. The first run takes the place of
// list and detail; pages such as the catalog, the users or what was sent lie over them, and they are as they were when it is left.
import type { RefObject } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Coverable } from "@/actions/Actions";
import { Divider } from "@/components/Divider";
import { Bulk } from "@/features/bulk/Bulk";
import { Catalog } from "@/features/catalog/Catalog";
import { Detail } from "@/features/detail/Detail";
import { Forwards } from "@/features/forwards/Forwards";
import { Held } from "@/features/held/Held";
import { Inbox } from "@/features/inbox/Inbox";
import type { ListingView } from "@/features/inbox/useListing";
import { History } from "@/features/people/history/History";
import { Users } from "@/features/people/users/Users";
import { Rules } from "@/features/rules/Rules";
import { Scenarios } from "@/features/scenarios/Scenarios";
import { Sent } from "@/features/sent/Sent";
import { Welcome } from "@/features/welcome/Welcome";
import type { Sidebar as Counts, SettingsView, Status } from "@/ipc/types";
import { HistoryOpener } from "@/lib/people/OpenHistory";
import { titleOf } from "@/lib/scope/scope";
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

/** Sizes in a window that is at least this wide; below it, all are narrower. */
const WIDE = 1240;

export function Panes(props: PanesProps) {
  const { status, counts, place } = props;
  const here = place.users;
  const page = here === null ? place.page : null;
  const over = page !== null || here !== null;
  const receiver = status?.url ?? null;
  return (
    <main className={styles.panes} inert={props.covered} aria-hidden={props.covered || undefined}>
      <Group orientation="horizontal">
        <Panel
          id="pane-views"
          defaultSize={window.innerWidth >= WIDE ? "200px" : "172px"}
          minSize="172px"
          maxSize="340px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <Sidebar
            counts={counts}
            scope={over ? null : place.scope}
            over={page ?? here}
            filter={over ? null : place.filter}
            onChoose={place.choose}
            onSearch={place.showSearch}
            onPage={place.openPage}
            onUsers={place.allUsers}
            onUser={(user) => place.historyOf(user, null)}
          />
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
            {here?.screen === "users" && (
              <Users
                query={place.usersQuery}
                onQuery={place.searchUsers}
                onUser={(user) => place.historyOf(user, null)}
                onBack={place.backFromUsers}
              />
            )}
            {here?.screen === "history" && (
              <History
                key={here.user}
                user={here.user}
                event={here.event}
                onEvent={place.showEvent}
                onBack={place.backFromUsers}
              />
            )}
            {page === "sent" && (
              <Sent
                onOpen={(row) => place.editAgain(row.event_id, row.id)}
                onEvent={place.showEvent}
                onBack={place.toInbox}
              />
            )}
            {page === "bulk" && <Bulk place={place.bulk} onEvent={place.showEvent} onBack={place.toInbox} />}
            {page === "held" && (
              <Held
                onEvent={place.showEvent}
                onRules={() => place.openPage("rules")}
                onSettings={props.onSettings}
                onBack={place.toInbox}
              />
            )}
            {page === "scenarios" && <Scenarios desks={place.desks} onBack={place.toInbox} />}
            {page === "rules" && (
              <Rules event={place.selection} onEvent={place.showEvent} onBack={place.toInbox} />
            )}
            {page === "forwards" && <Forwards onBack={place.toInbox} />}
            {page === "catalog" && (
              <Catalog
                place={place.catalog}
                receiver={receiver}
                onPlace={place.changeCatalog}
                onEvents={place.showEvents}
                onBack={place.toInbox}
              />
            )}
          </div>
        </Panel>
      </Group>
    </main>
  );
}

/** List and detail, or the first run. */
function Events({ status, settings, counts, listing, place, empty, detailRef, ...props }: PanesProps) {
  if (empty) return <Welcome url={status?.url ?? null} settings={settings} onSamples={props.onSamples} />;
  return (
    <Group orientation="horizontal">
      <Panel
        id="pane-list"
        defaultSize={window.innerWidth >= WIDE ? "488px" : "336px"}
        minSize="260px"
        maxSize="900px"
        groupResizeBehavior="preserve-pixel-size"
      >
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
      </Panel>
      <Divider label="Width of the list" />
      <Panel id="pane-detail" minSize="340px">
        <Detail
          id={place.selection}
          onEdit={place.edit}
          onEvent={place.select}
          focusRef={detailRef}
          onLeave={props.onToList}
        />
      </Panel>
    </Group>
  );
}
