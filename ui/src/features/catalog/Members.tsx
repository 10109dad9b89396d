// The members of a payload or an answer: name, type, whether it can be absent or null, and a description.
import { Breakable } from "@/components/Breakable";
import { Text } from "@/components/Text";
import type { TypeMember } from "@/ipc/types";
import styles from "./TypeDetail.module.css";

interface MembersProps {
  members: readonly TypeMember[];
  label: string;
  /** Shown when there are none. */
  none: string;
}

function mayBe(member: TypeMember): string | null {
  const ways = [member.optional && "absent", member.nullable && "null"].filter((way) => way !== false);
  return ways.length === 0 ? null : `may be ${ways.join(" or ")}`;
}

export function Members({ members, label, none }: MembersProps) {
  if (members.length === 0) return <p className={styles.lead}>{none}</p>;
  return (
    <table className={styles.members} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Type</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {members.map((member) => {
          const ways = mayBe(member);
          return (
            <tr key={member.name}>
              <th scope="row">
                <code>
                  <Breakable text={member.name} as="type" />
                </code>
              </th>
              <td>
                <code>{member.form}</code>
                {ways !== null && (
                  <Text tone="soft" size="small">
                    {" "}
                    {ways}
                  </Text>
                )}
              </td>
              <td>{member.description}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
