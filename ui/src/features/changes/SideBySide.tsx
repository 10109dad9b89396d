// Both sides as indented JSON, aligned line by line. A long comparison is drawn in steps.
import { Fragment, useState } from "react";
import { Breakable } from "../../components/Breakable";
import { Button } from "../../components/Button";
import { Visible } from "../../components/Visible";
import { counted, countOf } from "../../format/size";
import type { Comparison, Line, TokenKind } from "../../ipc/types";
import styles from "./SideBySide.module.css";

const STEP = 400;

const COLOURS: Record<TokenKind, string | undefined> = {
  key: styles.key,
  string: styles.string,
  number: styles.digits,
  word: styles.word,
  mark: styles.mark,
};

interface SideProps {
  line: Line | null;
  side: "old" | "new";
  changed: boolean;
}

function Side({ line, side, changed }: SideProps) {
  const right = side === "new" ? styles.right : "";
  if (line === null) return <span className={`${styles.gap} ${right}`} />;
  const ground = changed ? styles[side] : "";
  let at = 0;
  return (
    <>
      <span className={`${styles.number} ${ground} ${right}`}>{line.number}</span>
      <span className={`${styles.sign} ${ground}`}>{changed ? (side === "old" ? "−" : "+") : ""}</span>
      <span
        className={`${styles.code} ${ground}`}
        style={{ paddingInlineStart: `calc(${Math.min(line.depth, 24) + 1} * 2ch)` }}
      >
        {line.tokens.map((token) => {
          const key = at;
          at += token.text.length;
          const text = token.kind === "key" ? <Breakable text={token.text} /> : <Visible text={token.text} />;
          return (
            <span key={key} className={COLOURS[token.kind]}>
              {token.marked ? <mark>{text}</mark> : text}
            </span>
          );
        })}
      </span>
    </>
  );
}

export function SideBySide({ comparison }: { comparison: Comparison }) {
  const { lines, lines_omitted, old_name, new_name } = comparison;
  const [shown, setShown] = useState(STEP);
  const hidden = lines.length - shown;
  return (
    <section aria-label="Side by side">
      <h2 className={styles.heading}>Side by side</h2>
      <div className={styles.split}>
        <span className={styles.name}>
          <Visible text={old_name} />
        </span>
        <span className={`${styles.name} ${styles.right}`}>
          <Visible text={new_name} />
        </span>
        {lines.slice(0, shown).map((pair) => (
          <Fragment key={`${pair.old?.number ?? ""}:${pair.new?.number ?? ""}`}>
            <Side line={pair.old} side="old" changed={pair.changed} />
            <Side line={pair.new} side="new" changed={pair.changed} />
          </Fragment>
        ))}
      </div>
      {hidden > 0 && (
        <p className={styles.more}>
          <Button size="small" onClick={() => setShown(shown + STEP)}>
            Show more
          </Button>
          {counted(hidden, "more line")}
        </p>
      )}
      {hidden <= 0 && lines_omitted > 0 && (
        <p className={styles.more}>{countOf(lines_omitted)} further lines are not shown.</p>
      )}
    </section>
  );
}
