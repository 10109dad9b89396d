// A row of the rule editor: a label, a control, and below it a hint or an error.
import { type ReactNode, useId } from "react";
import { IconText } from "@/components/IconText";
import { UntrustedText } from "@/components/UntrustedText";
import type { RuleProblem } from "@/ipc/types";
import styles from "./Editor.module.css";
import { isAt, sentenceOf } from "./useRuleCheck";

interface FieldProps {
  label: string;
  /** The id of the control. Without it, the control has its own label. */
  htmlFor?: string;
  hint?: ReactNode;
  problem: RuleProblem | null;
  /** The JSON Pointers in the rule that this row edits. */
  at: readonly string[];
  children: (describedBy: string | undefined) => ReactNode;
}

export function Field({ label, htmlFor, hint, problem, at, children }: FieldProps) {
  const id = useId();
  const wrong = at.some((pointer) => isAt(problem, pointer)) ? problem : null;
  return (
    <div className={styles.row}>
      {htmlFor === undefined ? (
        <span className={styles.label}>{label}</span>
      ) : (
        <label className={styles.label} htmlFor={htmlFor}>
          {label}
        </label>
      )}
      <div className={styles.cell}>
        {children(wrong === null ? undefined : `${id}-wrong`)}
        {wrong !== null && (
          <div id={`${id}-wrong`} role="alert" data-testid="rule-problem">
            <IconText icon="warn" tone="bad">
              <UntrustedText text={sentenceOf(wrong.what)} />
            </IconText>
          </div>
        )}
        {hint !== undefined && wrong === null && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
