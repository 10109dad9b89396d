// The context menu of a rule in the list.
import { type MouseEvent, useRef } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { visibleText } from "@/format/visible";
import type { RuleEdits, RuleItem } from "./useRuleDrafts";

export function useRuleMenu(drafts: RuleEdits) {
  const show = useContextMenu();
  const copy = useCopy();
  // The rules can change between the opening of the menu and a choice.
  const latest = useRef(drafts);
  latest.current = drafts;
  return (event: MouseEvent, { key, rule }: RuleItem, at: number) => {
    const act = (run: (item: RuleItem, drafts: RuleEdits) => void) => () => {
      const item = latest.current.items.find((one) => one.key === key);
      if (item !== undefined) run(item, latest.current);
    };
    const moveBy = (by: number) => act((item, { items, move }) => move(item, items.indexOf(item) + by));
    const up = { key: "up", text: "Move up", onChoose: moveBy(-1) };
    const down = { key: "down", text: "Move down", onChoose: moveBy(1) };
    show(event, {
      label: `Rule ${visibleText(rule.name)}`,
      outlined: event.currentTarget,
      actions: [
        { key: "open", text: "Edit", onChoose: act((item, { choose }) => choose(item.key)) },
        {
          key: "flip",
          text: rule.on ? "Disable" : "Enable",
          onChoose: act((item, { toggle }) => toggle(item)),
        },
        ...(at > 0 ? [up] : []),
        ...(at < drafts.items.length - 1 ? [down] : []),
        {
          key: "duplicate",
          text: "Duplicate",
          startsGroup: true,
          onChoose: act((item, { add }) => add(item.rule, "last")),
        },
        { key: "name", text: "Copy name", onChoose: () => copy("Name", rule.name) },
        { key: "remove", text: "Remove", onChoose: act((item, { remove }) => remove(item)) },
      ],
    });
  };
}
