// The notice after a scenario was removed, with Undo.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import type { Removal } from "./useRemoval";

export function RemovedScenario({ removal }: { removal: Removal }) {
  return (
    <div role="status">
      {removal.removed !== null && (
        <Stack as="p" row gap="2" padX="4" padY="1h" line="below" ground="raised">
          <span>
            “<UntrustedText text={removal.removed} />” was removed.
          </span>
          <Button size="small" onClick={removal.undo} disabled={removal.isRestoring}>
            Undo
          </Button>
          <Button size="small" look="bare" icon="cross" label="Close" onClick={removal.forget} />
        </Stack>
      )}
    </div>
  );
}
