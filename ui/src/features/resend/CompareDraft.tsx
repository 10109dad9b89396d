// Comparisons beside a draft: the event as received with the request as it would be sent, or two
// responses. They are debounced, so typing never waits for them.
import { useMemo } from "react";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { SendRequest, Sides } from "@/ipc/types";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import type { Draft } from "./draft";

interface CompareDraftProps {
  draft: Draft;
  /** Changes with every edit of the body. */
  edits: number;
  request: () => SendRequest;
  onClose: () => void;
}

const DEBOUNCE_DELAY = 300;

export function CompareDraft({ draft, edits, request, onClose }: CompareDraftProps) {
  const debouncedDraft = useDebouncedValue(draft, DEBOUNCE_DELAY);
  const debouncedEdits = useDebouncedValue(edits, DEBOUNCE_DELAY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a debounced edit rebuilds the request.
  const sides = useMemo<Sides>(
    () => ({ what: "draft", request: request() }),
    [debouncedDraft, debouncedEdits, request],
  );
  // Unmasked, like the edited body.
  const state = useComparison(sides, true);
  return (
    <Stack as="section" full aria-label="Comparison with the original" data-testid="draft-comparison">
      <Comparison
        state={state}
        beside={null}
        onEvent={null}
        instead={<Button onClick={onClose}>Show response</Button>}
      />
    </Stack>
  );
}

/** The responses to two resends of the event. */
export function CompareResponses(props: { old: number; new: number; onClose: () => void }) {
  const { old: before, new: after, onClose } = props;
  const sides = useMemo<Sides>(() => ({ what: "responses", old: before, new: after }), [before, after]);
  const state = useComparison(sides, true);
  return (
    <Stack as="section" full aria-label="Comparison with the previous response">
      <Stack row rigid pad="1h" padX="3">
        <Button size="small" icon="back" onClick={onClose}>
          Show response
        </Button>
      </Stack>
      <Comparison state={state} beside={null} onEvent={null} />
    </Stack>
  );
}
