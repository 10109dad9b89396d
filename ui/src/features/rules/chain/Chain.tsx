// The view Chain: runs a hook chain, which sends a blocking event to several handlers in order, as
// Authgear does.
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { EmptyState } from "@/components/EmptyState";
import { Note } from "@/components/Note";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { isBlocking } from "@/format/senders";
import { cancelChain, startChain } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import { eventQuery } from "@/lib/queries";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { SplitView } from "../SplitView";
import styles from "./Chain.module.css";
import { ChainEvent } from "./ChainEvent";
import { ChainLimitFields, DEFAULT_LIMITS } from "./ChainLimitFields";
import { ChainResult } from "./ChainResult";
import { useChainDraft } from "./chain-draft";
import { Handlers } from "./Handlers";
import { RunButtons } from "./RunButtons";

interface ChainProps {
  /** The selected event of the list. */
  event: number | null;
  onEvent: (id: number) => void;
}

export function Chain({ event, onEvent }: ChainProps) {
  const draft = useChainDraft();
  const [other, setOther] = useState<string | null>(null);
  const requested = other === null ? event : Number(other);
  const chosen = requested !== null && Number.isSafeInteger(requested) && requested > 0 ? requested : null;
  const found = useQuery(eventQuery(chosen));
  const row = found.data?.row;
  const isBlockingEvent = row !== undefined && isBlocking(row);
  const run = useMutation({
    mutationFn: (confirmed: boolean) =>
      startChain({
        eventId: chosen ?? 0,
        handlers: draft.handlers.map(({ handler }) => handler),
        limits: draft.limits,
        confirmed,
      }),
  });
  const urls = draft.handlers.flatMap(({ handler }) => (handler.form === "url" ? [handler.url] : []));
  const possible =
    isBlockingEvent && !run.isPending && draft.handlers.length > 0 && urls.every((url) => url.trim() !== "");
  const start = () => run.mutate(false);
  const cancel = () => chosen !== null && void cancelChain({ eventId: chosen });
  useAction("send", possible ? start : null);
  useAction("cancelSend", run.isPending ? cancel : null);
  const trouble = run.error === null ? null : describeError(run.error);
  const needsConfirmation = trouble?.code === "unconfirmed_host";
  const limits = draft.limits ?? DEFAULT_LIMITS;
  return (
    <SplitView
      testId="chain"
      label="Result"
      isBusy={run.isPending}
      input={
        <ScrollArea label="Hook chain">
          <div className={styles.set}>
            <Text as="p" tone="soft">
              Authgear calls the handlers of a blocking event in order. Each handler gets the event with the
              changes of the previous handlers. The first denial or failure ends the chain. URLs receive real
              requests, with the original signature or a new one.
            </Text>
            <ChainEvent
              value={other ?? String(event ?? "")}
              row={row}
              onChange={setOther}
              onEvent={onEvent}
            />
            {chosen === null && (
              <Text as="p" tone="soft">
                Select an event in the list, or choose one by its number.
              </Text>
            )}
            {found.error !== null && <Note tone="bad">{describeError(found.error).sentence}</Note>}
            {row !== undefined && !isBlockingEvent && (
              <Note tone="wait" title="This event does not expect an answer">
                Select a blocking Authgear event, such as user.pre_create.
              </Note>
            )}
            <Handlers draft={draft} />
            <ChainLimitFields limits={draft.limits} onChange={draft.setLimits} />
            <RunButtons isRunning={run.isPending} isPossible={possible} onRun={start} onCancel={cancel} />
            {trouble !== null && !needsConfirmation && (
              <Note tone="bad" alert title="Chain not run">
                <UntrustedText text={trouble.sentence} />
              </Note>
            )}
          </div>
        </ScrollArea>
      }
    >
      {run.isPending ? (
        <Stack as="p" pad="4" tone="dim" role="status">
          Running {draft.handlers.length === 1 ? "the handler" : `${draft.handlers.length} handlers`}, at most{" "}
          {(limits.total_ms + limits.each_ms) / 1000} s…
        </Stack>
      ) : run.data !== undefined && chosen !== null && run.error === null ? (
        <ChainResult key={run.submittedAt} view={run.data} event={chosen} />
      ) : (
        <EmptyState title="Not run yet">
          Each step, the verdict, and the user after the chain appear here. Choose Run chain.
        </EmptyState>
      )}
      <ConfirmHost
        open={needsConfirmation}
        sentence={trouble?.sentence ?? ""}
        url={urls.join("\n")}
        onConfirm={() => run.mutate(true)}
        onClose={() => run.reset()}
      />
    </SplitView>
  );
}
