// Words for what stands out about an event.
import { counted } from "@/format/size";
import type { Finding, Severity } from "@/ipc/types";

/** The findings of the event that is open, which its head leads to. */
export const FINDINGS_ID = "findings";

export const SEVERITY_WORDS: Record<Severity, string> = { warning: "Warning", information: "Remark" };

/** `2 warnings`; what is only good to know is counted when nothing is graver. */
export function findingsWord(findings: readonly Finding[]): string {
  const warnings = findings.filter((finding) => finding.severity === "warning").length;
  return warnings > 0 ? counted(warnings, "warning") : counted(findings.length, "remark");
}
