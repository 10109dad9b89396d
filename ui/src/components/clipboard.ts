// Puts text on the clipboard. A webview only allows it during the key press or click that asks for it, so a text that
// takes a moment is handed over as a promise at once. Where the new ways are refused, a hidden field still works.
function copyThroughField(text: string): boolean {
  const field = document.createElement("textarea");
  const before = document.activeElement;
  field.value = text;
  field.className = "sr";
  field.setAttribute("aria-hidden", "true");
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

const PLAIN = "text/plain";

/** To be called in the key press or click itself. Throws when the text cannot be had; false when it is not copied. */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await text);
    else {
      const blob = Promise.resolve(text).then((got) => new Blob([got], { type: PLAIN }));
      await navigator.clipboard.write([new ClipboardItem({ [PLAIN]: blob })]);
    }
    return true;
  } catch {
    return copyThroughField(await text);
  }
}
