// A button in the status bar while a scenario is running. It opens the scenario.
import { Icon } from "@/components/Icon";
import { UntrustedText } from "@/components/UntrustedText";
import { countOf } from "@/format/size";
import styles from "@/lib/runs/RunStatus.module.css";
import { stepsDone } from "./labels";
import { useScenarioRun } from "./useScenarios";

export function ScenarioStatus({ onOpen }: { onOpen: () => void }) {
  const { data } = useScenarioRun();
  if (data == null || data.state !== "running") return null;
  return (
    <button type="button" className={styles.status} onClick={onOpen}>
      <Icon name="play" />
      <span>
        Scenario <UntrustedText text={data.name} />: {countOf(stepsDone(data))} of {countOf(data.steps)}
      </span>
    </button>
  );
}
