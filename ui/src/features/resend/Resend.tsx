// Edit and resend: loads what the draft is made of, then hands it to the workbench. An earlier draft of the same event
// is picked up where it was left.
import { useQuery } from "@tanstack/react-query";
import { useAction } from "../../actions/Actions";
import { Button } from "../../components/Button";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { draft as fetchDraft, event as fetchEvent } from "../../ipc/commands";
import { readWholeText } from "../payload/body-text";
import { type Draft, fieldsOf } from "./draft";
import styles from "./Resend.module.css";
import { Workbench } from "./Workbench";

interface ResendProps {
  id: number;
  /** Drafts by event, kept while the window is open. */
  drafts: Map<number, Draft>;
  onBack: () => void;
  onSettings: () => void;
}

export function Resend({ id, drafts, onBack, onSettings }: ResendProps) {
  useAction("back", onBack);
  const query = useQuery({
    queryKey: ["draft", id],
    queryFn: async () => {
      const [view, event] = await Promise.all([fetchDraft(id), fetchEvent(id)]);
      // What is edited and sent must be exact: nothing of it is masked.
      const text = view.editable ? await readWholeText(id, true) : null;
      return { view, event, text };
    },
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
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
  const kept = drafts.get(id);
  const initial: Draft = kept ?? {
    method: view.method,
    url: view.url,
    headers: fieldsOf(view.headers),
    text: null,
  };
  return (
    <Workbench
      view={view}
      event={event}
      received={text}
      initial={initial}
      onKeep={(draft) => drafts.set(id, draft)}
      onBack={onBack}
      onSettings={onSettings}
    />
  );
}
