// Members generated on send, the signature, and the certificate check.
import { useId } from "react";
import { Field } from "@/components/Field";
import { Text } from "@/components/Text";
import { countOf } from "@/format/size";
import type { BulkPlan } from "@/ipc/types";
import { useSecrets } from "@/lib/secrets/useSecrets";
import { CertificateField } from "@/lib/sending/CertificateField";
import { GeneratedFields } from "@/lib/sending/GeneratedFields";
import { hasNumbers } from "@/lib/sending/generated";
import { SigningSelect } from "@/lib/sending/SigningSelect";
import { isTls } from "@/lib/targets/target";
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
  const none = plan !== undefined && plan.authgear === 0;
  const some = plan !== undefined && plan.authgear > 0 && plan.authgear < plan.events;
  return (
    <>
      <fieldset className={styles.ticks} aria-label="Generated on send">
        <GeneratedFields value={fresh} unavailable={none} onChange={(next) => onChange({ fresh: next })} />
        {none && <Text tone="soft">None of these events is from Authgear, so nothing is generated.</Text>}
        {some && (hasNumbers(fresh) || fresh.timestamp) && (
          <Text tone="soft">
            Applies to {countOf(plan.authgear)} Authgear events. Other events are sent unchanged.
          </Text>
        )}
      </fieldset>
      <Field label="Signature" htmlFor={`${id}-signing`}>
        <SigningSelect
          id={`${id}-signing`}
          value={signing}
          asReceived="As received; re-signed if edited"
          original="Original, even if edited"
          secrets={secrets}
          onChange={(next) => onChange({ signing: next })}
        />
      </Field>
      {isTls(setup.to) && (
        <fieldset className={styles.ticks} aria-label="Certificate">
          <CertificateField
            url={setup.to}
            value={setup.verifyTls}
            onChange={(verifyTls) => onChange({ verifyTls })}
          />
          {!setup.verifyTls && (
            <Text tone="bad">Anyone on the network path can read and change these requests.</Text>
          )}
        </fieldset>
      )}
    </>
  );
}
