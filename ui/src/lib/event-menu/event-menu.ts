// The actions of an event in a list, for its context menu. They act on the event that was clicked,
// even if its row moves or another event is opened before one is chosen.
import { useContext } from "react";
import type { MenuAction } from "@/components/Menu";
import { counted } from "@/format/size";
import type { EventRow } from "@/ipc/types";
import { useAnnotations } from "@/lib/annotations/Annotations";
import { useRequestNote } from "@/lib/annotations/note-request";
import { useComparing } from "@/lib/comparison/Comparing";
import { useCopyEvent } from "@/lib/events/copy-event";
import { AddFilterTermContext, columnTerm } from "@/lib/filter-by-value/filter-terms";
import { ruleFor, useMakeRule } from "@/lib/rules/make-rule";

interface EventMenuOptions {
  /** Shows the event in the detail. */
  onOpen: (id: number) => void;
  onEdit: (id: number) => void;
  onDelete: (row: EventRow) => void;
  /** Lists the events of a grouped row. */
  onCopies: (row: EventRow) => void;
}

/** The filters by a column that an event has. */
function filtersOf({ type, user_id, vendor }: EventRow, narrow: (term: string) => void): MenuAction[] {
  const terms = [
    { name: "type", term: columnTerm("type", type ?? "") },
    { name: "user", term: columnTerm("user", user_id ?? "") },
    { name: "sender", term: columnTerm("vendor", vendor) },
  ];
  return terms.flatMap(({ name, term }) =>
    term === null ? [] : [{ key: `filter ${name}`, text: `Filter by ${name}`, onChoose: () => narrow(term) }],
  );
}

/** The first action starts a group. */
const group = (actions: readonly (MenuAction | false)[]): MenuAction[] =>
  actions
    .filter((action) => action !== false)
    .map((action, index) => (index === 0 ? { ...action, startsGroup: true } : action));

export function useEventMenu({ onOpen, onEdit, onDelete, onCopies }: EventMenuOptions) {
  const copy = useCopyEvent();
  const narrow = useContext(AddFilterTermContext);
  const comparing = useComparing();
  const makeRule = useMakeRule();
  const marks = useAnnotations();
  const requestNote = useRequestNote();
  return (row: EventRow): MenuAction[] => {
    const { id, starred, noted, copies } = row;
    const note = () => {
      onOpen(id);
      requestNote(id);
    };
    return [
      ...group([
        { key: "open", text: "Open", onChoose: () => onOpen(id) },
        copies > 1 && {
          key: "copies",
          text: `List ${counted(copies, "event")} with this id`,
          onChoose: () => onCopies(row),
        },
      ]),
      ...group([
        row.size > 0 && { key: "body", text: "Copy body", onChoose: () => copy.body(id) },
        { key: "curl", text: "Copy as cURL", onChoose: () => copy.asCurl(id) },
        { key: "number", text: "Copy event number", onChoose: () => copy.number(id) },
      ]),
      ...(narrow === null ? [] : group(filtersOf(row, narrow))),
      ...group([
        { key: "compare", text: "Compare with…", onChoose: () => comparing.begin(id) },
        { key: "edit", text: "Edit and resend", onChoose: () => onEdit(id) },
        makeRule !== null && { key: "rule", text: "Create rule…", onChoose: () => makeRule(ruleFor(row)) },
      ]),
      ...group([
        {
          key: "star",
          text: starred ? "Remove star" : "Star",
          onChoose: () => marks.star([id], !starred),
        },
        { key: "note", text: noted ? "Edit note" : "Add note", onChoose: note },
        { key: "delete", text: "Delete", onChoose: () => onDelete(row) },
      ]),
    ];
  };
}
