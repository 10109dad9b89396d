// The list of rules, and the editor of the selected rule.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { copyText } from "@/components/clipboard";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { Menu } from "@/components/Menu";
import { Spacer, Stack } from "@/components/Stack";
import { describeError } from "@/ipc/errors";
import { rulesExportQuery } from "@/lib/queries";
import { TEMPLATES } from "@/lib/rules/rule";
import { ImportRules } from "./ImportRules";
import { RemovedRule } from "./RemovedRule";
import { RuleEditor } from "./RuleEditor";
import { RuleList } from "./RuleList";
import styles from "./RulesPane.module.css";
import type { RuleEdits } from "./useRuleDrafts";

interface RulesPaneProps {
  drafts: RuleEdits;
  event: number | null;
  onEvent: (id: number) => void;
}

export function RulesPane({ drafts, event, onEvent }: RulesPaneProps) {
  const { items, chosen, removed } = drafts;
  const client = useQueryClient();
  const [importing, setImporting] = useState(false);
  const [status, setStatus] = useState("");
  const add = (at: number) => {
    const template = TEMPLATES[at];
    if (template !== undefined) drafts.add(template.make(), "last");
  };
  const copy = () =>
    void copyText(client.fetchQuery(rulesExportQuery()))
      .then((done) => setStatus(done ? "Copied all rules." : "Could not copy the rules."))
      .catch((error: unknown) => setStatus(describeError(error).sentence));
  useAction("newRule", () => add(0));
  useAction("importRules", () => setImporting(true));
  useAction("exportRules", items.length === 0 ? null : copy);
  useAction("duplicateRule", chosen === null ? null : () => drafts.add(chosen.rule, "last"));
  useAction("removeRule", chosen === null ? null : () => drafts.remove(chosen));
  useAction("undoDelete", removed === null ? null : drafts.undoRemoval);
  const templates = TEMPLATES.map(({ text }, at) => ({ key: text, text, onChoose: () => add(at) }));
  const dialog = (
    <ImportRules
      open={importing}
      stored={drafts.stored.data?.length ?? 0}
      onClose={() => setImporting(false)}
    />
  );
  if (drafts.stored.error !== null)
    return (
      <Stack pad="4">
        <ErrorNote error={drafts.stored.error} retry={() => void drafts.stored.refetch()} />
      </Stack>
    );
  if (items.length === 0 && drafts.stored.isSuccess)
    return (
      <>
        <EmptyState
          title="No rules"
          actions={
            <>
              <Menu look="primary" icon="plus" align="start" actions={templates}>
                New rule
              </Menu>
              <Button icon="import" onClick={() => setImporting(true)}>
                Import…
              </Button>
            </>
          }
        >
          Every event gets the default answer: blocking events are allowed, everything else gets 200 {"{}"}. A
          rule can deny, answer, delay, forward, hold or fail the events it matches.
        </EmptyState>
        <RemovedRule drafts={drafts} />
        {dialog}
      </>
    );
  return (
    <div className={styles.pane}>
      <section className={styles.side} aria-label="All rules">
        <Stack row rigid gap="1" pad="2" padBottom="1">
          <Menu icon="plus" align="start" actions={templates}>
            New
          </Menu>
          <Button
            icon="stack"
            look="bare"
            label="Duplicate rule"
            disabled={chosen === null}
            onClick={() => chosen !== null && drafts.add(chosen.rule, "last")}
          />
          <Button
            icon="trash"
            look="bare"
            label="Remove rule"
            disabled={chosen === null}
            data-testid="remove-rule"
            onClick={() => chosen !== null && drafts.remove(chosen)}
          />
          <Spacer />
          <Button icon="import" look="bare" label="Import rules" onClick={() => setImporting(true)} />
          <Button icon="copy" look="bare" label="Copy all rules" onClick={copy} />
        </Stack>
        <p className={styles.order}>Checked in order; the first enabled match wins.</p>
        <p role="status" className={styles.status}>
          {status}
        </p>
        <RuleList drafts={drafts} />
        <RemovedRule drafts={drafts} />
      </section>
      {chosen === null ? (
        <EmptyState title="No rule selected">Select a rule on the left, or create one.</EmptyState>
      ) : (
        <RuleEditor key={chosen.key} drafts={drafts} item={chosen} event={event} onEvent={onEvent} />
      )}
      {dialog}
    </div>
  );
}
