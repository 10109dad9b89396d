// The end of the form: what will be sent, what prevents it, and the button that starts it.
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { IconText } from "@/components/IconText";
import { Text } from "@/components/Text";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { troubleOf } from "@/ipc/errors";
import type { BulkPlan } from "@/ipc/types";
import styles from "./Bulk.module.css";
import type { BulkSetup } from "./setup";
import { planSentence, tamperSentence } from "./words";

interface BulkFootProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  planError: unknown;
  underWay: string | null;
  error: unknown;
  /** A field of the form is wrong. */
  hasWrong: boolean;
  isPossible: boolean;
}

export function BulkFoot({ setup, plan, planError, underWay, error, hasWrong, isPossible }: BulkFootProps) {
  const problem =
    planError !== null
      ? troubleOf(planError).sentence
      : hasWrong
        ? "A field above holds no number that it can have."
        : null;
  return (
    <div className={styles.foot}>
      <div role="status" className={styles.preview} data-testid="bulk-preview">
        {problem !== null ? (
          <IconText icon="warn" tone="bad">
            {problem}
          </IconText>
        ) : plan === undefined ? (
          "Counting…"
        ) : (
          <p>
            <b>
              <Visible text={planSentence(plan, setup.to)} />
            </b>{" "}
            {tamperSentence(plan.planned)}
          </p>
        )}
      </div>
      {underWay !== null && (
        <Text as="p" tone="soft">
          Another one to <Visible text={underWay} /> is under way. Wait for its end, or cancel it.
        </Text>
      )}
      {error !== null && troubleOf(error).code !== "unconfirmed_host" && <TroubleNote error={error} />}
      <Button
        type="submit"
        look="primary"
        size="large"
        icon="send"
        shortcut={writtenKeys("Mod+Enter")}
        disabled={!isPossible}
        data-testid="bulk-start"
      >
        Start sending
      </Button>
    </div>
  );
}
