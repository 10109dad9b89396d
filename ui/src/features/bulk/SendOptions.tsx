// Members generated on send, the signature, and the certificate check.
import { useId } from "react";
import { Checkbox } from "@/components/Checkbox";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { Text } from "@/components/Text";
import { SCHEMES } from "@/format/senders";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import type { BulkPlan } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { choiceOf, optionValueOf } from "@/lib/sending/signing";
import styles from "./Bulk.module.css";
import type { BulkSetup } from "./setup";

interface SendOptionsProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  onChange: (part: Partial<BulkSetup>) => void;
}

export function SendOptions({ setup, plan, onChange }: SendOptionsProps) {
  const id = useId();
  const { fresh, signing } = setup;
  const { data: secrets = [] } = useSecrets();
  const numbers = fresh.id || fresh.seq;
  const none = plan !== undefined && plan.authgear === 0;
  const some = plan !== undefined && plan.authgear > 0 && plan.authgear < plan.events;
  return (
    <>
      <fieldset className={styles.ticks} aria-label="Generated on send">
        <Checkbox
          checked={numbers}
          disabled={none && !numbers}
          onChange={(on) => onChange({ fresh: { ...fresh, id: on, seq: on } })}
        >
          New id and seq
        </Checkbox>
        <Checkbox
          checked={fresh.timestamp}
          disabled={none && !fresh.timestamp}
          onChange={(timestamp) => onChange({ fresh: { ...fresh, timestamp } })}
        >
          New timestamp
        </Checkbox>
        {none && <Text tone="soft">None of these events is from Authgear, so nothing is generated.</Text>}
        {some && (numbers || fresh.timestamp) && (
          <Text tone="soft">
            Applies to {countOf(plan.authgear)} Authgear events. Other events are sent unchanged.
          </Text>
        )}
      </fieldset>
      <Field label="Signature" htmlFor={`${id}-signing`}>
        <Select
          id={`${id}-signing`}
          value={optionValueOf(signing)}
          onChange={(chosen) => onChange({ signing: choiceOf(chosen.target.value) })}
        >
          <option value="as_received">As received; re-signed if edited</option>
          <option value="original">Original, even if edited</option>
          <option value="none">None</option>
          <option value="wrong">Wrong on purpose</option>
          {secrets.map(({ name, scheme }) => (
            <option key={name} value={optionValueOf({ how: "with", secret: name })}>
              With {visibleText(name)} ({SCHEMES[scheme].name})
            </option>
          ))}
        </Select>
      </Field>
      {/^\s*https:/i.test(setup.to) && (
        <fieldset className={styles.ticks} aria-label="Certificate">
          <Checkbox checked={setup.verifyTls} onChange={(verifyTls) => onChange({ verifyTls })}>
            Check the certificate
          </Checkbox>
          {!setup.verifyTls && (
            <Text tone="bad">Anyone on the network path can read and change these requests.</Text>
          )}
        </fieldset>
      )}
    </>
  );
}
