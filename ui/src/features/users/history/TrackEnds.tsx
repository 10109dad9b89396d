// The type, time and sequence number of the events at A and B.
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { fullInstant, momentOf } from "@/format/time";
import { entryName } from "./entry-labels";
import type { Points } from "./points";
import styles from "./Track.module.css";
import type { HistoryState } from "./useHistory";

export function TrackEnds({ state, points }: { state: HistoryState; points: Points }) {
  const now = new Date();
  return (
    <div className={styles.ends}>
      {(["A", "B"] as const).map((handle) => {
        const entry = state.entry(handle === "A" ? points.a : points.b);
        if (entry === undefined) return <span key={handle} />;
        const { stem, last } = entryName(entry);
        return (
          <Text key={handle} truncate title={fullInstant(entry.received_at)}>
            <b>{handle}</b> <UntrustedText text={`${stem}${last}`} />{" "}
            <i>
              {momentOf(entry.received_at, now)}
              {entry.seq !== null && (
                <>
                  {" · seq "}
                  <UntrustedText text={entry.seq} />
                </>
              )}
            </i>
          </Text>
        );
      })}
    </div>
  );
}
