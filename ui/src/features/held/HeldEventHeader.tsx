// The facts about a held event, and a button for each way to answer it.

import type { ReactNode } from "react";
import type { ActionId } from "@/actions/catalog";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { Prose } from "@/components/Prose";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { SIGNATURE_LABELS, typeName } from "@/format/event";
import { isBlocking, VENDOR_NAMES } from "@/format/senders";
import type { EventDetail } from "@/ipc/types";
import type { AnswerKind } from "@/lib/answering/drafts";
import type { HeldEvent } from "@/lib/held/clock";
import { CountdownRing } from "./Countdown";
import styles from "./HeldEventPane.module.css";
import type { Answers } from "./useAnswers";
import type { WayState } from "./useWay";

interface HeldEventHeaderProps {
  row: HeldEvent;
  over: boolean;
  event: EventDetail | undefined;
  answers: Answers;
  ways: WayState;
}

export function HeldEventHeader({ row, over, event, answers, ways }: HeldEventHeaderProps) {
  const { stem, last } = typeName(row);
  return (
    <div className={styles.head}>
      <CountdownRing row={row} over={over} />
      <div className={styles.what}>
        <Stack row wrap gap="2" gapY="half">
          <Text as="h2" size="title" breakable selectable data-testid="held-title">
            <UntrustedText text={`${stem}${last}`} />
          </Text>
          {over ? <Badge>no longer held</Badge> : <Badge tone="held">HELD</Badge>}
          {!isBlocking(row) && <Badge>{VENDOR_NAMES[row.vendor]}</Badge>}
        </Stack>
        <Description row={row} over={over} event={event} />
        <Facts row={row} event={event} />
      </div>
      <Choices row={row} answers={answers} ways={ways} />
    </div>
  );
}

function Description({ row, over, event }: Pick<HeldEventHeaderProps, "row" | "over" | "event">) {
  const description = event?.description ?? null;
  return (
    <p className={styles.description}>
      {row.subject !== null && (
        <>
          <b>
            <UntrustedText text={row.subject} />
          </b>{" "}
        </>
      )}
      {description !== null && (
        <>
          <Prose text={description} />{" "}
        </>
      )}
      {!over && (isBlocking(row) ? "Authgear waits for your answer." : "The sender waits for your answer.")}
    </p>
  );
}

function Facts({ row, event }: Pick<HeldEventHeaderProps, "row" | "event">) {
  const facts: [string, string | null | undefined][] = [
    ["seq", event?.row.seq],
    ["triggered by", event?.envelope.triggered_by],
    ["from", event?.envelope.ip],
    ["app", event?.row.app_id],
  ];
  const tones = { valid: "ok", invalid: "bad" } as Record<string, "ok" | "bad" | undefined>;
  return (
    <p className={styles.facts}>
      {row.signature !== "unsigned" && (
        <Stack as="span" row inline gap="1" tone={tones[row.signature]}>
          <Icon size="text" name={row.signature === "invalid" ? "shieldCross" : "shield"} />
          {SIGNATURE_LABELS[row.signature]}
        </Stack>
      )}
      {facts.map(
        ([name, value]) =>
          value != null && (
            <Stack as="span" row inline gap="1" key={name}>
              <Text tone="soft">{name}</Text> <UntrustedText text={value} />
            </Stack>
          ),
      )}
    </p>
  );
}

function Choices({ row, answers, ways }: Pick<HeldEventHeaderProps, "row" | "answers" | "ways">) {
  const { possible, changeVerb, allow } = answers;
  const opens = (way: AnswerKind) => ({
    disabled: !possible,
    pressed: ways.way === way,
    onPress: () => ways.open(way),
  });
  const blocking = isBlocking(row);
  return (
    <div className={styles.choices}>
      <Choice look="primary" icon="check" action="heldAllow" disabled={!possible} id="allow" onPress={allow}>
        {blocking ? "Allow" : "Accept"}
      </Choice>
      {blocking && (
        <>
          <Choice look="danger" icon="cross" action="heldDeny" id="deny" {...opens("deny")}>
            Deny
          </Choice>
          <Choice icon="pencil" action="heldMutate" id="mutate" {...opens("change")}>
            {changeVerb}
          </Choice>
        </>
      )}
      <Choice icon="braces" action="heldCustom" id="custom" {...opens("custom")}>
        Custom
      </Choice>
    </div>
  );
}

interface ChoiceProps {
  look?: "primary" | "danger" | "plain";
  icon: IconName;
  action: ActionId;
  disabled: boolean;
  /** Its card is open. */
  pressed?: boolean;
  id: string;
  onPress: () => void;
  children: ReactNode;
}

function Choice({ look = "plain", icon, action, disabled, pressed, id, onPress, children }: ChoiceProps) {
  return (
    <Button
      size="large"
      look={look}
      icon={icon}
      action={action}
      disabled={disabled}
      data-testid={`held-${id}`}
      data-look={look}
      {...(pressed === undefined ? {} : { "aria-pressed": pressed })}
      onClick={onPress}
    >
      <span className={styles.choice}>{children}</span>
    </Button>
  );
}
