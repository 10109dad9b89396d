// What a chain came to: the verdict on all of them, what each one did and when, and the user or token afterwards.
import { useMemo, useState } from "react";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { CodeView } from "@/components/CodeView";
import { Scroll } from "@/components/Scroll";
import { Visible } from "@/components/Visible";
import { isCompact, reindent } from "@/format/reindent";
import { VERDICT_WORDS, verdictTone } from "@/format/words";
import type { ChainStep, ChainView, Sides } from "@/ipc/types";
import { Vanishing } from "@/lib/answering/Vanishing";
import { Comparison } from "@/lib/comparison/Comparison";
import { useComparison } from "@/lib/comparison/useComparison";
import { Verdict } from "@/lib/verdict/Verdict";
import styles from "./ChainResult.module.css";

const SIGNED: Record<string, string> = {
  original: "signature as received",
  anew: "signed anew",
  none: "unsigned",
};

export function ChainResult({ view, event }: { view: ChainView; event: number }) {
  const end = Math.max(1, ...view.links.map((step) => step.began_ms + step.took_ms));
  return (
    <div className={styles.result} data-testid="chain-result">
      <Scroll label="Steps">
        <div className={styles.verdict}>
          <Verdict verdict={view.verdict} onMember={null} />
        </div>
        <ol className={styles.steps}>
          {view.links.map((step, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step's place is its identity.
            <Step key={at} step={step} number={at + 1} end={end} />
          ))}
        </ol>
        {view.effects.length > 0 && (
          <>
            <h2 className={styles.heading}>What counts besides</h2>
            <dl className={styles.effects}>
              {view.effects.map(({ member, json, by }) => (
                <div key={member}>
                  <dt>
                    <code>{member}</code> of handler {by}
                  </dt>
                  <dd>
                    <code>
                      <Visible text={json} />
                    </code>
                  </dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {view.mutated !== null && view.mutated.vanishing.length > 0 && (
          <div className={styles.vanishing}>
            <Vanishing mutated={view.mutated} />
          </div>
        )}
        {view.mutated !== null && (
          <>
            <h2 className={styles.heading}>
              {view.mutated.place === "/payload/user"
                ? "The user, before and after"
                : "The token, before and after"}
            </h2>
            <After event={event} />
          </>
        )}
      </Scroll>
    </div>
  );
}

function After({ event }: { event: number }) {
  const sides = useMemo<Sides>(() => ({ what: "chain", event_id: event }), [event]);
  const state = useComparison(sides, true);
  return (
    <div className={styles.after} data-testid="chain-after">
      <Comparison state={state} beside={null} onEvent={null} />
    </div>
  );
}

function Step({ step, number, end }: { step: ChainStep; number: number; end: number }) {
  const [open, setOpen] = useState(false);
  const tone = step.asked ? verdictTone(step.verdict.outcome) : "plain";
  const json = /^\s*[[{]/.test(step.body);
  const from = (100 * step.began_ms) / end;
  const wide = (100 * step.took_ms) / end;
  return (
    <li className={styles.step} data-testid="chain-step" data-asked={step.asked}>
      <span className={styles.at}>{number}</span>
      <div className={styles.what}>
        <p className={styles.head}>
          <b>
            <Visible text={step.who} />
          </b>
          {step.status !== null && <Badge>{step.status}</Badge>}
          <Badge tone={tone === "plain" ? "quiet" : tone}>
            {step.asked ? (VERDICT_WORDS[step.verdict.outcome] ?? step.verdict.outcome) : "Not asked"}
          </Badge>
          {step.signed !== null && <span className={styles.soft}>{SIGNED[step.signed] ?? step.signed}</span>}
          {step.changed && <span className={styles.soft}>with what those before changed</span>}
        </p>
        {step.asked && (
          <div
            className={styles.time}
            role="img"
            aria-label={`${step.took_ms} ms, from ${step.began_ms} ms on`}
          >
            <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
              <rect x={from} y={0} width={Math.max(wide, 0.5)} height={1} className={styles[tone]} />
            </svg>
            <span>{step.took_ms} ms</span>
          </div>
        )}
        <p className={styles.soft}>
          <Visible text={step.verdict.sentence} />
        </p>
        {step.note !== null && (
          <p className={styles.note}>
            <Visible text={step.note} />
          </p>
        )}
        {(step.replaced.length > 0 || step.decided.length > 0) && (
          <p>
            {step.replaced.length > 0 && "Replaces "}
            {step.replaced.map((pointer) => (
              <code key={pointer}>
                <Visible text={pointer} />{" "}
              </code>
            ))}
            {step.decided.length > 0 && "Decides "}
            {step.decided.map((name) => (
              <code key={name}>{name} </code>
            ))}
          </p>
        )}
        {step.body !== "" && (
          <>
            <Button
              size="small"
              icon={open ? "down" : "right"}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              Its answer<span className="sr">{`, handler ${number}`}</span>
            </Button>
            {open && (
              <CodeView
                text={json && isCompact(step.body) ? reindent(step.body) : step.body}
                json={json}
                label={`Answer of handler ${number}`}
                grows
              />
            )}
          </>
        )}
      </div>
    </li>
  );
}
