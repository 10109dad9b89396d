// Fault injection: simulates an unreliable network for a share of the events. Collapsed by default.
import { Text } from "@/components/Text";
import { counted } from "@/format/size";
import styles from "./Bulk.module.css";
import { NumberField } from "./NumberField";
import { activeFaults, type BulkSetup, SHARES, type WrongField } from "./setup";

interface FaultInjectionFieldsProps {
  setup: BulkSetup;
  wrong: ReadonlySet<WrongField>;
  onChange: (part: Partial<BulkSetup>) => void;
}

const WHOLE_NUMBER = "needs a whole number";

export function FaultInjectionFields({ setup, wrong, onChange }: FaultInjectionFieldsProps) {
  const on = activeFaults(setup);
  return (
    <details className={styles.faults}>
      <summary>
        Fault injection <Text tone="soft">{on === 0 ? "off" : `${counted(on, "fault")} on`}</Text>
      </summary>
      <p className={styles.hint}>
        Simulate network faults. Each share is a percentage of all events. The same seed repeats the same
        faults.
      </p>
      <div className={styles.shares}>
        {SHARES.map(({ share, text, about }) => (
          <NumberField
            key={share}
            label={text}
            hint={`%, ${about}`}
            value={setup.shares[share]}
            wrong={wrong.has(share) ? "needs 0 to 100" : null}
            onChange={(percent) => onChange({ shares: { ...setup.shares, [share]: percent } })}
          />
        ))}
        <NumberField
          label="Seed"
          value={setup.seed}
          wrong={wrong.has("seed") ? WHOLE_NUMBER : null}
          onChange={(seed) => onChange({ seed })}
        />
        <NumberField
          label="Moved by at most"
          hint="positions"
          value={setup.window}
          wrong={wrong.has("window") ? WHOLE_NUMBER : null}
          onChange={(window) => onChange({ window })}
        />
        <NumberField
          label="Delayed by at most"
          hint="ms"
          value={setup.longestDelay}
          wrong={wrong.has("longestDelay") ? WHOLE_NUMBER : null}
          onChange={(longestDelay) => onChange({ longestDelay })}
        />
      </div>
    </details>
  );
}
