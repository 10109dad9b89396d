// Labels for findings and their severities.
import { counted } from "@/format/size";
import type { Finding, Severity } from "@/ipc/types";

/** The DOM id of the findings of the open event. */
export const FINDINGS_ID = "findings";

export const SEVERITY_LABELS: Record<Severity, string> = { warning: "Warning", information: "Info" };

/** `2 warnings`, or `3 findings` if none of them is a warning. */
export function findingsLabel(findings: readonly Finding[]): string {
  const warnings = findings.filter((finding) => finding.severity === "warning").length;
  return warnings > 0 ? counted(warnings, "warning") : counted(findings.length, "finding");
}
