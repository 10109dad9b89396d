// Copies a text and says so, in place, for a moment.
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./Button";
import { copyText } from "./clipboard";

interface CopyButtonProps extends Omit<ButtonProps, "icon" | "onClick" | "children"> {
  /** The text, or what makes it; it may take a moment. */
  text: string | (() => Promise<string>);
  /** Shown as words when given; else the button is a glyph called `label`. */
  children?: string;
}

const TOLD_FOR = 1400;

export function CopyButton({ text, children, label, ...rest }: CopyButtonProps) {
  const [told, setTold] = useState<"" | "Copied" | "Not copied">("");
  useEffect(() => {
    if (told === "") return;
    const timer = setTimeout(() => setTold(""), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [told]);
  const copy = async () => {
    try {
      const done = await copyText(typeof text === "string" ? text : text());
      setTold(done ? "Copied" : "Not copied");
    } catch {
      setTold("Not copied");
    }
  };
  return (
    <>
      <Button
        {...rest}
        label={children === undefined ? told || label : undefined}
        icon={told === "Copied" ? "check" : told === "Not copied" ? "cross" : "copy"}
        onClick={() => void copy()}
      >
        {children !== undefined && (told || children)}
      </Button>
      <span className="sr" role="status">
        {told}
      </span>
    </>
  );
}
