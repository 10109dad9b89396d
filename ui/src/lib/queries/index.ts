// The server state of the window: every query with its key, its fetch function and its cache
// policy. Other files pass these to react-query and never write a key themselves.
export * from "./catalog";
export * from "./events";
export * from "./held";
export * from "./rules";
export * from "./runs";
export * from "./sending";
export { tagged } from "./tags";
export * from "./users";
export * from "./window";
