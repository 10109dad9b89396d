// A bulk resend: its controls, its progress, the report about the handler, and the results.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Bar } from "@/components/Bar";
import { Button } from "@/components/Button";
import { copyText } from "@/components/clipboard";
import { ErrorNote } from "@/components/ErrorNote";
import { Menu } from "@/components/Menu";
import { Spacer, Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { bulkText, exportBulk } from "@/ipc/bindings/commands";
import { MAX_BULK_COPY_ROWS } from "@/ipc/bindings/limits";
import type { BulkForm, BulkView } from "@/ipc/types";
import { SaveAs } from "@/lib/files/SaveAs";
import { isUnfinished } from "@/lib/runs/newer";
import { BulkProgress } from "./BulkProgress";
import { BulkReport } from "./BulkReport";
import { ResultsTable } from "./ResultsTable";
import { useBulkControls } from "./useBulk";

interface BulkRunProps {
  view: BulkView;
  onEvent: (id: number) => void;
}

export function BulkRun({ view, onEvent }: BulkRunProps) {
  const { bulk, progress } = view;
  const controls = useBulkControls(bulk);
  const [saving, setSaving] = useState<BulkForm | null>(null);
  const isRunning = isUnfinished(progress);
  const paused = progress.state === "paused";
  const toggle = paused ? controls.resume : controls.pause;
  useAction("pauseBulk", isRunning ? toggle : null);
  useAction("cancelBulk", isRunning ? controls.cancel : null);
  const copies = view.results > 0 && view.results <= MAX_BULK_COPY_ROWS && !isRunning;
  const copy = () => void copyText(bulkText({ bulk, form: "csv" }));
  useAction("copyResults", copies ? copy : null);
  useAction("exportResults", view.results > 0 ? () => setSaving("csv") : null);
  return (
    <Stack full data-testid="bulk-run" data-state={progress.state}>
      <Bar>
        <Text mono truncate>
          <UntrustedText text={view.to} />
        </Text>
        <Spacer />
        {isRunning && (
          <>
            <Button icon={paused ? "play" : "pause"} data-testid="bulk-pause" onClick={toggle}>
              {paused ? "Resume" : "Pause"}
            </Button>
            <Button icon="cross" look="danger" data-testid="bulk-cancel" onClick={controls.cancel}>
              Cancel
            </Button>
          </>
        )}
        {view.results > 0 && (
          <Menu
            icon="dots"
            label="Export results"
            actions={[
              { key: "csv", text: "Save as CSV…", onChoose: () => setSaving("csv") },
              { key: "json", text: "Save as JSON Lines…", onChoose: () => setSaving("json") },
              ...(copies ? [{ key: "copy", text: "Copy as CSV", onChoose: copy }] : []),
            ]}
          />
        )}
      </Bar>
      <BulkProgress view={view} />
      {controls.error !== null && (
        <Stack padX="4" padY="3">
          <ErrorNote error={controls.error} />
        </Stack>
      )}
      <BulkReport view={view} onEvent={onEvent} />
      <ResultsTable view={view} onEvent={onEvent} />
      <SaveAs
        title="Save results"
        open={saving !== null}
        name={`bulk-${bulk}.${saving === "json" ? "jsonl" : "csv"}`}
        save={(path, replace) => exportBulk({ bulk, form: saving ?? "csv", path, replace })}
        onClose={() => setSaving(null)}
      />
    </Stack>
  );
}
