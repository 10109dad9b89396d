// What is to be sent, where to, how fast, and what is done to it; at its foot a sentence that says what will happen.
import { type FormEvent, useEffect, useId, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { FieldMenu } from "@/components/Menu";
import { Segments } from "@/components/Segments";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { troubleOf } from "@/ipc/errors";
import type { BulkOrder, BulkPlan } from "@/ipc/types";
import { useRecentTargets } from "@/lib/sending/useRecentTargets";
import { AdversaryFields } from "./AdversaryFields";
import styles from "./Bulk.module.css";
import { NumberField } from "./NumberField";
import { SignAndFresh } from "./SignAndFresh";
import { type BulkSetup, wrongFields } from "./setup";
import { planSentence, tamperSentence } from "./words";

interface BulkFormProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  planError: unknown;
  /** Where another one goes that is under way. */
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
  const { setup, plan, planError, underWay, starting, error, onChange, onStart } = props;
  const id = useId();
  const url = useRef<HTMLInputElement>(null);
  useEffect(() => url.current?.focus(), []);
  useAction("focusUrl", () => {
    url.current?.focus();
    url.current?.select();
  });
  const { data: recent = [] } = useRecentTargets();
  // The first time, where the last ones went.
  const [latest] = recent;
  const offered = useRef(false);
  useEffect(() => {
    if (offered.current || latest === undefined) return;
    offered.current = true;
    if (setup.to === "") onChange({ to: latest });
  }, [latest, setup.to, onChange]);
  const wrong = wrongFields(setup);
  const nothing = plan !== undefined && plan.planned.requests === 0;
  const possible = setup.to.trim() !== "" && wrong.size === 0 && underWay === null && !starting && !nothing;
  useAction("send", possible ? onStart : null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (possible) onStart();
  };
  return (
    <form className={styles.form} onSubmit={submit} data-testid="bulk-form">
      <section className={styles.fields} aria-label="What is sent">
        <div className={styles.field}>
          <label htmlFor={id}>Target</label>
          <div className={styles.url}>
            <input
              ref={url}
              id={id}
              type="text"
              inputMode="url"
              placeholder="http://localhost:3000/webhook"
              value={setup.to}
              spellCheck={false}
              autoComplete="off"
              data-testid="bulk-to"
              onChange={(event) => onChange({ to: event.target.value })}
            />
            {recent.length > 0 && (
              <FieldMenu
                label="Recent targets"
                items={recent.map((one) => ({ text: one, value: one }))}
                onChoose={(to) => onChange({ to })}
              />
            )}
          </div>
        </div>
        <div className={styles.field}>
          <span className={styles.label}>Order</span>
          <Segments
            label="Order"
            value={setup.order}
            options={ORDERS}
            onChange={(order) => onChange({ order })}
          />
        </div>
        <div className={styles.field}>
          <span className={styles.label}>Pace</span>
          <Segments label="Pace" value={setup.pace} options={PACES} onChange={(pace) => onChange({ pace })} />
        </div>
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
        <div className={styles.pair}>
          <NumberField
            label="Repeat"
            hint="times"
            value={setup.rounds}
            wrong={wrong.has("rounds") ? "a whole number" : null}
            onChange={(rounds) => onChange({ rounds })}
          />
          <NumberField
            label="At once"
            hint="up to 256"
            value={setup.atOnce}
            wrong={wrong.has("atOnce") ? "a whole number" : null}
            onChange={(atOnce) => onChange({ atOnce })}
          />
        </div>
        <SignAndFresh setup={setup} plan={plan} onChange={onChange} />
        <AdversaryFields setup={setup} wrong={wrong} onChange={onChange} />
      </section>
      <div className={styles.foot}>
        <p role="status" className={styles.preview} data-testid="bulk-preview">
          {planError !== null ? (
            <span className={styles.problem}>
              <Icon name="warn" />
              {troubleOf(planError).sentence}
            </span>
          ) : wrong.size > 0 ? (
            <span className={styles.problem}>
              <Icon name="warn" />A field above holds no number that it can have.
            </span>
          ) : plan === undefined ? (
            "Counting…"
          ) : (
            <>
              <b>
                <Visible text={planSentence(plan, setup.to)} />
              </b>{" "}
              {tamperSentence(plan.planned)}
            </>
          )}
        </p>
        {underWay !== null && (
          <p className={styles.hint} data-testid="bulk-busy">
            Another one to <Visible text={underWay} /> is under way. Wait for its end, or cancel it.
          </p>
        )}
        {error !== null && troubleOf(error).code !== "unconfirmed_host" && <TroubleNote error={error} />}
        <Button
          type="submit"
          look="primary"
          size="large"
          icon="send"
          shortcut={writtenKeys("Mod+Enter")}
          disabled={!possible}
          data-testid="bulk-start"
        >
          Start sending
        </Button>
      </div>
    </form>
  );
}
