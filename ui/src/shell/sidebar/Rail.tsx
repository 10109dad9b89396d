// The sidebar of a narrow window: the icons of the pages, and a button that shows the whole sidebar.
import { useRef } from "react";
import { Icon } from "@/components/Icon";
import { useRovingFocus } from "@/components/useRovingFocus";
import { countOf } from "@/format/size";
import { type PageEntry, type PlaceProps, usePageEntries } from "./pages";
import styles from "./Rail.module.css";

interface RailProps extends PlaceProps {
  onExpand: () => void;
}

export function Rail({ onExpand, ...place }: RailProps) {
  const { events, automation } = usePageEntries(place);
  const nav = useRef<HTMLElement>(null);
  useRovingFocus(nav, { selector: "button", orientation: "vertical" });
  return (
    <nav ref={nav} data-pane="" className={styles.rail} aria-label="Views" data-testid="rail">
      <ul>
        {[...events, ...automation].map((entry) => (
          <li key={entry.name}>
            <RailButton entry={entry} />
          </li>
        ))}
      </ul>
      <button
        type="button"
        className={styles.entry}
        aria-label="Expand sidebar"
        title="Expand sidebar: saved searches, senders and users"
        onClick={onExpand}
      >
        <Icon name="right" />
      </button>
    </nav>
  );
}

function RailButton({ entry }: { entry: PageEntry }) {
  const { icon, name, count, needsAttention, current, onPress } = entry;
  const label = count === undefined ? name : `${name} ${countOf(count)}`;
  return (
    <button
      type="button"
      className={styles.entry}
      aria-current={current ? "page" : undefined}
      aria-label={label}
      title={label}
      onClick={onPress}
    >
      <Icon name={icon} />
      {needsAttention && count !== undefined && <span className={styles.attention}>{countOf(count)}</span>}
    </button>
  );
}
