// A comparison of two sides. It covers the list and the event; Escape closes it.
import { useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { Sides } from "@/ipc/types";
import { swapSides } from "@/lib/comparison/Comparing";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";

interface CompareScreenProps {
  sides: Sides;
  onSides: (sides: Sides) => void;
  onEvent: (id: number) => void;
  onBack: () => void;
}

/** The whole screen takes the focus, so an outline would mark nothing. */
const NO_OUTLINE = { outline: "none" };

function titleOf(sides: Sides): string {
  switch (sides.what) {
    case "events":
      return "Compare two events";
    case "sample":
      return `Compare event ${sides.id} with its sample`;
    case "responses":
      return "Compare two responses";
    case "user":
      return "Compare two states of a user";
    default:
      return "Compare";
  }
}

export function CompareScreen({ sides, onSides, onEvent, onBack }: CompareScreenProps) {
  useAction("back", onBack);
  const [reveal, setReveal] = useState(false);
  const state = useComparison(sides, reveal);
  const masked = state.shown?.compared.masked ?? false;
  useAction("reveal", masked ? () => setReveal(!reveal) : null);
  const other = swapSides(sides);
  const main = useRef<HTMLElement>(null);
  useEffect(() => main.current?.focus({ preventScroll: true }), []);
  return (
    <Stack
      as="main"
      ref={main}
      tabIndex={-1}
      full
      ground="pane"
      style={NO_OUTLINE}
      aria-label={titleOf(sides)}
      data-testid="compare-screen"
    >
      <Stack as="header" row gap="2" band="bar" padX="3" line="below">
        <Button icon="back" look="bare" label="Back to the events (Esc)" onClick={onBack} />
        <Text as="h1" size="lead" strong truncate>
          {titleOf(sides)}
        </Text>
        <Spacer />
        {masked && (
          <Button icon="eye" action="reveal" aria-pressed={reveal} onClick={() => setReveal(!reveal)}>
            {reveal ? "Mask values" : "Show masked values"}
          </Button>
        )}
      </Stack>
      <Comparison
        state={state}
        beside={null}
        onEvent={onEvent}
        onSwap={other === null ? undefined : () => onSides(other)}
        instead={<Button onClick={onBack}>Back to the events</Button>}
      />
    </Stack>
  );
}
