// Copies a comparison as a patch, or as a table for a report. The clipboard takes a text only during the press itself, so
// the texts are fetched when the menu opens.
import { useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { copyText } from "@/components/clipboard";
import { Menu } from "@/components/Menu";
import { Text } from "@/components/Text";
import { comparisonText } from "@/ipc/bindings/commands";
import { troubleOf } from "@/ipc/errors";
import type { TextForm } from "@/ipc/types";
import type { Lists } from "./lists";

const FORMS: readonly { form: TextForm; text: string }[] = [
  { form: "patch", text: "Copy as JSON Patch" },
  { form: "merge_patch", text: "Copy as merge patch" },
  { form: "markdown", text: "Copy as Markdown" },
];

/** A patch with masked values would be another patch, so it has the real ones. */
const UNMASKED = ", masked values included";

const TOLD_FOR = 2400;

interface CopyMenuProps {
  lists: Lists;
  /** A patch holds values that are masked elsewhere. */
  maskedInPatch: boolean;
}

export function CopyMenu({ lists, maskedInPatch }: CopyMenuProps) {
  const [told, setTold] = useState("");
  /** Texts that are loaded or on their way, of the comparison as it is narrowed now. */
  const ready = useRef<{ lists: Lists; texts: Map<TextForm, string | Promise<string>> } | null>(null);
  useEffect(() => {
    if (told === "") return;
    const timer = setTimeout(() => setTold(""), TOLD_FOR);
    return () => clearTimeout(timer);
  }, [told]);
  const textOf = (form: TextForm) => {
    if (ready.current?.lists !== lists) ready.current = { lists, texts: new Map() };
    const { texts } = ready.current;
    const known = texts.get(form);
    if (known !== undefined) return known;
    const coming = comparisonText({ ticket: lists.ticket, form });
    texts.set(form, coming);
    coming.then(
      (text) => texts.set(form, text),
      () => texts.delete(form),
    );
    return coming;
  };
  const included = (form: TextForm) => (maskedInPatch && form !== "markdown" ? UNMASKED : "");
  const copy = async (form: TextForm) => {
    try {
      setTold((await copyText(textOf(form))) ? `Copied${included(form)}` : "Not copied");
    } catch (thrown) {
      setTold(`Not copied. ${troubleOf(thrown).sentence}`);
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
          text: text + included(form),
          onChoose: () => void copy(form),
        }))}
      >
        Copy
      </Menu>
      <Text tone="dim" role="status">
        {told}
      </Text>
    </>
  );
}
