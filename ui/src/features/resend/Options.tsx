// The options under the URL: members generated on send, the signature, the certificate check, and
// the event of the draft.
import { useId } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import { canBeFresh } from "@/format/senders";
import { clockOf, fullInstant } from "@/format/time";
import type { DraftView, EventDetail, RequestPreview } from "@/ipc/types";
import { CertificateField } from "@/lib/sending/CertificateField";
import { GeneratedFields } from "@/lib/sending/GeneratedFields";
import { hasNumbers, withNumbers } from "@/lib/sending/generated";
import { SigningSelect } from "@/lib/sending/SigningSelect";
import { signingSentence } from "@/lib/sending/signing";
import type { Draft } from "./draft";
import styles from "./Options.module.css";

interface OptionsProps {
  event: EventDetail;
  view: DraftView;
  draft: Draft;
  preview: RequestPreview | undefined;
  onChange: (part: Partial<Draft>) => void;
  onSettings: () => void;
}

export function Options({ event, view, draft, preview, onChange, onSettings }: OptionsProps) {
  const { fresh, signing, verifyTls } = draft;
  const canGenerate = canBeFresh(event.row);
  const id = useId();
  const toggleNumbers = () => onChange({ fresh: withNumbers(fresh, !hasNumbers(fresh)) });
  const toggleTime = () => onChange({ fresh: { ...fresh, timestamp: !fresh.timestamp } });
  useAction("freshNumbers", canGenerate ? toggleNumbers : null);
  useAction("freshTime", canGenerate ? toggleTime : null);
  useAction("verifyTls", () => onChange({ verifyTls: !verifyTls }));
  const noSecret = signing.how === "as_received" && view.signing === "no_secret";
  return (
    <Stack row wrap rigid gap="1" gapX="3" band="bar" pad="1" padX="4" line="below" ground="raised">
      {canGenerate && (
        <GeneratedFields
          value={fresh}
          generated={(pointer) => preview?.fresh.find((one) => one.pointer === pointer)?.json ?? null}
          onChange={(next) => onChange({ fresh: next })}
        />
      )}
      <label className={styles.signing} htmlFor={id}>
        Signature
        <SigningSelect
          id={id}
          value={signing}
          asReceived="As received"
          original="Original, even if edited"
          secrets={view.secrets}
          testId="signing"
          onChange={(next) => onChange({ signing: next })}
        />
      </label>
      <CertificateField
        url={draft.url}
        value={verifyTls}
        onChange={(next) => onChange({ verifyTls: next })}
      />
      <Stack as="span" row inline gap="1h" tone={noSecret ? "wait" : "dim"} data-testid="signing-sentence">
        <Icon name={signing.how === "wrong" ? "shieldCross" : "shield"} size="text" />
        <span>
          <UntrustedText text={signingSentence(signing, view.signing, preview?.signed ?? null)} />
        </span>
      </Stack>
      {noSecret && (
        <Button size="small" icon="key" onClick={onSettings}>
          Add secret
        </Button>
      )}
      {!verifyTls && (
        <span className={styles.unsafe} role="status" data-testid="tls-off">
          <Icon name="warn" size="text" />
          The certificate is not checked: anyone on the network path can read and change this request.
        </span>
      )}
      <Origin event={event} />
    </Stack>
  );
}

function Origin({ event: { row } }: { event: EventDetail }) {
  const name = typeName(row);
  const { time, millis } = clockOf(row.received_at);
  return (
    <span className={styles.origin}>
      From{" "}
      <b>
        <UntrustedText text={`${name.stem}${name.last}`} />
      </b>{" "}
      {row.seq !== null && (
        <>
          seq <UntrustedText text={row.seq} /> ·{" "}
        </>
      )}
      <time dateTime={row.received_at} title={fullInstant(row.received_at)}>
        {time}
        {millis}
      </time>
    </span>
  );
}
