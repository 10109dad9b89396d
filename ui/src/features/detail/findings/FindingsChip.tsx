// How much stands out about an event, in its head; leads to all of it.
import { Icon } from "@/components/Icon";
import type { Finding } from "@/ipc/types";
import styles from "./Findings.module.css";
import { findingsWord } from "./words";

export function FindingsChip({ findings, onShow }: { findings: readonly Finding[]; onShow: () => void }) {
  if (findings.length === 0) return null;
  const grave = findings.some((finding) => finding.severity === "warning");
  return (
    <button
      type="button"
      className={`${styles.chip} ${grave ? styles.grave : ""}`}
      title={findings[0]?.sentence}
      data-testid="findings-chip"
      onClick={onShow}
    >
      <Icon name={grave ? "warn" : "help"} size="small" />
      {findingsWord(findings)}
    </button>
  );
}
