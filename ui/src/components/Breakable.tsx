// A long name or pointer from outside: it may break after a slash before it breaks inside a word.
import { Fragment } from "react";
import { Visible } from "./Visible";

/** After a slash, and after `~1`, which stands for one in a JSON Pointer. */
const BREAKS = /(?<=\/|~1)(?!~1|\/)/;

export function Breakable({ text }: { text: string }) {
  let at = 0;
  return text.split(BREAKS).map((piece) => {
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
