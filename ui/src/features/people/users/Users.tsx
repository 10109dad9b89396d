// Every user that events are about, the one of the newest event first; found by what they are called or sign in with.
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useAction } from "@/actions/Actions";
import { Button } from "@/components/Button";
import { Empty } from "@/components/Empty";
import { Icon } from "@/components/Icon";
import { Key } from "@/components/Key";
import { Skeleton } from "@/components/Skeleton";
import { TroubleNote } from "@/components/TroubleNote";
import { useRested } from "@/components/useRested";
import { useVirtualRows } from "@/components/useVirtualRows";
import { Visible } from "@/components/Visible";
import { counted } from "@/format/size";
import { UserListRow, userDomId } from "./UserListRow";
import styles from "./Users.module.css";
import { useFollow, useUserList } from "./useUsers";

/** The same as --row-user; positions are reckoned with it. */
const ROW_HEIGHT = 46;
const PAUSE = 250;

interface UsersProps {
  query: string;
  onQuery: (query: string) => void;
  onUser: (id: string) => void;
  onBack: () => void;
}

export function Users({ query, onQuery, onUser, onBack }: UsersProps) {
  const asked = useRested(query.trim(), PAUSE);
  const field = useRef<HTMLInputElement>(null);
  const [shownTotal, setShownTotal] = useState(0);
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = useVirtualRows(shownTotal, ROW_HEIGHT);
  const list = useUserList(asked, rows.start, Math.max(rows.end, 1));
  const { total } = list;
  const atTop = rows.offset <= 0;
  useFollow(list.stale, atTop, list.refresh);
  useEffect(() => {
    if (total !== null) setShownTotal(total);
  }, [total]);
  const { moveTo } = rows;
  const before = useRef(asked);
  useEffect(() => {
    if (before.current !== asked) moveTo(0);
    before.current = asked;
  }, [asked, moveTo]);
  useEffect(() => rows.ref.current?.focus(), [rows.ref]);

  const drawn: number[] = [];
  for (let index = rows.start; index < rows.end; index += 1) drawn.push(index);
  const place = useRef(0);
  const here = drawn.find((index) => list.row(index)?.user_id === chosen);
  if (here !== undefined) place.current = here;
  const goTo = (wanted: number) => {
    const index = Math.min(Math.max(wanted, 0), Math.max(0, shownTotal - 1));
    place.current = index;
    setChosen(list.row(index)?.user_id ?? null);
    rows.reveal(index);
  };
  // A row that is not here yet is chosen when it arrives.
  const awaited = list.row(place.current)?.user_id ?? null;
  useEffect(() => {
    if (chosen === null && awaited !== null) setChosen(awaited);
  }, [chosen, awaited]);
  const page = Math.max(1, Math.floor(rows.viewport / ROW_HEIGHT) - 1);
  const moved = (key: string): boolean => {
    if (key === "ArrowDown") goTo(place.current + 1);
    else if (key === "ArrowUp") goTo(place.current - 1);
    else if (key === "PageDown") goTo(place.current + page);
    else if (key === "PageUp") goTo(place.current - page);
    else return false;
    return true;
  };
  const open = () => {
    const user = list.row(place.current);
    if (user !== undefined) onUser(user.user_id);
  };
  const any = shownTotal > 0;
  useAction("back", onBack);
  useAction("filter", () => {
    field.current?.focus();
    field.current?.select();
  });
  useAction("next", any ? () => goTo(place.current + 1) : null);
  useAction("previous", any ? () => goTo(place.current - 1) : null);
  useAction("history", any ? open : null);

  const inList = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") open();
    else if (event.key === "Home") goTo(0);
    else if (event.key === "End") goTo(shownTotal - 1);
    else if (!moved(event.key)) return;
    event.preventDefault();
  };
  const inField = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") rows.ref.current?.focus();
    else if (event.key === "Escape" && query !== "") onQuery("");
    else if (!moved(event.key)) return;
    event.preventDefault();
  };

  const marked = here === undefined ? undefined : userDomId(here);
  return (
    <section className={styles.users} aria-label="Users" data-testid="users">
      <div className={styles.head}>
        <Button icon="back" look="bare" label="Back" onClick={onBack} />
        <h1>Users</h1>
        <span className={styles.soft} data-testid="users-count">
          {total !== null && counted(total, "user")}
        </span>
        {list.stale && !atTop && (
          <Button icon="up" size="small" onClick={() => rows.moveTo(0)}>
            Newer events
          </Button>
        )}
        <div className={styles.field}>
          <Icon name="search" />
          <input
            ref={field}
            type="text"
            value={query}
            placeholder="Search by name, email, phone, username or id"
            aria-label="Search users"
            aria-controls="users-list"
            spellCheck={false}
            autoComplete="off"
            data-testid="users-search"
            onChange={(event) => onQuery(event.target.value)}
            onKeyDown={inField}
          />
          {query === "" && <Key>/</Key>}
        </div>
      </div>
      {list.error !== null && (
        <div className={styles.trouble}>
          <TroubleNote error={list.error} retry={list.refresh} />
        </div>
      )}
      {total === null && list.error === null && <Skeleton lines={9} label="Loading users" />}
      {total === 0 &&
        (asked === "" ? (
          <Empty title="No users yet">
            A user appears here with the first event about them. Authgear and Fastgen name the user in most of
            their events.
          </Empty>
        ) : (
          <Empty title="No user fits" actions={<Button onClick={() => onQuery("")}>Show all users</Button>}>
            No name, email address, phone number, username or id has “<Visible text={asked} />” in it.
          </Empty>
        ))}
      {total !== null && total > 0 && (
        <div className={styles.columns} aria-hidden="true">
          <span>Who</span>
          <span>Contacts</span>
          <span>Sender</span>
          <span className={styles.number}>Events</span>
          <span>Last event</span>
        </div>
      )}
      <div
        ref={rows.ref}
        id="users-list"
        className={styles.list}
        hidden={total === 0}
        role="listbox"
        tabIndex={0}
        aria-label="Users, the one of the newest event first"
        aria-activedescendant={marked}
        onScroll={rows.onScroll}
        onKeyDown={inList}
      >
        <div className={styles.content} style={{ height: rows.height }} role="presentation">
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
        </div>
      </div>
    </section>
  );
}
