// A handle that moves the focus to the first input of a pane, without exposing the element.
import type { Ref } from "react";

export interface Focusable {
  focus: () => void;
}

export type FocusableRef = Ref<Focusable>;
