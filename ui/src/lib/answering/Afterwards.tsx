// What mutations make of the user or of a token's claims: what would be gone, since they replace and do not merge, and the two
// states as lines.
import { useSyncExternalStore } from "react";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import type { Mutated, OpenComparison, Sides } from "@/ipc/types";
import { LineFace } from "@/lib/comparison/LineFace";
import type { Lists } from "@/lib/comparison/lists";
import { useComparison } from "@/lib/comparison/useComparison";
import styles from "./Answering.module.css";
import { Vanishing } from "./Vanishing";

const LINE = 18;
const NAMES = 26;
const TALLEST = 340;

interface AfterwardsProps {
  /** Null: nothing is changed. */
  mutated: Mutated | null;
  /** Must be the same object while they are the same. */
  sides: Sides | null;
  /** Why there is nothing to show. */
  otherwise: string;
}

export function Afterwards({ mutated, sides, otherwise }: AfterwardsProps) {
  const token = mutated !== null && mutated.place !== "/payload/user";
  const heading = token ? "The claims of the token" : "The user afterwards";
  return (
    <section className={styles.afterwards} aria-label={heading} data-testid="afterwards">
      <h3 className={styles.label}>
        {heading} <span>· against the event</span>
      </h3>
      {mutated === null ? (
        <p className={styles.soft}>{otherwise}</p>
      ) : (
        <>
          <Vanishing mutated={mutated} />
          <BothSides sides={sides} />
        </>
      )}
    </section>
  );
}

/** Both sides as lines, as tall as they are. */
function BothSides({ sides }: { sides: Sides | null }) {
  const state = useComparison(sides, false);
  const { shown, error, nothing, retry, busy } = state;
  if (error !== null && error !== undefined) return <TroubleNote error={error} retry={retry} />;
  if (nothing !== null)
    return (
      <p className={styles.soft}>
        <Visible text={nothing} />
      </p>
    );
  if (shown === null) return <p className={styles.soft}>…</p>;
  const { compared, lists } = shown;
  if (compared.changes + compared.ignored + compared.filtered === 0)
    return <p className={styles.soft}>Nothing would change.</p>;
  return <Shown compared={compared} lists={lists} busy={busy} />;
}

function Shown({ compared, lists, busy }: { compared: OpenComparison; lists: Lists; busy: boolean }) {
  useSyncExternalStore(lists.subscribe, () => lists.version);
  const rows = lists.count("lines");
  return (
    <div
      className={styles.lines}
      aria-busy={busy}
      style={{ height: Math.min(TALLEST, rows * LINE + NAMES + LINE) }}
    >
      <LineFace ref={null} compared={compared} lists={lists} here={-1} unified onUnfolded={() => undefined} />
    </div>
  );
}
