// The members changed most often, as fields beside the text. Each edits its own characters in place, wherever the same
// value stands.
import { useId, useState } from "react";
import { Text } from "@/components/Text";
import { TextField } from "@/components/TextField";
import type { Edit } from "@/format/reindent";
import { visibleText } from "@/format/visible";
import styles from "./Members.module.css";
import { MEMBER_LABELS, type Member, type MemberName, memberEdits } from "./members";

interface MembersProps {
  members: readonly Member[];
  /** They belong to an earlier text, and cannot be edited until they are found again. */
  past: boolean;
  onEdit: (edits: readonly Edit[]) => void;
  /** Goes to the member in the text. */
  onShow: (pointer: string) => void;
}

export function Members({ members, past, onEdit, onShow }: MembersProps) {
  /** What was typed and does not fit into the text. */
  const [unfit, setUnfit] = useState<{ name: MemberName; typed: string } | null>(null);
  const id = useId();
  if (members.length === 0) return null;
  return (
    <fieldset className={styles.members} aria-label="Members changed most" data-testid="members">
      {members.map((member) => {
        const wrong = unfit?.name === member.name;
        const edit = (typed: string) => {
          const edits = memberEdits(member, typed);
          setUnfit(edits === null ? { name: member.name, typed } : null);
          if (edits !== null) onEdit(edits);
        };
        return (
          <div key={member.name} className={styles.member}>
            <Text as="label" htmlFor={`${id}-${member.name}`} truncate>
              {MEMBER_LABELS[member.name]}
              {member.spans.length > 1 && ` in ${member.spans.length} places`}
              {wrong && <Text tone="bad"> takes a number</Text>}
            </Text>
            <TextField
              id={`${id}-${member.name}`}
              mono
              size="compact"
              value={wrong ? unfit.typed : member.value}
              readOnly={past}
              invalid={wrong}
              title={visibleText(member.pointer)}
              testId={`member-${member.name}`}
              onChange={edit}
              onBlur={() => setUnfit(null)}
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
