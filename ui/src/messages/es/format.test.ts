// How Spanish writes days, times and lengths.
import { expect, it } from "vitest";
import { readDay, readDayNear } from "../../time/read-day";
import * as es from "./format";

it("writes days", () => {
  expect(es.dayShort("2026-11-25")).toBe("25 nov");
  expect(es.dayLong("2026-11-25")).toBe("Miércoles 25 de noviembre");
  expect([es.weekdayShort("2026-11-25"), es.weekdayShort(5)]).toEqual(["mié", "sáb"]);
  expect(es.dateText("2027-05-28")).toBe("28 de mayo de 2027");
  expect(es.dateFull("2027-05-28")).toBe("viernes 28 de mayo de 2027");
  expect(es.monthText("2027-05-28")).toBe("mayo de 2027");
});

it("writes weeks", () => {
  expect(es.weekRange("2026-11-23")).toBe("23–29 de noviembre");
  expect(es.weekRange("2026-11-30")).toBe("30 de noviembre – 6 de diciembre");
  expect([[0, 1, 2, 3], [2, 4], [5]].map(es.weekdaysText)).toEqual(["lun a jue", "mié, vie", "sábado"]);
});

it("names days by how near they are", () => {
  const near = ["2026-11-25", "2026-11-26", "2026-11-24", "2026-11-28", "2026-12-02"];
  expect(near.map((day) => es.dayNear(day, "2026-11-25"))).toEqual(["Hoy", "Mañana", "Ayer", "Sábado", "Mié 2 dic"]);
  expect([0, 1, 12].map(es.inDays)).toEqual(["hoy", "mañana", "dentro de 12 días"]);
});

it("counts with the right word", () => {
  expect([1, 12, 49, 30 * 5, 720].map(es.apart)).toEqual(["1 día", "12 días", "7 semanas", "5 meses", "2 años"]);
  expect([30, 365].map(es.apart)).toEqual(["4 semanas", "12 meses"]);
});

it("writes numbers with a comma", () => {
  expect([0, 6, 6.66].map(es.tenths)).toEqual(["0", "6", "6,7"]);
});

it("calls nothing ahead certain", () => {
  expect([0, 82, 100].map(es.chance)).toEqual(["menos del 1\u00A0%", "82\u00A0%", "más del 99\u00A0%"]);
});

it("joins lists, and minds the sound of an i", () => {
  expect([[], ["A"], ["A", "B"], ["A", "B", "C"]].map(es.listText)).toEqual(["", "A", "A y B", "A, B y C"]);
  expect(es.listText(["«Redes»", "«Inferencia»"])).toBe("«Redes» e «Inferencia»");
  expect(es.listText(["agua", "hielo"])).toBe("agua y hielo");
  expect(es.listText(["padre", "hijo"])).toBe("padre e hijo");
});

it("shows an instant in the learner’s zone", () => {
  expect(es.momentText("2026-11-25T17:52:00Z", "Europe/Berlin")).toBe("25 nov 18:52");
});

it("reads back the days it writes", () => {
  for (const month of Array.from({ length: 12 }, (_, n) => `2027-${String(n + 1).padStart(2, "0")}-17`)) {
    expect(readDay(es.dateText(month))).toEqual({ day: month });
    expect(readDay(es.dayShortYear(month))).toEqual({ day: month });
    expect(readDayNear(`${es.weekdayShort(month)} ${es.dayShort(month)}`, "2027-06-01")).toMatchObject({
      day: expect.stringMatching(month.slice(5)),
    });
  }
  expect(readDay("28 del mayo del 2027")).toEqual({ day: "2027-05-28" });
});
