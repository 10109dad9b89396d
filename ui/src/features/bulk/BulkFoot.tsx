// The end of the form: a summary of what will be sent, any problem, and the start button.
import { Button } from "@/components/Button";
import { ErrorNote } from "@/components/ErrorNote";
import { IconText } from "@/components/IconText";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { describeError } from "@/ipc/errors";
import type { BulkPlan } from "@/ipc/types";
import styles from "./Bulk.module.css";
import { faultSentence, planSentence } from "./labels";
import type { BulkSetup } from "./setup";

interface BulkFootProps {
  setup: BulkSetup;
  plan: BulkPlan | undefined;
  planError: unknown;
  /** The target of a running bulk resend; null without one. */
  runningTarget: string | null;
  error: unknown;
  /** A field of the form is invalid. */
  hasWrong: boolean;
  isPossible: boolean;
}

export function BulkFoot(props: BulkFootProps) {
  const { setup, plan, planError, runningTarget, error, hasWrong, isPossible } = props;
  const problem =
    planError !== null ? describeError(planError).sentence : hasWrong ? "Fix the invalid field above." : null;
  return (
    <div className={styles.foot}>
      <div role="status" aria-label="Plan" className={styles.preview} data-testid="bulk-preview">
        {problem !== null ? (
          <IconText icon="warn" tone="bad">
            {problem}
          </IconText>
        ) : plan === undefined ? (
          "Counting…"
        ) : (
          <p>
            <b>
              <UntrustedText text={planSentence(plan, setup.to)} />
            </b>{" "}
            {faultSentence(plan.planned)}
          </p>
        )}
      </div>
      {runningTarget !== null && (
        <Text as="p" tone="soft">
          A bulk resend to <UntrustedText text={runningTarget} /> is running. Wait for it to finish, or cancel
          it.
        </Text>
      )}
      {error !== null && describeError(error).code !== "unconfirmed_host" && <ErrorNote error={error} />}
      <Button
        type="submit"
        look="primary"
        size="large"
        icon="send"
        action="send"
        disabled={!isPossible}
        data-testid="bulk-start"
      >
        Start sending
      </Button>
    </div>
  );
}
