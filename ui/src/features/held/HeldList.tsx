// The held events, the one with the soonest end first, when there are several.
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { familyLook } from "@/format/senders";
import { type HeldEvent, secondsLeft } from "@/lib/held/clock";
import { useClock } from "@/lib/held/useHeld";
import tints from "@/styles/families.module.css";
import styles from "./Held.module.css";

const TICK = 200;

interface HeldListProps {
  rows: readonly HeldEvent[];
  chosen: number;
  onChoose: (event: number) => void;
}

export function HeldList({ rows, chosen, onChoose }: HeldListProps) {
  const last = Math.max(...rows.map((row) => row.answersAt));
  const now = useClock(last, TICK);
  return (
    <div className={styles.list} role="listbox" aria-label="Held events, the soonest end first" tabIndex={-1}>
      {rows.map((row) => {
        const { stem, last: name } = typeName(row);
        const look = familyLook(row.vendor, row.type?.split(".")[0] ?? null);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: J and K move; options take no focus.
          // biome-ignore lint/a11y/useFocusableInteractive: see above.
          <div
            key={row.event_id}
            role="option"
            aria-selected={row.event_id === chosen}
            className={styles.row}
            data-testid="held-row"
            data-event-id={row.event_id}
            onClick={() => onChoose(row.event_id)}
          >
            <Icon name={look.glyph} className={tints[look.tint]} />
            <span>
              <Visible text={stem} />
              <b>
                <Visible text={name} />
              </b>
            </span>
            <span className={styles.soft}>
              <Visible text={row.subject ?? row.user_id ?? row.path} />
            </span>
            {row.gone ? (
              <span className={styles.soft}>hung up</span>
            ) : (
              <span className={styles.left}>
                <Icon name="hold" />
                {secondsLeft(row.answersAt, now)}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
