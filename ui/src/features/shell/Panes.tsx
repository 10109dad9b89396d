// The three panes: views, list, detail, with lines between them that can be moved. The first run takes the place of
// list and detail.
import type { RefObject } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Divider } from "../../components/Divider";
import type { Sidebar as Counts, SettingsView, Status } from "../../ipc/types";
import { Detail } from "../detail/Detail";
import { Inbox } from "../inbox/Inbox";
import type { ListingState } from "../inbox/useListing";
import { Sidebar } from "../sidebar/Sidebar";
import { type Scope, titleOf } from "../sidebar/scope";
import { Welcome } from "../welcome/Welcome";
import styles from "./Window.module.css";

interface PanesProps {
  /** Another screen lies over the panes: nothing here can be seen, reached or read out. */
  covered: boolean;
  status: Status | undefined;
  settings: SettingsView | undefined;
  counts: Counts | undefined;
  listing: ListingState;
  scope: Scope;
  empty: boolean;
  selection: number | null;
  detailRef: RefObject<HTMLElement | null>;
  onScope: (scope: Scope) => void;
  onSelect: (id: number) => void;
  onEdit: (id: number) => void;
  onShowAll: () => void;
  /** Moves the focus to the list. */
  onToList: () => void;
  onSamples: (() => void) | null;
}

/** Sizes in a window that is at least this wide; below it, all are narrower. */
const WIDE = 1240;

export function Panes(props: PanesProps) {
  const { status, settings, counts, listing, scope, empty, selection, detailRef } = props;
  const wide = window.innerWidth >= WIDE;
  return (
    <main className={styles.panes} inert={props.covered} aria-hidden={props.covered || undefined}>
      <Group orientation="horizontal">
        <Panel
          id="pane-views"
          defaultSize={wide ? "200px" : "172px"}
          minSize="172px"
          maxSize="340px"
          groupResizeBehavior="preserve-pixel-size"
        >
          <Sidebar counts={counts} scope={scope} onChoose={props.onScope} />
        </Panel>
        <Divider label="Width of the views" />
        {empty ? (
          <Panel id="pane-welcome">
            <Welcome url={status?.url ?? null} settings={settings} onSamples={props.onSamples} />
          </Panel>
        ) : (
          <>
            <Panel
              id="pane-list"
              defaultSize={wide ? "488px" : "336px"}
              minSize="260px"
              maxSize="900px"
              groupResizeBehavior="preserve-pixel-size"
            >
              <Inbox
                state={listing}
                title={titleOf(scope)}
                stored={counts?.total ?? 0}
                selection={selection}
                onSelect={props.onSelect}
                onOpen={() => detailRef.current?.focus()}
                onClearFilter={props.onShowAll}
              />
            </Panel>
            <Divider label="Width of the list" />
            <Panel id="pane-detail" minSize="340px">
              <Detail id={selection} onEdit={props.onEdit} focusRef={detailRef} onLeave={props.onToList} />
            </Panel>
          </>
        )}
      </Group>
    </main>
  );
}
