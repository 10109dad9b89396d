// What a draft changes, and what changed in the responses, beside the draft: the event as it was received, and the request as it would go out. It follows the edits
// at a distance, so that nobody waits for it while typing.
import { useMemo } from "react";
import { Button } from "@/components/Button";
import { useRested } from "@/components/useRested";
import type { SendRequest, Sides } from "@/ipc/types";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import styles from "./CompareDraft.module.css";
import type { Draft } from "./draft";

interface CompareDraftProps {
  draft: Draft;
  /** Another number with every edit of the body. */
  edits: number;
  request: () => SendRequest;
  onClose: () => void;
}

const REST = 300;

export function CompareDraft({ draft, edits, request, onClose }: CompareDraftProps) {
  const restedDraft = useRested(draft, REST);
  const restedEdits = useRested(edits, REST);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the request is made anew when the draft has rested.
  const sides = useMemo<Sides>(
    () => ({ what: "draft", request: request() }),
    [restedDraft, restedEdits, request],
  );
  // What is edited is shown: what is compared is the same.
  const state = useComparison(sides, true);
  return (
    <section
      className={styles.compare}
      aria-label="Compared with the original"
      data-testid="draft-comparison"
    >
      <Comparison
        state={state}
        beside={null}
        onEvent={null}
        instead={<Button onClick={onClose}>Show the response</Button>}
      />
    </section>
  );
}

/** What came back to two resends, beside the draft that is made for a third. */
export function CompareResponses(props: { old: number; new: number; onClose: () => void }) {
  const { old: before, new: after, onClose } = props;
  const sides = useMemo<Sides>(() => ({ what: "responses", old: before, new: after }), [before, after]);
  const state = useComparison(sides, true);
  return (
    <section
      className={styles.compare}
      aria-label="Compared with the response before"
      data-testid="response-comparison"
    >
      <div className={styles.close}>
        <Button size="small" icon="back" onClick={onClose}>
          Show the response
        </Button>
      </div>
      <Comparison state={state} beside={null} onEvent={null} />
    </section>
  );
}
