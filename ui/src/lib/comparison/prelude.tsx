// The sections above the changes of the bodies, in every view: notes, facts such as the method, and
// headers.
import type { ReactNode } from "react";
import { Note } from "@/components/Note";
import type { Section } from "@/components/SectionedList";
import { Stack, type StackProps } from "@/components/Stack";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";
import { ChangeRow } from "./ChangeRow";
import { formSentence, summaryOf, whyNone } from "./sentences";

/** Pixels. */
const NOTE_HEIGHT = 48;
const HEADING_HEIGHT = 32;
const CHANGE_HEIGHT = 41;

function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack row gap="2" band="section" padX="4">
      <h3>{title}</h3>
      <Text tone="soft">{children}</Text>
    </Stack>
  );
}

/** A paragraph that replaces rows. */
export function Paragraph({ children, ...rest }: StackProps) {
  return (
    <Stack as="p" row wrap gap="1" gapX="1h" pad="2" padX="4" tone="dim" {...rest}>
      {children}
    </Stack>
  );
}

const singleRow = (name: string, height: number, row: Section["row"]): Section => ({
  name,
  count: 1,
  height,
  row,
});

export function preludeOf(compared: OpenComparison): Section[] {
  const { notes, about, headers } = compared;
  const sections: Section[] = [];
  const form = formSentence(compared);
  if (form !== null)
    sections.push(
      singleRow("form", NOTE_HEIGHT, () => (
        <Stack pad="1" padX="4">
          <Note>
            <UntrustedText text={form} />
          </Note>
        </Stack>
      )),
    );
  if (notes.length > 0)
    sections.push({
      name: "notes",
      count: notes.length,
      height: NOTE_HEIGHT,
      row: (at) => (
        <Stack pad="1" padX="4">
          <Note tone="wait">
            <UntrustedText text={notes[at] ?? ""} />
          </Note>
        </Stack>
      ),
    });
  if (about.length > 0)
    sections.push({
      name: "about",
      count: about.length,
      height: CHANGE_HEIGHT,
      frame: "about",
      row: (at) => {
        const change = about[at];
        return change && <ChangeRow change={change} kind="about-change" />;
      },
    });
  if (headers !== null) {
    const { changes, omitted, unchanged } = headers;
    const differ = changes.length + omitted;
    sections.push(
      singleRow("headers-heading", HEADING_HEIGHT, () => (
        <Heading title="Headers">
          {differ === 0 ? "no differences" : `${counted(differ, "line differs", "lines differ")}`},{" "}
          {counted(unchanged, "line")} equal
        </Heading>
      )),
    );
    if (changes.length > 0)
      sections.push({
        name: "headers",
        count: changes.length,
        height: CHANGE_HEIGHT,
        frame: "headers",
        row: (at) => {
          const change = changes[at];
          if (change === undefined) return null;
          const { op, name, old, new: now, note } = change;
          return (
            <ChangeRow
              change={{ op, path: "", from: null, label: name, hint: null, old, new: now, note }}
              kind="header-change"
            />
          );
        },
      });
    if (omitted > 0)
      sections.push(
        singleRow("headers-omitted", HEADING_HEIGHT, () => (
          <Paragraph>{counted(omitted, "more line")} not listed.</Paragraph>
        )),
      );
  }
  if (about.length > 0 || headers !== null)
    sections.push(
      singleRow("body-heading", HEADING_HEIGHT, () => (
        <Heading title="Body">
          {compared.changes === 0 ? whyNone(compared).join(" ") : summaryOf(compared)}
        </Heading>
      )),
    );
  return sections;
}
