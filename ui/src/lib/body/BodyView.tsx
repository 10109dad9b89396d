// The body of a response or an answer: JSON formatted or as received, other text as received, and
// the bytes if they can be fetched. The chosen layout is remembered.
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { CodeView } from "@/components/CodeView";
import { SegmentedControl } from "@/components/SegmentedControl";
import { Stack } from "@/components/Stack";
import { useRememberedChoice } from "@/components/useRememberedChoice";
import { jsonMistake } from "@/format/json-mistake";
import { looksLikeJson } from "@/format/reindent";
import { canFormat, formatted } from "@/format/splice";
import { type BodyLayout, LAYOUTS } from "./layout";

interface BodyViewProps {
  /** Empty if the body is not text. */
  text: string;
  /** It is declared as JSON, or known to be the start of JSON. Other texts are checked. */
  json?: boolean;
  label: string;
  testId?: string;
  /** Grows with its text up to a limit, instead of filling its container. */
  grows?: boolean;
  /** A member to select. Each new object moves the selection. */
  goTo?: { pointer: string } | null;
  /** Renders the bytes; without it there is no view of them. */
  bytes?: () => ReactNode;
}

type View = BodyLayout | "bytes";

function useReadable(text: string, json: boolean) {
  return useMemo(() => {
    const like = looksLikeJson(text);
    const isJson = json || (like && canFormat(text) && jsonMistake(text) === null);
    return { isJson, readable: isJson && like ? formatted(text) : text };
  }, [text, json]);
}

export function BodyView({ text, json = false, label, testId, grows, goTo = null, bytes }: BodyViewProps) {
  const { isJson, readable } = useReadable(text, json);
  const [layout, choose] = useRememberedChoice<BodyLayout>("response-layout", ["formatted", "original"]);
  const [asBytes, setAsBytes] = useState(false);
  const views: { value: View; text: string }[] = [];
  if (readable !== text) views.push(...LAYOUTS);
  else if (text !== "") views.push({ value: "original", text: isJson ? "Original" : "Text" });
  if (bytes !== undefined) views.push({ value: "bytes", text: "Bytes" });
  const chosen = asBytes ? "bytes" : layout;
  const view = views.find(({ value }) => value === chosen)?.value ?? views[0]?.value ?? "original";
  useEffect(() => {
    if (goTo !== null) setAsBytes(false);
  }, [goTo]);
  const onChange = (next: View) => {
    setAsBytes(next === "bytes");
    if (next !== "bytes" && readable !== text) choose(next);
  };
  return (
    <>
      {views.length > 1 && (
        <Stack row rigid {...(grows === true ? { padBottom: "1" } : { pad: "1", padX: "3" })}>
          <SegmentedControl label="Body view" value={view} options={views} onChange={onChange} />
        </Stack>
      )}
      {view === "bytes" ? (
        bytes?.()
      ) : (
        <CodeView
          text={view === "formatted" ? readable : text}
          json={isJson}
          label={label}
          testId={testId}
          grows={grows === true}
          goTo={goTo}
        />
      )}
    </>
  );
}
