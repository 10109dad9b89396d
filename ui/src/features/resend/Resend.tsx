// Edit and resend: loads what a draft needs, then hands it to the workbench. An earlier draft of the same event goes on
// where it was left, even after a restart.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { draftQuery } from "@/lib/queries";
import { type Draft, draftFrom, draftOf } from "./draft";
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
  /** Grows when the draft starts again from the event. */
  const [turn, setTurn] = useState(0);
  useAction("back", onBack);
  const query = useQuery(draftQuery(id, turn));
  if (query.error !== null)
    return (
      <Unready>
        <Stack gap="3" align="start">
          <TroubleNote error={query.error} retry={() => void query.refetch()} />
          <Button icon="back" onClick={onBack}>
            Back to the event
          </Button>
        </Stack>
      </Unready>
    );
  if (query.data === undefined)
    return (
      <Unready>
        <Skeleton lines={10} label="Loading the draft" />
      </Unready>
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

/** The screen before there is a draft. */
const Unready = ({ children }: { children: ReactNode }) => (
  <Stack as="main" tall pad="4" ground="pane" aria-label="Edit and resend">
    {children}
  </Stack>
);
