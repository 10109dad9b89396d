// The bar above the body of a draft: the source of the body, its formatting commands, and the
// comparison with the original.
import { useAction } from "@/actions/Actions";
import { withKeys } from "@/actions/catalog";
import { useKeysOf } from "@/actions/Shortcuts";
import { Button } from "@/components/Button";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Spacer, Stack } from "@/components/Stack";
import type { BodyLayout } from "@/lib/body/layout";
import type { BodySource } from "./draft";
import type { DraftState } from "./useDraft";

interface BodyBarProps {
  state: DraftState;
  /** The received body can be edited as text. */
  editable: boolean;
  json: boolean;
  layout: BodyLayout;
  /** The comparison with the original is shown. */
  comparing: boolean;
  onCompare: () => void;
}

const SOURCES: Record<BodySource, string> = { received: "Received", text: "Text", file: "File" };

const FORMAT_EFFECTS: Record<BodyLayout, string> = {
  formatted: "indents the text shown, and changes no bytes",
  original: "changes only white space",
};

export function BodyBar({ state, editable, json, layout, comparing, onCompare }: BodyBarProps) {
  const { draft, change, editor, edited } = state;
  const { source } = draft;
  const keysOf = useKeysOf();
  const laidOut = source === "text" && json;
  const format = laidOut ? () => editor.current?.format() : null;
  // White space of the formatted view is not sent, so only the original can be minified.
  const minify = laidOut && layout === "original" ? () => editor.current?.minify() : null;
  const reset = source === "text" && edited && editable ? () => editor.current?.reset() : null;
  useAction("format", format);
  useAction("minify", minify);
  useAction("asReceived", reset);
  useAction("bodyFile", source === "file" ? null : () => change({ source: "file" }));
  const sources: BodySource[] = editable ? ["text", "file"] : ["received", "text", "file"];
  return (
    <Stack row gap="2" band="bar" padX="4">
      <h2>Body</h2>
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
          title={`${withKeys("Format", keysOf("format"))}: ${FORMAT_EFFECTS[layout]}`}
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
