// Two sides, compared: how many members differ, and which. Closed on the other side when it is left.
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Empty } from "../../components/Empty";
import { Scroll } from "../../components/Scroll";
import { Skeleton } from "../../components/Skeleton";
import { TroubleNote } from "../../components/TroubleNote";
import { Visible } from "../../components/Visible";
import { counted } from "../../format/size";
import { closeComparison, comparedChanges, openComparison } from "../../ipc/commands";
import type { Sides } from "../../ipc/types";
import { ChangeRow } from "../changes/ChangeRow";
import styles from "./ComparisonPanel.module.css";

const SHOWN = 200;
const EVERYTHING = {
  filter: "",
  ignored: { times: false, ids: false, paths: [] },
  spelling_counts: false,
  reveal: false,
};

let tickets = 0;

async function compare(sides: Sides) {
  tickets += 1;
  const ticket = tickets;
  const compared = await openComparison(ticket, sides, EVERYTHING);
  const changes = compared.state === "compared" ? await comparedChanges(ticket, "shown", 0, SHOWN) : [];
  return { ticket, compared, changes };
}

export function ComparisonPanel({ sides }: { sides: Sides }) {
  const query = useQuery({ queryKey: ["comparison", sides], queryFn: () => compare(sides), gcTime: 0 });
  const ticket = query.data?.ticket;
  useEffect(() => {
    if (ticket === undefined) return;
    return () => void closeComparison(ticket);
  }, [ticket]);
  if (query.error !== null) return <TroubleNote error={query.error} retry={() => void query.refetch()} />;
  if (query.data === undefined) return <Skeleton lines={4} label="Comparing" />;
  const { compared, changes } = query.data;
  if (compared.state === "none") return <Empty title="Nothing to compare">{compared.reason}</Empty>;
  if (compared.state === "cancelled") return <Empty title="Not compared" />;
  if (compared.changes === 0) return <Empty title="The same">Both states are equal.</Empty>;
  return (
    <Scroll label="Changes">
      <div className={styles.head}>
        <h3>{counted(compared.changes, "member")} changed</h3>
        <span>
          <Visible text={compared.old_name} /> → <Visible text={compared.new_name} />
        </span>
      </div>
      <div className={styles.changes}>
        {changes.map((change) => (
          <ChangeRow key={change.path} change={change} here={false} onHover={() => undefined} />
        ))}
      </div>
    </Scroll>
  );
}
