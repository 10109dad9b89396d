// TEMPORARY until the engine is there: its commands, types and signal.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { AnswerDraft, Kind, SettingsChange, SettingsView, Signature, Vendor } from "./types";

export interface HeldRow {
  event_id: number;
  type: string | null;
  kind: Kind | null;
  vendor: Vendor;
  subject: string | null;
  user_id: string | null;
  method: string;
  path: string;
  received_at: string;
  signature: Signature;
  rule: string | null;
  answers_in_ms: number;
  sender_gives_up_in_ms: number;
  total_ms: number;
  automatic: string;
  gone: boolean;
}
export interface HoldSettings {
  deadline_ms: number;
  margin_ms: number;
  automatic: "allow" | "deny" | "default";
}
export type HoldingSettings = SettingsView & { hold: HoldSettings };
export type HoldingChange = SettingsChange & { hold?: HoldSettings };
export interface Rule {
  name: string;
  on: boolean;
  when: Record<string, unknown>;
  then: { delay_ms: number; action: unknown };
}
export interface RuleRow {
  rule: Rule;
  uses: number;
  last_used_at: string | null;
}
export const held = () => invoke<HeldRow[]>("held");
export const answerHeld = (eventId: number, answer: AnswerDraft, anyway: boolean) =>
  invoke<null>("answer_held", { eventId, answer, anyway });
export const rules = () => invoke<RuleRow[]>("rules");
export const saveRules = (rules: Rule[]) => invoke<RuleRow[]>("save_rules", { rules });
export const onHeld = (hear: (count: number) => void) => {
  let over = false;
  const ready = listen<number>("held", (message) => {
    if (!over) hear(message.payload);
  });
  return () => {
    over = true;
    void ready.then((stop) => stop());
  };
};
