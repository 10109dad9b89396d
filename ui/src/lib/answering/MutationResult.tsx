// The user, or the claims of a token, after the mutations of an answer: the values that would be
// removed, and a comparison with the event.
import { type ReactNode, useSyncExternalStore } from "react";
import { ErrorNote } from "@/components/ErrorNote";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { MutationEffect, OpenComparison, Sides } from "@/ipc/types";
import { LineView } from "@/lib/comparison/LineView";
import type { ComparisonLists } from "@/lib/comparison/lists";
import { useComparison } from "@/lib/comparison/useComparison";
import styles from "./Answering.module.css";
import { Part } from "./Part";
import { RemovedAttributes } from "./RemovedAttributes";

/** Pixels. */
const LINE_HEIGHT = 18;
const NAMES_HEIGHT = 26;
const MAX_HEIGHT = 340;

interface MutationResultProps {
  /** Null when the answer mutates nothing. */
  mutated: MutationEffect | null;
  /** Must be the same object as long as the sides are equal. */
  sides: Sides | null;
  /** The text while `mutated` is null. */
  placeholder: string;
}

export function MutationResult({ mutated, sides, placeholder }: MutationResultProps) {
  const isToken = mutated !== null && mutated.place !== "/payload/user";
  const heading = isToken ? "Token claims after this answer" : "User after this answer";
  return (
    <section className={styles.mutation} aria-label={heading} data-testid="afterwards">
      <Part title={heading} about="compared with the event">
        {mutated === null ? (
          <Quiet>{placeholder}</Quiet>
        ) : (
          <>
            <RemovedAttributes mutated={mutated} />
            <MutationComparison sides={sides} />
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

/** The comparison as unified lines. It is as tall as its lines, up to `MAX_HEIGHT`. */
function MutationComparison({ sides }: { sides: Sides | null }) {
  const state = useComparison(sides, false);
  const { shown, error, nothing, retry, busy } = state;
  if (error !== null && error !== undefined) return <ErrorNote error={error} retry={retry} />;
  if (nothing !== null)
    return (
      <Quiet>
        <UntrustedText text={nothing} />
      </Quiet>
    );
  if (shown === null) return <Quiet>…</Quiet>;
  const { compared, lists } = shown;
  if (compared.changes + compared.ignored + compared.filtered === 0)
    return <Quiet>Nothing would change.</Quiet>;
  return <UnifiedLines compared={compared} lists={lists} busy={busy} />;
}

interface UnifiedLinesProps {
  compared: OpenComparison;
  lists: ComparisonLists;
  busy: boolean;
}

function UnifiedLines({ compared, lists, busy }: UnifiedLinesProps) {
  useSyncExternalStore(lists.subscribe, () => lists.version);
  const rows = lists.count("lines");
  return (
    <div
      className={styles.lines}
      aria-busy={busy}
      style={{ height: Math.min(MAX_HEIGHT, rows * LINE_HEIGHT + NAMES_HEIGHT + LINE_HEIGHT) }}
    >
      <LineView
        ref={null}
        compared={compared}
        lists={lists}
        current={-1}
        unified
        onUnfolded={() => undefined}
      />
    </div>
  );
}
