// The user or the claims of a token after mutations: the values that would be lost, and a comparison with the event.
import { type ReactNode, useSyncExternalStore } from "react";
import { Text } from "@/components/Text";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import type { Mutated, OpenComparison, Sides } from "@/ipc/types";
import { LineFace } from "@/lib/comparison/LineFace";
import type { Lists } from "@/lib/comparison/lists";
import { useComparison } from "@/lib/comparison/useComparison";
import styles from "./Answering.module.css";
import { Part } from "./Part";
import { Vanishing } from "./Vanishing";

const LINE = 18;
const NAMES = 26;
const TALLEST = 340;

interface AfterwardsProps {
  /** Null: nothing is changed. */
  mutated: Mutated | null;
  /** The same object as long as the sides are the same. */
  sides: Sides | null;
  /** Why there is nothing to show. */
  otherwise: string;
}

export function Afterwards({ mutated, sides, otherwise }: AfterwardsProps) {
  const token = mutated !== null && mutated.place !== "/payload/user";
  const heading = token ? "The claims of the token" : "The user afterwards";
  return (
    <section className={styles.afterwards} aria-label={heading} data-testid="afterwards">
      <Part title={heading} about="against the event">
        {mutated === null ? (
          <Quiet>{otherwise}</Quiet>
        ) : (
          <>
            <Vanishing mutated={mutated} />
            <BothSides sides={sides} />
          </>
        )}
      </Part>
    </section>
  );
}

const Quiet = ({ children }: { children: ReactNode }) => (
  <Text as="p" tone="soft">
    {children}
  </Text>
);

/** Both sides as lines, as tall as they are. */
function BothSides({ sides }: { sides: Sides | null }) {
  const state = useComparison(sides, false);
  const { shown, error, nothing, retry, busy } = state;
  if (error !== null && error !== undefined) return <TroubleNote error={error} retry={retry} />;
  if (nothing !== null)
    return (
      <Quiet>
        <Visible text={nothing} />
      </Quiet>
    );
  if (shown === null) return <Quiet>…</Quiet>;
  const { compared, lists } = shown;
  if (compared.changes + compared.ignored + compared.filtered === 0)
    return <Quiet>Nothing would change.</Quiet>;
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
