// The buttons that run and cancel a hook chain.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";

interface RunButtonsProps {
  isRunning: boolean;
  isPossible: boolean;
  onRun: () => void;
  onCancel: () => void;
}

export function RunButtons({ isRunning, isPossible, onRun, onCancel }: RunButtonsProps) {
  return (
    <Stack row wrap gap="2">
      <Button
        look="primary"
        size="large"
        icon="play"
        action="send"
        disabled={!isPossible}
        data-testid="run-chain"
        onClick={onRun}
      >
        {isRunning ? "Running…" : "Run chain"}
      </Button>
      {isRunning && (
        <Button size="large" onClick={onCancel}>
          Cancel
        </Button>
      )}
    </Stack>
  );
}
