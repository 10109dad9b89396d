// Copies texts for menus and keys, and shows the result as a toast. A button that copies shows the
// result itself: CopyButton.tsx.
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { describeError } from "@/ipc/errors";
import { Button } from "./Button";
import { copyText } from "./clipboard";
import { Toast } from "./Toast";

export interface Copied {
  text: string;
  /** The message, if it says more than that the text was copied. */
  message?: string;
  /** Another copy that is offered. */
  offer?: { text: string; onChoose: () => void };
}

/** Call it during the key press or click itself. `what` is a noun, such as `Pointer`. */
export type Copy = (what: string, text: string | Promise<string | Copied>) => void;

const Context = createContext<Copy>(() => undefined);
export const useCopy = () => useContext(Context);

interface Result {
  message: string;
  offer: Copied["offer"] | undefined;
  /** It closes by itself. */
  brief: boolean;
}

/** How long a brief message stays, in milliseconds. */
const MESSAGE_DURATION_MS = 2400;

const textOf = (copied: string | Copied) => (typeof copied === "string" ? copied : copied.text);

async function resultOf(what: string, text: string | Promise<string | Copied>): Promise<Result> {
  const failed = (reason: string) => ({
    message: `${what} not copied. ${reason}`,
    offer: undefined,
    brief: false,
  });
  try {
    const done = await copyText(typeof text === "string" ? text : text.then(textOf));
    if (!done) return failed("The clipboard is not available.");
    const copied = await text;
    const { message = `${what} copied.`, offer } =
      typeof copied === "string" ? {} : (copied as Partial<Copied>);
    return { message, offer, brief: offer === undefined };
  } catch (error) {
    return failed(describeError(error).sentence);
  }
}

export function CopyProvider({ children }: { children: ReactNode }) {
  const [result, setResult] = useState<Result | null>(null);
  const copy = useCallback<Copy>((what, text) => void resultOf(what, text).then(setResult), []);
  useEffect(() => {
    if (result?.brief !== true) return;
    const timer = setTimeout(() => setResult(null), MESSAGE_DURATION_MS);
    return () => clearTimeout(timer);
  }, [result]);
  const { offer } = result ?? {};
  return (
    <Context value={copy}>
      {children}
      <Toast
        message={result?.message ?? null}
        testId="copied"
        actions={offer !== undefined && <Button onClick={offer.onChoose}>{offer.text}</Button>}
        onClose={() => setResult(null)}
      />
    </Context>
  );
}
