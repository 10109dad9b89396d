// The resends of an event, newest first, each with what was sent and what came back.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useComparing } from "@/lib/comparison/Comparing";
import { resendsQuery } from "@/lib/queries";
import { ResendItem } from "./ResendItem";
import styles from "./Resends.module.css";

export const useResends = (event: number) => useQuery(resendsQuery(event));

export function Resends({ event, onEdit }: { event: number; onEdit: () => void }) {
  const { data, error, refetch } = useResends(event);
  const comparing = useComparing();
  /** Those whose responses are to be compared, at most two. */
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const choose = (id: number) =>
    setChosen((before) =>
      before.includes(id) ? before.filter((one) => one !== id) : [...before.slice(-1), id],
    );
  const compare = (one: number, other: number) =>
    comparing.open({ what: "responses", old: Math.min(one, other), new: Math.max(one, other) });
  if (error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={error} retry={() => void refetch()} />
      </div>
    );
  if (data === undefined) return <Skeleton lines={4} label="Loading the resends" />;
  if (data.length === 0)
    return (
      <Empty
        title="Not sent again yet"
        actions={
          <Button icon="pencil" onClick={onEdit}>
            Edit and resend
          </Button>
        }
      >
        Send this event to your own server, unchanged or edited, as often as you like.
      </Empty>
    );
  const answered = data.filter((resend) => resend.outcome.state === "response").map((resend) => resend.id);
  const [one, other] = chosen;
  return (
    <>
      {answered.length > 1 && (
        <div className={styles.bar}>
          <span role="status">
            {chosen.length === 2 ? "2 responses selected" : "Select two responses to compare them."}
          </span>
          <Button
            size="small"
            icon="compare"
            disabled={one === undefined || other === undefined}
            onClick={() => one !== undefined && other !== undefined && compare(one, other)}
          >
            Compare the responses
          </Button>
        </div>
      )}
      <ol className={styles.list} aria-label="Resends">
        {data.map((resend, at) => {
          const before = answered[answered.indexOf(resend.id) + 1];
          const comparable = answered.length > 1 && answered.includes(resend.id);
          return (
            <ResendItem
              key={resend.id}
              resend={resend}
              startsOpen={at === 0}
              chosen={comparable ? chosen.includes(resend.id) : null}
              onChoose={() => choose(resend.id)}
              onBefore={comparable && before !== undefined ? () => compare(before, resend.id) : null}
            />
          );
        })}
      </ol>
    </>
  );
}
