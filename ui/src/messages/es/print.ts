// What the printed week says in Spanish.
import type { Messages } from "../contract";
import { dayRange, hours } from "./format";

export const print: Messages["print"] = {
  command: "Imprimir la semana…",
  also: "papel pdf página",
  title: (first, last) => `${dayRange(first, last)} de ${last.slice(0, 4)}`,
  week: (number) => `Semana ${number} de tu plan`,
  planned: (minutes) => `Planificado: ${hours(minutes)}`,
  likely: "Curso probable: todavía puede cambiar",
  none: "No hay nada planificado esta semana.",
  made: (day) => `Ninefold, impreso el ${day}`,
};
