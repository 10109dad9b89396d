// A menu that copies a comparison as a patch or as a Markdown table. The browser allows writing to
// the clipboard only during the click, so the texts are fetched when the menu opens.
import { useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { copyText } from "@/components/clipboard";
import { Menu } from "@/components/Menu";
import { Text } from "@/components/Text";
import { comparisonText } from "@/ipc/bindings/commands";
import { describeError } from "@/ipc/errors";
import type { ComparisonTextFormat } from "@/ipc/types";
import type { ComparisonLists } from "./lists";

const FORMS: readonly { form: ComparisonTextFormat; text: string }[] = [
  { form: "patch", text: "Copy as JSON Patch" },
  { form: "merge_patch", text: "Copy as merge patch" },
  { form: "markdown", text: "Copy as Markdown" },
];

/** A patch with masked values does not apply. */
const MASKED = ", values masked";

/** Milliseconds. */
const STATUS_TIMEOUT = 2400;

interface CopyMenuProps {
  lists: ComparisonLists;
  /** Whether a copied patch contains masked values. */
  maskedInPatch: boolean;
}

export function CopyMenu({ lists, maskedInPatch }: CopyMenuProps) {
  const [status, setStatus] = useState("");
  /** The loaded or loading texts of the current lists. */
  const cache = useRef<{
    lists: ComparisonLists;
    texts: Map<ComparisonTextFormat, string | Promise<string>>;
  } | null>(null);
  useEffect(() => {
    if (status === "") return;
    const timer = setTimeout(() => setStatus(""), STATUS_TIMEOUT);
    return () => clearTimeout(timer);
  }, [status]);
  const textOf = (form: ComparisonTextFormat) => {
    if (cache.current?.lists !== lists) cache.current = { lists, texts: new Map() };
    const { texts } = cache.current;
    const cached = texts.get(form);
    if (cached !== undefined) return cached;
    const loading = comparisonText({ ticket: lists.ticket, form });
    texts.set(form, loading);
    loading.then(
      (text) => texts.set(form, text),
      () => texts.delete(form),
    );
    return loading;
  };
  const suffix = (form: ComparisonTextFormat) => (maskedInPatch && form !== "markdown" ? MASKED : "");
  const copy = async (form: ComparisonTextFormat) => {
    try {
      setStatus((await copyText(textOf(form))) ? `Copied${suffix(form)}` : "Not copied");
    } catch (thrown) {
      setStatus(`Not copied. ${describeError(thrown).sentence}`);
    }
  };
  useAction("copyPatch", () => void copy("patch"));
  useAction("copyMergePatch", () => void copy("merge_patch"));
  useAction("copyMarkdown", () => void copy("markdown"));
  return (
    <>
      <Menu
        icon="copy"
        size="small"
        onOpen={() => {
          for (const { form } of FORMS) void Promise.resolve(textOf(form)).catch(() => undefined);
        }}
        actions={FORMS.map(({ form, text }) => ({
          key: form,
          text: text + suffix(form),
          onChoose: () => void copy(form),
        }))}
      >
        Copy
      </Menu>
      <Text tone="dim" role="status">
        {status}
      </Text>
    </>
  );
}
