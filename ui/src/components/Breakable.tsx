// A long name or JSON Pointer from an event. Its lines break between its parts, not inside a word.
import { Fragment } from "react";
import { UntrustedText } from "./UntrustedText";

const BREAKS = {
  /** After a slash, and after `~1`, which is an escaped slash in a JSON Pointer. */
  pointer: /(?<=\/|~1)(?!~1|\/)/,
  /** After a dot or an underscore. */
  type: /(?<=[._])(?![._])/,
};

export function Breakable({ text, as = "pointer" }: { text: string; as?: keyof typeof BREAKS }) {
  let at = 0;
  return text.split(BREAKS[as]).map((piece) => {
    const key = at;
    at += piece.length;
    return (
      <Fragment key={key}>
        {key > 0 && <wbr />}
        <UntrustedText text={piece} />
      </Fragment>
    );
  });
}
