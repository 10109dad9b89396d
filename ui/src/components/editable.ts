// Text in fields and selections, for the menu of the right mouse button.

import { isTyping } from "@/actions/keymap";

type TextControl = HTMLInputElement | HTMLTextAreaElement;

const isTextControl = (element: Element): element is TextControl =>
  element instanceof HTMLTextAreaElement || (element instanceof HTMLInputElement && isTyping(element));

/** Whether the text at this element can be changed now. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement) || target instanceof HTMLSelectElement) return false;
  if (isTextControl(target)) return !target.readOnly && !target.matches(":disabled");
  return isTyping(target);
}

/** The selected text at this element; empty if there is none. */
export function selectedText(target: EventTarget | null): string {
  if (!(target instanceof Element)) return "";
  if (isTextControl(target)) return target.value.slice(target.selectionStart ?? 0, target.selectionEnd ?? 0);
  const selection = window.getSelection();
  if (selection === null || selection.isCollapsed) return "";
  return selection.getRangeAt(0).intersectsNode(target) ? selection.toString() : "";
}
