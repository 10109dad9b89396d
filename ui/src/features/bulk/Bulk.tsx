// The page Bulk resend: the form on the left, the progress on the right. Sending continues while
// another page is shown.
import { useState } from "react";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Page } from "@/components/Page";
import { SidePane } from "@/components/SidePane";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { counted } from "@/format/size";
import { describeError } from "@/ipc/errors";
import { isUnfinished } from "@/lib/runs/newer";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import { BulkForm } from "./BulkForm";
import { BulkRun } from "./BulkRun";
import { requestOf } from "./setup";
import { useBulk, useBulkPlan, useStartBulk } from "./useBulk";
import type { BulkDraft } from "./useBulkDraft";

interface BulkProps {
  place: BulkDraft;
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** The plan is counted again after this pause in typing. In milliseconds. */
const DEBOUNCE_DELAY = 200;

export function Bulk({ place, onEvent, onBack }: BulkProps) {
  const { selection, setup, change } = place;
  const { data: last, error: lastError, isPending } = useBulk();
  const request = selection === null ? null : requestOf(setup, selection, false);
  const plan = useBulkPlan(useDebouncedValue(request, DEBOUNCE_DELAY));
  const [asking, setAsking] = useState<string | null>(null);
  const start = useStartBulk(() => setAsking(null));
  const send = (confirmed: boolean) => {
    const toSend = selection === null ? null : requestOf(setup, selection, confirmed);
    if (toSend === null || start.isPending) return;
    start.mutate(toSend, {
      onError: (thrown) => {
        const trouble = describeError(thrown);
        if (trouble.code !== "unconfirmed_host") return;
        setAsking(trouble.sentence);
        start.reset();
      },
    });
  };
  const isRunning = last != null && isUnfinished(last.progress);
  const about = plan.data == null ? false : `${counted(plan.data.events, "event")} selected`;
  return (
    <Page title="Bulk resend" about={about} onBack={onBack}>
      <SidePane
        name="bulk"
        width={{ wide: 348, narrow: 304 }}
        min={300}
        max={520}
        mainMin={300}
        side={
          selection === null ? (
            <EmptyState title="No events selected">
              Select events in the list and press A. To resend a whole list, use “All actions”.
            </EmptyState>
          ) : (
            <BulkForm
              setup={setup}
              plan={plan.data ?? undefined}
              planError={plan.error}
              runningTarget={isRunning ? (last?.to ?? null) : null}
              starting={start.isPending}
              error={start.error}
              onChange={(part) => {
                start.reset();
                change(part);
              }}
              onStart={() => send(false)}
            />
          )
        }
      >
        {lastError !== null ? (
          <Stack padX="4" padY="3">
            <ErrorNote error={lastError} />
          </Stack>
        ) : isPending ? (
          <Skeleton lines={6} label="Loading the last bulk resend" />
        ) : last == null ? (
          <EmptyState title="No bulk resend yet">
            The progress, the answer to each request, and a report about your handler appear here.
          </EmptyState>
        ) : (
          <BulkRun key={last.bulk} view={last} onEvent={onEvent} />
        )}
      </SidePane>
      <ConfirmHost
        open={asking !== null}
        sentence={asking ?? ""}
        url={setup.to}
        onConfirm={() => send(true)}
        onClose={() => setAsking(null)}
      />
    </Page>
  );
}
