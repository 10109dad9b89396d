// The cards to answer a held event: deny it, allow it with changes, or send a custom answer.
import type { ReactNode } from "react";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { isBlocking } from "@/format/senders";
import type { AnswerForm, EventDetail } from "@/ipc/types";
import { ChangePane } from "@/lib/answering/ChangePane";
import { CustomPane } from "@/lib/answering/CustomPane";
import { DenyPane } from "@/lib/answering/DenyPane";
import { type AnswerKind, isAccepted } from "@/lib/answering/drafts";
import type { HeldEvent } from "@/lib/held/clock";
import { EarlierFold, PayloadFold } from "./EventFolds";
import styles from "./HeldEventPane.module.css";
import type { Answers } from "./useAnswers";
import type { WayState } from "./useWay";

interface AnswerCardsProps {
  row: HeldEvent;
  event: EventDetail | undefined;
  /** Undefined while it loads. The denial needs no form. */
  form: AnswerForm | undefined;
  answers: Answers;
  ways: WayState;
  onEvent: (id: number) => void;
}

type FormCardProps = AnswerCardsProps & { form: AnswerForm };

export function AnswerCards(props: AnswerCardsProps) {
  const { form } = props;
  const blocking = isBlocking(props.row);
  return (
    <div className={styles.cards} data-way={props.ways.way}>
      {blocking && <DenyCard {...props} />}
      {form === undefined ? (
        props.answers.form.error === null && <Skeleton lines={6} label="Loading the answer form" />
      ) : (
        <>
          {blocking && <ChangeCard {...props} form={form} />}
          <CustomCard {...props} form={form} />
        </>
      )}
    </div>
  );
}

function DenyCard(props: AnswerCardsProps) {
  const { answers, ways } = props;
  const { drafts, change, checks, possible, send } = answers;
  return (
    <Card
      icon="cross"
      title="Deny"
      about="the user sees both lines"
      way="deny"
      action={
        <Button look="destroy" shortcut="Enter" disabled={!possible} onClick={() => send("deny")}>
          Send denial
        </Button>
      }
    >
      <DenyPane
        denial={drafts.denial}
        checked={checks.deny}
        startRef={ways.starts.deny}
        onChange={(denial) => change({ denial })}
        onSend={() => send("deny")}
      />
      <Folds {...props} />
    </Card>
  );
}

function ChangeCard({ row, form, answers, ways }: FormCardProps) {
  const { drafts, change, checks, changeVerb } = answers;
  const mutates = changeVerb === "Mutate";
  return (
    <Card
      icon="pencil"
      title={changeVerb}
      about={mutates ? "allow with changes" : "allow with conditions"}
      way="change"
      action={
        <SendButton way="change" answers={answers}>
          Allow with {mutates ? "mutations" : "conditions"}
        </SendButton>
      }
    >
      <ChangePane
        key={row.event_id}
        startRef={ways.starts.change}
        event={row.event_id}
        form={form}
        text={drafts.change}
        checked={checks.change}
        onChange={(text) => change({ change: text })}
      />
    </Card>
  );
}

function CustomCard(props: FormCardProps) {
  const { row, form, answers, ways } = props;
  const { drafts, change, checks } = answers;
  return (
    <Card
      icon="braces"
      title="Custom"
      about="any response"
      way="custom"
      action={
        <SendButton way="custom" answers={answers}>
          Send
        </SendButton>
      }
    >
      <CustomPane
        key={row.event_id}
        form={form}
        custom={drafts.custom}
        checked={checks.custom}
        startRef={ways.starts.custom}
        onChange={(custom) => change({ custom })}
      />
      {!isBlocking(row) && <Folds {...props} />}
    </Card>
  );
}

function Folds({ row, event, onEvent }: AnswerCardsProps) {
  if (event === undefined) return null;
  return (
    <div className={styles.folds}>
      <PayloadFold key={row.event_id} event={event} />
      <EarlierFold event={event} onEvent={onEvent} />
    </div>
  );
}

interface CardProps {
  icon: IconName;
  title: string;
  about: string;
  way: AnswerKind;
  action: ReactNode;
  children: ReactNode;
}

function Card({ icon, title, about, way, action, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={title} data-way={way}>
      <header>
        <Icon name={icon} size="text" />
        <h3>{title}</h3>
        <Stack as="span" fill>
          <Text tone="soft" truncate>
            {about}
          </Text>
        </Stack>
        {action}
      </header>
      <div className={styles.inside}>{children}</div>
    </section>
  );
}

interface SendButtonProps {
  way: "change" | "custom";
  answers: Answers;
  children: ReactNode;
}

function SendButton({ way, answers, children }: SendButtonProps) {
  const { check } = answers.checks[way];
  const refused = check !== null && !isAccepted(check.verdict.outcome);
  return (
    <Button
      look={refused ? "danger" : "plain"}
      icon={refused ? "warn" : undefined}
      action="heldSend"
      disabled={!answers.ready(way)}
      data-testid={`held-${way}-send`}
      data-refused={refused}
      onClick={() => answers.send(way, refused)}
    >
      {refused ? "Send anyway" : children}
    </Button>
  );
}
