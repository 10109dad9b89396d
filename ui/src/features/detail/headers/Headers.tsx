// The request line and the headers as they came.
import { HeaderTable } from "@/components/HeaderTable";
import { Scroll } from "@/components/Scroll";
import { Visible } from "@/components/Visible";
import { fullInstant, momentOf } from "@/format/time";
import type { EventDetail } from "@/ipc/types";
import { headerTest } from "@/lib/narrow/Narrow";
import { ValueMenu } from "@/lib/narrow/ValueMenu";
import styles from "./Headers.module.css";

export function Headers({ event }: { event: EventDetail }) {
  const { row } = event;
  return (
    <Scroll label="Headers">
      <p className={styles.request}>
        <code>
          <b>
            <Visible text={row.method} />
          </b>{" "}
          <Visible text={event.target} /> <span>{event.version}</span>
        </code>
      </p>
      <p className={styles.facts}>
        from {event.peer}, began{" "}
        <time dateTime={event.began_at} title={fullInstant(event.began_at)}>
          {momentOf(event.began_at, new Date())}
        </time>
      </p>
      <HeaderTable
        headers={event.headers}
        label="Request headers"
        beside={({ name, value, exact }) => <ValueMenu name={name} test={headerTest(name, value, exact)} />}
      />
    </Scroll>
  );
}
