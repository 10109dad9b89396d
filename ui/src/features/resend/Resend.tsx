// Edit and resend: loads the data of a draft, then shows the workbench. An earlier draft of the
// same event is restored, even after a restart.
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { draftQuery } from "@/lib/queries";
import { type Draft, draftFrom, draftOf } from "./draft";
import { Workbench } from "./Workbench";

interface ResendProps {
  id: number;
  /** Drafts by event id. They live as long as the window. */
  drafts: Map<number, Draft>;
  /** A resend to show first; null for the newest. */
  shownFirst: number | null;
  onBack: () => void;
  onSettings: () => void;
}

export function Resend({ id, drafts, shownFirst, onBack, onSettings }: ResendProps) {
  /** Counts how often the draft was discarded; each time it is loaded again. */
  const [restarts, setRestarts] = useState(0);
  useAction("back", onBack);
  const query = useQuery(draftQuery(id, restarts));
  if (query.error !== null)
    return (
      <DraftScreen>
        <Stack gap="3" align="start">
          <ErrorNote error={query.error} retry={() => void query.refetch()} />
          <Button icon="back" onClick={onBack}>
            Back to the event
          </Button>
        </Stack>
      </DraftScreen>
    );
  if (query.data === undefined)
    return (
      <DraftScreen>
        <Skeleton lines={10} label="Loading the draft" />
      </DraftScreen>
    );
  const { view, event, text } = query.data;
  const unsaved = drafts.get(id);
  const restored = unsaved === undefined && view.kept !== null;
  const initial = unsaved ?? (view.kept === null ? draftOf(view) : draftFrom(view.kept, view));
  return (
    <Workbench
      key={restarts}
      view={view}
      event={event}
      received={text}
      initial={initial}
      restored={restored}
      shownFirst={shownFirst}
      onDiscard={() => {
        drafts.delete(id);
        setRestarts((before) => before + 1);
      }}
      onKeep={(draft) => drafts.set(id, draft)}
      onBack={onBack}
      onSettings={onSettings}
    />
  );
}

/** The screen while the draft is loading, or failed to load. */
const DraftScreen = ({ children }: { children: ReactNode }) => (
  <Stack as="main" full pad="4" ground="pane" aria-label="Edit and resend">
    {children}
  </Stack>
);
