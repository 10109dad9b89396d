// The result of a hook chain: the verdict, the steps with their timing, other effects, and the user
// or token before and after.
import { useMemo } from "react";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import type { ChainView, Sides } from "@/ipc/types";
import { RemovedAttributes } from "@/lib/answering/RemovedAttributes";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import { Verdict } from "@/lib/verdict/Verdict";
import { ReportEntries, ReportHeading, ReportRows } from "../Report";
import styles from "./ChainResult.module.css";
import { ChainStepRow } from "./ChainStepRow";

export function ChainResult({ view, event }: { view: ChainView; event: number }) {
  const end = Math.max(1, ...view.links.map((step) => step.began_ms + step.took_ms));
  const { effects, mutated } = view;
  return (
    <Stack fill data-testid="chain-result">
      <ScrollArea label="Steps">
        <div className={styles.verdict}>
          <Verdict verdict={view.verdict} onMember={null} />
        </div>
        <ReportEntries>
          {view.links.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is identified by its position.
            <ChainStepRow key={at} step={step} number={at + 1} end={end} />
          ))}
        </ReportEntries>
        {effects.length > 0 && (
          <>
            <ReportHeading>Other effects</ReportHeading>
            <ReportRows as="dl">
              {effects.map(({ member, json, by }) => (
                <div key={member}>
                  <dt>
                    <code>{member}</code> from handler {by}
                  </dt>
                  <dd>
                    <code>
                      <UntrustedText text={json} />
                    </code>
                  </dd>
                </div>
              ))}
            </ReportRows>
          </>
        )}
        {mutated !== null && mutated.vanishing.length > 0 && (
          <ReportRows as="div">
            <RemovedAttributes mutated={mutated} />
          </ReportRows>
        )}
        {mutated !== null && (
          <After
            event={event}
            title={
              mutated.place === "/payload/user" ? "The user, before and after" : "The token, before and after"
            }
          />
        )}
      </ScrollArea>
    </Stack>
  );
}

function After({ event, title }: { event: number; title: string }) {
  const sides = useMemo<Sides>(() => ({ what: "chain", event_id: event }), [event]);
  const state = useComparison(sides, true);
  return (
    <>
      <ReportHeading>{title}</ReportHeading>
      <section className={styles.after} aria-label={title} data-testid="chain-after">
        <Comparison state={state} beside={null} onEvent={null} />
      </section>
    </>
  );
}
