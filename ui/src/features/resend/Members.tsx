// Common members of the body as fields above the text. An edit changes only the characters of that
// member, in each place with the same value.
import { useId, useState } from "react";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import type { Edit } from "@/format/reindent";
import { visibleText } from "@/format/visible";
import styles from "./Members.module.css";
import { MEMBER_LABELS, type Member, type MemberName, memberEdits } from "./members";

interface MembersProps {
  members: readonly Member[];
  /** The members belong to an earlier text and are read-only until they are found again. */
  stale: boolean;
  onEdit: (edits: readonly Edit[]) => void;
  /** Selects the member in the text. */
  onShow: (pointer: string) => void;
}

export function Members({ members, stale, onEdit, onShow }: MembersProps) {
  /** A typed value that the member cannot hold. */
  const [rejected, setRejected] = useState<{ name: MemberName; typed: string } | null>(null);
  const id = useId();
  if (members.length === 0) return null;
  return (
    <fieldset className={styles.members} aria-label="Common members">
      {members.map((member) => {
        const wrong = rejected?.name === member.name;
        const edit = (typed: string) => {
          const edits = memberEdits(member, typed);
          setRejected(edits === null ? { name: member.name, typed } : null);
          if (edits !== null) onEdit(edits);
        };
        return (
          <div key={member.name} className={styles.member}>
            <Text as="label" htmlFor={`${id}-${member.name}`} truncate>
              {MEMBER_LABELS[member.name]}
              {member.spans.length > 1 && ` in ${member.spans.length} places`}
              {wrong && <Text tone="bad"> must be a number</Text>}
            </Text>
            <TextField
              id={`${id}-${member.name}`}
              mono
              size="compact"
              value={wrong ? rejected.typed : member.value}
              readOnly={stale}
              invalid={wrong}
              title={visibleText(member.pointer)}
              testId={`member-${member.name}`}
              onChange={edit}
              onBlur={() => setRejected(null)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                onShow(member.pointer);
              }}
            />
          </div>
        );
      })}
    </fieldset>
  );
}
