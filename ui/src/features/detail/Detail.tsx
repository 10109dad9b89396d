// One event in full: its head, and its parts as tabs. What was last looked at stays in place until the next event is
// here, so that moving through the list does not flicker.
import { Tabs } from "@base-ui/react/tabs";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, type Ref, useState } from "react";
import { useAction } from "../../actions/Actions";
import { Empty } from "../../components/Empty";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { sizeOf } from "../../format/size";
import { event as fetchEvent } from "../../ipc/commands";
import type { EventDetail } from "../../ipc/types";
import { Answer } from "../answer/Answer";
import { Changes } from "../changes/Changes";
import { useChanges } from "../changes/useChanges";
import { Headers } from "../headers/Headers";
import { Payload } from "../payload/Payload";
import { Raw } from "../raw/Raw";
import { Resends } from "../resends/Resends";
import styles from "./Detail.module.css";
import { DetailHead } from "./DetailHead";
import { firstTab, isTab, TABS, type TabName, tabBeside } from "./tabs";

interface DetailProps {
  id: number | null;
  onEdit: (id: number) => void;
  /** Takes the focus when the list hands it over. */
  focusRef: Ref<HTMLElement>;
  /** Escape hands it back. */
  onLeave: () => void;
}

export function Detail({ id, onEdit, focusRef, onLeave }: DetailProps) {
  const query = useQuery({
    queryKey: ["event", id],
    queryFn: () => fetchEvent(id ?? 0),
    enabled: id !== null,
    placeholderData: keepPreviousData,
    // What was received never changes; what is known of it is invalidated where it changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const leave = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onLeave();
  };
  let inside: ReactNode;
  if (id === null) inside = <Empty title="No event chosen">Choose one in the list, or press J and K.</Empty>;
  else if (query.error !== null)
    inside = (
      <div className={styles.trouble}>
        <TroubleNote error={query.error} retry={() => void query.refetch()} />
      </div>
    );
  else if (query.data === undefined) inside = <Skeleton lines={8} label="Loading the event" />;
  else inside = <Parts key={query.data.row.id} event={query.data} onEdit={onEdit} />;
  return (
    <section
      ref={focusRef}
      tabIndex={-1}
      className={styles.detail}
      aria-label="Event"
      data-testid="detail"
      data-event-id={query.data?.row.id}
      onKeyDown={leave}
    >
      {inside}
    </section>
  );
}

function Parts({ event, onEdit }: { event: EventDetail; onEdit: (id: number) => void }) {
  const [tab, setTab] = useState<TabName>(firstTab(event.comparable));
  const { row } = event;
  const changes = useChanges(row.id);
  const changed =
    changes.data?.state === "compared" ? changes.data.changes.length + changes.data.omitted : null;
  const title: Record<TabName, ReactNode> = {
    changes: <>Changes{changed !== null && <span>{changed}</span>}</>,
    payload: <>Payload{<span>{row.size === 0 ? "empty" : sizeOf(row.size)}</span>}</>,
    headers: <>Headers{<span>{event.headers.length}</span>}</>,
    answer: <>Answer{<span>{event.answer?.status ?? "none"}</span>}</>,
    resends: <>Resends{row.resends > 0 && <span>{row.resends}</span>}</>,
    raw: "Raw",
  };
  const part: Record<TabName, () => ReactNode> = {
    changes: () => <Changes query={changes} />,
    payload: () => <Payload event={event} />,
    headers: () => <Headers event={event} />,
    answer: () => <Answer answer={event.answer} />,
    resends: () => <Resends event={row.id} onEdit={() => onEdit(row.id)} />,
    raw: () => <Raw event={event} />,
  };
  useAction("edit", () => onEdit(row.id));
  useAction("tab1", () => setTab("changes"));
  useAction("tab2", () => setTab("payload"));
  useAction("tab3", () => setTab("headers"));
  useAction("tab4", () => setTab("answer"));
  useAction("tab5", () => setTab("resends"));
  useAction("tab6", () => setTab("raw"));
  useAction("nextTab", () => setTab(tabBeside(tab, 1)));
  useAction("previousTab", () => setTab(tabBeside(tab, -1)));
  return (
    <>
      <DetailHead event={event} onEdit={() => onEdit(row.id)} onAllFindings={() => setTab("payload")} />
      <Tabs.Root
        className={styles.parts}
        value={tab}
        onValueChange={(value: unknown) => isTab(value) && setTab(value)}
      >
        <Tabs.List className={styles.tabs} aria-label="Parts of the event" activateOnFocus>
          {TABS.map((name) => (
            <Tabs.Tab key={name} value={name} className={styles.tab} data-testid={`tab-${name}`}>
              {title[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map((name) => (
          <Tabs.Panel key={name} value={name} className={styles.panel}>
            {tab === name && part[name]()}
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </>
  );
}
