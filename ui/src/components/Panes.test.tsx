import { render, screen } from "@testing-library/react";
import { Panel } from "react-resizable-panels";
import { expect, it } from "vitest";
import { Divider } from "./Divider";
import { Panes } from "./Panes";

const open = () =>
  render(
    <Panes name="test">
      <Panel id="one" data-testid="one" />
      <Divider />
      <Panel id="two" />
    </Panes>,
  );
const share = () => Number.parseFloat(screen.getByTestId("one").style.flexGrow);

it("has the sizes of the last start", () => {
  const first = open();
  expect(share()).not.toBe(20);
  first.unmount();
  localStorage.setItem("react-resizable-panels:panes test", JSON.stringify({ one: 20, two: 80 }));
  open();
  expect(share()).toBe(20);
});
