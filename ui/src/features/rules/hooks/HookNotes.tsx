// Findings about a hook section, each with its position.
import type { ReactNode } from "react";
import type { IconName } from "@/components/Icon";
import { IconText } from "@/components/IconText";
import { Text } from "@/components/Text";
import { UntrustedText } from "@/components/UntrustedText";
import type { HooksPlace, HooksView } from "@/ipc/types";
import { ReportRows } from "../Report";

const LOOKS: Record<string, { icon: IconName; tone: "bad" | "wait" | "dim"; word: string }> = {
  error: { icon: "cross", tone: "bad", word: "Error" },
  warning: { icon: "warn", tone: "wait", word: "Warning" },
  information: { icon: "help", tone: "dim", word: "Note" },
};

interface HookNotesProps {
  notes: HooksView["notes"];
  at: (place: HooksPlace) => ReactNode;
}

export function HookNotes({ notes, at }: HookNotesProps) {
  if (notes.length === 0) return null;
  return (
    <ReportRows label="Notes">
      {notes.map(({ severity, sentence, place }) => {
        const { icon, tone, word } = LOOKS[severity] ?? {
          icon: "help",
          tone: "dim" as const,
          word: severity,
        };
        return (
          <IconText
            key={`${place.line} ${place.column} ${sentence}`}
            as="li"
            icon={icon}
            tone={tone}
            plainText
            data-testid="hooks-note"
          >
            <Text as="b" tone={tone}>
              {word}
            </Text>{" "}
            <UntrustedText text={sentence} /> {at(place)}
          </IconText>
        );
      })}
    </ReportRows>
  );
}
