// The keys of what more than one place reads or refreshes.
export const STATUS = ["status"] as const;
export const SIDEBAR = ["sidebar"] as const;
export const SETTINGS = ["settings"] as const;
export const SENT = ["sent"] as const;
export const RECENT_USERS = ["recent-users"] as const;
export const RECENT_TARGETS = ["recent-targets"] as const;
export const RULES = ["rules"] as const;
export const SCENARIOS = ["scenarios"] as const;
