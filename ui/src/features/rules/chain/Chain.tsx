// Sends a blocking event to several handlers, one after the other, as Authgear does.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Empty } from "@/components/Empty";
import { Note } from "@/components/Note";
import { Scroll } from "@/components/Scroll";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { isBlocking } from "@/format/senders";
import { cancelChain, startChain } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import { eventQuery } from "@/lib/queries";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { AskButtons } from "./AskButtons";
import styles from "./Chain.module.css";
import { ChainEvent } from "./ChainEvent";
import { ChainLimitFields, USUAL_LIMITS } from "./ChainLimitFields";
import { ChainResult } from "./ChainResult";
import { Handlers } from "./Handlers";
import { useChainWork } from "./work";

interface ChainProps {
  /** The event that is chosen in the list. */
  event: number | null;
  onEvent: (id: number) => void;
}

export function Chain({ event, onEvent }: ChainProps) {
  const work = useChainWork();
  const [other, setOther] = useState<string | null>(null);
  const wanted = other === null ? event : Number(other);
  const chosen = wanted !== null && Number.isSafeInteger(wanted) && wanted > 0 ? wanted : null;
  const found = useQuery(eventQuery(chosen));
  const row = found.data?.row;
  const fits = row !== undefined && isBlocking(row);
  const run = useMutation({
    mutationFn: (confirmed: boolean) =>
      startChain({
        eventId: chosen ?? 0,
        handlers: work.handlers.map(({ handler }) => handler),
        limits: work.limits,
        confirmed,
      }),
  });
  const urls = work.handlers.flatMap(({ handler }) => (handler.form === "url" ? [handler.url] : []));
  const possible =
    fits && !run.isPending && work.handlers.length > 0 && urls.every((url) => url.trim() !== "");
  const start = () => run.mutate(false);
  const cancel = () => chosen !== null && void cancelChain({ eventId: chosen });
  useAction("send", possible ? start : null);
  useAction("cancelSend", run.isPending ? cancel : null);
  const trouble = run.error === null ? null : troubleOf(run.error);
  const asks = trouble?.code === "unconfirmed_host";
  const limits = work.limits ?? USUAL_LIMITS;
  return (
    <div className={styles.chain} data-testid="chain">
      <Scroll label="Chain of handlers">
        <div className={styles.set}>
          <Text as="p" tone="soft">
            Authgear asks the handlers of a blocking event in order. Each gets the event as those before left
            it; the first that denies or fails ends it. They are asked for real, with the event’s own
            signature or a new one.
          </Text>
          <ChainEvent value={other ?? String(event ?? "")} row={row} onChange={setOther} onEvent={onEvent} />
          {chosen === null && (
            <Text as="p" tone="soft">
              Choose an event in the list, or give its number.
            </Text>
          )}
          {found.error !== null && <Note tone="bad">{troubleOf(found.error).sentence}</Note>}
          {row !== undefined && !fits && (
            <Note tone="wait" title="Nobody waits for an answer to this event">
              A chain is for blocking events of Authgear, such as user.pre_create.
            </Note>
          )}
          <Handlers work={work} />
          <ChainLimitFields limits={work.limits} onChange={work.setLimits} />
          <AskButtons isAsking={run.isPending} isPossible={possible} onAsk={start} onCancel={cancel} />
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
