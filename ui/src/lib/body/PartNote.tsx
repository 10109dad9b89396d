// A note on a partly loaded body: how much is loaded and searched, with buttons that load more.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { sizeOf } from "@/format/size";
import { MAX_TEXT_BYTES } from "./body-text";

interface PartNoteProps {
  loaded: number;
  total: number;
  /** Whether the find bar is open. */
  finding: boolean;
  busy: boolean;
  onMore: () => void;
  onAll: () => void;
}

export function PartNote({ loaded, total, finding, busy, onMore, onAll }: PartNoteProps) {
  const full = loaded >= MAX_TEXT_BYTES;
  const first = `${finding ? "Searching the first" : "First"} ${sizeOf(loaded)} of ${sizeOf(total)}`;
  return (
    <Stack as="span" row inline wrap gap="1" gapX="2">
      <span role="status">
        {first}
        {full && ", the maximum shown as text. Open Raw as hex to see all bytes."}
      </span>
      {!full && (
        <>
          <Button size="small" disabled={busy} onClick={onMore}>
            Show more
          </Button>
          <Button size="small" disabled={busy} onClick={onAll}>
            {total > MAX_TEXT_BYTES ? `Load ${sizeOf(MAX_TEXT_BYTES)}` : "Load all"}
          </Button>
        </>
      )}
    </Stack>
  );
}
