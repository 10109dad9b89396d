// One user of the list: who, how they can be reached, by which sender, how many events, and the newest of them.

import { Icon } from "@/components/Icon";
import { Visible } from "@/components/Visible";
import { typeName } from "@/format/event";
import { familyLook, VENDOR_NAMES } from "@/format/senders";
import { countOf } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { UserRow } from "@/ipc/types";
import { Initials } from "@/lib/people/Initials";
import { calledOf, contactsOf, shortId } from "@/lib/people/names";
import tints from "@/styles/families.module.css";
import styles from "./Users.module.css";

interface UserListRowProps {
  user: UserRow | undefined;
  index: number;
  total: number;
  top: number;
  selected: boolean;
  onOpen: (id: string) => void;
}

export const userDomId = (index: number) => `user-${index}`;

export function UserListRow({ user, index, total, top, selected, onOpen }: UserListRowProps) {
  const place = { transform: `translateY(${top}px)` };
  if (user === undefined) return <div className={styles.row} style={place} aria-hidden="true" />;
  const contacts = contactsOf(user);
  const last = typeName({ type: user.last_type ?? "no type", method: "", path: "" });
  const look = familyLook(user.vendor, user.last_type?.split(".")[0] ?? null);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list moves the choice by keys; options take no focus.
    // biome-ignore lint/a11y/useFocusableInteractive: see above, aria-activedescendant points here.
    <div
      id={userDomId(index)}
      className={styles.row}
      style={place}
      role="option"
      aria-selected={selected}
      data-active={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      data-testid="user"
      data-user={user.user_id}
      onClick={() => onOpen(user.user_id)}
    >
      <span className={styles.who}>
        <Initials of={calledOf(user)} />
        <span className={styles.two}>
          <b>
            <Visible text={calledOf(user)} />
          </b>
          <code title={visibleText(user.user_id)}>
            <Visible text={shortId(user.user_id)} />
          </code>
        </span>
      </span>
      <span className={styles.two} title={visibleText(contacts.join("\n"))}>
        {contacts.slice(0, 2).map((contact) => (
          <span key={contact}>
            <Visible text={contact} />
          </span>
        ))}
      </span>
      <span className={styles.two}>
        <span>{VENDOR_NAMES[user.vendor]}</span>
        {user.app_id !== null && (
          <span className={styles.soft} title={visibleText(user.app_id)}>
            <Visible text={user.app_id} />
          </span>
        )}
      </span>
      <span className={styles.number}>
        <span className="sr">events: </span>
        {countOf(user.events)}
      </span>
      <span className={styles.two}>
        <span className={styles.type}>
          <Icon name={look.glyph} className={tints[look.tint]} />
          <span>
            <bdi dir="ltr">
              {last.stem !== "" && <Visible text={last.stem} />}
              <b>
                <Visible text={last.last} />
              </b>
            </bdi>
          </span>
        </span>
        <time
          className={styles.soft}
          dateTime={user.last_received_at}
          title={fullInstant(user.last_received_at)}
        >
          {momentOf(user.last_received_at, new Date())}
        </time>
      </span>
    </div>
  );
}
