// The painted grid by keyboard, and what it says of its cells.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { tick, type ComponentProps } from "svelte";
import { afterEach, describe, expect, it } from "vitest";
import type { Painted, Stretch, Tool } from "../../time/paint";
import PaintGrid from "./PaintGrid.svelte";

function grid(windows: Painted[] = [], busy: Stretch[] = []) {
  const strokes: number[] = [];
  const tools: Tool[] = [];
  const props: { windows: Painted[]; tool: Tool } & Omit<ComponentProps<typeof PaintGrid>, "windows" | "tool"> = {
    windows,
    busy,
    tool: "deep",
    step: 60,
    onpaint(to: Painted[], stroke: number) {
      strokes.push(stroke);
      void view.rerender({ ...props, windows: (props.windows = to) });
    },
    ontool(to: Tool) {
      tools.push(to);
      void view.rerender({ ...props, tool: (props.tool = to) });
    },
  };
  const view = render(PaintGrid, props);
  const press = async (key: string, more: KeyboardEventInit = {}) => {
    const focused = screen.getAllByRole("gridcell").find((cell) => cell.tabIndex === 0);
    if (focused === undefined) throw new Error("no cell can be focused");
    await fireEvent.keyDown(focused, { key, ...more });
    await tick();
  };
  return { props, strokes, tools, press };
}

const w = (weekday: number, from: number, to: number, deep = true): Painted => ({ weekday, from, to, deep });

afterEach(cleanup);

describe("the painted grid", () => {
  it("has one cell in the tab order and names each", () => {
    grid([w(0, 1140, 1200), w(1, 1155, 1200, false)], [{ weekday: 2, from: 540, to: 600 }]);
    const cells = screen.getAllByRole("gridcell");
    expect(cells.filter((cell) => cell.tabIndex === 0)).toHaveLength(1);
    const names = cells.map((cell) => cell.getAttribute("aria-label"));
    expect(names).toContain("Monday 19:00 to 20:00, deep");
    expect(names).toContain("Tuesday 19:00 to 20:00, light 19:15 to 20:00");
    expect(names).toContain("Wednesday 09:00 to 10:00, usually busy");
    expect(names).toContain("Sunday 09:00 to 10:00, free");
  });

  it("paints with Space, moves with arrows, and stops at the edges", async () => {
    const { props, press } = grid();
    await press("ArrowLeft");
    await press("ArrowRight");
    await press(" ");
    expect(props.windows).toEqual([w(1, 1140, 1200)]);
  });

  it("paints a stretch with Shift as one stroke, and gives back what is left again", async () => {
    const { props, strokes, press } = grid();
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowUp", { shiftKey: true });
    expect(props.windows).toEqual([w(0, 1140, 1260)]);
    expect(new Set(strokes).size).toBe(1);
    await press("ArrowRight");
    await press("ArrowRight", { shiftKey: true });
    expect(new Set(strokes).size).toBe(2);
    expect(props.windows).toContainEqual(w(2, 1200, 1260));
  });

  it("chooses tools by letter, never with Ctrl", async () => {
    const { props, tools, press } = grid([w(0, 1140, 1260)]);
    await press("l");
    await press("Enter");
    expect(props.windows).toEqual([w(0, 1140, 1200, false), w(0, 1200, 1260)]);
    await press("E");
    await press("Enter");
    expect(props.windows).toEqual([w(0, 1200, 1260)]);
    await press("d", { ctrlKey: true });
    expect(tools).toEqual(["light", "erase"]);
  });

  it("folds night hours away until something is painted there", () => {
    grid([w(0, 1140, 1200)]);
    expect(screen.queryByLabelText("Monday 05:00 to 06:00, free")).toBeNull();
    expect(screen.getByText("Earlier hours, from 0:00")).toBeTruthy();
  });

  it("shows night hours that are painted", () => {
    grid([w(3, 300, 360, false)]);
    expect(screen.getByLabelText("Thursday 05:00 to 06:00, light")).toBeTruthy();
    expect(screen.queryByText("Earlier hours, from 0:00")).toBeNull();
  });
});
