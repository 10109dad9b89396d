// A step of a hook chain: the handler, its answer and verdict, its timing, and its changes.
import { useState } from "react";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { VERDICT_LABELS, verdictTone } from "@/format/labels";
import type { ChainStep } from "@/ipc/types";
import { BodyView } from "@/lib/body/BodyView";
import styles from "./ChainResult.module.css";
import { HandlerNumber } from "./HandlerNumber";

const SIGNATURE_LABELS: Record<string, string> = {
  original: "original signature",
  anew: "re-signed",
  none: "unsigned",
};

interface ChainStepRowProps {
  step: ChainStep;
  number: number;
  /** When the last handler ended, in milliseconds after the start of the chain. */
  end: number;
}

export function ChainStepRow({ step, number, end }: ChainStepRowProps) {
  const tone = step.asked ? verdictTone(step.verdict.outcome) : "plain";
  return (
    <li className={styles.step} data-asked={step.asked}>
      <HandlerNumber>{number}</HandlerNumber>
      <div className={styles.what}>
        <Stack as="p" row wrap gap="2" gapY="1">
          <b>
            <UntrustedText text={step.who} />
          </b>
          {step.status !== null && <Badge>{step.status}</Badge>}
          <Badge tone={tone === "plain" ? "quiet" : tone}>
            {step.asked ? (VERDICT_LABELS[step.verdict.outcome] ?? step.verdict.outcome) : "Not called"}
          </Badge>
          {step.signed !== null && <Text tone="soft">{SIGNATURE_LABELS[step.signed] ?? step.signed}</Text>}
          {step.changed && <Text tone="soft">with earlier changes</Text>}
        </Stack>
        {step.asked && <Timing step={step} end={end} look={styles[tone]} />}
        <Text as="p" tone="soft">
          <UntrustedText text={step.verdict.sentence} />
        </Text>
        {step.note !== null && (
          <Text as="p" tone="wait">
            <UntrustedText text={step.note} />
          </Text>
        )}
        {(step.replaced.length > 0 || step.decided.length > 0) && (
          <p>
            {step.replaced.length > 0 && "Replaces "}
            {step.replaced.map((pointer) => (
              <code key={pointer}>
                <UntrustedText text={pointer} />{" "}
              </code>
            ))}
            {step.decided.length > 0 && "Decides "}
            {step.decided.map((name) => (
              <code key={name}>{name} </code>
            ))}
          </p>
        )}
        {step.body !== "" && <Answer body={step.body} number={number} />}
      </div>
    </li>
  );
}

function Timing({ step, end, look }: { step: ChainStep; end: number; look: string | undefined }) {
  const width = (100 * step.took_ms) / end;
  return (
    <div className={styles.time} role="img" aria-label={`${step.took_ms} ms, started at ${step.began_ms} ms`}>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect
          x={(100 * step.began_ms) / end}
          y={0}
          width={Math.max(width, 0.5)}
          height={1}
          className={look}
        />
      </svg>
      <span>{step.took_ms} ms</span>
    </div>
  );
}

function Answer({ body, number }: { body: string; number: number }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" icon={open ? "down" : "right"} aria-expanded={open} onClick={() => setOpen(!open)}>
        Answer<span className="sr">{`, handler ${number}`}</span>
      </Button>
      {open && <BodyView text={body} label={`Answer of handler ${number}`} grows />}
    </>
  );
}
