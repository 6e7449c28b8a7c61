// Every language says everything that English says, in its own words, and of the same things. That nothing is missing is
// the compiler's task; what it cannot see is looked at here.
import { afterEach, describe, expect, it } from "vitest";
import { m } from ".";
import type { Messages } from "./contract";
import { en } from "./en";
import { es } from "./es";
import * as format from "./format";
import { LANGUAGES, chooseLanguage, firstKnown, followLanguage, languageChoice, spoken } from "./language.svelte";

/** Texts that are the same in both languages on purpose: names, signs, words that both have. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  es: [
    "frame.name",
    "frame.changes.none",
    "roadmap.table.none",
    "review.burn.plan",
    "when.painter.hour",
    "when.painter.half",
    "commands.macKeys.Mod",
    "commands.macKeys.Alt",
    "settings.data.version",
    "calendars.share.nameFirst",
    "settings.pace.groups.everything",
  ],
};

type Leaf = string | ((...args: never[]) => unknown);

/** Every text with its path, such as "week.keys.3.does"; values of choices and names of keys are no texts. */
function leaves(of: unknown, path = ""): [string, Leaf][] {
  if (typeof of === "string") return [[path, of]];
  if (typeof of === "function") return [[path, (...args) => of(...args)]];
  if (typeof of !== "object" || of === null) return [];
  const skipped = (key: string) => key === "value" || key === "keys";
  return Object.entries(of).flatMap(([key, value]) =>
    skipped(key) && !(key === "keys" && Array.isArray(value) && typeof value[0] === "object")
      ? []
      : leaves(value, path === "" ? key : `${path}.${key}`),
  );
}

/** The text or function at a path. */
const at = (of: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>((held, key) => (typeof held === "object" && held !== null ? Reflect.get(held, key) : held), of);

/** Which of its arguments a function makes use of, by position. */
function uses(of: unknown): boolean[] {
  const text = String(of);
  const head = /^(?:function\s*\w*|\w+)?\s*\(([\s\S]*?)\)\s*(?:=>|\{)/.exec(text);
  const [whole = "", list = ""] = head ?? /^(\w+)\s*=>/.exec(text) ?? [];
  const body = text.slice(whole.length);
  const names = list.replace(/=\s*\{\}/g, "").match(/\{[^}]*\}|\w+/g) ?? [];
  const isUsed = (name: string) => new RegExp(`\\b${name}\\b`).test(body);
  return names.map((name) => (name.match(/\w+/g) ?? []).every(isUsed));
}

describe.each([["es", es]] as const)("%s", (name, set: Messages) => {
  const texts = leaves(en);

  it("has as many texts as English", () => {
    expect(texts.length).toBeGreaterThan(400);
    expect(leaves(set).map(([path]) => path)).toEqual(texts.map(([path]) => path));
  });

  it("says each text in its own words, or the same on purpose", () => {
    const plain = texts.filter(([, text]) => typeof text === "string");
    const same = plain.filter(([path, text]) => at(set, path) === text).map(([path]) => path);
    expect(same.sort()).toEqual([...(SAME[name] ?? [])].sort());
  });

  it.each(texts.filter(([, text]) => typeof text === "function"))("speaks of the same things in %s", (path) => {
    expect(uses(at(set, path))).toEqual(uses(at(en, path)));
  });

  it("leaves no English quotation marks behind", () => {
    const wrong = leaves(set).filter(([path]) => /[“”]/.test(String(at(set, path))));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });
});

it.each([
  ["en", en],
  ["es", es],
] as const)("no line breaks between a number and its unit in %s", (_name, set: Messages) => {
  const breaks = /[\d}] (?:h|min|MB|%)(?![\p{L}\d])/u;
  expect(breaks.test("`${n} min`") && !breaks.test("`${n}\u00a0min`")).toBe(true);
  expect(leaves(set).filter(([path]) => breaks.test(String(at(set, path))))).toEqual([]);
});

describe("the language", () => {
  afterEach(() => {
    chooseLanguage("system");
    localStorage.clear();
  });

  it("is the first of the system's that there are texts for", () => {
    expect(firstKnown(["es-MX", "en"])).toBe("es");
    expect(firstKnown(["de", "es_AR", "en-GB"])).toBe("es");
    expect(firstKnown(["ca", "fr"])).toBe("en");
    expect(firstKnown([])).toBe("en");
  });

  it("is kept on this computer and told to the document", () => {
    chooseLanguage("es");
    expect(spoken()).toBe("es");
    expect(document.documentElement.lang).toBe("es");
    expect(document.documentElement.dir).toBe("ltr");
    expect(localStorage.getItem("ninefold.language")).toBe("es");
    expect(m.week.title).toBe("Semana");
    expect(format.dayShort("2026-11-25")).toBe("25 nov");
    chooseLanguage("system");
    expect(localStorage.getItem("ninefold.language")).toBeNull();
    expect(m.week.title).toBe("Week");
  });

  it("follows the system until one is chosen", () => {
    let tags = ["es-ES"];
    const target = new EventTarget();
    const fake = Object.assign(target, {
      navigator: {
        get languages() {
          return tags;
        },
      },
    });
    const end = followLanguage(fake);
    expect([languageChoice(), spoken()]).toEqual(["system", "es"]);
    tags = ["en-US"];
    target.dispatchEvent(new Event("languagechange"));
    expect(spoken()).toBe("en");
    chooseLanguage("es");
    target.dispatchEvent(new Event("languagechange"));
    expect(spoken()).toBe("es");
    end();
    followLanguage()();
  });

  it("has a name of its own in the list", () => {
    expect(LANGUAGES.map(({ label }) => label)).toEqual(["English", "Español"]);
  });
});
