// Edit and resend: loads what the draft is made of, then hands it to the workbench. An earlier draft of the same event
// is picked up where it was left, also when that was before a restart.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { draftQuery } from "@/lib/queries";
import { type Draft, draftFrom, draftOf } from "./draft";
import styles from "./Resend.module.css";
import { Workbench } from "./Workbench";

interface ResendProps {
  id: number;
  /** Drafts by event, kept while the window is open. */
  drafts: Map<number, Draft>;
  /** A resend to show first; null for the newest. */
  shownFirst: number | null;
  onBack: () => void;
  onSettings: () => void;
}

export function Resend({ id, drafts, shownFirst, onBack, onSettings }: ResendProps) {
  /** Grows when the draft begins anew. */
  const [turn, setTurn] = useState(0);
  useAction("back", onBack);
  const query = useQuery(draftQuery(id, turn));
  if (query.error !== null)
    return (
      <main className={styles.problem} aria-label="Edit and resend">
        <TroubleNote error={query.error} retry={() => void query.refetch()} />
        <Button icon="back" onClick={onBack}>
          Back to the event
        </Button>
      </main>
    );
  if (query.data === undefined)
    return (
      <main className={styles.problem} aria-label="Edit and resend">
        <Skeleton lines={10} label="Loading the draft" />
      </main>
    );
  const { view, event, text } = query.data;
  const left = drafts.get(id);
  const restored = left === undefined && view.kept !== null;
  const initial = left ?? (view.kept === null ? draftOf(view) : draftFrom(view.kept, view));
  return (
    <Workbench
      key={turn}
      view={view}
      event={event}
      received={text}
      initial={initial}
      restored={restored}
      shownFirst={shownFirst}
      onDiscard={() => {
        drafts.delete(id);
        setTurn((before) => before + 1);
      }}
      onKeep={(draft) => drafts.set(id, draft)}
      onBack={onBack}
      onSettings={onSettings}
    />
  );
}
