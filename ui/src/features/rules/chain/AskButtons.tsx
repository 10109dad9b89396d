// Starts a chain, and cancels it.
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";

interface AskButtonsProps {
  isAsking: boolean;
  isPossible: boolean;
  onAsk: () => void;
  onCancel: () => void;
}

export function AskButtons({ isAsking, isPossible, onAsk, onCancel }: AskButtonsProps) {
  return (
    <Stack row wrap gap="2">
      <Button
        look="primary"
        size="large"
        icon="play"
        shortcut={writtenKeys("Mod+Enter")}
        disabled={!isPossible}
        data-testid="run-chain"
        onClick={onAsk}
      >
        {isAsking ? "Asking…" : "Ask them"}
      </Button>
      {isAsking && (
        <Button size="large" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </Stack>
  );
}
