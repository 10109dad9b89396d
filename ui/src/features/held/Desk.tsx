// One held event: how long is left, what is known of it, and the four ways to answer. What was typed stays when the wait is over.
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { writtenKeys } from "@/actions/catalog";
import { Badge } from "@/components/Badge";
import { Button } from "@/components/Button";
import { Icon, type IconName } from "@/components/Icon";
import { Note } from "@/components/Note";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { Visible } from "@/components/Visible";
import { SIGNATURE_WORDS, typeName } from "@/format/event";
import { isBlocking, VENDOR_NAMES } from "@/format/senders";
import { answerHeld } from "@/ipc/commands";
import type { AnswerDraft, EventDetail } from "@/ipc/types";
import type { AnswerEditorHandle } from "@/lib/answering/AnswerEditor";
import { ChangePane } from "@/lib/answering/ChangePane";
import { CustomPane } from "@/lib/answering/CustomPane";
import { DenyPane } from "@/lib/answering/DenyPane";
import { answerOf, changeWord, isAccepted, isTouched, type Way } from "@/lib/answering/drafts";
import { type Checked, useAnswerCheck, useAnswerForm, useRememberReason } from "@/lib/answering/useAnswering";
import { useDrafts } from "@/lib/answering/useDrafts";
import type { HeldEvent } from "@/lib/held/clock";
import { eventQuery } from "@/lib/queries";
import { EarlierFold, PayloadFold } from "./About";
import { Fuse, Ring } from "./Countdown";
import styles from "./Held.module.css";
import { endOf, isSettled, otherwise } from "./words";

interface DeskProps {
  row: HeldEvent;
  /** It is not held any more. */
  over: boolean;
  /** The next one that is held; null when there is none. */
  onNext: (() => void) | null;
  onAnswered: (row: HeldEvent, what: string) => void;
  onEvent: (id: number) => void;
  onRules: () => void;
  onSettings: () => void;
}

interface Given {
  answer: AnswerDraft;
  anyway: boolean;
  what: string;
}

/** Milliseconds. */
const LOOK_AGAIN = 300;
const REFUSED = "refused_answer";
const isRefused = (error: unknown) =>
  typeof error === "object" && error !== null && "code" in error && error.code === REFUSED;

