// Copies text to the clipboard. A webview allows this only during a key press or click, so a text
// that is still loading is passed as a promise immediately. If the webview rejects the Clipboard
// API, a hidden field is the fallback.
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

const TEXT_PLAIN = "text/plain";

/**
 * Call it during the key press or click itself. Throws if the text fails to load. Returns false if
 * it was not copied.
 */
export async function copyText(text: string | Promise<string>): Promise<boolean> {
  try {
    if (typeof ClipboardItem === "undefined") await navigator.clipboard.writeText(await text);
    else {
      const blob = Promise.resolve(text).then((loaded) => new Blob([loaded], { type: TEXT_PLAIN }));
      await navigator.clipboard.write([new ClipboardItem({ [TEXT_PLAIN]: blob })]);
    }
    return true;
  } catch {
    return copyThroughField(await text);
  }
}
