// The bar above the body of a draft: the source of the body, its formatting commands, and the
// comparison with the original.
import { useAction } from "@/actions/Actions";
import { withKeys } from "@/actions/catalog";
import { useKeysOf } from "@/actions/Shortcuts";
import { Button } from "@/components/Button";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { sizeOf } from "@/format/size";
import type { BodySource } from "./draft";
import type { DraftState } from "./useDraft";

interface BodyBarProps {
  state: DraftState;
  /** The received body can be edited as text. */
  editable: boolean;
  json: boolean;
  /** The number of stored bytes of the received body. */
  size: number;
  /** The received body was truncated. */
  cut: boolean;
  /** The comparison with the original is shown. */
  comparing: boolean;
  onCompare: () => void;
}

const SOURCES: Record<BodySource, string> = { received: "Received", text: "Text", file: "File" };

function bodyWord({ draft, edited }: DraftState, size: number, cut: boolean): string {
  if (draft.source === "file") return "from a file";
  if (draft.source === "text" && edited) return "edited";
  return `${sizeOf(size)}, ${cut ? "truncated" : "exactly as received"}`;
}

export function BodyBar({ state, editable, json, size, cut, comparing, onCompare }: BodyBarProps) {
  const { draft, change, editor, edited } = state;
  const { source } = draft;
  const keysOf = useKeysOf();
  const laidOut = source === "text" && json;
  const format = laidOut ? () => editor.current?.format() : null;
  const minify = laidOut ? () => editor.current?.minify() : null;
  const reset = source === "text" && edited && editable ? () => editor.current?.reset() : null;
  useAction("format", format);
  useAction("minify", minify);
  useAction("asReceived", reset);
  useAction("bodyFile", source === "file" ? null : () => change({ source: "file" }));
  const sources: BodySource[] = editable ? ["text", "file"] : ["received", "text", "file"];
  return (
    <Stack row gap="2" band="bar" padX="4">
      <h2>Body</h2>
      <Text tone="soft" truncate data-testid="body-word">
        {bodyWord(state, size, cut)}
      </Text>
      <Spacer />
      <SegmentedControl
        label="Body source"
        value={source}
        options={sources.map((value) => ({ value, text: SOURCES[value] }))}
        onChange={(next) => change({ source: next })}
      />
      {format !== null && (
        <Button
          size="small"
          title={`${withKeys("Format", keysOf("format"))}: changes only white space`}
          onClick={format}
        >
          Format
        </Button>
      )}
      {minify !== null && (
        <Button size="small" title="Minify: changes only white space" onClick={minify}>
          Minify
        </Button>
      )}
      {reset !== null && (
        <Button size="small" onClick={reset}>
          Revert to original
        </Button>
      )}
      <Button
        size="small"
        icon="compare"
        label="Compare with original"
        aria-pressed={comparing}
        title={withKeys("Compare with original", keysOf("compareDraft"))}
        data-testid="compare-draft"
        onClick={onCompare}
      />
    </Stack>
  );
}
