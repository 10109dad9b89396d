// The sidebar: pages, saved searches, senders with their event types and counts, and recent users.
// A sender or a type filters the list.
import { type KeyboardEvent, useRef, useState } from "react";
import { Icon, type IconName } from "@/components/Icon";
import { useSentTotal } from "@/features/sent/useSent";
import type { UsersPlace } from "@/features/users/list/place";
import { countOf } from "@/format/size";
import type { Sidebar as Counts } from "@/ipc/types";
import { useWaiting } from "@/lib/held/useHeld";
import { EVERYTHING, type Scope, STARRED, sameScope, WARNINGS } from "@/lib/scope/scope";
import type { Page } from "../navigation";
import { RecentUsers } from "./RecentUsers";
import { SavedSearches } from "./SavedSearches";
import { SenderGroup } from "./SenderGroup";
import styles from "./Sidebar.module.css";

interface SidebarProps {
  counts: Counts | undefined;
  /** The scope of the list. Null while a page or a user screen is open. */
  scope: Scope | null;
  /** The page or user screen that covers the inbox. */
  page: Page | UsersPlace | null;
  /** The filter of the list. Null while a page or a user screen is open. */
  filter: string | null;
  onChoose: (scope: Scope) => void;
  onSearch: (filter: string) => void;
  onPage: (page: Page) => void;
  onUsers: () => void;
  onUser: (id: string) => void;
}

export function Sidebar(props: SidebarProps) {
  const { counts, scope, page, filter, onChoose, onSearch, onPage, onUsers, onUser } = props;
  const sentTotal = useSentTotal();
  const held = useWaiting().length;
  const users = typeof page === "string" ? null : page;
  const nav = useRef<HTMLElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const toggled = (set: ReadonlySet<string>, key: string) => {
    const next = new Set(set);
    if (!next.delete(key)) next.add(key);
    return next;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const stops = [...(nav.current?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const focused = document.activeElement;
    const index = focused instanceof HTMLElement ? stops.indexOf(focused) : -1;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) stops[Math.min(Math.max(index + by, 0), stops.length - 1)]?.focus();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const fold = stops[index]?.parentElement?.querySelector<HTMLElement>("[aria-expanded]");
      if (fold?.getAttribute("aria-expanded") === String(event.key === "ArrowLeft")) fold?.click();
    } else return;
    event.preventDefault();
  };
  const total = counts?.total ?? 0;
  const isSaved = counts?.saved.some((search) => search.filter === filter) === true;
  const isInbox = scope !== null && (scope.copies !== undefined || sameScope(scope, EVERYTHING));
  return (
    <nav ref={nav} className={styles.sidebar} aria-label="Views" data-testid="sidebar" onKeyDown={onKeyDown}>
      <ul>
        <NavItem
          icon="inbox"
          name="Inbox"
          count={total}
          current={isInbox && !isSaved}
          onPress={() => onChoose(EVERYTHING)}
        />
        <NavItem
          icon="hold"
          name="Held"
          {...(held === 0 ? {} : { count: held })}
          needsAttention
          current={page === "held"}
          onPress={() => onPage("held")}
        />
        <NavItem
          icon="star"
          name="Starred"
          {...(counts === undefined ? {} : { count: counts.starred })}
          current={scope !== null && sameScope(scope, STARRED)}
          onPress={() => onChoose(STARRED)}
        />
        <NavItem
          icon="warn"
          name="Warnings"
          current={scope !== null && sameScope(scope, WARNINGS)}
          onPress={() => onChoose(WARNINGS)}
        />
        <NavItem
          icon="send"
          name="Sent"
          {...(sentTotal === undefined ? {} : { count: sentTotal })}
          current={page === "sent"}
          onPress={() => onPage("sent")}
        />
        <NavItem icon="user" name="All users" current={users !== null} onPress={onUsers} />
        <NavItem icon="book" name="Catalog" current={page === "catalog"} onPress={() => onPage("catalog")} />
      </ul>
      <h2 className={styles.heading}>Automation</h2>
      <ul>
        <NavItem icon="rule" name="Rules" current={page === "rules"} onPress={() => onPage("rules")} />
        <NavItem
          icon="forward"
          name="Forwarding"
          current={page === "forwards"}
          onPress={() => onPage("forwards")}
        />
        <NavItem icon="stack" name="Bulk resend" current={page === "bulk"} onPress={() => onPage("bulk")} />
        <NavItem
          icon="list"
          name="Scenarios"
          current={page === "scenarios"}
          onPress={() => onPage("scenarios")}
        />
      </ul>
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

interface NavItemProps {
  icon: IconName;
  name: string;
  count?: number;
  /** The counted items wait for the user. */
  needsAttention?: boolean;
  current: boolean;
  onPress: () => void;
}

function NavItem({ icon, name, count, needsAttention = false, current, onPress }: NavItemProps) {
  return (
    <li>
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
  );
}
