// One target: where it is, what it gets, and how it is doing. It is removed only after a second press.
import { useEffect, useState } from "react";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import { troubleOf } from "@/ipc/errors";
import type { ForwardRow } from "@/ipc/types";
import ticks from "@/styles/tick.module.css";
import styles from "./Forwards.module.css";
import { modeWords } from "./target";
import { useRemoveForward, useSaveForward, useSkipForward } from "./useForwards";

interface TargetRowProps {
  row: ForwardRow;
  /** When it was told, in milliseconds since 1970. */
  at: number;
  onEdit: () => void;
}

export function TargetRow({ row, at, onEdit }: TargetRowProps) {
  const { target, trouble } = row;
  const url = visibleText(target.url);
  const save = useSaveForward();
  const remove = useRemoveForward();
  const skip = useSkipForward();
  const [asked, setAsked] = useState(false);
  const error = save.error ?? remove.error ?? skip.error;
  const kept = target.id > 0;
  const flip = () => save.mutate({ target: { ...target, on: !target.on }, confirmed: false });
  return (
    <li className={styles.row} data-testid="forward-row" data-off={!target.on || undefined}>
      <div className={styles.head}>
        <input
          type="checkbox"
          className={ticks.tick}
          data-stop=""
          aria-label={`Pass events on to ${url}`}
          checked={target.on}
          disabled={!kept || save.isPending}
          onChange={flip}
        />
        <code className={styles.url}>
          <Visible text={target.url} />
        </code>
        {!target.verify_tls && (
          <span className={styles.bad}>
            <Icon name="warn" />
            certificate not checked
          </span>
        )}
        <span className={styles.grow} />
        {row.retry_in_ms !== null && (
          <>
            <Button
              size="small"
              icon="right"
              onClick={() => skip.mutate(target.id)}
              disabled={skip.isPending}
            >
              Pass over the event
            </Button>
            <Countdown left={row.retry_in_ms} at={at} />
          </>
        )}
        {!kept && <span className={styles.soft}>for this run only</span>}
        {kept && !asked && (
          <>
            <Button size="small" icon="pencil" aria-label={`Edit ${url}`} onClick={onEdit}>
              Edit
            </Button>
            <Button size="small" look="danger" aria-label={`Remove ${url}`} onClick={() => setAsked(true)}>
              Remove
            </Button>
          </>
        )}
        {kept && asked && (
          <>
            <Button
              size="small"
              look="danger"
              // The button that was pressed is gone: the focus goes to its question.
              ref={(button) => button?.focus()}
              disabled={remove.isPending}
              onClick={() => remove.mutate(target.id)}
            >
              Remove for good
            </Button>
            <Button size="small" onClick={() => setAsked(false)}>
              Keep
            </Button>
          </>
        )}
      </div>
      <p className={trouble ? styles.bad : styles.state} role="status" data-testid="forward-state">
        <Icon name={!target.on ? "pause" : trouble ? "warn" : "check"} />
        <span>
          <Visible text={row.state} />
        </span>
      </p>
      <p className={styles.facts}>
        <span>
          <b>{countOf(row.delivered)}</b> delivered
        </span>
        <span className={row.failed > 0 ? styles.bad : undefined}>
          <b>{countOf(row.failed)}</b> not taken
        </span>
        {target.mode === "background" && target.on && (
          <span>
            <b>{countOf(row.behind)}</b> behind
          </span>
        )}
        <span>{modeWords(target)}</span>
        {target.filter === "" ? (
          <span>all events</span>
        ) : (
          <span className={styles.filter}>
            only{" "}
            <code>
              <Visible text={target.filter} />
            </code>
          </span>
        )}
      </p>
      {error !== null && (
        <p className={styles.bad} role="alert">
          {troubleOf(error).sentence}
        </p>
      )}
    </li>
  );
}

const SECOND = 1000;

/** `again in 4 s` */
function Countdown({ left, at }: { left: number; at: number }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((at + left - now) / SECOND));
  return (
    <span className={styles.soft}>{seconds === 0 ? "sent again now" : `sent again in ${seconds} s`}</span>
  );
}
