// The known state of the user after an event, as JSON.
import { useQuery } from "@tanstack/react-query";
import { CodeView } from "@/components/CodeView";
import { CopyButton } from "@/components/CopyButton";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { sizeOf } from "@/format/size";
import { userStateQuery } from "@/lib/queries";

export function StateAt({ user, event }: { user: string; event: number }) {
  const query = useQuery(userStateQuery(user, event));
  if (query.error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={query.error} retry={() => void query.refetch()} />
      </Stack>
    );
  if (query.data === undefined) return <Skeleton lines={8} label="Loading the state" />;
  const { event_id, text, omitted } = query.data;
  if (event_id === null)
    return (
      <EmptyState title="No known state">No event up to this one contains the state of the user.</EmptyState>
    );
  return (
    <>
      <Stack row justify="between" gap="3" band="section" padX="4" tone="dim">
        <p>
          {event_id === event
            ? "State in this event."
            : `State in event ${event_id}, because this event contains no state.`}
          {omitted > 0 && ` The last ${sizeOf(omitted)} are not shown.`}
        </p>
        <CopyButton text={text} size="small">
          Copy
        </CopyButton>
      </Stack>
      <CodeView text={text} json label="State of the user at B" findable testId="user-state" />
    </>
  );
}
