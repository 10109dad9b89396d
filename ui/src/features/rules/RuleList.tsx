// The rules in order. The first match decides, so the order matters: move rules with Alt and the
// arrow keys, or by dragging. Changes in this list are saved immediately.
import { type KeyboardEvent, useRef } from "react";
import { useAction } from "@/actions/Actions";
import { Icon } from "@/components/Icon";
import { useNow } from "@/lib/masking/useNow";
import { shadowedBy } from "@/lib/rules/shadowing";
import { RuleLine } from "./RuleLine";
import styles from "./RuleList.module.css";
import { useDragging } from "./useDragging";
import type { RuleEdits } from "./useRuleDrafts";
import { useRuleMenu } from "./useRuleMenu";

interface RuleListProps {
  drafts: RuleEdits;
}

export function RuleList({ drafts }: RuleListProps) {
  const { items, chosen } = drafts;
  const list = useRef<HTMLUListElement>(null);
  const dragging = useDragging(drafts);
  const onMenu = useRuleMenu(drafts);
  const now = useNow(Number.POSITIVE_INFINITY);
  const go = (by: number) => {
    const at = chosen === null ? (by > 0 ? -1 : items.length) : items.indexOf(chosen);
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next === undefined) return;
    drafts.choose(next.key);
    const lines = [...(list.current?.children ?? [])] as HTMLElement[];
    lines.find((line) => line.dataset.key === next.key)?.scrollIntoView?.({ block: "nearest" });
  };
  const shift = (by: number) => chosen !== null && drafts.move(chosen, items.indexOf(chosen) + by);
  useAction("next", items.length > 0 ? () => go(1) : null);
  useAction("previous", items.length > 0 ? () => go(-1) : null);
  useAction("ruleUp", chosen === null ? null : () => shift(-1));
  useAction("ruleDown", chosen === null ? null : () => shift(1));
  useAction("flipRule", chosen === null ? null : () => drafts.toggle(chosen));
  const rules = items.map(({ rule }) => rule);
  const shadowOf = (at: number) => {
    const by = shadowedBy(rules, at);
    return by === null ? null : { number: by + 1, name: rules[by]?.name ?? "" };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) shift(by);
    else go(by);
  };
  return (
    <ul ref={list} className={styles.list} aria-label="Rules in order" onKeyDown={onKeyDown}>
      {items.map((item, at) => (
        <li
          key={item.key}
          className={styles.item}
          data-key={item.key}
          data-chosen={item === chosen}
          data-off={!item.rule.on}
          data-over={dragging.over === item.key}
          data-testid="rule"
          draggable
          onContextMenu={(event) => onMenu(event, item, at)}
          {...dragging.handlers(item, at)}
        >
          <RuleLine drafts={drafts} item={item} number={at + 1} shadow={shadowOf(at)} now={now} />
        </li>
      ))}
      <li className={styles.last}>
        <Icon name="down" />
        No match: default answer
      </li>
    </ul>
  );
}