export function Desk(props: DeskProps) {
  const { row, over, onNext, onAnswered, onEvent, onRules, onSettings } = props;
  const id = row.event_id;
  const asked = isBlocking(row);
  const detail = useQuery({
    ...eventQuery(id),
    // The result is stored a moment after the wait ends.
    refetchInterval: ({ state }) => (over && !isSettled(state.data?.answer ?? null) ? LOOK_AGAIN : false),
  });
  const { refetch } = detail;
  useEffect(() => {
    if (over) void refetch();
  }, [over, refetch]);
  const form = useAnswerForm(id);
  const [drafts, change] = useDrafts(id);
  const [way, setWay] = useState<Way>(asked ? "deny" : "custom");
  const remember = useRememberReason();
  const give = useMutation({
    mutationFn: ({ answer, anyway }: Given) => answerHeld(id, answer, anyway),
    onSuccess: (_, { answer, what }) => {
      if (answer.form === "deny") remember.mutate({ title: answer.title, reason: answer.reason });
      onAnswered(row, what);
    },
  });
  const answers = {
    deny: form.data === undefined ? null : answerOf(drafts, "deny", form.data),
    change: form.data === undefined ? null : answerOf(drafts, "change", form.data),
    custom: form.data === undefined ? null : answerOf(drafts, "custom", form.data),
  };
  const denial = useAnswerCheck(id, asked ? answers.deny : null);
  const changed = useAnswerCheck(id, asked ? answers.change : null);
  const custom = useAnswerCheck(id, answers.custom);
  const possible = !over && !give.isPending && !give.isSuccess;
  const title = useRef<HTMLInputElement>(null);
  const editor = useRef<AnswerEditorHandle>(null);
  const other = useRef<HTMLDivElement>(null);
  /** A way was asked for, and writing begins there. */
  const [begun, setBegun] = useState(0);
  const begin = (next: Way) => {
    setWay(next);
    setBegun((n) => n + 1);
  };
  useEffect(() => {
    if (begun === 0) return;
    if (way === "deny") title.current?.focus();
    else if (way === "change") editor.current?.focus();
    else other.current?.querySelector<HTMLElement>(".cm-content, input")?.focus();
  }, [begun, way]);

  const send = useCallback(
    (answer: AnswerDraft | null, what: string, anyway = false) => {
      if (answer !== null && possible) give.mutate({ answer, anyway, what });
    },
    [possible, give.mutate],
  );
  const word = changeWord(form.data);
  /** The same answer once more, after it was told that it would be refused. */
  const again = (answer: AnswerDraft | null) =>
    isRefused(give.error) && JSON.stringify(give.variables?.answer) === JSON.stringify(answer);
  const allow = () => send({ form: "allow" }, asked ? "Allowed" : "Answered");
  const deny = () => send(answers.deny, "Denied");
  const sendChange = (anyway = false) =>
    send(answers.change, `Allowed, ${word.toLowerCase()}d`, anyway || again(answers.change));
  const sendCustom = (anyway = false) => send(answers.custom, "Answered", anyway || again(answers.custom));
  useAction("heldAllow", possible ? allow : null);
  useAction("heldDeny", asked && possible ? () => begin("deny") : null);
  useAction("heldMutate", asked && possible ? () => begin("change") : null);
  useAction("heldCustom", possible ? () => begin("custom") : null);
  useAction(
    "heldSend",
    possible ? () => (way === "deny" ? deny() : way === "change" ? sendChange() : sendCustom()) : null,
  );
  useAction("heldRule", onRules);

  const { stem, last } = typeName(row);
  const refused = isRefused(give.error);
  return (
    <>
      <Fuse row={row} over={over} />
      <div className={styles.head}>
        <Ring row={row} over={over} />
        <div className={styles.what}>
          <div className={styles.title}>
            <h2 data-testid="held-title">
              <Visible text={`${stem}${last}`} />
            </h2>
            {over ? <Badge>not held any more</Badge> : <span className={styles.held}>HELD</span>}
            {!asked && <Badge>{VENDOR_NAMES[row.vendor]}</Badge>}
          </div>
          <About row={row} over={over} event={detail.data} />
          <Facts row={row} event={detail.data} />
        </div>
        <div className={styles.choices}>
          <Choice look="primary" icon="check" keyName="A" off={!possible} id="allow" onPress={allow}>
            {asked ? "Allow" : "Let pass"}
          </Choice>
          {asked && (
            <>
              <Choice
                look="danger"
                icon="cross"
                keyName="D"
                off={!possible}
                id="deny"
                on={way === "deny"}
                onPress={() => begin("deny")}
              >
                Deny
              </Choice>
              <Choice
                icon="pencil"
                keyName="M"
                off={!possible}
                id="mutate"
                on={way === "change"}
                onPress={() => begin("change")}
              >
                {word}
              </Choice>
            </>
          )}
          <Choice
            icon="braces"
            keyName="X"
            off={!possible}
            id="custom"
            on={way === "custom"}
            onPress={() => begin("custom")}
          >
            Custom
          </Choice>
        </div>
      </div>
      <div className={styles.notes}>
        {over ? (
          <Over
            row={row}
            event={detail.data}
            touched={isTouched(drafts)}
            onNext={onNext}
            onEvent={() => onEvent(id)}
          />
        ) : (
          <Otherwise row={row} onRules={onRules} onSettings={onSettings} />
        )}
        {give.error !== null && !refused && <TroubleNote error={give.error} />}
        {refused && (
          <Note tone="bad" alert title="The sender would refuse this answer, so it was not sent">
            Why is told below. {writtenKeys("Mod+Enter")} once more, or “Send anyway”, sends it all the same.
          </Note>
        )}
      </div>
      {form.error !== null && <TroubleNote error={form.error} retry={() => void form.refetch()} />}
      {form.data === undefined ? (
        <Skeleton lines={6} label="Loading what an answer may hold" />
      ) : (
        <div className={styles.cards} data-way={way}>
          {asked && (
            <Card
              icon="cross"
              tone="bad"
              title="Deny"
              about="the person sees both lines"
              way="deny"
              action={
                <button
                  type="button"
                  className={styles.deny}
                  disabled={!possible}
                  data-testid="held-deny-send"
                  onClick={deny}
                >
                  Deny with this <kbd>Enter</kbd>
                </button>
              }
            >
              <DenyPane
                denial={drafts.denial}
                checked={denial}
                titleRef={title}
                onChange={(denial) => change({ denial })}
                onSend={deny}
              />
              <div className={styles.folds}>
                {detail.data !== undefined && <PayloadFold key={id} event={detail.data} />}
                {detail.data !== undefined && <EarlierFold event={detail.data} onEvent={onEvent} />}
              </div>
            </Card>
          )}
          {asked && (
            <Card
              icon="pencil"
              title={word}
              about={word === "Mutate" ? "allow, and change it first" : "allow, on conditions"}
              way="change"
              action={
                <SendButton
                  checked={changed}
                  off={!possible}
                  testId="held-change-send"
                  onSend={(anyway) => sendChange(anyway)}
                >
                  Allow with {word === "Mutate" ? "mutations" : "this"}
                </SendButton>
              }
            >
              <ChangePane
                key={id}
                ref={editor}
                event={id}
                form={form.data}
                text={drafts.change}
                checked={changed}
                onChange={(text) => change({ change: text })}
              />
            </Card>
          )}
          <Card
            icon="braces"
            title="Custom"
            about="any answer at all"
            way="custom"
            action={
              <SendButton
                checked={custom}
                off={!possible || answers.custom === null}
                testId="held-custom-send"
                onSend={(anyway) => sendCustom(anyway)}
              >
                Send
              </SendButton>
            }
          >
            <CustomPane
              key={id}
              form={form.data}
              custom={drafts.custom}
              checked={custom}
              firstRef={other}
              onChange={(custom) => change({ custom })}
            />
            {!asked && (
              <div className={styles.folds}>
                {detail.data !== undefined && <PayloadFold key={id} event={detail.data} />}
                {detail.data !== undefined && <EarlierFold event={detail.data} onEvent={onEvent} />}
              </div>
            )}
          </Card>
        </div>
      )}
    </>
  );
}

