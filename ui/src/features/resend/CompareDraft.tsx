// Beside a draft: the event as received compared with the request as it would go out, or two responses. It follows the
// edits at a distance, so that typing never waits for it.
import { useMemo } from "react";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { useRested } from "@/components/useRested";
import type { SendRequest, Sides } from "@/ipc/types";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
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
  // biome-ignore lint/correctness/useExhaustiveDependencies: a draft that has rested makes the request again.
  const sides = useMemo<Sides>(
    () => ({ what: "draft", request: request() }),
    [restedDraft, restedEdits, request],
  );
  // What is edited is shown: what is compared is the same.
  const state = useComparison(sides, true);
  return (
    <Stack as="section" tall aria-label="Compared with the original" data-testid="draft-comparison">
      <Comparison
        state={state}
        beside={null}
        onEvent={null}
        instead={<Button onClick={onClose}>Show the response</Button>}
      />
    </Stack>
  );
}

/** The responses to two resends, beside the draft of a third. */
export function CompareResponses(props: { old: number; new: number; onClose: () => void }) {
  const { old: before, new: after, onClose } = props;
  const sides = useMemo<Sides>(() => ({ what: "responses", old: before, new: after }), [before, after]);
  const state = useComparison(sides, true);
  return (
    <Stack as="section" tall aria-label="Compared with the response before">
      <Stack row rigid pad="1h" padX="3">
        <Button size="small" icon="back" onClick={onClose}>
          Show the response
        </Button>
      </Stack>
      <Comparison state={state} beside={null} onEvent={null} />
    </Stack>
  );
}
