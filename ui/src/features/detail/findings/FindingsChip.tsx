// The number of findings in the event's header, as a link to the findings.
import { Icon } from "@/components/Icon";
import type { Finding } from "@/ipc/types";
import styles from "./Findings.module.css";
import { findingsLabel } from "./labels";

export function FindingsChip({ findings, onShow }: { findings: readonly Finding[]; onShow: () => void }) {
  if (findings.length === 0) return null;
  const hasWarning = findings.some((finding) => finding.severity === "warning");
  return (
    <button
      type="button"
      className={`${styles.chip} ${hasWarning ? styles.chipWarning : ""}`}
      title={findings[0]?.sentence}
      data-testid="findings-chip"
      onClick={onShow}
    >
      <Icon name={hasWarning ? "warn" : "help"} size="small" />
      {findingsLabel(findings)}
    </button>
  );
}
