// What is made new of each event, and how it is signed after that.
import { useId } from "react";
import { Choice } from "@/components/Choice";
import { SCHEMES } from "@/format/senders";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { BulkPlan } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, writtenChoice } from "@/lib/sending/signing";
import ticks from "@/styles/tick.module.css";
import styles from "./Bulk.module.css";
import type { BulkSetup } from "./setup";

interface SignAndFreshProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  onChange: (part: Partial<BulkSetup>) => void;
}

export function SignAndFresh({ setup, plan, onChange }: SignAndFreshProps) {
  const id = useId();
  const { fresh, signing } = setup;
  const { data: secrets = [] } = useSecrets();
  const numbers = fresh.id || fresh.seq;
  const none = plan !== undefined && plan.authgear === 0;
  const some = plan !== undefined && plan.authgear > 0 && plan.authgear < plan.events;
  return (
    <>
      <fieldset className={styles.ticks} aria-label="Made new">
        <label>
          <input
            type="checkbox"
            className={ticks.tick}
            checked={numbers}
            disabled={none && !numbers}
            onChange={() => onChange({ fresh: { ...fresh, id: !numbers, seq: !numbers } })}
          />
          Fresh id and seq
        </label>
        <label>
          <input
            type="checkbox"
            className={ticks.tick}
            checked={fresh.timestamp}
            disabled={none && !fresh.timestamp}
            onChange={() => onChange({ fresh: { ...fresh, timestamp: !fresh.timestamp } })}
          />
          Fresh timestamp
        </label>
        {none && <span className={styles.soft}>None is Authgear's: there is nothing to make new.</span>}
        {some && (numbers || fresh.timestamp) && (
          <span className={styles.soft}>
            Of Authgear's {countOf(plan.authgear)}; the others go out as they came.
          </span>
        )}
      </fieldset>
      <label className={styles.signing} htmlFor={`${id}-signing`}>
        Signature
        <Choice
          id={`${id}-signing`}
          value={writtenChoice(signing)}
          data-testid="bulk-signing"
          onChange={(chosen) => onChange({ signing: choiceOf(chosen.target.value) })}
        >
          <option value="as_received">As received; anew when edited</option>
          <option value="original">Original, also when edited</option>
          <option value="none">None</option>
          <option value="wrong">Wrong on purpose</option>
          {secrets.map(({ name, scheme }) => (
            <option key={name} value={writtenChoice({ how: "with", secret: name })}>
              With {visibleText(name)} ({SCHEMES[scheme].name})
            </option>
          ))}
        </Choice>
      </label>
      {/^\s*https:/i.test(setup.to) && (
        <fieldset className={styles.ticks} aria-label="Certificate">
          <label>
            <input
              type="checkbox"
              className={ticks.tick}
              checked={setup.verifyTls}
              onChange={() => onChange({ verifyTls: !setup.verifyTls })}
            />
            Check the certificate
          </label>
          {!setup.verifyTls && (
            <span className={styles.wrong}>Anybody on the way can read and answer these.</span>
          )}
        </fieldset>
      )}
    </>
  );
}
