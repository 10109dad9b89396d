// What changed between the two sides of an event: the members that differ, those that do not folded with their number,
// and both sides line by line.
import type { UseQueryResult } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useAction } from "../../actions/Actions";
import { Empty } from "../../components/Empty";
import { Key } from "../../components/Key";
import { Note } from "../../components/Note";
import { Scroll } from "../../components/Scroll";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { Visible } from "../../components/Visible";
import { counted } from "../../format/size";
import type { Changes as ChangesOf, ChangeView, Comparison } from "../../ipc/types";
import { Explained } from "../explain/Explained";
import styles from "./Changes.module.css";
import { ChangeTable } from "./ChangeTable";
import { SideBySide } from "./SideBySide";

export function Changes({ event, query }: { event: number; query: UseQueryResult<ChangesOf> }) {
  const { data, error } = query;
  if (error !== null)
    return (
      <div className={styles.trouble}>
        <TroubleNote error={error} retry={() => void query.refetch()} />
      </div>
    );
  if (data === undefined) return <Skeleton lines={6} label="Comparing" />;
  if (data.state === "none")
    return <Empty title="Nothing to compare">{<Visible text={data.reason} />}</Empty>;
  return <Compared event={event} comparison={data} />;
}

export function Compared({ event, comparison }: { event: number; comparison: Comparison }) {
  const { changes, omitted, old_name, new_name, notes } = comparison;
  const box = useRef<HTMLElement>(null);
  const [here, setHere] = useState(-1);
  const [hovered, setHovered] = useState<ChangeView | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const total = changes.length + omitted;
  const go = (by: 1 | -1) => {
    const rows = box.current?.querySelectorAll<HTMLElement>('[data-testid="change"]') ?? [];
    const next = Math.min(Math.max(here + by, 0), rows.length - 1);
    setHere(next);
    rows[next]?.scrollIntoView({ block: "nearest" });
  };
  useAction("nextChange", changes.length > 0 ? () => go(1) : null);
  useAction("previousChange", changes.length > 0 ? () => go(-1) : null);
  useAction("unchanged", comparison.unchanged_total > 0 ? () => setUnfolded(!unfolded) : null);
  const pointed = hovered ?? changes[here];
  return (
    <>
      <Scroll ref={box} label="Changes">
        <div className={styles.section}>
          <h2>{total === 0 ? "No differences" : `${counted(total, "member")} changed`}</h2>
          <span className={styles.names}>
            <Visible text={old_name} /> → <Visible text={new_name} />
          </span>
          {total > 1 && (
            <span className={styles.keys}>
              <Key>[</Key>
              <Key>]</Key> previous, next change
            </span>
          )}
        </div>
        {notes.length > 0 && (
          <div className={styles.notes}>
            {notes.map((note) => (
              <Note key={note} tone="wait">
                <Visible text={note} />
              </Note>
            ))}
          </div>
        )}
        <ChangeTable
          comparison={comparison}
          here={here}
          unfolded={unfolded}
          onHover={setHovered}
          onFold={() => setUnfolded(!unfolded)}
        />
        {comparison.lines.length > 0 && <SideBySide comparison={comparison} />}
      </Scroll>
      {total > 0 && (
        <Explained event={event} member={pointed === undefined ? null : `${comparison.at}${pointed.path}`} />
      )}
    </>
  );
}
