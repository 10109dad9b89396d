// The members people change most, as fields beside the text: each edits its own characters in place, in every place where
// the same value stands.
import { useState } from "react";
import type { Edit } from "@/format/reindent";
import { visibleText } from "@/format/visible";
import styles from "./Members.module.css";
import { MEMBER_LABELS, type Member, type MemberName, memberEdits } from "./members";

interface MembersProps {
  members: readonly Member[];
  /** They are of a text before, and cannot be edited until they are found again. */
  past: boolean;
  onEdit: (edits: readonly Edit[]) => void;
  /** Goes to the member in the text. */
  onShow: (pointer: string) => void;
}

export function Members({ members, past, onEdit, onShow }: MembersProps) {
  /** What is typed and cannot be put into the text. */
  const [unfit, setUnfit] = useState<{ name: MemberName; typed: string } | null>(null);
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
          <label key={member.name} className={styles.member}>
            <span>
              {MEMBER_LABELS[member.name]}
              {member.spans.length > 1 && <i> in {member.spans.length} places</i>}
              {wrong && <em> takes a number</em>}
            </span>
            <input
              value={wrong ? unfit.typed : member.value}
              readOnly={past}
              aria-invalid={wrong}
              title={visibleText(member.pointer)}
              spellCheck={false}
              autoComplete="off"
              data-testid={`member-${member.name}`}
              onChange={(event) => edit(event.target.value)}
              onBlur={() => setUnfit(null)}
              onKeyDown={(event) => {
                if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                onShow(member.pointer);
              }}
            />
          </label>
        );
      })}
    </fieldset>
  );
}
