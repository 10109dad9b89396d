// The inbox and its parts with their counts: vendors, their families, the types of each. Choosing one narrows the list.
// Below them, the users that the newest events are about.
import { type KeyboardEvent, useRef, useState } from "react";
import { Icon, type IconName } from "@/components/Icon";
import type { UsersPlace } from "@/features/people/users/place";
import { useSentTotal } from "@/features/sent/useSent";
import { countOf } from "@/format/size";
import type { Sidebar as Counts } from "@/ipc/types";
import { useWaiting } from "@/lib/held/useHeld";
import { EVERYTHING, type Scope, STARRED, sameScope, WARNINGS } from "@/lib/scope/scope";
import type { Page } from "../place";
import { RecentUsers } from "./RecentUsers";
import { SavedSearches } from "./SavedSearches";
import styles from "./Sidebar.module.css";
import { VendorGroup } from "./VendorGroup";

interface SidebarProps {
  counts: Counts | undefined;
  /** The part of the inbox that is shown; null while something else is. */
  scope: Scope | null;
  /** What lies over the inbox. */
  over: Page | UsersPlace | null;
  /** The whole filter of the list; null while something else is shown. */
  filter: string | null;
  onChoose: (scope: Scope) => void;
  onSearch: (filter: string) => void;
  onPage: (page: Page) => void;
  onUsers: () => void;
  onUser: (id: string) => void;
}

export function Sidebar(props: SidebarProps) {
  const { counts, scope, over, filter, onChoose, onSearch, onPage, onUsers, onUser } = props;
  const sentTotal = useSentTotal();
  const held = useWaiting().length;
  const users = typeof over === "string" ? null : over;
  const nav = useRef<HTMLElement>(null);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [unfolded, setUnfolded] = useState<ReadonlySet<string>>(new Set());
  const flip = (set: ReadonlySet<string>, key: string) => {
    const next = new Set(set);
    if (!next.delete(key)) next.add(key);
    return next;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const stops = [...(nav.current?.querySelectorAll<HTMLElement>("[data-stop]") ?? [])];
    const focused = document.activeElement;
    const at = focused instanceof HTMLElement ? stops.indexOf(focused) : -1;
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by !== 0) stops[Math.min(Math.max(at + by, 0), stops.length - 1)]?.focus();
    else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      const fold = stops[at]?.parentElement?.querySelector<HTMLElement>("[aria-expanded]");
      if (fold?.getAttribute("aria-expanded") === String(event.key === "ArrowLeft")) fold?.click();
    } else return;
    event.preventDefault();
  };
  const total = counts?.total ?? 0;
  return (
    <nav ref={nav} className={styles.sidebar} aria-label="Views" data-testid="sidebar" onKeyDown={onKeyDown}>
      <ul>
        <Entry
          icon="inbox"
          name="Inbox"
          count={total}
          current={scope !== null && sameScope(scope, EVERYTHING)}
          onPress={() => onChoose(EVERYTHING)}
        />
        <Entry
          icon="hold"
          name="Held"
          {...(held === 0 ? {} : { count: held })}
          waits
          current={over === "held"}
          onPress={() => onPage("held")}
        />
        <Entry
          icon="star"
          name="Starred"
          {...(counts === undefined ? {} : { count: counts.starred })}
          current={scope !== null && sameScope(scope, STARRED)}
          onPress={() => onChoose(STARRED)}
        />
        <Entry
          icon="warn"
          name="Warnings"
          current={scope !== null && sameScope(scope, WARNINGS)}
          onPress={() => onChoose(WARNINGS)}
        />
        <Entry
          icon="send"
          name="Sent"
          {...(sentTotal === undefined ? {} : { count: sentTotal })}
          current={over === "sent"}
          onPress={() => onPage("sent")}
        />
        <Entry icon="user" name="All users" current={users?.screen === "users"} onPress={onUsers} />
        <Entry icon="book" name="Catalog" current={over === "catalog"} onPress={() => onPage("catalog")} />
      </ul>
      <h2 className={styles.heading}>Automation</h2>
      <ul>
        <Entry icon="rule" name="Rules" current={over === "rules"} onPress={() => onPage("rules")} />
        <Entry
          icon="forward"
          name="Forwarding"
          current={over === "forwards"}
          onPress={() => onPage("forwards")}
        />
        <Entry icon="stack" name="Bulk send" current={over === "bulk"} onPress={() => onPage("bulk")} />
        <Entry
          icon="list"
          name="Scenarios"
          current={over === "scenarios"}
          onPress={() => onPage("scenarios")}
        />
      </ul>
      <SavedSearches saved={counts?.saved ?? []} filter={filter} onSearch={onSearch} />
      <h2 className={styles.heading}>Vendors</h2>
      {counts?.vendors.every((vendor) => vendor.count === 0) && (
        <p className={styles.hint}>They appear here as soon as the first event of each arrives.</p>
      )}
      <ul>
        {counts?.vendors
          .filter((vendor) => vendor.count > 0)
          .map((vendor) => (
            <VendorGroup
              key={vendor.vendor}
              vendor={vendor}
              scope={scope}
              folded={folded.has(vendor.vendor)}
              unfolded={unfolded}
              onFold={() => setFolded(flip(folded, vendor.vendor))}
              onUnfold={(key) => setUnfolded(flip(unfolded, key))}
              onChoose={onChoose}
            />
          ))}
      </ul>
      {total > 0 && <RecentUsers here={users} onUser={onUser} />}
    </nav>
  );
}

interface EntryProps {
  icon: IconName;
  name: string;
  count?: number;
  /** What is counted waits for a person. */
  waits?: boolean;
  current: boolean;
  onPress: () => void;
}

function Entry({ icon, name, count, waits = false, current, onPress }: EntryProps) {
  return (
    <li>
      <button type="button" className={styles.entry} aria-current={current} data-stop="" onClick={onPress}>
        <Icon name={icon} />
        <span className={styles.name}>{name}</span>
        {count !== undefined && <span className={waits ? styles.waits : styles.count}>{countOf(count)}</span>}
      </button>
    </li>
  );
}
