// The users of the newest events.
import { UntrustedText } from "@/components/UntrustedText";
import type { UsersPlace } from "@/features/users/list/place";
import { useRecentUsers } from "@/features/users/list/useUsers";
import { countOf } from "@/format/size";
import { visibleText } from "@/format/visible";
import { Initials } from "@/lib/users/Initials";
import { contactsOf, displayName } from "@/lib/users/names";
import styles from "./Sidebar.module.css";

interface RecentUsersProps {
  current: UsersPlace | null;
  onUser: (id: string) => void;
}

export function RecentUsers({ current, onUser }: RecentUsersProps) {
  const { data } = useRecentUsers();
  if (data === undefined) return null;
  return (
    <>
      <h2 className={styles.heading}>Recent users</h2>
      {data.total === 0 ? (
        <p className={styles.hint}>Users appear here after the first event about a user.</p>
      ) : (
        <ul aria-label="Recent users">
          {data.rows.map((user) => (
            <li key={`${user.vendor} ${user.user_id}`}>
              <button
                type="button"
                className={styles.entry}
                aria-current={
                  current?.screen === "history" && current.user === user.user_id ? "page" : undefined
                }
                data-stop=""
                data-testid="recent-user"
                title={visibleText([displayName(user), ...contactsOf(user), user.user_id].join("\n"))}
                onClick={() => onUser(user.user_id)}
              >
                <Initials of={displayName(user)} />
                <span className={styles.name}>
                  <UntrustedText text={displayName(user)} />
                </span>
                <span className={styles.count}>{countOf(user.events)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
