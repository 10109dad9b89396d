// What there is to say about a request that was copied or imported, until it is put away.
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import styles from "./Told.module.css";

export interface Telling {
  title: string;
  notes: readonly string[];
  bad?: boolean;
}

export function Told({ telling, onClose }: { telling: Telling | null; onClose: () => void }) {
  return (
    <div role="status">
      {telling !== null && (
        <div className={`${styles.told} ${telling.bad === true ? styles.bad : ""}`} data-testid="told">
          <Icon name={telling.bad === true ? "warn" : "check"} />
          <div>
            <b>{telling.title}</b>
            {telling.notes.map((note) => (
              <p key={note}>
                <Visible text={note} />
              </p>
            ))}
          </div>
          <Button icon="cross" look="bare" size="small" label="Put this away" onClick={onClose} />
        </div>
      )}
    </div>
  );
}
