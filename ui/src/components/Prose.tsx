// A sentence of the backend. Parts between backticks are shown as code.
import { UntrustedText } from "./UntrustedText";

export function Prose({ text }: { text: string }) {
  const parts = text.split("`");
  // Without a closing backtick, the last one is an ordinary character.
  if (parts.length % 2 === 0) return <UntrustedText text={text} />;
  let at = 0;
  return parts.map((part, index) => {
    const key = at;
    at += part.length + 1;
    if (part === "") return null;
    const shown = <UntrustedText key={key} text={part} />;
    return index % 2 === 0 ? shown : <code key={key}>{shown}</code>;
  });
}
