// The bytes of a calendar file, whatever program wrote them.
import { describe, expect, it } from "vitest";
import { calendarFile, textOf } from "./calendar-file";

const bytes = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf8 = (text: string) => new TextEncoder().encode(text);
const wide = (text: string, little: boolean) =>
  Uint8Array.from(
    [...text].flatMap((letter) => {
      const unit = letter.charCodeAt(0);
      return little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255];
    }),
  );

describe("a calendar file", () => {
  it("is read as what it is written in", () => {
    const text = "BEGIN:VCALENDAR\r\nSUMMARY:café größer\r\n";
    expect(textOf(utf8(text))).toBe(text);
    expect(textOf(utf8(`\ufeff${text}`))).toBe(text);
    for (const little of [true, false]) {
      expect(textOf(wide(text, little))).toBe(text);
      expect(textOf(wide(`\ufeff${text}`, little))).toBe(text);
    }
    expect(textOf(bytes(text))).toBe(text);
    expect(textOf(Uint8Array.of(0x39, 0x96, 0x31, 0x30, 0x20, 0x80, 0xe9))).toBe("9–10 €é");
    expect(textOf(new Uint8Array())).toBe("");
  });

  it("may be folded within a character; other folds stay, for the lines are counted", () => {
    expect(textOf(bytes("caf\xc3\r\n \xa9 and t\xc3\n\t\xa9\r\n and on\r\n"))).toBe("café and té\r\n and on\r\n");
  });

  it("keeps its name and size", async () => {
    const file = calendarFile(new File([bytes("caf\xe9")], "Home.ics"));
    expect([file.name, file.size, await file.text()]).toEqual(["Home.ics", 4, "café"]);
  });
});
