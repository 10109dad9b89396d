// The line below the bar of a body: the layout of its text, and which bytes differ.
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { type BodyLayout, LAYOUTS } from "@/lib/body/layout";
import type { BodyWord } from "./body-word";

interface BodyFactsProps {
  word: BodyWord;
  /** Null if the body has no other layout. */
  layout: BodyLayout | null;
  onLayout: (layout: BodyLayout) => void;
}

export function BodyFacts({ word, layout, onLayout }: BodyFactsProps) {
  return (
    <Stack row rigid gap="2" padX="4" padBottom="2">
      {layout !== null && (
        <SegmentedControl label="Layout" value={layout} options={LAYOUTS} onChange={onLayout} />
      )}
      <Text tone="soft" truncate title={word.title} role="status" data-testid="body-word">
        {word.text}
      </Text>
    </Stack>
  );
}
