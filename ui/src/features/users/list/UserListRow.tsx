// One row of the user list: name, contacts, sender, number of events, and the last event.
import { type MouseEvent, useContext } from "react";
import { useContextMenu } from "@/components/ContextMenu";
import { useCopy } from "@/components/Copying";
import { Icon } from "@/components/Icon";
import { Option } from "@/components/ListBox";
import { Stack } from "@/components/Stack";
import { Text } from "@/components/Text";
import { TypeName } from "@/components/TypeName";
import { UntrustedText } from "@/components/UntrustedText";
import { typeNameByIcon } from "@/format/event";
import { familyLook, VENDOR_NAMES } from "@/format/senders";
import { countOf } from "@/format/size";
import { fullInstant, momentOf } from "@/format/time";
import { visibleText } from "@/format/visible";
import type { UserRow } from "@/ipc/types";
import { AddFilterTermContext, columnTerm } from "@/lib/filter-by-value/filter-terms";
import { Initials } from "@/lib/users/Initials";
import { contactsOf, displayName, shortId } from "@/lib/users/names";
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

/** The context menu of a user. */
function useUserMenu(onOpen: (id: string) => void) {
  const show = useContextMenu();
  const copy = useCopy();
  const narrow = useContext(AddFilterTermContext);
  return (event: MouseEvent, user: UserRow) => {
    const { user_id: id } = user;
    const term = columnTerm("user", id);
    const events =
      narrow === null || term === null
        ? []
        : [{ key: "events", text: "Show events", onChoose: () => narrow(term) }];
    show(event, {
      label: `User ${visibleText(displayName(user))}`,
      outlined: event.currentTarget,
      actions: [
        { key: "history", text: "Show history", onChoose: () => onOpen(id) },
        ...events,
        { key: "id", text: "Copy user id", startsGroup: true, onChoose: () => copy("User id", id) },
        ...contactsOf(user)
          .slice(0, 2)
          .map((contact) => ({
            key: contact,
            text: `Copy ${visibleText(contact)}`,
            onChoose: () => copy("Contact", contact),
          })),
      ],
    });
  };
}

export function UserListRow({ user, index, total, top, selected, onOpen }: UserListRowProps) {
  const onMenu = useUserMenu(onOpen);
  if (user === undefined) return null;
  const contacts = contactsOf(user);
  const type = user.last_type ?? "no type";
  const last = typeNameByIcon({ type, method: "", path: "", vendor: user.vendor });
  const look = familyLook(user.vendor, user.last_type?.split(".")[0] ?? null);
  return (
    <Option
      id={userDomId(index)}
      className={styles.row}
      selected={selected}
      index={index}
      total={total}
      top={top}
      testId="user"
      data-user={user.user_id}
      onChoose={() => onOpen(user.user_id)}
      onContextMenu={(event) => onMenu(event, user)}
    >
      <Stack as="span" row gap="2">
        <Initials of={displayName(user)} />
        <span className={styles.two}>
          <b>
            <UntrustedText text={displayName(user)} />
          </b>
          <code title={visibleText(user.user_id)}>
            <UntrustedText text={shortId(user.user_id)} />
          </code>
        </span>
      </Stack>
      <span className={styles.two} title={visibleText(contacts.join("\n"))}>
        {contacts.slice(0, 2).map((contact) => (
          <span key={contact}>
            <UntrustedText text={contact} />
          </span>
        ))}
      </span>
      <span className={styles.two}>
        <span>{VENDOR_NAMES[user.vendor]}</span>
        {user.app_id !== null && (
          <Text tone="soft" title={visibleText(user.app_id)}>
            <UntrustedText text={user.app_id} />
          </Text>
        )}
      </span>
      <span className={styles.number}>
        <span className="sr">events: </span>
        {countOf(user.events)}
      </span>
      <span className={styles.two}>
        <span className={styles.type}>
          <Icon size="text" name={look.glyph} className={tints[look.tint]} />
          <TypeName {...last} />
        </span>
        <Text
          as="time"
          tone="soft"
          dateTime={user.last_received_at}
          title={fullInstant(user.last_received_at)}
        >
          {momentOf(user.last_received_at, new Date())}
        </Text>
      </span>
    </Option>
  );
}
