// The event that a trial starts with: the selected one if the rule matches it, otherwise the newest
// that it matches.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import type { Rule } from "@/ipc/types";
import { fittingEventQuery, ruleTrialQuery } from "@/lib/queries";

const DEBOUNCE_DELAY = 250;

/** `rule` is null while it is not valid. */
export function useFittingEvent(rule: Rule | null, selected: number | null) {
  const when = useDebouncedValue(JSON.stringify(rule?.when ?? null), DEBOUNCE_DELAY);
  const asked = rule !== null && JSON.stringify(rule.when) === when ? rule : null;
  const alone = JSON.stringify(asked === null ? [] : [{ ...asked, on: true }]);
  const ofSelected = useQuery({
    ...ruleTrialQuery(selected, alone, null),
    enabled: selected !== null && asked !== null,
  });
  const newest = useQuery(fittingEventQuery(asked)).data ?? null;
  const fits = ofSelected.isPlaceholderData ? undefined : ofSelected.data && ofSelected.data.rule !== null;
  // Frozen once it is known: a trial does not change its event while the rule is edited.
  const [start, setStart] = useState<number | null>(null);
  if (start === null && asked !== null) {
    if (fits === true) setStart(selected);
    else if ((fits === false || selected === null) && newest !== null) setStart(newest);
  }
  return {
    /** The event to start with. */
    start: start ?? selected,
    /** The newest event that the rule matches; null while it is unknown. */
    newest,
  };
}
