// What the parts that ask for days, times and weekly hours say in Spanish; onboarding and settings share them.
import type { Painted, Stretch, Tool } from "../../time/paint";
import { clock } from "../../time/civil";
import type { Messages } from "../contract";
import { length, listText, weekdayLong } from "./format";

const TOOL: Record<Tool, string> = { deep: "profundo", light: "ligero", erase: "borrado" };
const at = ({ weekday, from, to }: Stretch): string => `${weekdayLong(weekday)} de ${clock(from)} a ${clock(to)}`;

export const when: Messages["when"] = {
  reminder: {
    none: "Ninguno",
    before: (minutes) => `${listText(minutes.map(length))} antes`,
  },
  day: {
    open: "Elegir en un calendario",
    previous: "Mes anterior",
    next: "Mes siguiente",
    problem(problem, text) {
      const forms = "Escríbela como 28 de mayo de 2027, 28/5/2027 o 2027-05-28.";
      switch (problem) {
        case "empty":
          return `Hace falta una fecha. ${forms}`;
        case "form":
          return `«${text}» no es una fecha que se pueda leer aquí. ${forms}`;
        case "month":
          return `«${text}» no nombra ningún mes. ${forms}`;
        case "day":
          return `«${text}» nombra un día que ese mes no tiene.`;
        case "year":
          return `«${text}» necesita un año de cuatro cifras, como 2027.`;
      }
    },
    past: "Este día no está en el futuro. Elige uno posterior.",
    far: "Faltan más de tres años para este día. Elige uno anterior.",
  },
  time: "Escribe una hora como 19:30.",
  length: "Escribe horas como 9 o 9,5.",
  painter: {
    label: "Horas de estudio de una semana",
    help: "Las flechas mueven. Espacio o Intro pinta. Mayús con flechas pinta un tramo. D, L y E eligen profundo, ligero y borrar. Inicio y Fin van al lunes y al domingo.",
    cell(where, kind, parts, busy) {
      const part = (one: Painted) => `${one.deep ? "profundo" : "ligero"} de ${clock(one.from)} a ${clock(one.to)}`;
      const held = {
        deep: "profundo",
        light: "ligero",
        none: busy ? "" : "libre",
        partly: parts.map(part).join(", "),
      }[kind];
      return [at(where), held, busy ? "suele estar ocupado" : ""].filter(Boolean).join(", ");
    },
    painted: (where, tool) => `${at(where)}, ${TOOL[tool]}`,
    earlier: "Horas anteriores, desde las 0:00",
    later: "Horas posteriores, hasta las 24:00",
    tool: "Pincel",
    deep: "Profundo",
    light: "Ligero",
    erase: "Borrar",
    rows: "Filas de",
    hour: "1\u00a0h",
    half: "30\u00a0min",
    addRange: "Añadir un tramo",
    undo: "Deshacer",
    busyKey: "Ocupado en la mayoría de las próximas cuatro semanas",
  },
  range: {
    label: "Añadir un tramo",
    days: "Días",
    from: "De",
    to: "A",
    kind: "Sirve para",
    add: "Añadir",
    noDay: "Elige al menos un día.",
    order: "El final debe ir después del inicio. El tiempo después de medianoche es del día siguiente.",
  },
  files: {
    add: "Archivo de calendario (.ics)",
    detail: "Casi todos los calendarios pueden exportar uno",
    reading: "Leyendo el archivo",
    promise: "Ningún bloque cae en ellas. Los eventos solo van adonde van tus datos.",
    events: (n) => (n === 1 ? "1 evento" : `${n} eventos`),
    problems: (n) =>
      n === 1
        ? "Una cosa no se ha podido leer; se usa el resto."
        : `${n} cosas no se han podido leer; se usa el resto.`,
    more: (n) => `Y ${n} más.`,
    tooLarge: (name) =>
      `«${name}» ocupa más de 20\u00a0MB. Un archivo de calendario es más pequeño; elige otro archivo.`,
    unreadable: (name) => `No se ha podido leer «${name}» del disco. Elígelo otra vez.`,
  },
};
