// The users that the newest events are about, and the way to all of them.
import { Icon } from "../../components/Icon";
import { Visible } from "../../components/Visible";
import { countOf } from "../../format/size";
import { visibleText } from "../../format/visible";
import { Initials } from "../users/Initials";
import { calledOf, contactsOf } from "../users/names";
import type { UsersPlace } from "../users/place";
import { useRecentUsers } from "../users/useUsers";
import styles from "./Sidebar.module.css";

interface RecentUsersProps {
  here: UsersPlace | null;
  onUsers: () => void;
  onUser: (id: string) => void;
}

export function RecentUsers({ here, onUsers, onUser }: RecentUsersProps) {
  const { data } = useRecentUsers();
  if (data === undefined) return null;
  return (
    <>
      <h2 className={styles.heading}>Recent users</h2>
      {data.total === 0 ? (
        <p className={styles.hint}>They appear here with the first event about one.</p>
      ) : (
        <ul data-testid="recent-users">
          {data.rows.map((user) => (
            <li key={`${user.vendor} ${user.user_id}`}>
              <button
                type="button"
                className={styles.entry}
                aria-current={here?.screen === "history" && here.user === user.user_id}
                data-stop=""
                data-testid="recent-user"
                title={visibleText([calledOf(user), ...contactsOf(user), user.user_id].join("\n"))}
                onClick={() => onUser(user.user_id)}
              >
                <Initials of={calledOf(user)} />
                <span className={styles.name}>
                  <Visible text={calledOf(user)} />
                </span>
                <span className={styles.count}>{countOf(user.events)}</span>
              </button>
            </li>
          ))}
          <li>
            <button
              type="button"
              className={styles.entry}
              aria-current={here?.screen === "users"}
              data-stop=""
              data-testid="all-users"
              onClick={onUsers}
            >
              <Icon name="user" />
              <span className={styles.name}>All users</span>
              <span className={styles.count}>{countOf(data.total)}</span>
            </button>
          </li>
        </ul>
      )}
    </>
  );
}
