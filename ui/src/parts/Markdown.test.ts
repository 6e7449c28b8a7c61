// Markdown is drawn as elements; nothing in it becomes markup, and only web links lead anywhere.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { afterEach, describe, expect, it, vi } from "vitest";
import Markdown from "./Markdown.svelte";

afterEach(cleanup);

function draw(text: string) {
  const onlink = vi.fn();
  const { container } = render(Markdown, { text, onlink });
  return { container, onlink };
}

describe("Markdown", () => {
  it("draws paragraphs, emphasis, code, lists and headings below those of a screen", () => {
    const { container } = draw("# Head\n\nA **bold** and *soft* `x < y`.\n\n- one\n- two\n\n1. first\n\n> said");
    expect(container.querySelector("h4")?.textContent).toBe("Head");
    expect(container.querySelector("strong")?.textContent).toBe("bold");
    expect(container.querySelector("em")?.textContent).toBe("soft");
    expect(container.querySelector("code")?.textContent).toBe("x < y");
    expect([...container.querySelectorAll("ul li")].map((item) => item.textContent)).toEqual(["one", "two"]);
    expect(container.querySelectorAll("ol li").length).toBe(1);
    expect(container.querySelector("blockquote")?.textContent).toBe("said");
  });

  it("draws what is to be done as boxes, not as brackets", () => {
    const { container } = draw("- [ ] the exercise\n- [x] chapter 2\n- ask Jo");
    const items = [...container.querySelectorAll("li")];
    expect(items.map((item) => item.textContent?.trim())).toEqual(["the exercise", "chapter 2", "ask Jo"]);
    const boxes = items.map((item) => item.querySelector(".md__box"));
    expect(boxes.map((box) => box?.classList.contains("is-ticked"))).toEqual([false, true, undefined]);
    expect(boxes.map((box) => box?.getAttribute("aria-label"))).toEqual(["[ ]", "[x]", undefined]);
  });

  it("shows HTML as it is written", () => {
    const evil = `<img src=x onerror="alert(1)"> & <b>b</b>\n\n<script>alert(2)</${"script"}>`;
    const { container } = draw(evil);
    expect(container.querySelector("img, script, b")).toBeNull();
    expect(container.textContent).toContain('<img src=x onerror="alert(1)">');
    expect(container.textContent).toContain("<b>");
    expect(container.textContent).toContain("alert(2)");
  });

  it("opens web links through its owner, and leaves others as text", async () => {
    const { container, onlink } = draw(
      "[book](https://example.org/a?b=1&c=2) [bad](javascript:alert(1)) ![picture](https://example.org/p.png)",
    );
    await fireEvent.click(screen.getByRole("button", { name: "book" }));
    expect(onlink).toHaveBeenCalledExactlyOnceWith("https://example.org/a?b=1&c=2");
    expect(screen.getAllByRole("button").length).toBe(1);
    expect(container.querySelector("a, img")).toBeNull();
    expect(container.textContent).toContain("[bad](javascript:alert(1))");
  });
});
