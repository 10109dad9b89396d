// A long name or pointer from outside: it may break between its parts before it breaks inside a word.
import { Fragment } from "react";
import { Visible } from "./Visible";

const BREAKS = {
  /** After a slash, and after `~1`, which stands for one in a JSON Pointer. */
  pointer: /(?<=\/|~1)(?!~1|\/)/,
  /** After a dot and after an underscore. */
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
        <Visible text={piece} />
      </Fragment>
    );
  });
}
