// The line under the address: what is made new when the draft is sent, how it is signed, whether the certificate of its
// target has to be believed, and which event it is made from.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { canBeFresh, SCHEMES } from "@/format/senders";
import { clockOf, fullInstant } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { DraftView, EventDetail, RequestPreview } from "@/ipc/types";
import { choiceOf, signingSentence, writtenChoice } from "@/lib/sending/signing";
import ticks from "@/styles/tick.module.css";
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
  const hasFresh = canBeFresh(event.row);
  const madeNew = (pointer: string) => preview?.fresh.find((one) => one.pointer === pointer)?.json ?? null;
  const numbers = fresh.id || fresh.seq;
  const flipNumbers = () => onChange({ fresh: { ...fresh, id: !numbers, seq: !numbers } });
  const flipTime = () => onChange({ fresh: { ...fresh, timestamp: !fresh.timestamp } });
  useAction("freshNumbers", hasFresh ? flipNumbers : null);
  useAction("freshTime", hasFresh ? flipTime : null);
  useAction("verifyTls", () => onChange({ verifyTls: !verifyTls }));
  const noSecret = signing.how === "as_received" && view.signing === "no_secret";
  return (
    <div className={styles.options}>
      {hasFresh && (
        <>
          <Tick text="Fresh id and seq" on={numbers} made={madeNew("/seq")} onFlip={flipNumbers} />
          <Tick
            text="Fresh timestamp"
            on={fresh.timestamp}
            made={madeNew("/context/timestamp")}
            onFlip={flipTime}
          />
        </>
      )}
      <label className={styles.signing}>
        Signature
        <span className={styles.choice}>
          <select
            value={writtenChoice(signing)}
            data-testid="signing"
            onChange={(chosen) => onChange({ signing: choiceOf(chosen.target.value) })}
          >
            <option value="as_received">As received</option>
            <option value="original">Original, also when edited</option>
            <option value="none">None</option>
            <option value="wrong">Wrong on purpose</option>
            {view.secrets.map(({ name, scheme }) => (
              <option key={name} value={writtenChoice({ how: "with", secret: name })}>
                With {visibleText(name)} ({SCHEMES[scheme].name})
              </option>
            ))}
          </select>
          <Icon name="down" />
        </span>
      </label>
      {/^\s*https:/i.test(draft.url) && (
        <Tick
          text="Check the certificate"
          on={verifyTls}
          made={null}
          onFlip={() => onChange({ verifyTls: !verifyTls })}
        />
      )}
      <span className={noSecret ? styles.wait : styles.sentence} data-testid="signing-sentence">
        <Icon name={signing.how === "wrong" ? "shieldCross" : "shield"} />
        <span>
          <Visible text={signingSentence(signing, view.signing, preview?.signed ?? null)} />
        </span>
      </span>
      {noSecret && (
        <Button size="small" icon="key" onClick={onSettings}>
          Add the secret
        </Button>
      )}
      {!verifyTls && (
        <span className={styles.bad} role="status" data-testid="tls-off">
          <Icon name="warn" />
          The certificate is not checked: anybody on the way can read and answer this.
        </span>
      )}
      <Origin event={event} />
    </div>
  );
}

interface TickProps {
  text: string;
  on: boolean;
  /** What will be put there. */
  made: string | null;
  onFlip: () => void;
}

function Tick({ text, on, made, onFlip }: TickProps) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" className={ticks.tick} checked={on} onChange={onFlip} />
      {text}
      {on && made !== null && (
        <code>
          <Visible text={made} />
        </code>
      )}
    </label>
  );
}

function Origin({ event: { row } }: { event: EventDetail }) {
  const name = typeName(row);
  const { time, millis } = clockOf(row.received_at);
  return (
    <span className={styles.event}>
      From{" "}
      <b>
        <Visible text={`${name.stem}${name.last}`} />
      </b>{" "}
      {row.seq !== null && (
        <>
          seq <Visible text={row.seq} /> ·{" "}
        </>
      )}
      <time dateTime={row.received_at} title={fullInstant(row.received_at)}>
        {time}
        {millis}
      </time>
    </span>
  );
}
