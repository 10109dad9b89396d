// What an event gets: one of six, each with fields of its own.
import { type ReactNode, useId } from "react";
import { CodeField } from "@/components/CodeField";
import { Segments } from "@/components/Segments";
import type { RuleAction, RuleBody, RuleProblem } from "@/ipc/types";
import { FAILURES, KINDS, kindOf, newAction } from "@/lib/rules/rule";
import { AllowFields } from "./AllowFields";
import styles from "./Editor.module.css";
import { Field } from "./Field";
import { HeaderLines } from "./HeaderLines";
import { Places } from "./Places";
import { indexAt, isAt } from "./useCheck";

interface ActionFieldsProps {
  action: RuleAction;
  problem: RuleProblem | null;
  onChange: (action: RuleAction) => void;
}

export function ActionFields({ action, problem, onChange }: ActionFieldsProps) {
  const chosen = kindOf(action);
  return (
    <>
      <fieldset className={styles.kinds} aria-label="What is done">
        {KINDS.map(({ kind, title, about }) => (
          <label key={kind} className={styles.kind} data-kind={kind}>
            <input
              type="radio"
              name="rule-kind"
              checked={kind === chosen}
              data-testid={`kind-${kind}`}
              onChange={() => onChange(newAction(kind))}
            />
            <b>{title}</b>
            <span>{about}</span>
          </label>
        ))}
      </fieldset>
      <Details action={action} problem={problem} onChange={onChange} />
    </>
  );
}

function Details({ action, problem, onChange }: ActionFieldsProps): ReactNode {
  const id = useId();
  if (action === "hold")
    return (
      <p className={styles.told}>
        The event waits on the page <b>Held</b> with its time running. When nobody decides, the answer of the
        settings goes out before the sender gives up.
      </p>
    );
  if ("allow" in action)
    return <AllowFields allow={action.allow} problem={problem} onChange={(allow) => onChange({ allow })} />;
  if ("deny" in action)
    return (
      <div className={styles.rows}>
        {(["title", "reason"] as const).map((name) => (
          <Field
            key={name}
            label={name === "title" ? "Title" : "Reason"}
            htmlFor={`${id}-${name}`}
            problem={problem}
            at={[`/then/${name}`]}
            hint={
              name === "reason" ? (
                <>
                  The person sees both. <Places />
                </>
              ) : undefined
            }
          >
            {(by) => (
              <input
                id={`${id}-${name}`}
                className={styles.text}
                value={action.deny[name]}
                aria-invalid={by !== undefined}
                aria-describedby={by}
                data-testid={`deny-${name}`}
                onChange={(event) => onChange({ deny: { ...action.deny, [name]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
    );
  if ("respond" in action)
    return (
      <RespondFields
        respond={action.respond}
        problem={problem}
        onChange={(respond) => onChange({ respond })}
      />
    );
  if ("forward" in action)
    return (
      <div className={styles.rows}>
        <Field
          label="URL"
          htmlFor={`${id}-to`}
          problem={problem}
          at={["/then/to"]}
          hint="The event goes there byte for byte. When no answer comes in time, the default answer goes out."
        >
          {(by) => (
            <input
              id={`${id}-to`}
              className={styles.text}
              inputMode="url"
              placeholder="http://localhost:3000/hooks"
              value={action.forward.to}
              spellCheck={false}
              autoComplete="off"
              aria-invalid={by !== undefined}
              aria-describedby={by}
              data-testid="forward-to"
              onChange={(event) => onChange({ forward: { to: event.target.value } })}
            />
          )}
        </Field>
      </div>
    );
  return (
    <fieldset className={styles.ways} aria-label="In which way">
      {FAILURES.map(({ how, title, about }) => (
        <label key={how} className={styles.way}>
          <input
            type="radio"
            name="rule-failure"
            checked={action.fail.how === how}
            data-testid={`fail-${how}`}
            onChange={() => onChange({ fail: { how } })}
          />
          <b>{title}</b>
          <span>{about}</span>
        </label>
      ))}
    </fieldset>
  );
}

type Respond = Extract<RuleAction, { respond: unknown }>["respond"];

interface RespondFieldsProps {
  respond: Respond;
  problem: RuleProblem | null;
  onChange: (respond: Respond) => void;
}

const FORMS = [
  { value: "json", text: "JSON" },
  { value: "text", text: "Text" },
  { value: "empty", text: "None" },
] as const;

function RespondFields({ respond, problem, onChange }: RespondFieldsProps) {
  const id = useId();
  const { status, headers, body } = respond;
  const change = (part: Partial<Respond>) => onChange({ ...respond, ...part });
  const text = body.form === "empty" ? "" : body.text;
  const toForm = (form: RuleBody["form"]) => change({ body: form === "empty" ? { form } : { form, text } });
  const wrong = isAt(problem, "/then/json") || isAt(problem, "/then/body");
  return (
    <div className={styles.rows}>
      <Field label="Status" htmlFor={`${id}-status`} problem={problem} at={["/then/status"]}>
        {(by) => (
          <input
            id={`${id}-status`}
            className={styles.number}
            type="number"
            min={200}
            max={599}
            value={status === 0 ? "" : status}
            aria-invalid={by !== undefined}
            aria-describedby={by}
            data-testid="respond-status"
            onChange={(event) =>
              change({ status: Math.min(Math.max(0, Math.trunc(Number(event.target.value))), 65_535) })
            }
          />
        )}
      </Field>
      <Field label="Headers" problem={problem} at={["/then/headers"]}>
        {(by) => (
          <HeaderLines
            lines={headers}
            wrong={indexAt(problem, "/then/headers")}
            describedBy={by}
            onChange={(next) => change({ headers: next })}
          />
        )}
      </Field>
      <Field label="Body" problem={problem} at={["/then/json", "/then/body"]} hint={<Places />}>
        {(by) => (
          <>
            <Segments<RuleBody["form"]>
              label="Form of the body"
              value={body.form}
              options={FORMS}
              onChange={toForm}
            />
            {body.form !== "empty" && (
              <CodeField
                key={body.form}
                label="Body of the answer"
                json={body.form === "json"}
                value={text}
                wrong={wrong}
                describedBy={by}
                testId="respond-body"
                onChange={(next) => change({ body: { form: body.form, text: next } })}
              />
            )}
          </>
        )}
      </Field>
    </div>
  );
}
