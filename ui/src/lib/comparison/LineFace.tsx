// Both sides as lines, beside each other or below each other. Unchanged stretches stay folded until they are unfolded.
import { type Ref, useImperativeHandle, useRef } from "react";
import { type Section, TallList, type TallListHandle } from "@/components/TallList";
import type { LineRow, OpenComparison } from "@/ipc/types";
import { FoldRow, NamesRow, PairRow, WaitingRow } from "./Lines";
import type { Lists } from "./lists";
import { preludeOf, Remark } from "./prelude";
import { differsOutside, whyNone } from "./sentences";

interface LineFaceProps {
  ref: Ref<TallListHandle>;
  compared: OpenComparison;
  lists: Lists;
  /** The row `[` and `]` stopped at. */
  here: number;
  unified: boolean;
  /** Rows have other places now. */
  onUnfolded: () => void;
}

const LINE = 18;
const NAMES = 26;
const FEWEST_DIGITS = 3;

const longest = (row: LineRow | undefined) =>
  row?.row === "line" ? String(Math.max(row.old?.number ?? 0, row.new?.number ?? 0)).length : 0;

export function LineFace({ ref, compared, lists, here, unified, onUnfolded }: LineFaceProps) {
  const own = useRef<TallListHandle>(null);
  useImperativeHandle(ref, () => ({
    reveal: (section, at) => own.current?.reveal(section, at),
    focus: () => own.current?.focus(),
  }));
  const digits = useRef(FEWEST_DIGITS);
  const rows = lists.count("lines");
  const unfold = async (fold: number, at: number) => {
    await lists.unfold(fold, at);
    onUnfolded();
    // The fold that was pressed is gone.
    own.current?.focus();
  };
  const sections: Section[] = preludeOf(compared);
  if (compared.changes === 0 && !differsOutside(compared))
    sections.push({
      name: "none",
      count: 1,
      height: NAMES,
      row: () => <Remark>{whyNone(compared).join(" ")}</Remark>,
    });
  if (rows > 0) {
    sections.push({
      name: "names",
      count: 1,
      height: NAMES,
      frame: "lines",
      row: () => <NamesRow names={[compared.old_name, compared.new_name]} unified={unified} />,
    });
    sections.push({
      name: "lines",
      count: rows,
      height: LINE,
      frame: "lines",
      row: (at) => {
        const row = lists.row("lines", at);
        digits.current = Math.max(digits.current, longest(row));
        if (row === undefined) return <WaitingRow />;
        if (row.row === "fold")
          return <FoldRow count={row.count} onUnfold={() => void unfold(row.fold, at)} />;
        return <PairRow pair={row} unified={unified} digits={digits.current} here={at === here} />;
      },
    });
  }
  return (
    <TallList
      ref={own}
      label={unified ? "Unified" : "Side by side"}
      sections={sections}
      onLook={(name, start, end) => {
        if (name === "lines") lists.look("lines", start, end);
      }}
    />
  );
}
