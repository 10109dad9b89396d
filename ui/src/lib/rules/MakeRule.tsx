// Buttons that make a rule from an event or an answer. The rule is shown unsaved, and takes effect once it is saved.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { LinkButton } from "@/components/LinkButton";
import { Visible } from "@/components/Visible";
import { event as fetchEvent } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { EventRow, ResendView } from "@/ipc/types";
import { ruleFor, ruleOfAnswer, useMakeRule, useOpenRule } from "./make";

/** Of an event: a rule for events like it. */
export function MakeRule({ row }: { row: EventRow }) {
  const make = useMakeRule();
  const made = make === null ? null : () => make(ruleFor(row));
  useAction("makeRule", made);
  if (made === null) return null;
  return (
    <Button icon="rule" title="Make a rule for events like this" data-testid="make-rule" onClick={made}>
      Rule…
    </Button>
  );
}

/** The name of a rule, which leads to it. */
export function RuleName({ name }: { name: string }) {
  const open = useOpenRule();
  if (open === null) return <Visible text={name} />;
  return (
    <LinkButton data-testid="open-rule" onClick={() => open(name)}>
      <Visible text={name} />
    </LinkButton>
  );
}

/** Of the answer a target gave: a rule that answers so, without the target. */
export function AnswerLikeThis({ resend }: { resend: ResendView }) {
  const make = useMakeRule();
  const [told, setTold] = useState("");
  if (make === null || resend.outcome.state !== "response") return null;
  const run = async () => {
    try {
      const { row } = await fetchEvent({ id: resend.event_id });
      const made = ruleOfAnswer(row, resend);
      if (made === null)
        setTold("This answer cannot be written as a rule: its body is not text, or not whole.");
      else make(made);
    } catch (error) {
      setTold(troubleOf(error).sentence);
    }
  };
  return (
    <>
      <Button
        size="small"
        icon="rule"
        title="A rule that gives this answer to events like this"
        data-testid="answer-like-this"
        onClick={() => void run()}
      >
        Answer like this from now on
      </Button>
      <span role="status">{told}</span>
    </>
  );
}
