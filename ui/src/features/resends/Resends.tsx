// The resends of an event, newest first, each with what was sent and what came back.
import { useQuery } from "@tanstack/react-query";
import { Button } from "../../components/Button";
import { Empty } from "../../components/Empty";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { resends } from "../../ipc/commands";
import { ResendItem } from "./ResendItem";
import styles from "./Resends.module.css";

export const useResends = (event: number) =>
  useQuery({ queryKey: ["resends", event], queryFn: () => resends(event) });

export function Resends({ event, onEdit }: { event: number; onEdit: () => void }) {
  const { data, error, refetch } = useResends(event);
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
  return (
    <ol className={styles.list} aria-label="Resends">
      {data.map((resend, at) => (
        <ResendItem key={resend.id} resend={resend} startsOpen={at === 0} />
      ))}
    </ol>
  );
}