interface AboutProps {
  row: HeldEvent;
  over: boolean;
  event: EventDetail | undefined;
}

function About({ row, over, event }: AboutProps) {
  const description = event?.description ?? null;
  return (
    <p className={styles.description}>
      {row.subject !== null && (
        <>
          <b>
            <Visible text={row.subject} />
          </b>{" "}
        </>
      )}
      {description !== null && (
        <>
          <Visible text={description} />{" "}
        </>
      )}
      {!over && (isBlocking(row) ? "Authgear waits for your answer." : "Its sender waits for an answer.")}
    </p>
  );
}

function Facts({ row, event }: { row: HeldEvent; event: EventDetail | undefined }) {
  const facts: [string, string | null | undefined][] = [
    ["seq", event?.row.seq],
    ["triggered by", event?.envelope.triggered_by],
    ["from", event?.envelope.ip],
    ["app", event?.row.app_id],
  ];
  return (
    <p className={styles.facts}>
      {row.signature !== "unsigned" && (
        <span
          className={row.signature === "valid" ? styles.ok : row.signature === "invalid" ? styles.bad : ""}
        >
          <Icon name={row.signature === "invalid" ? "shieldCross" : "shield"} />
          {SIGNATURE_WORDS[row.signature]}
        </span>
      )}
      {facts.map(
        ([name, value]) =>
          value != null && (
            <span key={name}>
              <i>{name}</i> <Visible text={value} />
            </span>
          ),
      )}
    </p>
  );
}

interface ChoiceProps {
  look?: "primary" | "danger" | "plain";
  icon: IconName;
  keyName: string;
  off: boolean;
  /** It is what is shown below. */
  on?: boolean;
  id: string;
  onPress: () => void;
  children: ReactNode;
}

function Choice({ look = "plain", icon, keyName, off, on, id, onPress, children }: ChoiceProps) {
  return (
    <Button
      size="large"
      look={look}
      icon={icon}
      shortcut={keyName}
      disabled={off}
      data-testid={`held-${id}`}
      {...(on === undefined ? {} : { "aria-pressed": on })}
      onClick={onPress}
    >
      <span className={styles.choice}>{children}</span>
    </Button>
  );
}

interface CardProps {
  icon: IconName;
  tone?: "bad";
  title: string;
  about: string;
  way: Way;
  action: ReactNode;
  children: ReactNode;
}

function Card({ icon, tone, title, about, way, action, children }: CardProps) {
  return (
    <section className={styles.card} aria-label={title} data-way={way} data-testid={`held-card-${way}`}>
      <header>
        <Icon name={icon} className={tone === undefined ? undefined : styles.bad} />
        <h3>{title}</h3>
        <span className={styles.soft}>{about}</span>
        {action}
      </header>
      <div className={styles.inside}>{children}</div>
    </section>
  );
}

interface SendButtonProps {
  checked: Checked;
  off: boolean;
  testId: string;
  onSend: (anyway: boolean) => void;
  children: ReactNode;
}

function SendButton({ checked, off, testId, onSend, children }: SendButtonProps) {
  const { check } = checked;
  const refused = check !== null && !isAccepted(check.verdict.outcome);
  return (
    <Button
      look={refused ? "danger" : "plain"}
      icon={refused ? "warn" : undefined}
      shortcut={writtenKeys("Mod+Enter")}
      disabled={off}
      data-testid={testId}
      data-refused={refused}
      onClick={() => onSend(refused)}
    >
      {refused ? "Send anyway" : children}
    </Button>
  );
}

function Otherwise({ row, onRules, onSettings }: Pick<DeskProps, "row" | "onRules" | "onSettings">) {
  const { first, rest } = otherwise(row);
  return (
    <div className={styles.otherwise} data-testid="held-otherwise">
      <Icon name="clock" />
      <p>
        <b>
          <Visible text={first} />
        </b>{" "}
        <Visible text={rest} />
      </p>
      <Button size="small" look="bare" onClick={onSettings}>
        How long
      </Button>
      <Button size="small" look="bare" onClick={onRules}>
        Edit rules
      </Button>
    </div>
  );
}

interface OverProps {
  row: HeldEvent;
  event: EventDetail | undefined;
  touched: boolean;
  onNext: (() => void) | null;
  onEvent: () => void;
}

function Over({ row, event, touched, onNext, onEvent }: OverProps) {
  const { title, sentence } = endOf(event?.answer ?? null, row);
  return (
    <div data-testid="held-over" role="status">
      <Note
        title={title}
        actions={
          <>
            {onNext !== null && (
              <Button look="primary" shortcut="J" data-testid="held-next" onClick={onNext}>
                The next one
              </Button>
            )}
            <Button icon="inbox" onClick={onEvent}>
              Show the event
            </Button>
          </>
        }
      >
        <Visible text={sentence} />
        {touched && " What you typed is still here, and in the Answer tab of the event."}
      </Note>
    </div>
  );
}
