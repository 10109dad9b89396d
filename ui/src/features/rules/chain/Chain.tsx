// Several handlers of one blocking event, asked for real and one after the other, as Authgear asks them.

import { useMutation, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Note } from "@/components/Note";
import { Scroll } from "@/components/Scroll";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { isBlocking } from "@/format/senders";
import { cancelChain, startChain } from "@/ipc/commands";
import { troubleOf } from "@/ipc/errors";
import { eventQuery } from "@/lib/queries";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import styles from "./Chain.module.css";
import { ChainResult } from "./ChainResult";
import { Handlers } from "./Handlers";
import { useChainWork } from "./work";

interface ChainProps {
  /** The event that is chosen in the list. */
  event: number | null;
  onEvent: (id: number) => void;
}

/** What Authgear gives handlers, in milliseconds. */
const USUAL = { each_ms: 5000, total_ms: 10_000 };

export function Chain({ event, onEvent }: ChainProps) {
  const id = useId();
  const work = useChainWork();
  const [other, setOther] = useState<string | null>(null);
  const wanted = other === null ? event : Number(other);
  const chosen = wanted !== null && Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const found = useQuery(eventQuery(chosen));
  const row = found.data?.row;
  const fits = row !== undefined && isBlocking(row);
  const run = useMutation({
    mutationFn: (confirmed: boolean) =>
      startChain(
        chosen ?? 0,
        work.handlers.map(({ handler }) => handler),
        work.limits,
        confirmed,
      ),
  });
  const urls = work.handlers.flatMap(({ handler }) => (handler.form === "url" ? [handler.url] : []));
  const possible =
    fits && !run.isPending && work.handlers.length > 0 && urls.every((url) => url.trim() !== "");
  const start = () => run.mutate(false);
  const cancel = () => chosen !== null && void cancelChain(chosen);
  useAction("send", possible ? start : null);
  useAction("cancelSend", run.isPending ? cancel : null);
  const trouble = run.error === null ? null : troubleOf(run.error);
  const asks = trouble?.code === "unconfirmed_host";
  const limits = work.limits ?? USUAL;
  return (
    <div className={styles.chain} data-testid="chain">
      <Scroll label="Chain of handlers">
        <div className={styles.set}>
          <p className={styles.about}>
            Authgear asks the handlers of a blocking event in order. Each gets the event as those before left
            it; the first that denies or fails ends it. They are asked for real, with the event’s own
            signature or a new one.
          </p>
          <div className={styles.which}>
            <label htmlFor={`${id}-event`}>Event</label>
            <input
              id={`${id}-event`}
              className={styles.number}
              type="number"
              min={1}
              value={other ?? event ?? ""}
              data-testid="chain-event"
              onChange={(change) => setOther(change.target.value)}
            />
            {row !== undefined && (
              <button type="button" className={styles.link} onClick={() => onEvent(row.id)}>
                <Visible text={`${typeName(row).stem}${typeName(row).last}`} />
              </button>
            )}
          </div>
          {chosen === null && <p className={styles.soft}>Choose an event in the list, or give its number.</p>}
          {found.error !== null && <Note tone="bad">{troubleOf(found.error).sentence}</Note>}
          {row !== undefined && !fits && (
            <Note tone="wait" title="Nobody waits for an answer to this event">
              A chain is for blocking events of Authgear, such as user.pre_create.
            </Note>
          )}
          <Handlers work={work} />
          <div className={styles.limits}>
            {(["each_ms", "total_ms"] as const).map((name) => (
              <label key={name}>
                {name === "each_ms" ? "Each has" : "All have"}
                <input
                  className={styles.number}
                  type="number"
                  min={0.1}
                  max={600}
                  step={0.5}
                  value={limits[name] / 1000}
                  data-testid={`chain-${name}`}
                  onChange={(change) => {
                    const millis = Math.round(Number(change.target.value) * 1000);
                    work.setLimits({ ...limits, [name]: Math.min(Math.max(millis, 0), 600_000) });
                  }}
                />
                s
              </label>
            ))}
            {work.limits !== null &&
              (limits.each_ms !== USUAL.each_ms || limits.total_ms !== USUAL.total_ms) && (
                <Button size="small" onClick={() => work.setLimits(null)}>
                  As Authgear’s own
                </Button>
              )}
          </div>
          <div className={styles.run}>
            <Button
              look="primary"
              size="large"
              icon="play"
              shortcut={writtenKeys("Mod+Enter")}
              disabled={!possible}
              data-testid="run-chain"
              onClick={start}
            >
              {run.isPending ? "Asking…" : "Ask them"}
            </Button>
            {run.isPending && (
              <Button size="large" onClick={cancel} data-testid="cancel-chain">
                Cancel
              </Button>
            )}
          </div>
          {trouble !== null && !asks && (
            <Note tone="bad" alert title="Not asked">
              <Visible text={trouble.sentence} />
            </Note>
          )}
        </div>
      </Scroll>
      <section className={styles.result} aria-label="What came of it" aria-busy={run.isPending}>
        {run.isPending ? (
          <p className={styles.asking} role="status">
            Asking {work.handlers.length === 1 ? "the handler" : `${work.handlers.length} handlers`}, at most{" "}
            {(limits.total_ms + limits.each_ms) / 1000} s…
          </p>
        ) : run.data !== undefined && chosen !== null && run.error === null ? (
          <ChainResult key={run.submittedAt} view={run.data} event={chosen} />
        ) : (
          <Empty title="Not asked yet">Each step, the verdict and the user afterwards appear here.</Empty>
        )}
      </section>
      <ConfirmHost
        open={asks}
        sentence={trouble?.sentence ?? ""}
        url={urls.join("\n")}
        onConfirm={() => run.mutate(true)}
        onClose={() => run.reset()}
      />
    </div>
  );
}
