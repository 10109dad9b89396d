/** A screen of the users: the list of all, or the history of one. */
export type UsersPlace =
  | { screen: "users" }
  | {
      screen: "history";
      user: string;
      /** The event that the history was opened from. */
      event: number | null;
    };
