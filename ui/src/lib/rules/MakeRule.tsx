// Buttons that make a rule from an event or an answer. The new rule opens unsaved and takes effect
// once it is saved.
import { useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { LinkButton } from "@/components/LinkButton";
import { UntrustedText } from "@/components/UntrustedText";
import { event as fetchEvent } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { EventRow, ResendView } from "@/ipc/types";
import { ruleFor, ruleOfAnswer, useMakeRule, useOpenRule } from "./make-rule";

/** Makes a rule for events like this one. */
export function MakeRule({ row }: { row: EventRow }) {
  const make = useMakeRule();
  const onMake = make === null ? null : () => make(ruleFor(row));
  useAction("makeRule", onMake);
  if (onMake === null) return null;
  return (
    <Button icon="rule" title="Make a rule for events like this" data-testid="make-rule" onClick={onMake}>
      Rule…
    </Button>
  );
}

/** The name of a rule, as a link that opens it. */
export function RuleName({ name }: { name: string }) {
  const open = useOpenRule();
  if (open === null) return <UntrustedText text={name} />;
  return (
    <LinkButton onClick={() => open(name)}>
      <UntrustedText text={name} />
    </LinkButton>
  );
}

/** Makes a rule that returns the answer of a target, so that the target is no longer needed. */
export function AnswerLikeThis({ resend }: { resend: ResendView }) {
  const make = useMakeRule();
  const [status, setStatus] = useState("");
  if (make === null || resend.outcome.state !== "response") return null;
  const run = async () => {
    try {
      const { row } = await fetchEvent({ id: resend.event_id });
      const rule = ruleOfAnswer(row, resend);
      if (rule === null)
        setStatus("A rule cannot return this answer: its body is not text or is incomplete.");
      else make(rule);
    } catch (error) {
      setStatus(describeError(error).sentence);
    }
  };
  return (
    <>
      <Button
        size="small"
        icon="rule"
        title="Make a rule that returns this answer for events like this"
        onClick={() => void run()}
      >
        Always answer like this
      </Button>
      <span role="status">{status}</span>
    </>
  );
}
