// Shows invisible characters in editors as chips, like in the rest of the window.
import type { Extension } from "@codemirror/state";
import { highlightSpecialChars } from "@codemirror/view";
import { codeOf } from "@/format/visible";
import styles from "./UntrustedText.module.css";

/** Characters that are shown by a common name. All others are shown by their code point. */
const NAMES = new Map([
  [0x00, "NUL"],
  [0x08, "BS"],
  [0x0a, "LF"],
  [0x0c, "FF"],
  [0x0d, "CR"],
  [0x1b, "ESC"],
  [0x7f, "DEL"],
  [0xfeff, "BOM"],
]);

function chip(code: number, description: string | null): HTMLElement {
  const element = document.createElement("span");
  const number = codeOf(String.fromCodePoint(code));
  element.className = styles.chip ?? "";
  element.textContent = NAMES.get(code) ?? number;
  element.title = description ?? number;
  element.setAttribute("aria-label", description ?? number);
  return element;
}

export const specialChars: Extension = highlightSpecialChars({ render: chip });
