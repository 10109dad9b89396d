// The notice after a rule was removed, with Undo.
import { Button } from "@/components/Button";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { RuleEdits } from "./useRuleDrafts";

export function RemovedRule({ drafts }: { drafts: RuleEdits }) {
  if (drafts.removed === null) return null;
  return (
    <Stack row rigid gap="2" padX="3" padY="2" line="above" ground="raised" role="status">
      <Text truncate>
        Removed: <UntrustedText text={drafts.removed.name} />
      </Text>
      <Spacer />
      <Button look="primary" size="small" data-testid="undo-removal" onClick={drafts.undoRemoval}>
        Undo
      </Button>
      <Button icon="cross" look="bare" size="small" label="Close" onClick={drafts.forgetRemoval} />
    </Stack>
  );
}
