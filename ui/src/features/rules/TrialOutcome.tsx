// The result of a trial: which rule would answer the event, and its answer.
import { HeaderTable } from "@/components/HeaderTable";
import { IconText } from "@/components/IconText";
import { LinkButton } from "@/components/LinkButton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { RuleTrial } from "@/ipc/types";
import { BodyView } from "@/lib/body/BodyView";
import { Verdict } from "@/lib/verdict/Verdict";
import styles from "./Trial.module.css";
import type { RuleEdits } from "./useRuleDrafts";

interface TrialOutcomeProps {
  trial: RuleTrial;
  /** Some rules have unsaved edits. */
  unsaved: boolean;
  drafts: RuleEdits;
}

export function TrialOutcome({ trial, unsaved, drafts }: TrialOutcomeProps) {
  const by = drafts.items.find((item) => item.rule.name === trial.rule);
  return (
    <div className={styles.outcome} role="status">
      <Text as="p" breakable data-testid="trial-sentence">
        <UntrustedText text={trial.sentence} />
      </Text>
      {trial.rule !== null && (
        <Text as="p" breakable>
          {by !== undefined && drafts.chosen !== by ? (
            <LinkButton onClick={() => drafts.choose(by.key)}>
              <UntrustedText text={trial.rule} />
            </LinkButton>
          ) : (
            <b>
              <UntrustedText text={trial.rule} />
            </b>
          )}
          {unsaved && <Text tone="soft"> with unsaved edits</Text>}
        </Text>
      )}
      {trial.others.length > 0 && (
        <Text as="p" tone="soft">
          Also match, but come later: <UntrustedText text={trial.others.join(", ")} />
        </Text>
      )}
      {trial.missing.length > 0 && (
        <IconText icon="warn" tone="wait">
          The event has no member at{" "}
          {trial.missing.map((pointer) => (
            <code key={pointer}>
              <UntrustedText text={pointer} />{" "}
            </code>
          ))}
        </IconText>
      )}
      {trial.verdict !== null && (
        <div className={styles.verdict}>
          <Verdict verdict={trial.verdict} onMember={null} />
        </div>
      )}
      {trial.status !== null && <Answer status={trial.status} headers={trial.headers} body={trial.body} />}
    </div>
  );
}

function Answer({ status, headers, body }: Pick<RuleTrial, "headers" | "body"> & { status: number }) {
  return (
    <>
      <Stack as="p" row gap="2" align="baseline">
        <Text as="strong" size="title" tone={status < 400 ? "ok" : "bad"}>
          {status}
        </Text>
        <Text tone="soft">the answer the sender would get</Text>
      </Stack>
      {headers.length > 0 && <HeaderTable headers={headers} label="Headers of the answer" />}
      {body === "" ? (
        <Text as="p" tone="soft">
          No body.
        </Text>
      ) : (
        <BodyView text={body} label="Body of the answer" testId="trial-body" grows />
      )}
    </>
  );
}
