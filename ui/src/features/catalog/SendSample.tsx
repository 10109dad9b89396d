// The form that sends a sample of a type, and the answer below it.
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import type { TypeView } from "@/ipc/types";
import { useSendSample } from "@/lib/catalog/useCatalog";
import { ActOnSamples } from "@/lib/targets/ActOnSamples";
import { TargetField } from "@/lib/targets/TargetField";
import { urlOf } from "@/lib/targets/target";
import { SampleResult } from "./SampleResult";

interface SendSampleProps {
  type: TypeView;
  to: string;
  receiver: string | null;
  act: boolean;
  onTo: (to: string) => void;
  onAct: (act: boolean) => void;
  /** Shows the received events. */
  onReceived: () => void;
}

export function SendSample({ type, to, receiver, act, onTo, onAct, onReceived }: SendSampleProps) {
  const sending = useSendSample();
  const url = urlOf(to);
  const possible = !sending.isPending && (url !== null || receiver !== null);
  const send = () => sending.mutate({ name: type.name, to: url, act });
  useAction("send", possible ? send : null);
  return (
    <Stack gap="2" padX="4" padTop="3">
      <Stack
        as="form"
        row
        wrap
        gap="2"
        onSubmit={(event) => {
          event.preventDefault();
          if (possible) send();
        }}
      >
        <TargetField
          value={to}
          receiver={receiver}
          onChange={(next) => {
            sending.reset();
            onTo(next);
          }}
        />
        <Button
          type="submit"
          look="primary"
          size="large"
          icon="bolt"
          action="send"
          disabled={!possible}
          data-testid="send-sample"
        >
          {sending.isPending ? "Sending…" : "Send sample"}
        </Button>
      </Stack>
      <ActOnSamples checked={act} onChange={onAct} />
      {url === null && receiver === null && (
        <Text as="p" tone="soft">
          Hookglass is not listening. Enter a target URL to send a sample.
        </Text>
      )}
      {sending.error !== null && <ErrorNote error={sending.error} />}
      {sending.data !== undefined && (
        <SampleResult sent={sending.data} onReceived={sending.variables?.to === null ? onReceived : null} />
      )}
    </Stack>
  );
}
