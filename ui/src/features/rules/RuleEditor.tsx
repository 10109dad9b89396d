// Edits one rule: its name, the events it matches, and its action. Edits take effect when saved.
import { useEffect, useId, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { ErrorStrip } from "@/components/ErrorStrip";
import { ScrollArea } from "@/components/ScrollArea";
import { Stack } from "@/components/Stack";
import { describeError } from "@/ipc/errors";
import type { Rule, RuleProblem } from "@/ipc/types";
import { useCatalog } from "@/lib/catalog/useCatalog";
import { withThen } from "@/lib/rules/rule";
import { ActionFields } from "./ActionFields";
import { ConditionFields } from "./ConditionFields";
import { DelayField } from "./DelayField";
import styles from "./Editor.module.css";
import { Trial } from "./Trial";
import { sentenceOf, useRuleCheck } from "./useRuleCheck";
import type { RuleEdits, RuleItem } from "./useRuleDrafts";

interface RuleEditorProps {
  drafts: RuleEdits;
  item: RuleItem;
  /** The selected event of the list. */
  event: number | null;
  onEvent: (id: number) => void;
}

export function RuleEditor({ drafts, item, event, onEvent }: RuleEditorProps) {
  const { rule } = item;
  const others = drafts.items.filter((other) => other !== item).map((other) => other.rule.name);
  const { problem, settled } = useRuleCheck(rule, others);
  const types = useCatalog().data ?? [];
  const edit = (next: Rule) => drafts.edit(item.key, next);
  const isSavable = item.changed && settled && problem === null && !drafts.saving.isPending;
  return (
    <Stack as="section" full container="editor" aria-label="Rule" data-testid="rule-editor">
      <Head drafts={drafts} item={item} problem={problem} isSavable={isSavable} />
      <ScrollArea label="Rule fields">
        <div className={styles.columns}>
          <div className={styles.fields}>
            <h2 className={styles.section}>
              When <span>all conditions must match; empty fields are ignored</span>
            </h2>
            <ConditionFields
              when={rule.when}
              problem={problem}
              types={types}
              onChange={(change) => edit({ ...rule, when: { ...rule.when, ...change } })}
            />
            <h2 className={styles.section}>
              Then <span>what the sender gets</span>
            </h2>
            <ActionFields
              key={item.key}
              action={rule.then.action}
              problem={problem}
              onChange={(action) => edit(withThen(rule, { action }))}
            />
            <DelayField
              end={rule.then}
              problem={problem}
              onChange={(delay_ms) => edit(withThen(rule, { delay_ms }))}
            />
          </div>
          <Trial drafts={drafts} event={event} usable={problem === null} onEvent={onEvent} />
        </div>
      </ScrollArea>
    </Stack>
  );
}

interface HeadProps {
  drafts: RuleEdits;
  item: RuleItem;
  problem: RuleProblem | null;
  isSavable: boolean;
}

function Head({ drafts, item, problem, isSavable }: HeadProps) {
  const id = useId();
  const name = useRef<HTMLInputElement>(null);
  const isNew = item.row === null;
  // The name of a new rule is selected, ready to be typed over.
  useEffect(() => {
    if (isNew) name.current?.select();
  }, [isNew]);
  const save = () => drafts.save(item);
  useAction("saveRule", isSavable ? save : null);
  const isNameWrong = problem?.pointer === "/name";
  return (
    <>
      <Stack as="header" row rigid gap="2" padX="4" padY="2" line="below">
        <input
          ref={name}
          className={styles.name}
          aria-label="Rule name"
          value={item.rule.name}
          aria-invalid={isNameWrong}
          aria-describedby={isNameWrong ? id : undefined}
          spellCheck={false}
          autoComplete="off"
          onChange={(change) => drafts.edit(item.key, { ...item.rule, name: change.target.value })}
        />
        {item.changed && <Badge tone="wait">{isNew ? "not saved yet" : "not saved"}</Badge>}
        {item.changed && <Button onClick={() => drafts.discard(item.key)}>Discard</Button>}
        <Button
          look="primary"
          icon="check"
          action="saveRule"
          disabled={!isSavable}
          data-testid="save-rule"
          onClick={save}
        >
          Save
        </Button>
      </Stack>
      {isNameWrong && (
        <ErrorStrip id={id} testId="rule-problem">
          {sentenceOf(problem.what)}
        </ErrorStrip>
      )}
      {drafts.saving.error !== null && (
        <ErrorStrip>Could not save. {describeError(drafts.saving.error).sentence}</ErrorStrip>
      )}
    </>
  );
}
