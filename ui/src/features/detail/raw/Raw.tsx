// The Raw tab: the exact bytes of the body as a hex dump, and as text if they are UTF-8.
import { useCallback, useState } from "react";
import { CopyButton } from "@/components/CopyButton";
import { EmptyState } from "@/components/EmptyState";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { countOf } from "@/format/size";
import { bodyBytes } from "@/ipc/bindings/commands";
import type { EventDetail } from "@/ipc/types";
import { HexBody } from "@/lib/body/HexBody";
import { MaskedNote } from "@/lib/masking/MaskedNote";
import type { Masking } from "@/lib/masking/masking";
import { PlainBody } from "./PlainBody";

type View = "text" | "hex";
const VIEWS = [
  { value: "text", text: "Text" },
  { value: "hex", text: "Hex" },
] as const;

export function Raw({ event, masking }: { event: EventDetail; masking: Masking }) {
  const { body, row } = event;
  // The facts about a compressed body describe the decoded text. The bytes themselves are not text.
  const isText = body.decoded_from === null && body.utf8_error_at === null && body.form !== "binary";
  const [view, setView] = useState<View>(isText ? "text" : "hex");
  const fetchBytes = useCallback(
    (start: number, len: number) => bodyBytes({ id: row.id, start, len, reveal: masking.reveal }),
    [row.id, masking.reveal],
  );
  if (body.size === 0) return <EmptyState title="Empty body">The request has no body.</EmptyState>;
  return (
    <Stack fill>
      <Stack row gap="2" band="control" padX="4" tone="soft">
        <Text nowrap>{countOf(body.size)} bytes</Text>
        <Text truncate title={body.sha256}>
          SHA-256{" "}
          <Text as="code" tone="dim">
            {body.sha256}
          </Text>
        </Text>
        <CopyButton text={body.sha256} label="Copy hash" look="bare" size="small" />
        <Spacer />
        {isText && <SegmentedControl<View> label="View" value={view} options={VIEWS} onChange={setView} />}
      </Stack>
      <MaskedNote masked={event.masked} masking={masking} />
      {view === "text" ? (
        <PlainBody id={row.id} size={body.size} reveal={masking.reveal} />
      ) : (
        // The key keeps chunks of masked bytes separate from chunks of revealed bytes.
        <HexBody key={String(masking.reveal)} fetchBytes={fetchBytes} size={body.size} label="Body bytes" />
      )}
    </Stack>
  );
}
