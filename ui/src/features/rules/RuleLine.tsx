// A row of the rule list: the name, conditions, action and uses of a rule, and its switch.
import { Badge } from "@/components/Badge";
import { Switch } from "@/components/Checkbox";
import { UntrustedText } from "@/components/UntrustedText";
import { countOf } from "@/format/size";
import { fullInstant, spanOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import { actionWord, conditionWords, kindOf } from "@/lib/rules/rule";
import styles from "./RuleList.module.css";
import type { RuleEdits, RuleItem } from "./useRuleDrafts";

/** `12 s ago`, or `just now`. */
function agoOf(instant: string, now: number): string {
  const seconds = Math.floor((now - new Date(instant).getTime()) / 1000);
  return seconds < 2 ? "just now" : `${spanOf(seconds)} ago`;
}

interface RuleLineProps {
  drafts: RuleEdits;
  item: RuleItem;
  number: number;
  /** The earlier rule that decides all of its events; null without one. */
  shadow: { number: number; name: string } | null;
  now: number;
}

export function RuleLine({ drafts, item, number, shadow, now }: RuleLineProps) {
  const { rule, row } = item;
  const kind = kindOf(rule.then.action);
  const chosen = drafts.chosen === item;
  return (
    <>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <button
        type="button"
        className={styles.what}
        aria-current={chosen}
        title="Alt + Up or Down moves a rule"
        onClick={() => drafts.choose(item.key)}
      >
        <span className={styles.name}>
          <span className="sr">{`Rule ${number}: `}</span>
          <b>
            <UntrustedText text={rule.name} />
          </b>
          {item.changed && <Badge tone="wait">{row === null ? "new" : "not saved"}</Badge>}
          {shadow !== null && (
            <Badge
              tone="wait"
              title={`Rule ${shadow.number}, “${visibleText(shadow.name)}”, decides all of its events first.`}
            >
              never reached: rule {shadow.number}
            </Badge>
          )}
        </span>
        <span className={styles.when}>
          <UntrustedText text={conditionWords(rule.when)} />
        </span>
        <span className={styles.foot}>
          <span className={styles.action} data-kind={kind}>
            {actionWord(rule.then.action)}
          </span>
          {rule.then.delay_ms > 0 && <span>after {rule.then.delay_ms / 1000} s</span>}
          {row !== null && (
            <span
              className={styles.uses}
              title={row.last_used_at === null ? undefined : fullInstant(row.last_used_at)}
              data-testid="rule-uses"
            >
              {row.uses === 0 ? "never used" : `${countOf(row.uses)}×`}
              {row.last_used_at !== null && `, ${agoOf(row.last_used_at, now)}`}
            </span>
          )}
        </span>
      </button>
      <Switch
        on={rule.on}
        label={`${visibleText(rule.name)}: ${rule.on ? "on" : "off"}`}
        title={rule.on ? "Enabled" : "Disabled: this rule is skipped"}
        onFlip={() => drafts.toggle(item)}
      />
    </>
  );
}
