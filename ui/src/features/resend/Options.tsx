// The options under the URL: members generated on send, the signature, the certificate check, and
// the event of the draft.
import { useId } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Checkbox } from "@/components/Checkbox";
import { Icon } from "@/components/Icon";
import { Select } from "@/components/Select";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { typeName } from "@/format/event";
import { canBeFresh, SCHEMES } from "@/format/senders";
import { clockOf, fullInstant } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { DraftView, EventDetail, RequestPreview } from "@/ipc/types";
import { choiceOf, optionValueOf, signingSentence } from "@/lib/sending/signing";
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
  const generatedValue = (pointer: string) =>
    preview?.fresh.find((one) => one.pointer === pointer)?.json ?? null;
  const numbers = fresh.id || fresh.seq;
  const toggleNumbers = () => onChange({ fresh: { ...fresh, id: !numbers, seq: !numbers } });
  const toggleTime = () => onChange({ fresh: { ...fresh, timestamp: !fresh.timestamp } });
  useAction("freshNumbers", canGenerate ? toggleNumbers : null);
  useAction("freshTime", canGenerate ? toggleTime : null);
  useAction("verifyTls", () => onChange({ verifyTls: !verifyTls }));
  const noSecret = signing.how === "as_received" && view.signing === "no_secret";
  return (
    <Stack row wrap rigid gap="1" gapX="3" band="bar" pad="1" padX="4" line="below" ground="raised">
      {canGenerate && (
        <>
          <GeneratedMember
            text="New id and seq"
            on={numbers}
            value={generatedValue("/seq")}
            onChange={toggleNumbers}
          />
          <GeneratedMember
            text="New timestamp"
            on={fresh.timestamp}
            value={generatedValue("/context/timestamp")}
            onChange={toggleTime}
          />
        </>
      )}
      <SigningChoice signing={signing} secrets={view.secrets} onChange={onChange} />
      {/^\s*https:/i.test(draft.url) && (
        <Checkbox checked={verifyTls} onChange={() => onChange({ verifyTls: !verifyTls })}>
          Check the certificate
        </Checkbox>
      )}
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

interface GeneratedMemberProps {
  text: string;
  on: boolean;
  /** The JSON value that will be sent. */
  value: string | null;
  onChange: () => void;
}

function GeneratedMember({ text, on, value, onChange }: GeneratedMemberProps) {
  return (
    <Checkbox checked={on} onChange={onChange}>
      {text}
      {on && value !== null && (
        <Text as="code" tone="accent">
          <UntrustedText text={value} />
        </Text>
      )}
    </Checkbox>
  );
}

interface SigningChoiceProps {
  signing: Draft["signing"];
  secrets: DraftView["secrets"];
  onChange: OptionsProps["onChange"];
}

function SigningChoice({ signing, secrets, onChange }: SigningChoiceProps) {
  const id = useId();
  return (
    <label className={styles.signing} htmlFor={id}>
      Signature
      <Select
        id={id}
        value={optionValueOf(signing)}
        data-testid="signing"
        onChange={(chosen) => onChange({ signing: choiceOf(chosen.target.value) })}
      >
        <option value="as_received">As received</option>
        <option value="original">Original, even if edited</option>
        <option value="none">None</option>
        <option value="wrong">Wrong on purpose</option>
        {secrets.map(({ name, scheme }) => (
          <option key={name} value={optionValueOf({ how: "with", secret: name })}>
            With {visibleText(name)} ({SCHEMES[scheme].name})
          </option>
        ))}
      </Select>
    </label>
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
