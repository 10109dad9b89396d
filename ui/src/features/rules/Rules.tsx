// The page Rules: the rules, a hook chain to run, and the check of an authgear.yaml.
import { useAction } from "@/actions/Actions";
import { Page } from "@/components/Page";
import { SegmentedControl } from "@/components/SegmentedControl";
import { counted } from "@/format/size";
import type { RulesView } from "@/lib/rules/rule-drafts";
import { Chain } from "./chain/Chain";
import { Hooks } from "./hooks/Hooks";
import { RulesPane } from "./RulesPane";
import { useRuleDrafts } from "./useRuleDrafts";

interface RulesProps {
  /** The selected event of the list. */
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
  const drafts = useRuleDrafts();
  const { part, show, items } = drafts;
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
      actions={
        <SegmentedControl<RulesView> label="Rules view" value={part} options={PARTS} onChange={show} />
      }
      onBack={onBack}
    >
      {part === "rules" && <RulesPane drafts={drafts} event={event} onEvent={onEvent} />}
      {part === "chain" && <Chain event={event} onEvent={onEvent} />}
      {part === "hooks" && <Hooks event={event} onChain={() => show("chain")} />}
    </Page>
  );
}
