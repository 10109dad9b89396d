// The page with all users that events name, sorted by their last event, with a search field.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorNote } from "@/components/ErrorNote";
import { ListBox } from "@/components/ListBox";
import { fieldKey } from "@/components/list-keys";
import { Page } from "@/components/Page";
import { SearchField } from "@/components/SearchField";
import { Skeleton } from "@/components/Skeleton";
import { Stack } from "@/components/Stack";
import { UntrustedText } from "@/components/UntrustedText";
import { useDebouncedValue } from "@/components/useDebouncedValue";
import { useVirtualRows } from "@/components/useVirtualRows";
import { counted } from "@/format/size";
import { UserListRow, userDomId } from "./UserListRow";
import styles from "./Users.module.css";
import { useUserCursor } from "./useUserCursor";
import { useFollow, useUserList } from "./useUsers";

/** Equal to the CSS token `--row-user`; row positions are computed from it. */
const ROW_HEIGHT = 46;
/** The debounce delay of the search, in milliseconds. */
const DEBOUNCE_DELAY = 250;
const LIST_ID = "users-list";

interface UsersProps {
  query: string;
  onQuery: (query: string) => void;
  onUser: (id: string) => void;
  onBack: () => void;
}

export function Users({ query, onQuery, onUser, onBack }: UsersProps) {
  const searched = useDebouncedValue(query.trim(), DEBOUNCE_DELAY);
  const [shownTotal, setShownTotal] = useState(0);
  const rows = useVirtualRows(shownTotal, ROW_HEIGHT);
  const list = useUserList(searched, rows.start, Math.max(rows.end, 1));
  const { total } = list;
  const atTop = rows.offset <= 0;
  useFollow(list.stale, atTop, list.refresh);
  useEffect(() => {
    if (total !== null) setShownTotal(total);
  }, [total]);
  const { moveTo } = rows;
  const before = useRef(searched);
  useEffect(() => {
    if (before.current !== searched) moveTo(0);
    before.current = searched;
  }, [searched, moveTo]);

  const drawn: number[] = [];
  for (let index = rows.start; index < rows.end; index += 1) drawn.push(index);
  const { here, user, goTo, step, onKey } = useUserCursor(list, rows, drawn, shownTotal, ROW_HEIGHT);
  const open = () => {
    const current = user();
    if (current !== undefined) onUser(current.user_id);
  };
  const any = shownTotal > 0;
  useAction("next", any ? () => step(1) : null);
  useAction("previous", any ? () => step(-1) : null);
  useAction("history", any ? open : null);
  const inField = ({ key }: KeyboardEvent): boolean => {
    if (key !== "Enter") return onKey(key, fieldKey);
    rows.ref.current?.focus();
    return true;
  };
  return (
    <Page
      title="Users"
      testId="users"
      backLabel="Back"
      about={<span>{total !== null && counted(total, "user")}</span>}
      beside={
        <>
          {list.stale && !atTop && (
            <Button icon="up" size="small" onClick={() => rows.moveTo(0)}>
              Newer events
            </Button>
          )}
          <div className={styles.search}>
            <SearchField
              label="Search users"
              placeholder="Search by name, email, phone, username or id"
              value={query}
              controls={LIST_ID}
              testId="users-search"
              onChange={onQuery}
              onKey={inField}
            />
          </div>
        </>
      }
      onBack={onBack}
    >
      {list.error !== null && (
        <Stack pad="4">
          <ErrorNote error={list.error} retry={list.refresh} />
        </Stack>
      )}
      {total === null && list.error === null && <Skeleton lines={9} label="Loading users" />}
      {total === 0 && <NoUsers searched={searched} onAll={() => onQuery("")} />}
      <Stack fill container="users">
        {total !== null && total > 0 && <Columns />}
        <ListBox
          id={LIST_ID}
          label="Users, sorted by last event"
          className={styles.list}
          count={shownTotal}
          current={here ?? -1}
          idOf={userDomId}
          rows={rows}
          focusFirst
          hidden={total === 0}
          onMove={goTo}
          onOpen={open}
          onKey={({ key }) => onKey(key)}
        >
          {drawn.map((index) => (
            <UserListRow
              key={index}
              user={list.row(index)}
              index={index}
              total={shownTotal}
              top={rows.top(index)}
              selected={index === here}
              onOpen={onUser}
            />
          ))}
        </ListBox>
      </Stack>
    </Page>
  );
}

const Columns = () => (
  <div className={styles.columns} aria-hidden="true">
    <span>User</span>
    <span>Contacts</span>
    <span>Sender</span>
    <span className={styles.number}>Events</span>
    <span>Last event</span>
  </div>
);

function NoUsers({ searched, onAll }: { searched: string; onAll: () => void }) {
  if (searched === "")
    return (
      <EmptyState title="No users yet">
        A user appears here with the first event that names them. Most Authgear and Fastgen events name a
        user.
      </EmptyState>
    );
  return (
    <EmptyState title="No users match" actions={<Button onClick={onAll}>Show all users</Button>}>
      No name, email address, phone number, username or id contains “<UntrustedText text={searched} />
      ”.
    </EmptyState>
  );
}
