// Markdown is drawn as elements; nothing in it becomes markup, and only web links lead anywhere.
import { cleanup, fireEvent, render, screen } from "@testing-library/svelte";
import { marked } from "marked";
import { afterEach, describe, expect, it, vi } from "vitest";
import Markdown from "./Markdown.svelte";

afterEach(cleanup);

function draw(text: string) {
  const onlink = vi.fn();
  const { container } = render(Markdown, { text, onlink });
  return { container, onlink };
}

/** How many elements stand in one another at most. */
function deepest(element: Element): number {
  let most = 0;
  for (let at: Element[] = [element]; at.length > 0; most += 1) at = at.flatMap((one) => [...one.children]);
  return most;
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

  // Texts come from other computers, too: what nobody writes must not take the page away that shows it.
  it.each([
    ["quotes", "> ".repeat(10_000)],
    ["quotes without blanks", ">".repeat(10_000)],
    ["lists", "- ".repeat(10_000)],
    ["numbered lists", "1. ".repeat(10_000)],
    ["brackets", "[".repeat(10_000)],
    ["pictures", "![".repeat(10_000)],
    ["stars", "*".repeat(10_000)],
    ["quotes that can still be read", "> ".repeat(300)],
    ["lists that can still be read", "- ".repeat(300)],
  ])("shows thousands of nested %s with all that stands in them", (_, mark) => {
    const { container } = draw(`${mark}inmost`);
    expect(container.textContent).toContain("inmost");
    expect(deepest(container)).toBeLessThan(60);
  });

  it("shows emphasis in emphasis as its text when it is too deep", () => {
    const stars = "*".repeat(10_000);
    const { container } = draw(`${stars}inmost${stars}`);
    expect(container.textContent).toContain("inmost");
    expect(deepest(container)).toBeLessThan(60);
  });

  it("shows marks that would take minutes to sort out as they are written", () => {
    const text = "_a*".repeat(6_000);
    expect(draw(text).container.textContent).toContain(text);
  }, 2_000);

  it("sorts out as many marks as a long note has", () => {
    const { container } = draw("A *soft* word.\n\n".repeat(1_100));
    expect(container.querySelectorAll("em").length).toBe(1_100);
  });

  it("draws lists as deep as people write them", () => {
    const { container } = draw(Array.from({ length: 8 }, (_, n) => `${"  ".repeat(n)}- level ${n}`).join("\n"));
    expect(container.querySelectorAll("li").length).toBe(8);
    expect(container.textContent).not.toContain("- level");
  });

  it("shows a text that is longer than any note as it is written", () => {
    const text = `**bold** ${"word ".repeat(100_000)}end`;
    const { container } = draw(text);
    expect(container.textContent).toContain(text);
    expect(container.querySelector("strong")).toBeNull();
  });

  it("shows what cannot be drawn as it is written, until it is another text", async () => {
    const start = (text: string) => text.indexOf("@@");
    const odd = {
      raw: "@@",
      get type(): string {
        throw new Error("odd");
      },
    };
    const tokenizer = (text: string) => (text.startsWith("@@") ? odd : undefined);
    marked.use({ extensions: [{ name: "odd", level: "block", start, tokenizer }] });
    const { container, rerender } = render(Markdown, { text: "**bold**\n\n@@", onlink: vi.fn() });
    expect(container.textContent).toBe("**bold**\n\n@@");
    await rerender({ text: "**bold**" });
    expect(container.querySelector("strong")?.textContent).toBe("bold");
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
