// Actions on a change: filter by its values, ignore its path, and copy its values or its pointer.
import { useCopy } from "@/components/Copying";
import type { MenuAction } from "@/components/Menu";
import { UntrustedText } from "@/components/UntrustedText";
import type { ChangeView, Part } from "@/ipc/types";
import { phraseTerm, useFilterActions } from "@/lib/filter-by-value/filter-terms";
import { ignorablePaths } from "./ignoring";

const textOf = (parts: readonly Part[]) => parts.map(({ text }) => text).join("");

/**
 * The pointer of a change is relative to the compared value, so the filter term matches its value
 * anywhere in an event.
 */
export function useChangeActions(
  change: ChangeView,
  onIgnore: ((path: string) => void) | undefined,
): MenuAction[] {
  const term = (parts: readonly Part[] | null) =>
    onIgnore === undefined || parts === null ? null : phraseTerm(textOf(parts));
  const now = useFilterActions(term(change.new));
  const before = useFilterActions(term(change.old));
  if (onIgnore === undefined) return [];
  const labeled = (side: string, of: readonly MenuAction[]) =>
    of
      .filter(({ key }) => key !== "user")
      .map((one) => ({
        ...one,
        key: `${side} ${one.key}`,
        text: one.key === "only" ? `Only events with the ${side} value` : `Exclude the ${side} value`,
      }));
  const paths = change.path === "" ? [] : ignorablePaths(change.path);
  return [
    ...labeled("new", now),
    ...labeled("old", before),
    ...now.filter(({ key }) => key === "user"),
    ...paths.map((path) => ({
      key: path,
      text: (
        <>
          {path === change.path ? "Ignore this path: " : "Ignore this pattern: "}
          <code>
            <UntrustedText text={path} />
          </code>
        </>
      ),
      onChoose: () => onIgnore(path),
    })),
  ];
}

/** The backend shortens longer values, and ends them with an ellipsis. */
const MAX_VALUE_LENGTH = 4000;

/** Whether the value is only the start of the real one. */
export const isShortened = (text: string) => text.length >= MAX_VALUE_LENGTH && text.endsWith("…");

/** `base` is the pointer of the compared value; null if the change has no pointer. */
export function useChangeCopies(
  { path, old, new: now }: Pick<ChangeView, "path" | "old" | "new">,
  base: string | null,
): MenuAction[] {
  const copy = useCopy();
  const copyOf = (side: "new" | "old", parts: readonly Part[] | null): MenuAction[] => {
    if (parts === null) return [];
    const text = textOf(parts);
    const what = isShortened(text) ? `start of the ${side} value` : `${side} value`;
    return [
      {
        key: `copy ${side}`,
        text: `Copy ${what}`,
        onChoose: () => copy(side === "new" ? "New value" : "Old value", text),
      },
    ];
  };
  const pointer = base === null || isShortened(path) ? null : `${base}${path}`;
  return [
    ...copyOf("new", now),
    ...copyOf("old", old),
    ...(pointer === null
      ? []
      : [{ key: "pointer", text: "Copy pointer", onChoose: () => copy("Pointer", pointer) }]),
  ];
}
