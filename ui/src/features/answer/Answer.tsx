// What the receiver replied, and who decided that.
import type { ReactNode } from "react";
import { CodeView } from "../../components/CodeView";
import { Empty } from "../../components/Empty";
import { HeaderTable } from "../../components/HeaderTable";
import { Scroll } from "../../components/Scroll";
import { Visible } from "../../components/Visible";
import { isCompact, reindent } from "../../format/reindent";
import type { AnswerView } from "../../ipc/types";
import styles from "./Answer.module.css";

const DECIDED: Record<string, string> = { default: "by default" };

const looksLikeJson = (body: string) => /^\s*[[{]/.test(body);

interface AnswerProps {
  answer: AnswerView | null;
  /** Below it, what another answer to this event would come to; null where its sender reads none. */
  bench: ReactNode;
}

export function Answer({ answer, bench }: AnswerProps) {
  if (answer === null && bench !== null) return <Scroll label="Answer">{bench}</Scroll>;
  if (answer === null)
    return (
      <Empty title="No answer went out">
        The sender left before it could be answered, or Hookscope was stopped. The event is kept all the same.
      </Empty>
    );
  const json = looksLikeJson(answer.body);
  return (
    <Scroll label="Answer">
      <p className={styles.outcome}>
        <strong className={answer.status < 400 ? styles.ok : styles.bad}>{answer.status}</strong>
        <span>{DECIDED[answer.decided_by] ?? `decided by ${answer.decided_by}`}</span>
      </p>
      <p className={styles.reason}>
        <Visible text={answer.reason} />
      </p>
      <h2 className={styles.heading}>Headers</h2>
      <HeaderTable headers={answer.headers} label="Headers of the answer" />
      <h2 className={styles.heading}>Body</h2>
      {answer.body === "" ? (
        <p className={styles.none}>Empty.</p>
      ) : (
        <div className={styles.body}>
          <CodeView
            text={json && isCompact(answer.body) ? reindent(answer.body) : answer.body}
            json={json}
            label="Body of the answer"
            grows
          />
        </div>
      )}
      {bench}
    </Scroll>
  );
}
