// The inbox and its parts with their counts: vendors, their families, the types of each. Choosing one narrows the list.
import { type KeyboardEvent, useRef, useState } from "react";
import { Icon } from "../../components/Icon";
import { countOf } from "../../format/size";
import type { Sidebar as Counts } from "../../ipc/types";
import styles from "./Sidebar.module.css";
import { EVERYTHING, type Scope, sameScope } from "./scope";
import { VendorGroup } from "./VendorGroup";

interface SidebarProps {
  counts: Counts | undefined;
  scope: Scope;
  onChoose: (scope: Scope) => void;
}

export function Sidebar({ counts, scope, onChoose }: SidebarProps) {
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
        <li>
          <button
            type="button"
            className={styles.entry}
            aria-current={sameScope(scope, EVERYTHING)}
            data-stop=""
            onClick={() => onChoose(EVERYTHING)}
          >
            <Icon name="inbox" />
            <span className={styles.name}>Inbox</span>
            <span className={styles.count}>{countOf(total)}</span>
          </button>
        </li>
      </ul>
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
    </nav>
  );
}
