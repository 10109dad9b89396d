// The comparison of *identity.email.updated*, as the backend made it.
import { IDENTITY_COMPARISON } from "@/ipc/bindings/fixtures/identity-comparison";
import type { ChangeView, LinePair } from "@/ipc/types";
import type { FakeComparison } from "./fake-comparisons";

export const change = (
  path: string,
  label: string | null,
  hint: string | null,
  parts: [string, string][],
  op: ChangeView["op"] = "changed",
): ChangeView => ({
  op,
  path,
  from: null,
  label,
  hint,
  old: parts.map(([old, next]) => ({ text: old, marked: old !== next })),
  new: parts.map(([old, next]) => ({ text: next, marked: old !== next })),
  note: null,
});

/** The rows behind each fold: those that the open list has in its place. */
function foldedRows(): Map<number, LinePair[]> {
  const folded = new Map<number, LinePair[]>();
  let at = 0;
  for (const row of IDENTITY_COMPARISON.rows) {
    if (row.row === "line") {
      at += 1;
      continue;
    }
    const behind = IDENTITY_COMPARISON.unfolded.slice(at, at + row.count);
    folded.set(
      row.fold,
      behind.flatMap((one) =>
        one.row === "line" ? [{ old: one.old, new: one.new, changed: one.changed }] : [],
      ),
    );
    at += row.count;
  }
  return folded;
}

export function identityComparison(event: number | null): FakeComparison {
  const { compared, shown, rewritten, unchanged, rows } = IDENTITY_COMPARISON;
  if (compared.state !== "compared") throw new Error("the fixture is no comparison");
  return {
    ...compared,
    old_event: event,
    new_event: event,
    at: event === null ? null : compared.at,
    changes: shown,
    rewritten,
    unchanged,
    lines: rows,
    folded: foldedRows(),
  };
}
