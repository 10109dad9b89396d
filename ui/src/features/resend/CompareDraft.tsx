// What a draft changes, beside it: the event as it was received, and the request as it would go out. It follows the edits
// at a distance, so that nobody waits for it while typing.
import { useMemo } from "react";
import { Button } from "../../components/Button";
import { useRested } from "../../components/useRested";
import type { SendRequest, Sides } from "../../ipc/types";
import { Comparison } from "../compare/Comparison";
import { useComparison } from "../compare/useComparison";
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
