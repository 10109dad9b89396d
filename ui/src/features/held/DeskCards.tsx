// A card for each way to answer a held event: deny it, allow it with a change, or answer as you like.
import type { ReactNode } from "react";
import { writtenKeys } from "@/actions/catalog";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { isBlocking } from "@/format/senders";
import type { AnswerForm, EventDetail } from "@/ipc/types";
import { ChangePane } from "@/lib/answering/ChangePane";
import { CustomPane } from "@/lib/answering/CustomPane";
import { DenyPane } from "@/lib/answering/DenyPane";
import { isAccepted, type Way } from "@/lib/answering/drafts";
import type { HeldEvent } from "@/lib/held/clock";
import { EarlierFold, PayloadFold } from "./About";
import styles from "./Desk.module.css";
import type { Answers } from "./useAnswers";
import type { WayState } from "./useWay";

interface DeskCardsProps {
  row: HeldEvent;
  event: EventDetail | undefined;
  form: AnswerForm;
  answers: Answers;
  ways: WayState;
  onEvent: (id: number) => void;
}

export function DeskCards(props: DeskCardsProps) {
  const blocking = isBlocking(props.row);
  return (
    <div className={styles.cards} data-way={props.ways.way}>
      {blocking && <DenyCard {...props} />}
      {blocking && <ChangeCard {...props} />}
      <CustomCard {...props} />
    </div>
  );
}

function DenyCard(props: DeskCardsProps) {
  const { answers, ways } = props;
  const { drafts, change, checks, possible, send } = answers;
  return (
    <Card
      icon="cross"
      title="Deny"
      about="the person sees both lines"
      way="deny"
      action={
        <Button look="destroy" shortcut="Enter" disabled={!possible} onClick={() => send("deny")}>
          Deny with this
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

function ChangeCard({ row, form, answers, ways }: DeskCardsProps) {
  const { drafts, change, checks, word } = answers;
  const mutates = word === "Mutate";
  return (
    <Card
      icon="pencil"
      title={word}
      about={mutates ? "allow, and change it first" : "allow, on conditions"}
      way="change"
      action={
        <SendButton way="change" answers={answers}>
          Allow with {mutates ? "mutations" : "this"}
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

function CustomCard(props: DeskCardsProps) {
  const { row, form, answers, ways } = props;
  const { drafts, change, checks } = answers;
  return (
    <Card
      icon="braces"
      title="Custom"
      about="any answer at all"
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

function Folds({ row, event, onEvent }: DeskCardsProps) {
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
  way: Way;
  action: ReactNode;
  children: ReactNode;
}

function Card({ icon, title, about, way, action, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={title} data-way={way} data-testid={`held-card-${way}`}>
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
      shortcut={writtenKeys("Mod+Enter")}
      disabled={!answers.ready(way)}
      data-testid={`held-${way}-send`}
      data-refused={refused}
      onClick={() => answers.send(way, refused)}
    >
      {refused ? "Send anyway" : children}
    </Button>
  );
}
