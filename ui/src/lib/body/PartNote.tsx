// Says how much of a long body is loaded, how much of it a search covers, and loads the rest.
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { sizeOf } from "@/format/size";
import { MOST_LOADED } from "./body-text";

interface PartNoteProps {
  loaded: number;
  total: number;
  /** The search of the text is open. */
  finding: boolean;
  busy: boolean;
  onMore: () => void;
  onAll: () => void;
}

export function PartNote({ loaded, total, finding, busy, onMore, onAll }: PartNoteProps) {
  const full = loaded >= MOST_LOADED;
  const first = `${finding ? "Finding looks through the first" : "First"} ${sizeOf(loaded)} of ${sizeOf(total)}`;
  return (
    <Stack as="span" row inline wrap gap="1" gapX="2">
      <span role="status">
        {first}
        {full && ", the most that is shown as text; Raw as hex shows all"}
      </span>
      {!full && (
        <>
          <Button size="small" disabled={busy} onClick={onMore}>
            Show more
          </Button>
          <Button size="small" disabled={busy} onClick={onAll}>
            {total > MOST_LOADED ? `Load ${sizeOf(MOST_LOADED)}` : "Load all"}
          </Button>
        </>
      )}
    </Stack>
  );
}
