// The adversary: what an unreliable network does to a share of the events. Closed at first.
import { Text } from "@/components/Text";
import { counted } from "@/format/size";
import styles from "./Bulk.module.css";
import { NumberField } from "./NumberField";
import { type BulkSetup, SHARES, tamperings, type WrongField } from "./setup";

interface AdversaryFieldsProps {
  setup: BulkSetup;
  wrong: ReadonlySet<WrongField>;
  onChange: (part: Partial<BulkSetup>) => void;
}

const WHOLE = "a whole number";

export function AdversaryFields({ setup, wrong, onChange }: AdversaryFieldsProps) {
  const on = tamperings(setup);
  return (
    <details className={styles.adversary}>
      <summary>
        Adversary <Text tone="soft">{on === 0 ? "off" : `${counted(on, "kind")} of tampering`}</Text>
      </summary>
      <p className={styles.hint}>
        Be as unkind to the handler as a network can be. Shares are percent of all events; the same seed does
        the same.
      </p>
      <div className={styles.shares}>
        {SHARES.map(({ share, text, about }) => (
          <NumberField
            key={share}
            label={text}
            hint={`% ${about}`}
            value={setup.shares[share]}
            wrong={wrong.has(share) ? "% from 0 to 100" : null}
            onChange={(percent) => onChange({ shares: { ...setup.shares, [share]: percent } })}
          />
        ))}
        <NumberField
          label="Seed"
          value={setup.seed}
          wrong={wrong.has("seed") ? WHOLE : null}
          onChange={(seed) => onChange({ seed })}
        />
        <NumberField
          label="Moved by at most"
          hint="places"
          value={setup.window}
          wrong={wrong.has("window") ? WHOLE : null}
          onChange={(window) => onChange({ window })}
        />
        <NumberField
          label="Delayed by at most"
          hint="ms"
          value={setup.longestDelay}
          wrong={wrong.has("longestDelay") ? WHOLE : null}
          onChange={(longestDelay) => onChange({ longestDelay })}
        />
      </div>
    </details>
  );
}
