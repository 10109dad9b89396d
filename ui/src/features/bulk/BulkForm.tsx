// What is sent, where it goes, how fast, and how it is tampered with; at its end, what will happen.
import { type FormEvent, useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Field } from "@/components/Field";
import { Segments } from "@/components/Segments";
import { Stack } from "@/components/Stack";
import { UrlField } from "@/components/TextField";
import { MAX_CONCURRENCY } from "@/ipc/bindings/limits";
import type { BulkOrder, BulkPlan } from "@/ipc/types";
import { useRecentTargets } from "@/lib/sending/useRecentTargets";
import { AdversaryFields } from "./AdversaryFields";
import styles from "./Bulk.module.css";
import { BulkFoot } from "./BulkFoot";
import { NumberField } from "./NumberField";
import { SignAndFresh } from "./SignAndFresh";
import { type BulkSetup, wrongFields } from "./setup";

interface BulkFormProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  planError: unknown;
  /** The target of another bulk send that is not finished. */
  underWay: string | null;
  starting: boolean;
  error: unknown;
  onChange: (part: Partial<BulkSetup>) => void;
  onStart: () => void;
}

const ORDERS: readonly { value: BulkOrder; text: string }[] = [
  { value: "oldest", text: "Oldest first" },
  { value: "newest", text: "Newest first" },
  { value: "as_given", text: "As listed" },
];

const PACES: readonly { value: BulkSetup["pace"]; text: string }[] = [
  { value: "fastest", text: "As fast as possible" },
  { value: "rate", text: "At a rate" },
  { value: "received", text: "As received" },
];

export function BulkForm(props: BulkFormProps) {
  const { setup, plan, underWay, starting, onChange, onStart } = props;
  const wrong = wrongFields(setup);
  const isEmpty = plan !== undefined && plan.planned.requests === 0;
  const isPossible = setup.to.trim() !== "" && wrong.size === 0 && underWay === null && !starting && !isEmpty;
  useAction("send", isPossible ? onStart : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) onStart();
  };
  return (
    <Stack as="form" full onSubmit={submit} data-testid="bulk-form">
      <section className={styles.fields} aria-label="What is sent">
        <TargetUrl to={setup.to} onChange={onChange} />
        <Field as="div" label="Order">
          <Segments
            label="Order"
            value={setup.order}
            options={ORDERS}
            onChange={(order) => onChange({ order })}
          />
        </Field>
        <Field as="div" label="Pace">
          <Segments label="Pace" value={setup.pace} options={PACES} onChange={(pace) => onChange({ pace })} />
        </Field>
        {setup.pace === "rate" && (
          <NumberField
            label="Requests a second"
            value={setup.rate}
            wrong={wrong.has("rate") ? "a number above 0" : null}
            onChange={(rate) => onChange({ rate })}
          />
        )}
        {setup.pace === "received" && (
          <NumberField
            label="Pauses times"
            hint="0.5 is twice as fast"
            value={setup.factor}
            wrong={wrong.has("factor") ? "a number from 0 on" : null}
            onChange={(factor) => onChange({ factor })}
          />
        )}
        <Stack gap="2">
          <NumberField
            label="Repeat"
            hint="times"
            value={setup.rounds}
            wrong={wrong.has("rounds") ? "a whole number" : null}
            onChange={(rounds) => onChange({ rounds })}
          />
          <NumberField
            label="At once"
            hint={`up to ${MAX_CONCURRENCY}`}
            value={setup.atOnce}
            wrong={wrong.has("atOnce") ? "a whole number" : null}
            onChange={(atOnce) => onChange({ atOnce })}
          />
        </Stack>
        <SignAndFresh setup={setup} plan={plan} onChange={onChange} />
        <AdversaryFields setup={setup} wrong={wrong} onChange={onChange} />
      </section>
      <BulkFoot {...props} hasWrong={wrong.size > 0} isPossible={isPossible} />
    </Stack>
  );
}

interface TargetUrlProps {
  to: string;
  onChange: (part: { to: string }) => void;
}

function TargetUrl({ to, onChange }: TargetUrlProps) {
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => url.current?.focus(), []);
  useAction("focusUrl", () => {
    url.current?.focus();
    url.current?.select();
  });
  const { data: recent = [] } = useRecentTargets();
  // An empty field starts with the target used last.
  const [latest] = recent;
  const offered = useRef(false);
  useEffect(() => {
    if (offered.current || latest === undefined) return;
    offered.current = true;
    if (to === "") onChange({ to: latest });
  }, [latest, to, onChange]);
  return (
    <UrlField
      ref={url}
      label="Target"
      size="large"
      value={to}
      recent={recent}
      testId="bulk-to"
      onChange={(next) => onChange({ to: next })}
    />
  );
}
