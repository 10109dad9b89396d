// The strip at the foot of a body: what the member is that one points at. Its height never changes, so nothing jumps.
import type { ReactNode } from "react";
import { Visible } from "@/components/Visible";
import { dotted } from "@/format/pointer";
import type { Explanation } from "@/ipc/types";
import type { Member } from "@/lib/queries";
import styles from "./Explained.module.css";
import { useExplanation } from "./useExplanation";

interface ExplainedProps {
  event: number;
  member: Member;
  /** Something else to be told for a moment, at its end. */
  children?: ReactNode;
}

function Sentence({ of }: { of: Explanation }) {
  const name = dotted(of.pointer);
  return (
    <>
      <code>
        <Visible text={name === "" ? of.name : name} />
      </code>{" "}
      <span className={styles.soft}>
        · <Visible text={of.form} /> · part <Visible text={of.part} /> —
      </span>{" "}
      <Visible text={of.description} />
    </>
  );
}

export function Explained({ event, member, children }: ExplainedProps) {
  const { data } = useExplanation(event, member);
  return (
    <div className={styles.strip}>
      <p className={styles.words} role="status" aria-live="polite" data-testid="explanation">
        {data != null && <Sentence of={data} />}
        {member === null && data == null && (
          <span className={styles.soft} aria-hidden="true">
            Point at a member to read what it is.
          </span>
        )}
      </p>
      {children}
    </div>
  );
}
