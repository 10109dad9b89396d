// The rules in their order. The first that fits decides, so the order is what one moves: with Alt and the arrows, or by
// dragging. What acts here is saved at once.
import { type KeyboardEvent, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Badge } from "@/components/Badge";
import { Switch } from "@/components/Checkbox";
import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { countOf } from "@/format/size";
import { fullInstant, spanOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import { useNow } from "@/lib/masking/useNow";
import { actionWord, conditionWords, kindOf } from "@/lib/rules/rule";
import type { Book, Item } from "./book";
import styles from "./RuleList.module.css";

/** `12 s ago`; of what has only just happened no seconds are counted. */
function agoOf(instant: string, now: number): string {
  const seconds = Math.floor((now - new Date(instant).getTime()) / 1000);
  return seconds < 2 ? "just now" : `${spanOf(seconds)} ago`;
}

interface RuleListProps {
  book: Book;
}

export function RuleList({ book }: RuleListProps) {
  const { items, chosen } = book;
  const list = useRef<HTMLUListElement>(null);
  const [dragged, setDragged] = useState<string | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const now = useNow(Number.POSITIVE_INFINITY);
  const go = (by: number) => {
    const at = chosen === null ? (by > 0 ? -1 : items.length) : items.indexOf(chosen);
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next === undefined) return;
    book.choose(next.key);
    const lines = [...(list.current?.children ?? [])] as HTMLElement[];
    lines.find((line) => line.dataset.key === next.key)?.scrollIntoView?.({ block: "nearest" });
  };
  const shift = (by: number) => chosen !== null && book.move(chosen, items.indexOf(chosen) + by);
  useAction("next", items.length > 0 ? () => go(1) : null);
  useAction("previous", items.length > 0 ? () => go(-1) : null);
  useAction("ruleUp", chosen === null ? null : () => shift(-1));
  useAction("ruleDown", chosen === null ? null : () => shift(1));
  useAction("flipRule", chosen === null ? null : () => book.flip(chosen));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.altKey) shift(by);
    else go(by);
  };
  return (
    <ul
      ref={list}
      className={styles.list}
      aria-label="Rules in their order"
      data-testid="rule-list"
      onKeyDown={onKeyDown}
    >
      {items.map((item, at) => (
        <li
          key={item.key}
          className={styles.item}
          data-key={item.key}
          data-chosen={item === chosen}
          data-off={!item.rule.on}
          data-over={over === item.key && dragged !== item.key}
          data-testid="rule"
          draggable
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", item.rule.name);
            setDragged(item.key);
          }}
          onDragOver={(event) => {
            if (dragged === null) return;
            event.preventDefault();
            setOver(item.key);
          }}
          onDragEnd={() => {
            setDragged(null);
            setOver(null);
          }}
          onDrop={(event) => {
            event.preventDefault();
            const moved = items.find((one) => one.key === dragged);
            setDragged(null);
            setOver(null);
            if (moved !== undefined) book.move(moved, at);
          }}
        >
          <Row book={book} item={item} number={at + 1} now={now} />
        </li>
      ))}
      <li className={styles.last}>
        <Icon name="down" />
        None of them: the default answer
      </li>
    </ul>
  );
}

function Row({ book, item, number, now }: { book: Book; item: Item; number: number; now: number }) {
  const { rule, row } = item;
  const kind = kindOf(rule.then.action);
  const chosen = book.chosen === item;
  return (
    <>
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <button
        type="button"
        className={styles.what}
        aria-current={chosen}
        title="Alt and arrows move a rule up or down"
        onClick={() => book.choose(item.key)}
      >
        <span className={styles.name}>
          <span className="sr">{`Rule ${number}: `}</span>
          <b>
            <Visible text={rule.name} />
          </b>
          {item.changed && <Badge tone="wait">{row === null ? "new" : "not saved"}</Badge>}
        </span>
        <span className={styles.when}>
          <Visible text={conditionWords(rule.when)} />
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
        title={rule.on ? "On: it counts" : "Off: it is passed over"}
        testId="rule-switch"
        onFlip={() => book.flip(item)}
      />
    </>
  );
}
