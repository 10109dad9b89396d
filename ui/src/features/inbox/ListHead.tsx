// The header of the list: title, count, the button for new events, and pause.
import { type ReactNode, useRef } from "react";
import { withKeys } from "@/actions/catalog";
import { useKeys } from "@/actions/Shortcuts";
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { KeysOf } from "@/components/Key";
import { Menu, type MenuAction } from "@/components/Menu";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { useRovingFocus } from "@/components/useRovingFocus";
import { countOf } from "@/format/size";
import styles from "./Inbox.module.css";

interface ListHeadProps {
  title: string;
  count: ReactNode;
  /** The next listing takes a while to open. */
  slow: boolean;
  /** Events that arrived while the list was scrolled away from its top. */
  unseen: number;
  paused: boolean;
  /** Events that arrived while the list was paused. */
  waiting: number;
  grouped: boolean;
  onBack: (() => void) | null;
  onNewest: () => void;
  onPause: () => void;
  more: readonly MenuAction[];
}

export function ListHead(props: ListHeadProps) {
  const { title, count, slow, unseen, paused, waiting, grouped, onBack, onNewest, onPause, more } = props;
  const bar = useRef<HTMLDivElement>(null);
  useRovingFocus(bar, { selector: "button", orientation: "horizontal" });
  const pauseKeys = useKeys("pause");
  return (
    <Bar line ref={bar}>
      {onBack !== null && <Button icon="back" look="bare" label="Back to the list" onClick={onBack} />}
      <Text as="h2" truncate>
        <UntrustedText text={title} />
      </Text>
      <span className={styles.count}>
        <span hidden={slow}>
          {count}
          {grouped && " · duplicates grouped"}
        </span>
        <span role="status">{slow && "Searching…"}</span>
      </span>
      {paused ? (
        <button type="button" className={styles.newer} data-testid="resume" onClick={onPause}>
          <Icon name="play" />
          Paused{waiting > 0 && ` · ${countOf(waiting)} new`}
          <KeysOf action="pause" />
        </button>
      ) : (
        unseen > 0 && (
          <button type="button" className={styles.newer} onClick={onNewest}>
            <Icon name="up" />
            {countOf(unseen)} new
            <KeysOf action="newest" />
          </button>
        )
      )}
      {!paused && (
        <Button
          icon="pause"
          look="bare"
          size="small"
          label={withKeys("Pause", pauseKeys)}
          onClick={onPause}
        />
      )}
      <Menu icon="dots" look="bare" size="small" label="List actions" actions={more} />
    </Bar>
  );
}
