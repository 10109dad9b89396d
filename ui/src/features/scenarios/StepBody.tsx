// The body of a step. JSON is edited formatted or as it is stored.
import { useMemo, useState } from "react";
import { CodeEditor } from "@/components/CodeEditor";
import { Field } from "@/components/Field";
import { IconText } from "@/components/IconText";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { jsonMistake, mistakeText } from "@/format/json-mistake";
import { canFormat } from "@/format/splice";
import type { StepForm } from "@/ipc/types";
import { editedIn, layoutFor, shownIn } from "@/lib/body/editing";
import { type BodyLayout, LAYOUTS, useEditorLayout } from "@/lib/body/layout";
import styles from "./StepEditor.module.css";
import { expectsJson } from "./step-json";

interface StepBodyProps {
  step: StepForm;
  number: number;
  onChange: (body: string) => void;
}

/** What the editor was opened with. */
interface Opened {
  layout: BodyLayout;
  base: string;
  /** Counts how often the editor was opened. */
  turn: number;
}

export function StepBody({ step, number, onChange }: StepBodyProps) {
  const [preferred, prefer] = useEditorLayout();
  const [isJson] = useState(() => expectsJson(step));
  const [opened, setOpened] = useState<Opened>(() => ({
    layout: isJson ? layoutFor(step.body, preferred) : "original",
    base: step.body,
    turn: 0,
  }));
  const { layout, base, turn } = opened;
  const start = useMemo(() => shownIn(layout, base), [layout, base]);
  /** The text in the editor. */
  const [shown, setShown] = useState(start);
  const show = (next: BodyLayout) => {
    prefer(next);
    if (next === layout) return;
    setOpened({ layout: next, base: step.body, turn: turn + 1 });
    setShown(shownIn(next, step.body));
  };
  const expected = expectsJson(step) && canFormat(shown);
  const mistake = useMemo(() => (expected ? jsonMistake(shown) : null), [expected, shown]);
  return (
    <Field as="div" label={step.base64 ? "Body (base64)" : "Body"}>
      {isJson && (
        <Stack row wrap gap="2" padBottom="1">
          <SegmentedControl label="Layout" value={layout} options={LAYOUTS} onChange={show} />
          <span role="status">
            {mistake !== null && (
              <IconText as="span" icon="warn" tone="bad">
                <UntrustedText text={mistakeText(mistake)} />
              </IconText>
            )}
          </span>
        </Stack>
      )}
      <div
        className={styles.body}
        style={{ height: `calc(${initialLines(start)} * var(--leading-code) + var(--space-6))` }}
      >
        <CodeEditor
          start={start}
          open={`body ${turn}`}
          json={isJson}
          label={`Body of step ${number}`}
          mistake={mistake}
          onChange={(text) => {
            setShown(text);
            onChange(editedIn(layout, base, text));
          }}
        />
      </div>
    </Field>
  );
}

/**
 * The initial height of the body editor in lines, between 5 and 16. Long lines wrap, so their
 * length counts.
 */
function initialLines(body: string): number {
  const lines = body.slice(0, 4000).split("\n");
  const wrapped = lines.reduce((sum, line) => sum + Math.ceil((line.length + 1) / 90), 0);
  return Math.min(16, Math.max(5, wrapped + 1));
}
