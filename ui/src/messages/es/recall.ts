// What a review says in Spanish: questions, grades, when a unit comes back.
import type { Grade } from "../../ipc/types";
import type { Messages } from "../contract";
import { apart, dayOf, inDays } from "./format";

const grades: Record<Grade, string> = { forgot: "Olvidado", hard: "Difícil", good: "Bien", easy: "Fácil" };

export const recall: Messages["recall"] = {
  title: "Recordar",
  /** 0: none is asked about. */
  of: (n, all) => (all === 1 ? "1 unidad" : n === 0 ? `${all} unidades` : `unidad ${n} de ${all}`),
  question: (n, all) => `${n} de ${all}`,
  answer: "Respuesta",
  show: "Ver la respuesta",
  space: "Espacio",
  next: "Siguiente pregunta",
  nextUnit: "Siguiente unidad",
  first: "Desde el principio",
  can: "¿Sigue siendo así?",
  nothing: "Di lo que recuerdas de ella.",
  how: (questions) => (questions > 1 ? "¿Qué tal recordaste esta unidad?" : "¿Qué tal lo recordaste?"),
  grades,
  gap: (days) => apart(days),
  backIn: ": vuelve en",
  graded: "Valorado",
  /** «Vuelve el mar 3 feb, dentro de 12 días». */
  back: ({ on, days }) => `Vuelve el ${dayOf(on, days)}, ${inDays(days)}`,
  waiting: "Sin preguntas todavía",
  waits: "Aún no está estudiada hasta el final",
  ends: "Ahora no se puede valorar nada más de este repaso. Di si lo hiciste.",
  open: "Recordar",
  openRow: (title) => `Recordar: ${title}`,
  keys: [{ keys: ["1", "2", "3", "4"], does: "Olvidado, difícil, bien, fácil, tras la última respuesta" }],
  keysTitle: "En un repaso",
};
