// Which answers events get: the rules, a chain of handlers to try, and what an authgear.yaml says about both.
import { useAction } from "@/actions/Actions";
import { Page } from "@/components/Page";
import { Segments } from "@/components/Segments";
import { counted } from "@/format/size";
import type { Part } from "@/lib/rules/work";
import { useBook } from "./book";
import { Chain } from "./chain/Chain";
import { Hooks } from "./hooks/Hooks";
import { RuleBook } from "./RuleBook";

interface RulesProps {
  /** The event that is chosen in the list. */
  event: number | null;
  onEvent: (id: number) => void;
  onBack: () => void;
}

const PARTS = [
  { value: "rules", text: "Rules" },
  { value: "chain", text: "Chain" },
  { value: "hooks", text: "authgear.yaml" },
] as const;

export function Rules({ event, onEvent, onBack }: RulesProps) {
  const book = useBook();
  const { part, show, items } = book;
  useAction("showChain", part === "chain" ? null : () => show("chain"));
  useAction("showHooks", part === "hooks" ? null : () => show("hooks"));
  const on = items.filter((item) => item.rule.on).length;
  const about =
    items.length === 0
      ? ""
      : on === items.length
        ? counted(items.length, "rule")
        : `${counted(items.length, "rule")}, ${on} on`;
  return (
    <Page
      title="Rules"
      testId="rules"
      about={about}
      actions={<Segments<Part> label="Part of the rules" value={part} options={PARTS} onChange={show} />}
      onBack={onBack}
    >
      {part === "rules" && <RuleBook book={book} event={event} onEvent={onEvent} />}
      {part === "chain" && <Chain event={event} onEvent={onEvent} />}
      {part === "hooks" && <Hooks event={event} onChain={() => show("chain")} />}
    </Page>
  );
}
