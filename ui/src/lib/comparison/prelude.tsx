// What stands above the changes of the bodies in every face: notes, facts such as the method, and the headers.
import type { ReactNode } from "react";
import { Note } from "@/components/Note";
import { Stack, type StackProps } from "@/components/Stack";
import type { Section } from "@/components/TallList";
import { Text } from "@/components/Text";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";
import { ChangeRow } from "./ChangeRow";
import { formSentence, summaryOf, whyNone } from "./sentences";

const NOTE = 48;
const HEADING = 32;
const CHANGE = 41;

function Heading({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Stack row gap="2" band="section" padX="4">
      <h3>{title}</h3>
      <Text tone="soft">{children}</Text>
    </Stack>
  );
}

/** A sentence in place of rows. */
export function Remark({ children, ...rest }: StackProps) {
  return (
    <Stack as="p" row wrap gap="1" gapX="1h" pad="2" padX="4" tone="dim" {...rest}>
      {children}
    </Stack>
  );
}

const one = (name: string, height: number, row: Section["row"]): Section => ({ name, count: 1, height, row });

export function preludeOf(compared: OpenComparison): Section[] {
  const { notes, about, headers } = compared;
  const sections: Section[] = [];
  const form = formSentence(compared);
  if (form !== null)
    sections.push(
      one("form", NOTE, () => (
        <Stack pad="1" padX="4">
          <Note>
            <Visible text={form} />
          </Note>
        </Stack>
      )),
    );
  if (notes.length > 0)
    sections.push({
      name: "notes",
      count: notes.length,
      height: NOTE,
      row: (at) => (
        <Stack pad="1" padX="4">
          <Note tone="wait">
            <Visible text={notes[at] ?? ""} />
          </Note>
        </Stack>
      ),
    });
  if (about.length > 0)
    sections.push({
      name: "about",
      count: about.length,
      height: CHANGE,
      frame: "about",
      row: (at) => {
        const change = about[at];
        return change && <ChangeRow change={change} what="about-change" />;
      },
    });
  if (headers !== null) {
    const { changes, omitted, unchanged } = headers;
    const differ = changes.length + omitted;
    sections.push(
      one("headers-heading", HEADING, () => (
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
        height: CHANGE,
        frame: "headers",
        row: (at) => {
          const change = changes[at];
          if (change === undefined) return null;
          const { op, name, old, new: now, note } = change;
          return (
            <ChangeRow
              change={{ op, path: "", from: null, label: name, hint: null, old, new: now, note }}
              what="header-change"
            />
          );
        },
      });
    if (omitted > 0)
      sections.push(
        one("headers-omitted", HEADING, () => (
          <Remark>{counted(omitted, "further line")} not listed.</Remark>
        )),
      );
  }
  if (about.length > 0 || headers !== null)
    sections.push(
      one("body-heading", HEADING, () => (
        <Heading title="Body">
          {compared.changes === 0 ? whyNone(compared).join(" ") : summaryOf(compared)}
        </Heading>
      )),
    );
  return sections;
}
