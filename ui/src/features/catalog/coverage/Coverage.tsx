// The types whose sample was sent to an application, and its answers: the tour on top, the table below.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Empty } from "@/components/Empty";
import { Scroll } from "@/components/Scroll";
import { Segments } from "@/components/Segments";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { TroubleNote } from "@/components/TroubleNote";
import { useRested } from "@/components/useRested";
import { countOf } from "@/format/size";
import type { Coverage as CoverageOf } from "@/ipc/types";
import { urlOf } from "@/lib/targets/target";
import { CoverageTable } from "./CoverageTable";
import { TourBar } from "./TourBar";
import { useCoverage } from "./useCoverage";

interface CoverageProps {
  to: string;
  receiver: string | null;
  onTo: (to: string) => void;
  /** Shows a type in the catalog. */
  onType: (name: string) => void;
}

/** Wait after typing before a URL is used. */
const PAUSE = 300;

const SHOWN = [
  { value: "all", text: "All" },
  { value: "failed", text: "Failed" },
] as const;

/** `41 of 85 types, 2 failed` */
function summaryOf({ sent, types, failed }: Pick<CoverageOf, "sent" | "types" | "failed">): string {
  const end = sent === 0 ? "" : failed === 0 ? ", none failed" : `, ${countOf(failed)} failed`;
  return `${countOf(sent)} of ${countOf(types)} types${end}`;
}

export function Coverage({ to, receiver, onTo, onType }: CoverageProps) {
  const target = urlOf(useRested(to, PAUSE));
  const query = useCoverage(target);
  const [shown, setShown] = useState<"all" | "failed">("all");
  const { data } = query;
  const entries = data?.entries.filter((entry) => shown === "all" || !entry.ok) ?? [];
  const some = data !== undefined && data.entries.length > 0;
  useAction("onlyFailed", some ? () => setShown(shown === "all" ? "failed" : "all") : null);
  return (
    <Stack fill>
      <TourBar to={to} receiver={receiver} progress={data?.tour ?? null} onTo={onTo} />
      {query.error !== null ? (
        <Stack pad="4">
          <TroubleNote error={query.error} retry={() => void query.refetch()} />
        </Stack>
      ) : data === undefined ? (
        <Skeleton lines={8} label="Loading the coverage" />
      ) : (
        <>
          <Stack row gap="3" band="bar" padX="4">
            <b data-testid="coverage-summary">{summaryOf(data)}</b>
            {some && <Segments label="Shown" value={shown} options={SHOWN} onChange={setShown} />}
          </Stack>
          {!some ? (
            <Empty title="No sample was sent here yet">
              Send one of each type and read how your application answers them: the status, the time it took,
              and what the sender would have made of it.
            </Empty>
          ) : entries.length === 0 ? (
            <Empty title="None failed">Every sample was answered as its sender needs it.</Empty>
          ) : (
            <Scroll label="How samples were answered">
              <CoverageTable entries={entries} onType={onType} />
            </Scroll>
          )}
        </>
      )}
    </Stack>
  );
}
