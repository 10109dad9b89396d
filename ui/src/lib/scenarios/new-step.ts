// The step that a new step of a scenario starts as.
import type { StepForm } from "@/ipc/types";
import { NOTHING_GENERATED } from "@/lib/sending/generated";

export const NEW_STEP: StepForm = {
  name: "",
  pause_ms: 0,
  method: "POST",
  target: "",
  headers: [{ name: "Content-Type", value: "application/json", base64: false }],
  body: "{}",
  base64: false,
  fresh: NOTHING_GENERATED,
  edits: [],
  signing: { how: "original" },
  status: "2xx",
  verdict: "",
  within_ms: null,
  answer: [],
};
