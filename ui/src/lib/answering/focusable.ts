import type { Ref } from "react";

/** Moves the focus to where writing starts, without saying which element that is. */
export interface Focusable {
  focus: () => void;
}

export type FocusableRef = Ref<Focusable>;
