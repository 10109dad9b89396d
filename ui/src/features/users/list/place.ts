/** A page about users: the list of all users, or the history of one user. */
export type UsersPlace =
  | { screen: "users" }
  | {
      screen: "history";
      user: string;
      /** The event that the history was opened from. */
      event: number | null;
    };
