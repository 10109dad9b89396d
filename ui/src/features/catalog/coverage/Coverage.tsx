// The coverage view: the tour bar, and a table of the samples sent to a target with their answers.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { ScrollArea } from "@/components/ScrollArea";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { countOf } from "@/format/size";
import type { Coverage as CoverageOf } from "@/ipc/types";
import { urlOf } from "@/lib/targets/target";
import { CoverageTable } from "./CoverageTable";
import { TourBar } from "./TourBar";
import { useCoverage } from "./useCoverage";

interface CoverageProps {
  to: string;
  receiver: string | null;
  act: boolean;
  onTo: (to: string) => void;
  onAct: (act: boolean) => void;
  /** Shows a type in the catalog. */
  onType: (name: string) => void;
}

/** The debounce delay of the target URL, in milliseconds. */
const DEBOUNCE_DELAY = 300;

const SHOWN = [
  { value: "all", text: "All" },
  { value: "failed", text: "Failed" },
] as const;

/** `41 of 85 types, 2 failed` */
function summaryOf({ sent, types, failed }: Pick<CoverageOf, "sent" | "types" | "failed">): string {
  const end = sent === 0 ? "" : failed === 0 ? ", none failed" : `, ${countOf(failed)} failed`;
  return `${countOf(sent)} of ${countOf(types)} types${end}`;
}

export function Coverage({ onType, ...sample }: CoverageProps) {
  const target = urlOf(useDebouncedValue(sample.to, DEBOUNCE_DELAY));
  const query = useCoverage(target);
  const [shown, setShown] = useState<"all" | "failed">("all");
  const { data } = query;
  const entries = data?.entries.filter((entry) => shown === "all" || !entry.ok) ?? [];
  const some = data !== undefined && data.entries.length > 0;
  useAction("onlyFailed", some ? () => setShown(shown === "all" ? "failed" : "all") : null);
  return (
    <Stack fill>
      <TourBar {...sample} progress={data?.tour ?? null} />
      {query.error !== null ? (
        <Stack pad="4">
          <ErrorNote error={query.error} retry={() => void query.refetch()} />
        </Stack>
      ) : data === undefined ? (
        <Skeleton lines={8} label="Loading coverage" />
      ) : (
        <>
          <Stack row gap="3" band="bar" padX="4">
            <b data-testid="coverage-summary">{summaryOf(data)}</b>
            {some && <SegmentedControl label="Show" value={shown} options={SHOWN} onChange={setShown} />}
          </Stack>
          {!some ? (
            <EmptyState title="No samples sent to this target yet">
              Start a tour to send one sample of each type. This page then shows the status, the duration and
              the verdict of each answer.
            </EmptyState>
          ) : entries.length === 0 ? (
            <EmptyState title="No samples failed">
              The target answered every sample as its sender expects.
            </EmptyState>
          ) : (
            <ScrollArea label="Coverage results">
              <CoverageTable entries={entries} onType={onType} />
            </ScrollArea>
          )}
        </>
      )}
    </Stack>
  );
}
