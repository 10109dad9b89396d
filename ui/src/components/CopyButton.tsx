// Copies a text, and shows the result on the button for a moment.
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./Button";
import { copyText } from "./clipboard";

interface CopyButtonProps extends Omit<ButtonProps, "icon" | "onClick" | "children"> {
  /** The text, or a function that loads it. */
  text: string | (() => Promise<string>);
  /** The text of the button. Without it, the button is an icon with the name `label`. */
  children?: string;
}

/** How long the button shows the result, in milliseconds. */
const RESULT_DURATION_MS = 1400;

export function CopyButton({ text, children, label, ...rest }: CopyButtonProps) {
  const [result, setResult] = useState<"" | "Copied" | "Not copied">("");
  useEffect(() => {
    if (result === "") return;
    const timer = setTimeout(() => setResult(""), RESULT_DURATION_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const copy = async () => {
    try {
      const done = await copyText(typeof text === "string" ? text : text());
      setResult(done ? "Copied" : "Not copied");
    } catch {
      setResult("Not copied");
    }
  };
  return (
    <>
      <Button
        {...rest}
        label={children === undefined ? result || label : undefined}
        icon={result === "Copied" ? "check" : result === "Not copied" ? "cross" : "copy"}
        onClick={() => void copy()}
      >
        {children !== undefined && (result || children)}
      </Button>
      <span className="sr" role="status">
        {result}
      </span>
    </>
  );
}
