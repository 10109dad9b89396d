// The sidebar: pages, saved searches, senders with their event types and counts, and recent users.
// A sender or a type filters the list.
import { type KeyboardEvent, useRef, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { useRovingFocus } from "@/components/useRovingFocus";
import { countOf } from "@/format/size";
import { type PageEntry, type PlaceProps, usePageEntries } from "./pages";
import { RecentUsers } from "./RecentUsers";
import { SavedSearches } from "./SavedSearches";
import { SenderGroup } from "./SenderGroup";
import styles from "./Sidebar.module.css";

interface SidebarProps extends PlaceProps {
  /** The filter of the list. Null while a page or a user screen is open. */
  filter: string | null;
  onSearch: (filter: string) => void;
  onUser: (id: string) => void;
  /** Shows the rail instead. Null in a wide window. */
  onCollapse: (() => void) | null;
}

/** The entry of the sender or family that contains an entry. */
const parentStop = (stop: Element | null) =>
  stop?.closest("li")?.parentElement?.closest("li")?.querySelector<HTMLElement>("[data-stop]");

export function Sidebar(props: SidebarProps) {
  const { counts, scope, page, filter, onChoose, onSearch, onUser, onCollapse } = props;
  const pages = usePageEntries(props);
  const users = typeof page === "string" ? null : page;
  const nav = useRef<HTMLElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const toggled = (set: ReadonlySet<string>, key: string) => {
    const next = new Set(set);
    if (!next.delete(key)) next.add(key);
    return next;
  };
  useRovingFocus(nav, { selector: "[data-stop]", orientation: "vertical" });
  /** The right arrow expands the focused sender or family, and the left arrow collapses it. */
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const at = document.activeElement;
    const fold = at?.parentElement?.querySelector<HTMLElement>("[aria-expanded]");
    if (fold?.getAttribute("aria-expanded") === String(event.key === "ArrowLeft")) fold?.click();
    else if (event.key === "ArrowLeft") parentStop(at)?.focus();
    event.preventDefault();
  };
  const total = counts?.total ?? 0;
  return (
    <nav
      ref={nav}
      className={styles.sidebar}
      aria-label="Views"
      data-testid="sidebar"
      data-pane=""
      onKeyDown={onKeyDown}
    >
      {onCollapse !== null && (
        <Button icon="back" look="bare" label="Collapse sidebar" data-stop="" onClick={onCollapse} />
      )}
      <PageList entries={pages.events} />
      <h2 className={styles.heading}>Automation</h2>
      <PageList entries={pages.automation} />
      <SavedSearches saved={counts?.saved ?? []} filter={filter} onSearch={onSearch} />
      <h2 className={styles.heading}>Senders</h2>
      {counts?.vendors.every((vendor) => vendor.count === 0) && (
        <p className={styles.hint}>Senders appear here after their first event.</p>
      )}
      <ul>
        {counts?.vendors
          .filter((vendor) => vendor.count > 0)
          .map((vendor) => (
            <SenderGroup
              key={vendor.vendor}
              vendor={vendor}
              scope={scope}
              folded={folded.has(vendor.vendor)}
              unfolded={unfolded}
              onFold={() => setFolded(toggled(folded, vendor.vendor))}
              onUnfold={(key) => setUnfolded(toggled(unfolded, key))}
              onChoose={onChoose}
            />
          ))}
      </ul>
      {total > 0 && <RecentUsers current={users} onUser={onUser} />}
    </nav>
  );
}

const PageList = ({ entries }: { entries: readonly PageEntry[] }) => (
  <ul>
    {entries.map(({ icon, name, count, needsAttention, current, onPress }) => (
      <li key={name}>
        <button
          type="button"
          className={styles.entry}
          aria-current={current ? "page" : undefined}
          data-stop=""
          onClick={onPress}
        >
          <Icon name={icon} />
          <span className={styles.name}>{name}</span>
          {count !== undefined && (
            <span className={needsAttention ? styles.attention : styles.count}>{countOf(count)}</span>
          )}
        </button>
      </li>
    ))}
  </ul>
);
