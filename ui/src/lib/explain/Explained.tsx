// The strip below a body that explains the member under the mouse pointer. Its height is fixed, so
// nothing moves.

import type { ReactNode } from "react";
import { Prose } from "@/components/Prose";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { dotted } from "@/format/pointer";
import type { Explanation } from "@/ipc/types";
import type { Member } from "@/lib/queries";
import styles from "./Explained.module.css";
import { useExplanation } from "./useExplanation";

interface ExplainedProps {
  event: number;
  member: Member;
  /** Content at the end of the strip, such as a copy confirmation. */
  children?: ReactNode;
}

const STRIP = { height: "var(--explanation)" };

function Sentence({ of }: { of: Explanation }) {
  const name = dotted(of.pointer);
  return (
    <>
      <code>
        <UntrustedText text={name === "" ? of.name : name} />
      </code>{" "}
      <Text tone="soft">
        · <UntrustedText text={of.form} /> · part <UntrustedText text={of.part} /> —
      </Text>{" "}
      <Prose text={of.description} />
    </>
  );
}

export function Explained({ event, member, children }: ExplainedProps) {
  const { data } = useExplanation(event, member);
  return (
    <Stack row rigid gap="3" padX="4" line="above" ground="raised" style={STRIP}>
      <p
        className={styles.words}
        role="status"
        aria-label="Description of the member"
        aria-live="polite"
        data-testid="explanation"
      >
        {data != null && <Sentence of={data} />}
        {member === null && data == null && (
          <Text tone="soft" aria-hidden="true">
            Point at a member to see its description.
          </Text>
        )}
      </p>
      {children}
    </Stack>
  );
}
