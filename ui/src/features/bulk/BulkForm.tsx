// The form of a bulk resend: target, order, pace, generated members, signature and fault injection.
// A summary of the plan is at the end.
import { type FormEvent, useEffect, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Field } from "@/components/Field";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { UrlField } from "@/components/UrlField";
import { MAX_CONCURRENCY } from "@/ipc/bindings/limits";
import type { BulkOrder, BulkPlan } from "@/ipc/types";
import { useRecentTargets } from "@/lib/sending/useRecentTargets";
import styles from "./Bulk.module.css";
import { BulkFoot } from "./BulkFoot";
import { FaultInjectionFields } from "./FaultInjectionFields";
import { NumberField } from "./NumberField";
import { SendOptions } from "./SendOptions";
import { type BulkSetup, wrongFields } from "./setup";

interface BulkFormProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  planError: unknown;
  /** The target of a running bulk resend; null without one. */
  runningTarget: string | null;
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
  { value: "rate", text: "Fixed rate" },
  { value: "received", text: "As received" },
];

export function BulkForm(props: BulkFormProps) {
  const { setup, plan, runningTarget, starting, onChange, onStart } = props;
  const wrong = wrongFields(setup);
  const isEmpty = plan !== undefined && plan.planned.requests === 0;
  const isPossible =
    setup.to.trim() !== "" && wrong.size === 0 && runningTarget === null && !starting && !isEmpty;
  useAction("send", isPossible ? onStart : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isPossible) onStart();
  };
  return (
    <Stack as="form" full onSubmit={submit} data-testid="bulk-form">
      <section className={styles.fields} aria-label="Bulk resend options">
        <TargetUrl to={setup.to} onChange={onChange} />
        <Field as="div" label="Order">
          <SegmentedControl
            label="Order"
            value={setup.order}
            options={ORDERS}
            onChange={(order) => onChange({ order })}
          />
        </Field>
        <Field as="div" label="Pace">
          <SegmentedControl
            label="Pace"
            value={setup.pace}
            options={PACES}
            onChange={(pace) => onChange({ pace })}
          />
        </Field>
        {setup.pace === "rate" && (
          <NumberField
            label="Requests per second"
            value={setup.rate}
            wrong={wrong.has("rate") ? "needs a number above 0" : null}
            onChange={(rate) => onChange({ rate })}
          />
        )}
        {setup.pace === "received" && (
          <NumberField
            label="Pause factor"
            hint="0.5 is twice as fast"
            value={setup.factor}
            wrong={wrong.has("factor") ? "needs 0 or more" : null}
            onChange={(factor) => onChange({ factor })}
          />
        )}
        <Stack gap="2">
          <NumberField
            label="Repeat"
            hint="times"
            value={setup.rounds}
            wrong={wrong.has("rounds") ? "needs a whole number" : null}
            onChange={(rounds) => onChange({ rounds })}
          />
          <NumberField
            label="Parallel requests"
            hint={`max ${MAX_CONCURRENCY}`}
            value={setup.atOnce}
            wrong={wrong.has("atOnce") ? "needs a whole number" : null}
            onChange={(atOnce) => onChange({ atOnce })}
          />
        </Stack>
        <SendOptions setup={setup} plan={plan} onChange={onChange} />
        <FaultInjectionFields setup={setup} wrong={wrong} onChange={onChange} />
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
  // An empty field starts with the last target.
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
