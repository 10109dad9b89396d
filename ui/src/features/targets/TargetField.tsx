// Where samples go: this receiver, or a URL; the ones that were sent to before are at hand.
import { Menu } from "@base-ui/react/menu";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { Icon } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import { coverageTargets } from "../../ipc/commands";
import styles from "./TargetField.module.css";
import { TARGETS } from "./target";

interface TargetFieldProps {
  /** The URL; empty for this receiver. */
  value: string;
  /** The address of this receiver, when it listens. */
  receiver: string | null;
  onChange: (value: string) => void;
}

export function TargetField({ value, receiver, onChange }: TargetFieldProps) {
  const id = useId();
  const { data } = useQuery({ queryKey: TARGETS, queryFn: coverageTargets });
  const here = `This receiver${receiver === null ? "" : `, ${receiver}`}`;
  const others = (data ?? []).filter((target) => target !== receiver);
  return (
    <div className={styles.target}>
      <label htmlFor={id}>To</label>
      <div className={styles.field}>
        <input
          id={id}
          type="text"
          inputMode="url"
          placeholder={here}
          value={value}
          spellCheck={false}
          autoComplete="off"
          data-testid="target"
          onChange={(event) => onChange(event.target.value)}
        />
        <Menu.Root>
          <Menu.Trigger className={styles.more} aria-label="Where to send">
            <Icon name="down" />
          </Menu.Trigger>
          <Menu.Portal>
            <Menu.Positioner className={styles.positioner} sideOffset={4} align="end">
              <Menu.Popup className={styles.menu}>
                <Menu.Item className={styles.item} onClick={() => onChange("")}>
                  {here}
                </Menu.Item>
                {others.map((target) => (
                  <Menu.Item key={target} className={styles.item} onClick={() => onChange(target)}>
                    <Visible text={target} />
                  </Menu.Item>
                ))}
              </Menu.Popup>
            </Menu.Positioner>
          </Menu.Portal>
        </Menu.Root>
      </div>
    </div>
  );
}
