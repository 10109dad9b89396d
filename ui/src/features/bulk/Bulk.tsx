// Many events sent again: what is to be sent on the left, and how far it is on the right. It goes on when the page is left, and
// is there again when one returns.
import { useState } from "react";
import { Group, Panel } from "react-resizable-panels";
import { Divider } from "@/components/Divider";
import { Empty } from "@/components/Empty";
import { Page } from "@/components/Page";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useRested } from "@/components/useRested";
import { counted } from "@/format/size";
import { troubleOf } from "@/ipc/errors";
import { isUnderWay } from "@/lib/runs/further";
import { ConfirmHost } from "@/lib/sending/ConfirmHost";
import styles from "./Bulk.module.css";
import { BulkForm } from "./BulkForm";
import { BulkRun } from "./BulkRun";
import type { BulkPlace } from "./place";
import { requestOf } from "./setup";
import { useBulk, useBulkPlan, useStartBulk } from "./useBulk";

interface BulkProps {
  place: BulkPlace;
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** Below this, the form is narrower. */
const WIDE = 1240;
/** The plan is asked for once nobody types any more. */
const PAUSE = 200;

export function Bulk({ place, onEvent, onBack }: BulkProps) {
  const { selection, setup, change } = place;
  const { data: last, error: lastError, isPending } = useBulk();
  const request = selection === null ? null : requestOf(setup, selection, false);
  const plan = useBulkPlan(useRested(request, PAUSE));
  const [asking, setAsking] = useState<string | null>(null);
  const start = useStartBulk(() => setAsking(null));
  const send = (confirmed: boolean) => {
    const wanted = selection === null ? null : requestOf(setup, selection, confirmed);
    if (wanted === null || start.isPending) return;
    start.mutate(wanted, {
      onError: (thrown) => {
        const trouble = troubleOf(thrown);
        if (trouble.code !== "unconfirmed_host") return;
        setAsking(trouble.sentence);
        start.reset();
      },
    });
  };
  const underWay = last != null && isUnderWay(last.progress);
  const about = plan.data == null ? false : `${counted(plan.data.events, "event")} chosen`;
  return (
    <Page title="Send many again" about={about} testId="bulk" onBack={onBack}>
      <Group orientation="horizontal" className={styles.panes}>
        <Panel
          defaultSize={window.innerWidth >= WIDE ? "348px" : "304px"}
          minSize="300px"
          maxSize="520px"
          groupResizeBehavior="preserve-pixel-size"
        >
          {selection === null ? (
            <Empty title="No events chosen">
              Select events in the list and press A, or take all of a list from “All actions”.
            </Empty>
          ) : (
            <BulkForm
              setup={setup}
              plan={plan.data ?? undefined}
              planError={plan.error}
              underWay={underWay ? (last?.to ?? null) : null}
              starting={start.isPending}
              error={start.error}
              onChange={(part) => {
                start.reset();
                change(part);
              }}
              onStart={() => send(false)}
            />
          )}
        </Panel>
        <Divider />
        <Panel minSize="300px">
          {lastError !== null ? (
            <div className={styles.trouble}>
              <TroubleNote error={lastError} />
            </div>
          ) : isPending ? (
            <Skeleton lines={6} label="Loading the last bulk send" />
          ) : last == null ? (
            <Empty title="Nothing was sent yet">
              How far it is, how each request was answered, and what that says of the handler is shown here.
            </Empty>
          ) : (
            <BulkRun key={last.bulk} view={last} onEvent={onEvent} />
          )}
        </Panel>
      </Group>
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
