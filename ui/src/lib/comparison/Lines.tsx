// The rows of the line view: a pair of lines, side by side or unified like a patch; a fold of
// unchanged lines; and the names of the sides.
import { type CSSProperties, memo } from "react";
import { Breakable } from "@/components/Breakable";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import type { MenuAction } from "@/components/Menu";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import type { Line, LinePair, TokenKind } from "@/ipc/types";
import styles from "./Lines.module.css";

/** Deeper lines are not indented further. */
const MAX_DEPTH = 24;

const TOKEN_STYLES: Record<TokenKind, string | undefined> = {
  key: styles.key,
  string: styles.string,
  number: styles.digits,
  word: styles.word,
  mark: styles.mark,
  text: undefined,
};

type Side = "old" | "new";
const LINES: Record<Side, string> = { old: "Old line", new: "New line" };
const SIGNS: Record<Side, string> = { old: "−", new: "+" };

function Code({ line, background }: { line: Line; background: string }) {
  let at = 0;
  return (
    <span
      className={`${styles.code} ${background}`}
      style={{ paddingInlineStart: `calc(${Math.min(line.depth, MAX_DEPTH) + 1} * 2ch)` }}
    >
      {line.tokens.map((token) => {
        const key = at;
        at += token.text.length;
        const text =
          token.kind === "key" ? <Breakable text={token.text} /> : <UntrustedText text={token.text} />;
        return (
          <span key={key} className={TOKEN_STYLES[token.kind]}>
            {token.marked ? <mark>{text}</mark> : text}
          </span>
        );
      })}
    </span>
  );
}

function SplitHalf({ line, side, changed }: { line: Line | null; side: Side; changed: boolean }) {
  const right = side === "new" ? styles.right : "";
  if (line === null) return <span className={`${styles.gap} ${right}`} />;
  const background = changed ? (styles[side] ?? "") : "";
  return (
    <>
      <span className={`${styles.number} ${background} ${right}`}>{line.number}</span>
      <span className={`${styles.sign} ${background}`}>{changed ? SIGNS[side] : ""}</span>
      <Code line={line} background={background} />
    </>
  );
}

function UnifiedLine({ pair, side }: { pair: LinePair; side: Side | null }) {
  const line = side === null ? (pair.new ?? pair.old) : pair[side];
  if (line === null) return null;
  const background = side === null ? "" : (styles[side] ?? "");
  return (
    <>
      <span className={`${styles.number} ${background}`}>{side !== "new" && pair.old?.number}</span>
      <span className={`${styles.number} ${background}`}>{side !== "old" && pair.new?.number}</span>
      <span className={`${styles.sign} ${background}`}>{side !== null && SIGNS[side]}</span>
      <Code line={line} background={background} />
    </>
  );
}

interface LineRowProps {
  pair: LinePair;
  unified: boolean;
  /** The number of digits of the longest line number. */
  digits: number;
  /** Whether `[` or `]` stopped at this row. */
  current: boolean;
}

export const PairRow = memo(function PairRow({ pair, unified, digits, current }: LineRowProps) {
  const style = { "--digits": digits } as CSSProperties;
  const { changed } = pair;
  const showMenu = useContextMenu();
  const copy = useCopy();
  const copyOf = (side: Side, line: Line | null): MenuAction[] => {
    if (line === null || (!changed && side === "old")) return [];
    const name = changed ? LINES[side] : "Line";
    const text = line.tokens.map((token) => token.text).join("");
    return [{ key: side, text: `Copy ${name.toLowerCase()}`, onChoose: () => copy(name, text) }];
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the text can also be selected and copied with keys.
    <div
      onContextMenu={(event) =>
        showMenu(event, {
          label: "Line",
          outlined: event.currentTarget,
          actions: [...copyOf("new", pair.new), ...copyOf("old", pair.old)],
        })
      }
      className={unified ? styles.unified : styles.split}
      style={style}
      data-testid="line-row"
      data-changed={changed}
      data-here={current}
    >
      {!unified ? (
        <>
          <SplitHalf line={pair.old} side="old" changed={changed} />
          <SplitHalf line={pair.new} side="new" changed={changed} />
        </>
      ) : changed ? (
        <>
          <UnifiedLine pair={pair} side="old" />
          <UnifiedLine pair={pair} side="new" />
        </>
      ) : (
        <UnifiedLine pair={pair} side={null} />
      )}
    </div>
  );
});

export function FoldRow({ count, onUnfold }: { count: number; onUnfold: () => void }) {
  return (
    <button
      type="button"
      className={styles.fold}
      title="Show these lines"
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
        − <UntrustedText text={names[0]} />, + <UntrustedText text={names[1]} />
      </div>
    );
  return (
    <div className={styles.names}>
      <span className={styles.name}>
        <UntrustedText text={names[0]} />
      </span>
      <span className={`${styles.name} ${styles.right}`}>
        <UntrustedText text={names[1]} />
      </span>
    </div>
  );
}
