// The checks of a completed step.

import { IconText } from "@/components/IconText";
import { Prose } from "@/components/Prose";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { ScenarioRunStep } from "@/ipc/types";
import { AnswerExcerpt } from "@/lib/body/AnswerExcerpt";
import styles from "./ScenarioRun.module.css";

interface StepChecksProps {
  number: number;
  name: string;
  done: NonNullable<ScenarioRunStep["done"]>;
}

export function StepChecks({ number, name, done }: StepChecksProps) {
  return (
    <section className={styles.checks} aria-label={`Checks of step ${number}`} data-testid="checks">
      <h3>
        {number}. <UntrustedText text={name} />
      </h3>
      {done.url !== null && (
        <Text as="p" tone="soft" breakable>
          <code>
            {done.method} <UntrustedText text={done.url} />
          </code>
        </Text>
      )}
      {done.why !== null && (
        <Text as="p" tone="bad" breakable>
          <Prose text={done.why} />
        </Text>
      )}
      <ul>
        {done.checks.map(({ met, sentence }, at) => (
          <IconText
            // biome-ignore lint/suspicious/noArrayIndexKey: two checks can have the same sentence.
            key={at}
            as="li"
            icon={met ? "check" : "cross"}
            tone={met ? "ok" : "bad"}
            plainText
          >
            <UntrustedText text={sentence} />
          </IconText>
        ))}
      </ul>
      {done.answer !== null && <AnswerExcerpt text={done.answer} />}
    </section>
  );
}
