// The types that cross between the Rust side and the window. All of them are generated.
export type * from "./bindings";
