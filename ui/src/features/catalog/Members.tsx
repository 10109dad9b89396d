// A table of the members of a payload or an answer: name, type, whether the member can be absent or
// null, and a description.

import { Breakable } from "@/components/Breakable";
import { Prose } from "@/components/Prose";
import { Text } from "@/components/Text";
import type { TypeMember } from "@/ipc/types";
import styles from "./TypeDetail.module.css";

interface MembersProps {
  members: readonly TypeMember[];
  label: string;
  /** Shown when `members` is empty. */
  none: string;
}

function presenceOf(member: TypeMember): string | null {
  const states = [member.optional && "absent", member.nullable && "null"].filter((state) => state !== false);
  return states.length === 0 ? null : `may be ${states.join(" or ")}`;
}

export function Members({ members, label, none }: MembersProps) {
  if (members.length === 0) return <p className={styles.lead}>{none}</p>;
  return (
    <table className={styles.members} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">Description</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const note = presenceOf(member);
          return (
            <tr key={member.name}>
              <th scope="row">
                <code>
                  <Breakable text={member.name} as="type" />
                </code>
              </th>
              <td>
                <code>{member.form}</code>
                {note !== null && (
                  <Text tone="soft" size="small">
                    {" "}
                    {note}
                  </Text>
                )}
              </td>
              <td>
                <Prose text={member.description} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
