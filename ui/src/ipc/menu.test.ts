// The menu bar of macOS is written in the shell: its ids, words and keys are those of the page's commands.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chooseLanguage } from "../messages/language.svelte";
import { command } from "../screens/commands/registry";

describe("the menu bar of macOS", () => {
  const source = readFileSync("../src-tauri/src/menu.rs", "utf8");
  const entries = [
    ...source.matchAll(/\(\s*"([a-z.-]+)",\s*\|\| word!\("([^"]+)", "([^"]+)"\),\s*(?:None|Some\("([^"]+)"\)),?\s*\)/g),
  ];

  it("has the ids, words and keys of the commands", () => {
    expect(entries.length).toBeGreaterThan(9);
    for (const [, id = "", english, spanish, key] of entries) {
      const found = command(id);
      for (const [language, words] of [
        ["en", english],
        ["es", spanish],
      ] as const) {
        chooseLanguage(language);
        expect(found.does(), id).toBe(words);
      }
      const modified = found.keys.find((chord) => chord.startsWith("Mod "));
      expect(key, id).toBe(modified?.replace("Mod", "CmdOrCtrl").replaceAll(" ", "+"));
    }
  });
});
