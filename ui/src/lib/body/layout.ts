// The layout of a JSON text: formatted for reading, or as it is.
import { useRememberedChoice } from "@/components/useRememberedChoice";

export type BodyLayout = "formatted" | "original";

export const LAYOUTS = [
  { value: "formatted", text: "Formatted" },
  { value: "original", text: "Original" },
] as const;

/** The preferred layout of editors. */
export const useEditorLayout = () =>
  useRememberedChoice<BodyLayout>("editor-layout", ["formatted", "original"]);
