// Which rule would answer an event that is here already, and with what: the rules as they stand on the page, what is not
// saved included. Nothing is sent.
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Button } from "@/components/Button";
import { CodeView } from "@/components/CodeView";
import { HeaderTable } from "@/components/HeaderTable";
import { Icon } from "@/components/Icon";
import { useRested } from "@/components/useRested";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { isCompact, reindent } from "@/format/reindent";
import { troubleOf } from "@/ipc/errors";
import type { RuleTrial } from "@/ipc/types";
import { eventQuery, ruleTrialQuery } from "@/lib/queries";
import { Verdict } from "@/lib/verdict/Verdict";
import type { Book } from "./book";
import styles from "./Trial.module.css";

interface TrialProps {
  book: Book;
  event: number | null;
  /** Whether the rule that is being edited can be used as it is. */
  usable: boolean;
  onEvent: (id: number) => void;
}

const REST = 250;

export function Trial({ book, event, usable, onEvent }: TrialProps) {
  const id = useId();
  const [other, setOther] = useState<string | null>(null);
  const wanted = other === null ? event : Number(other);
  const chosen = wanted !== null && Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const unsaved = book.items.some((item) => item.changed);
  const now = unsaved ? book.items.map((item) => item.rule) : null;
  const rested = useRested(JSON.stringify(now), REST);
  const row = useQuery(eventQuery(chosen)).data?.row;
  const trial = useQuery({
    ...ruleTrialQuery(chosen, rested, now === null ? book.stored.dataUpdatedAt : null),
    enabled: chosen !== null && usable,
  });
  return (
    <section className={styles.trial} aria-label="Try it" data-testid="trial">
      <h2 className={styles.title}>
        <Icon name="play" /> Try it
      </h2>
      <div className={styles.which}>
        <label htmlFor={`${id}-event`}>Event</label>
        <input
          id={`${id}-event`}
          type="number"
          min={1}
          value={other ?? event ?? ""}
          data-testid="trial-event"
          onChange={(change) => setOther(change.target.value)}
        />
        {row !== undefined && (
          <button type="button" className={styles.event} onClick={() => onEvent(row.id)}>
            <Visible text={`${typeName(row).stem}${typeName(row).last}`} />
          </button>
        )}
        {other !== null && event !== null && Number(other) !== event && (
          <Button size="small" onClick={() => setOther(null)}>
            The chosen one
          </Button>
        )}
      </div>
      {chosen === null ? (
        <p className={styles.soft}>Choose an event in the list, or give its number.</p>
      ) : !usable ? (
        <p className={styles.soft}>As soon as the rule can be used, it is tried here.</p>
      ) : trial.error !== null ? (
        <p className={styles.bad} role="alert">
          <Visible text={troubleOf(trial.error).sentence} />
        </p>
      ) : (
        trial.data !== undefined && <Outcome trial={trial.data} unsaved={unsaved} book={book} />
      )}
    </section>
  );
}

function Outcome({ trial, unsaved, book }: { trial: RuleTrial; unsaved: boolean; book: Book }) {
  const json = /^\s*[[{]/.test(trial.body);
  const by = book.items.find((item) => item.rule.name === trial.rule);
  return (
    <div className={styles.outcome} role="status">
      <p className={styles.sentence} data-testid="trial-sentence">
        <Visible text={trial.sentence} />
      </p>
      {trial.rule !== null && (
        <p className={styles.by}>
          {by !== undefined && book.chosen !== by ? (
            <button type="button" className={styles.event} onClick={() => book.choose(by.key)}>
              <Visible text={trial.rule} />
            </button>
          ) : (
            <b>
              <Visible text={trial.rule} />
            </b>
          )}
          {unsaved && <span className={styles.soft}> with what is not saved</span>}
        </p>
      )}
      {trial.others.length > 0 && (
        <p className={styles.soft} data-testid="trial-others">
          Also fit, and come too late: <Visible text={trial.others.join(", ")} />
        </p>
      )}
      {trial.missing.length > 0 && (
        <p className={styles.missing} data-testid="trial-missing">
          <Icon name="warn" />
          <span>
            The event has nothing at{" "}
            {trial.missing.map((pointer) => (
              <code key={pointer}>
                <Visible text={pointer} />{" "}
              </code>
            ))}
          </span>
        </p>
      )}
      {trial.verdict !== null && (
        <div className={styles.verdict}>
          <Verdict verdict={trial.verdict} onMember={null} />
        </div>
      )}
      {trial.status !== null && (
        <>
          <p className={styles.status}>
            <strong className={trial.status < 400 ? styles.ok : styles.wrong} data-testid="trial-status">
              {trial.status}
            </strong>
            <span className={styles.soft}>the answer it would get</span>
          </p>
          {trial.headers.length > 0 && <HeaderTable headers={trial.headers} label="Headers it would get" />}
          {trial.body === "" ? (
            <p className={styles.soft}>No body.</p>
          ) : (
            <CodeView
              text={json && isCompact(trial.body) ? reindent(trial.body) : trial.body}
              json={json}
              label="Body it would get"
              testId="trial-body"
              grows
            />
          )}
        </>
      )}
    </div>
  );
}
