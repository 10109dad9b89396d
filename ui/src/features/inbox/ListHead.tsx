// The head of the list: what it shows and how much of it there is, what is new, and whether it follows.
import type { ReactNode } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { Menu, type MenuAction } from "@/components/Menu";
import { Visible } from "@/components/Visible";
import { countOf } from "@/format/size";
import styles from "./Inbox.module.css";

interface ListHeadProps {
  title: string;
  count: ReactNode;
  /** Another list is being looked for. */
  slow: boolean;
  /** Events that came while a person reads further below. */
  fresh: number;
  paused: boolean;
  /** Events that came while it is paused. */
  waiting: number;
  grouped: boolean;
  onBack: (() => void) | null;
  onNewest: () => void;
  onPause: () => void;
  more: readonly MenuAction[];
}

export function ListHead(props: ListHeadProps) {
  const { title, count, slow, fresh, paused, waiting, grouped, onBack, onNewest, onPause, more } = props;
  return (
    <div className={styles.head}>
      {onBack !== null && <Button icon="back" look="bare" label="Back to the list" onClick={onBack} />}
      <h2>
        <Visible text={title} />
      </h2>
      <span className={styles.count}>
        <span hidden={slow}>
          {count}
          {grouped && " · repeats grouped"}
        </span>
        <span role="status">{slow && "Searching…"}</span>
      </span>
      {paused ? (
        <button type="button" className={styles.newer} data-testid="resume" onClick={onPause}>
          <Icon name="play" />
          Paused{waiting > 0 && ` · ${countOf(waiting)} new`}
          <Key>P</Key>
        </button>
      ) : (
        fresh > 0 && (
          <button type="button" className={styles.newer} data-testid="fresh" onClick={onNewest}>
            <Icon name="up" />
            {countOf(fresh)} new
            <Key>Home</Key>
          </button>
        )
      )}
      {!paused && <Button icon="pause" look="bare" size="small" label="Pause (P)" onClick={onPause} />}
      <Menu icon="dots" look="bare" size="small" label="More about this list" actions={more} />
    </div>
  );
}
