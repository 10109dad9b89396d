// A row of both sides as lines: aligned beside each other, or below each other like a patch; and a fold of unchanged
// lines.
import { type CSSProperties, memo } from "react";
import { Breakable } from "@/components/Breakable";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import type { Line, LinePair, TokenKind } from "@/ipc/types";
import styles from "./Lines.module.css";

const DEEPEST = 24;

const COLOURS: Record<TokenKind, string | undefined> = {
  key: styles.key,
  string: styles.string,
  number: styles.digits,
  word: styles.word,
  mark: styles.mark,
  text: undefined,
};

type Side = "old" | "new";
const SIGNS: Record<Side, string> = { old: "−", new: "+" };

function Code({ line, ground }: { line: Line; ground: string }) {
  let at = 0;
  return (
    <span
      className={`${styles.code} ${ground}`}
      style={{ paddingInlineStart: `calc(${Math.min(line.depth, DEEPEST) + 1} * 2ch)` }}
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
  );
}

function Half({ line, side, changed }: { line: Line | null; side: Side; changed: boolean }) {
  const right = side === "new" ? styles.right : "";
  if (line === null) return <span className={`${styles.gap} ${right}`} />;
  const ground = changed ? (styles[side] ?? "") : "";
  return (
    <>
      <span className={`${styles.number} ${ground} ${right}`}>{line.number}</span>
      <span className={`${styles.sign} ${ground}`}>{changed ? SIGNS[side] : ""}</span>
      <Code line={line} ground={ground} />
    </>
  );
}

function Whole({ pair, side }: { pair: LinePair; side: Side | null }) {
  const line = side === null ? (pair.new ?? pair.old) : pair[side];
  if (line === null) return null;
  const ground = side === null ? "" : (styles[side] ?? "");
  return (
    <>
      <span className={`${styles.number} ${ground}`}>{side !== "new" && pair.old?.number}</span>
      <span className={`${styles.number} ${ground}`}>{side !== "old" && pair.new?.number}</span>
      <span className={`${styles.sign} ${ground}`}>{side !== null && SIGNS[side]}</span>
      <Code line={line} ground={ground} />
    </>
  );
}

interface LineRowProps {
  pair: LinePair;
  unified: boolean;
  /** Characters of the longest line number. */
  digits: number;
  here: boolean;
}

export const PairRow = memo(function PairRow({ pair, unified, digits, here }: LineRowProps) {
  const style = { "--digits": digits } as CSSProperties;
  const { changed } = pair;
  return (
    <div
      className={unified ? styles.unified : styles.split}
      style={style}
      data-testid="line-row"
      data-changed={changed}
      data-here={here}
    >
      {!unified ? (
        <>
          <Half line={pair.old} side="old" changed={changed} />
          <Half line={pair.new} side="new" changed={changed} />
        </>
      ) : changed ? (
        <>
          <Whole pair={pair} side="old" />
          <Whole pair={pair} side="new" />
        </>
      ) : (
        <Whole pair={pair} side={null} />
      )}
    </div>
  );
});

export function FoldRow({ count, onUnfold }: { count: number; onUnfold: () => void }) {
  return (
    <button
      type="button"
      className={styles.fold}
      title="Show them"
      data-testid="line-fold"
      onClick={onUnfold}
    >
      ⋯ {counted(count, "unchanged line")}
    </button>
  );
}

export const WaitingRow = () => <div className={styles.waiting} aria-hidden="true" />;

export function NamesRow({ names, unified }: { names: readonly [string, string]; unified: boolean }) {
  if (unified)
    return (
      <div className={styles.name}>
        − <Visible text={names[0]} />, + <Visible text={names[1]} />
      </div>
    );
  return (
    <div className={styles.names}>
      <span className={styles.name}>
        <Visible text={names[0]} />
      </span>
      <span className={`${styles.name} ${styles.right}`}>
        <Visible text={names[1]} />
      </span>
    </div>
  );
}
