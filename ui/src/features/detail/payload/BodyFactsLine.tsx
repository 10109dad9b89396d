// A line with the body's size, hash and content encoding.
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { countOf, sizeOf } from "@/format/size";
import type { EventDetail } from "@/ipc/types";

export function BodyFactsLine({ event }: { event: EventDetail }) {
  const { body } = event;
  return (
    <Stack as="p" row rigid wrap gapX="3" align="stretch" padX="4" padTop="2" tone="soft">
      <span title={`${countOf(body.size)} bytes`}>{sizeOf(body.size)}</span>
      <span title={body.sha256}>
        SHA-256{" "}
        <Text as="code" tone="dim">
          {body.sha256.slice(0, 12)}…
        </Text>
      </span>
      {body.decoded_from !== null && (
        <span>
          decoded from {body.decoded_from}: {sizeOf(body.decoded_size)}
        </span>
      )}
    </Stack>
  );
}
