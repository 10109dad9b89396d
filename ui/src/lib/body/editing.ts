// Edits of a JSON text in its formatted view.
import { jsonMistake } from "@/format/json-mistake";
import { canFormat, formatted, spliced } from "@/format/splice";
import type { BodyLayout } from "./layout";

/** The layout in which a text opens. Long texts and texts that are not JSON are not formatted. */
export const layoutFor = (text: string, preferred: BodyLayout): BodyLayout =>
  preferred === "formatted" && canFormat(text) && jsonMistake(text) === null ? "formatted" : "original";

/** What the editor shows of a text. */
export const shownIn = (layout: BodyLayout, text: string): string =>
  layout === "formatted" ? formatted(text) : text;

/** The text after edits of what the editor shows. `base` is the text that was opened. */
export const editedIn = (layout: BodyLayout, base: string, shown: string): string =>
  layout === "formatted" ? spliced(base, shown) : shown;
