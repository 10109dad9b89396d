// The resends of an event, newest first, each with its request and its response.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { useComparing } from "@/lib/comparison/Comparing";
import { resendsQuery } from "@/lib/queries";
import { responsesOf, toggledPair } from "./pair";
import { ResendItem } from "./ResendItem";
import styles from "./Resends.module.css";

export const useResends = (event: number) => useQuery(resendsQuery(event));

export function Resends({ event, onEdit }: { event: number; onEdit: () => void }) {
  const { data, error, refetch } = useResends(event);
  const comparing = useComparing();
  /** The resends selected for a comparison, at most two. */
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const compare = (one: number, other: number) => comparing.open(responsesOf(one, other));
  if (error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={error} retry={() => void refetch()} />
      </Stack>
    );
  if (data === undefined) return <Skeleton lines={4} label="Loading the resends" />;
  if (data.length === 0)
    return (
      <EmptyState
        title="No resends yet"
        actions={
          <Button icon="pencil" onClick={onEdit}>
            Edit and resend
          </Button>
        }
      >
        A resend sends this event to your server again, unchanged or edited.
      </EmptyState>
    );
  const answered = data.filter((resend) => resend.outcome.state === "response").map((resend) => resend.id);
  const [one, other] = chosen;
  return (
    <>
      {answered.length > 1 && (
        <Stack row rigid wrap gap="1" gapX="2" pad="1h" padX="4" line="below" tone="dim">
          <span role="status">
            {chosen.length === 2 ? "2 responses selected" : "Select two responses to compare them."}
          </span>
          <Button
            size="small"
            icon="compare"
            disabled={one === undefined || other === undefined}
            onClick={() => one !== undefined && other !== undefined && compare(one, other)}
          >
            Compare responses
          </Button>
        </Stack>
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
              onChoose={() => setChosen((before) => toggledPair(before, resend.id))}
              onBefore={comparable && before !== undefined ? () => compare(before, resend.id) : null}
            />
          );
        })}
      </ol>
    </>
  );
}
