// Both sides as lines, side by side or unified. Ranges of unchanged lines are folded until the user
// unfolds them.
import { type Ref, useImperativeHandle, useRef } from "react";
import { type Section, SectionedList, type TallListHandle } from "@/components/SectionedList";
import type { LineRow, OpenComparison } from "@/ipc/types";
import { FoldRow, NamesRow, PairRow, WaitingRow } from "./Lines";
import type { ComparisonLists } from "./lists";
import { Paragraph, preludeOf } from "./prelude";
import { differsOutside, whyNone } from "./sentences";

interface LineViewProps {
  ref: Ref<TallListHandle>;
  compared: OpenComparison;
  lists: ComparisonLists;
  /** The index of the row at which `[` or `]` stopped; -1 for none. */
  current: number;
  unified: boolean;
  /** Called when the indexes of rows have changed. */
  onUnfolded: () => void;
}

/** Pixels. */
const LINE_HEIGHT = 18;
const NAMES_HEIGHT = 26;

const MIN_DIGITS = 3;

const digitsOf = (row: LineRow | undefined) =>
  row?.row === "line" ? String(Math.max(row.old?.number ?? 0, row.new?.number ?? 0)).length : 0;

export function LineView({ ref, compared, lists, current, unified, onUnfolded }: LineViewProps) {
  const list = useRef<TallListHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (section, at) => list.current?.reveal(section, at),
    focus: () => list.current?.focus(),
  }));
  const digits = useRef(MIN_DIGITS);
  const rows = lists.count("lines");
  const unfold = async (fold: number, at: number) => {
    await lists.unfold(fold, at);
    onUnfolded();
    // The fold button that had the focus no longer exists.
    list.current?.focus();
  };
  const sections: Section[] = preludeOf(compared);
  if (compared.changes === 0 && !differsOutside(compared))
    sections.push({
      name: "none",
      count: 1,
      height: NAMES_HEIGHT,
      row: () => <Paragraph>{whyNone(compared).join(" ")}</Paragraph>,
    });
  if (rows > 0) {
    sections.push({
      name: "names",
      count: 1,
      height: NAMES_HEIGHT,
      frame: "lines",
      row: () => <NamesRow names={[compared.old_name, compared.new_name]} unified={unified} />,
    });
    sections.push({
      name: "lines",
      count: rows,
      height: LINE_HEIGHT,
      frame: "lines",
      row: (at) => {
        const row = lists.row("lines", at);
        digits.current = Math.max(digits.current, digitsOf(row));
        if (row === undefined) return <WaitingRow />;
        if (row.row === "fold")
          return <FoldRow count={row.count} onUnfold={() => void unfold(row.fold, at)} />;
        return <PairRow pair={row} unified={unified} digits={digits.current} current={at === current} />;
      },
    });
  }
  return (
    <SectionedList
      ref={list}
      label={unified ? "Unified" : "Side by side"}
      sections={sections}
      onVisibleRows={(name, start, end) => {
        if (name === "lines") lists.load("lines", start, end);
      }}
    />
  );
}
