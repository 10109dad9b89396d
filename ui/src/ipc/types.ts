// The types of the boundary between Rust and the window. All of them are generated.
export type * from "./bindings";
