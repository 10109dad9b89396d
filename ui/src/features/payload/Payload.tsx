// The body as what it means: text with highlighting, indented for reading unless it is wanted as it came, or a tree.
import { useState } from "react";
import { Empty } from "../../components/Empty";
import { Segments } from "../../components/Segments";
import type { EventDetail } from "../../ipc/types";
import { BodyFactsLine } from "./BodyFactsLine";
import { Findings } from "./Findings";
import styles from "./Payload.module.css";
import { TextBody } from "./TextBody";
import { TreeBody } from "./TreeBody";

type View = "text" | "tree";
const VIEWS = [
  { value: "text", text: "Text" },
  { value: "tree", text: "Tree" },
] as const;

export function Payload({ event }: { event: EventDetail }) {
  const [view, setView] = useState<View>("text");
  const { body, row } = event;
  if (body.form === "empty") return <Empty title="Empty body">The request carried no body.</Empty>;
  if (body.form === "binary")
    return (
      <>
        <BodyFactsLine event={event} />
        <Findings findings={event.findings} />
        <Empty title="Not text">
          These bytes are neither JSON nor text. The Raw tab shows every one of them.
        </Empty>
      </>
    );
  const switcher = body.form === "json" && (
    <Segments<View> label="View" value={view} options={VIEWS} onChange={setView} />
  );
  return (
    <div className={styles.payload}>
      <BodyFactsLine event={event} />
      <Findings findings={event.findings} />
      {view === "tree" ? (
        <>
          <div className={styles.tools}>
            <span className={styles.grow} />
            {switcher}
          </div>
          <TreeBody id={row.id} />
        </>
      ) : (
        <TextBody id={row.id} json={body.form === "json"} switcher={switcher} />
      )}
    </div>
  );
}
