// The table of members that differ: name and pointer, with the old value above the new one, so that
// their letters align. Ignored members, members that differ only in format, and equal members are
// folded under their count, never dropped.
import { type Ref, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Icon } from "@/components/Icon";
import { KeysOf } from "@/components/Key";
import { type Section, SectionedList, type TallListHandle } from "@/components/SectionedList";
import { UntrustedText } from "@/components/UntrustedText";
import { lastOf } from "@/format/pointer";
import { counted, countOf } from "@/format/size";
import type { ChangeView, OpenComparison } from "@/ipc/types";
import { ChangeRow } from "./ChangeRow";
import styles from "./Comparison.module.css";
import type { ComparisonLists } from "./lists";
import { Paragraph, preludeOf } from "./prelude";
import { differsOutside, whyNone } from "./sentences";
import { UnchangedMember } from "./UnchangedMember";

/** Which folded parts are open. */
export type Open = Record<"ignored" | "rewritten" | "unchanged", boolean>;

interface TableViewProps {
  ref: Ref<TallListHandle>;
  compared: OpenComparison;
  lists: ComparisonLists;
  /** The index of the change at which `[` or `]` stopped; -1 for none. */
  current: number;
  open: Open;
  onOpen: (part: keyof Open) => void;
  /** Called with the change under the mouse; null when the mouse leaves. */
  onHover: (change: ChangeView | null) => void;
  onIgnore: (path: string) => void;
  onClearFilter: () => void;
}

/** Pixels. */
const CHANGE_HEIGHT = 41;
const FOLD_HEIGHT = 28;
const MEMBER_HEIGHT = 23;

const MAX_NAMES = 4;

const TITLES: Record<keyof Open, (count: number) => string> = {
  ignored: (count) => `${countOf(count)} ignored`,
  rewritten: (count) => `${counted(count, "equal value")} in a different format`,
  unchanged: (count) => counted(count, "unchanged member"),
};

/** `id, created_at, type and 3 more` */
function namesOf(lists: ComparisonLists): string {
  const total = lists.count("unchanged");
  const names: string[] = [];
  for (let at = 0; at < Math.min(MAX_NAMES, total); at += 1) {
    const member = lists.row("unchanged", at);
    if (member === undefined) return "";
    names.push(member.label ?? lastOf(member.path));
  }
  const rest = total - names.length;
  return rest > 0 ? `${names.join(", ")} and ${countOf(rest)} more` : names.join(", ");
}

export function TableView(props: TableViewProps) {
  const { ref, compared, lists, current, open, onOpen, onHover, onIgnore } = props;
  const toggle = (part: keyof Open) => (lists.count(part) > 0 ? () => onOpen(part) : null);
  useAction("unchanged", toggle("unchanged"));
  useAction("showIgnored", toggle("ignored"));
  useAction("showRewritten", toggle("rewritten"));
  // The memoized rows get stable callbacks, which call the latest props.
  const latest = useRef({ onHover, onIgnore });
  latest.current = { onHover, onIgnore };
  const stable = useRef({
    hover: (change: ChangeView | null) => latest.current.onHover(change),
    ignore: (path: string) => latest.current.onIgnore(path),
  });
  const { hover, ignore } = stable.current;

  const sections: Section[] = preludeOf(compared);
  if (compared.changes === 0 && !differsOutside(compared))
    sections.push({
      name: "none",
      count: 1,
      height: FOLD_HEIGHT,
      row: () => (
        <Paragraph>
          <span>{whyNone(compared).join(" ")}</span>
          {compared.filtered > 0 && (
            <Button size="small" onClick={props.onClearFilter}>
              Clear filter
            </Button>
          )}
        </Paragraph>
      ),
    });
  sections.push({
    name: "shown",
    count: compared.changes,
    height: CHANGE_HEIGHT,
    frame: "body",
    row: (at) => {
      const change = lists.row("shown", at);
      if (change === undefined) return <div className={styles.waiting} aria-hidden="true" />;
      return (
        <ChangeRow
          change={change}
          base={compared.at}
          current={at === current}
          onHover={hover}
          onIgnore={ignore}
        />
      );
    },
  });
  for (const part of ["ignored", "rewritten", "unchanged"] as const) {
    const count = lists.count(part);
    if (count === 0) continue;
    sections.push({
      name: `fold-${part}`,
      count: 1,
      height: FOLD_HEIGHT,
      frame: "body",
      row: () => (
        <Fold
          title={TITLES[part](count)}
          open={open[part]}
          names={part === "unchanged" ? namesOf(lists) : ""}
          hasKey={part === "unchanged"}
          onOpen={() => onOpen(part)}
        />
      ),
    });
    if (open[part])
      sections.push({
        name: part,
        count,
        height: part === "unchanged" ? MEMBER_HEIGHT : CHANGE_HEIGHT,
        frame: "body",
        row: (at) => {
          const row = lists.row(part, at);
          if (row === undefined) return <div className={styles.waiting} aria-hidden="true" />;
          if ("value" in row) return <UnchangedMember member={row} base={compared.at} />;
          return (
            <div className={styles.quiet} data-list={part}>
              <ChangeRow change={row} base={compared.at} kind="quiet-change" />
            </div>
          );
        },
      });
  }
  return (
    <SectionedList
      ref={ref}
      label="Changes"
      sections={sections}
      onVisibleRows={(name, start, end) => {
        if (name === "fold-unchanged") lists.load("unchanged", 0, 1);
        else if (name === "shown" || name === "ignored" || name === "rewritten" || name === "unchanged")
          lists.load(name, start, end);
      }}
    />
  );
}

interface FoldProps {
  title: string;
  open: boolean;
  names: string;
  /** Whether to show the key that opens this part. */
  hasKey: boolean;
  onOpen: () => void;
}

function Fold({ title, open, names, hasKey, onOpen }: FoldProps) {
  return (
    <button type="button" className={styles.fold} aria-expanded={open} onClick={onOpen}>
      <Icon name={open ? "down" : "right"} size="small" />
      {title}
      <span className={styles.names}>
        {names === "" ? open ? "" : "show" : <UntrustedText text={names} />}
      </span>
      {hasKey && <KeysOf action="unchanged" />}
    </button>
  );
}
