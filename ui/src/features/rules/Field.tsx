// A part of the editor: its name, its field, what it means, and what is wrong with it.
import { type ReactNode, useId } from "react";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import type { RuleProblem } from "@/ipc/types";
import styles from "./Editor.module.css";
import { isAt, sentenceOf } from "./useCheck";

interface FieldProps {
  label: string;
  /** The field that the label is for; without it the field names itself. */
  htmlFor?: string;
  hint?: ReactNode;
  problem: RuleProblem | null;
  /** Places of the rule that stand in here. */
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
          <p id={`${id}-wrong`} className={styles.problem} role="alert" data-testid="rule-problem">
            <Icon name="warn" />
            <Visible text={sentenceOf(wrong.what)} />
          </p>
        )}
        {hint !== undefined && wrong === null && <p className={styles.hint}>{hint}</p>}
      </div>
    </div>
  );
}
