// What stands above the changes of the bodies in every face: notes, facts such as the method, and the headers.
import { Note } from "@/components/Note";
import type { Section } from "@/components/TallList";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import type { OpenComparison } from "@/ipc/types";
import { ChangeRow } from "./ChangeRow";
import styles from "./Comparison.module.css";
import { formSentence, summaryOf, whyNone } from "./sentences";

const NOTE = 48;
const HEADING = 32;
const CHANGE = 41;

const one = (name: string, height: number, row: Section["row"]): Section => ({ name, count: 1, height, row });

export function preludeOf(compared: OpenComparison): Section[] {
  const { notes, about, headers } = compared;
  const sections: Section[] = [];
  const form = formSentence(compared);
  if (form !== null)
    sections.push(
      one("form", NOTE, () => (
        <div className={styles.note} data-testid="compared-as">
          <Note>
            <Visible text={form} />
          </Note>
        </div>
      )),
    );
  if (notes.length > 0)
    sections.push({
      name: "notes",
      count: notes.length,
      height: NOTE,
      row: (at) => (
        <div className={styles.note}>
          <Note tone="wait">
            <Visible text={notes[at] ?? ""} />
          </Note>
        </div>
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
        <div className={styles.heading}>
          <h3>Headers</h3>
          <span>
            {differ === 0 ? "no differences" : `${counted(differ, "line differs", "lines differ")}`},{" "}
            {counted(unchanged, "line")} equal
          </span>
        </div>
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
          <p className={styles.none}>{counted(omitted, "further line")} not listed.</p>
        )),
      );
  }
  if (about.length > 0 || headers !== null)
    sections.push(
      one("body-heading", HEADING, () => (
        <div className={styles.heading}>
          <h3>Body</h3>
          <span>{compared.changes === 0 ? whyNone(compared).join(" ") : summaryOf(compared)}</span>
        </div>
      )),
    );
  return sections;
}
