// What the week screen says in Spanish.
import type { Messages } from "../contract";
import { length } from "./format";

export const week: Messages["week"] = {
  title: "Semana",
  previous: "Semana anterior",
  next: "Semana siguiente",
  present: "Esta semana",
  number: (n) => `Semana ${n}`,
  numberLong: (n) => `Semana ${n} de tu plan`,
  planned: "Planificado",
  done: "Hecho",
  calendar: "Calendario de la semana",
  hours: (from, to) => `Horas de ${from} a ${to}`,
  folded: (from, to, busy) => {
    const what = busy === 0 ? "ahí no hay nada que colocar" : busy === 1 ? "1 evento" : `${busy} eventos`;
    return `${from}–${to} plegado, ${what}`;
  },
  unfolded: (from, to) => `Plegar ${from}–${to}`,
  allDay: "Todo el día",
  busy: (title, from, to) => `Ocupado: ${title}, de ${from} a ${to}`,
  busyAllDay: (title) => `Ocupado todo el día: ${title}`,
  busyPrivate: "Ocupado",
  busyIn: (title, calendar) => `${title} (${calendar})`,
  busyOld: (title) => `${title}, como se leyó por última vez`,
  stale: {
    name: (calendar) => `«${calendar}»`,
    title: (names) => `No se ha podido leer de nuevo ${names}.`,
    text: "Lo ocupado con línea discontinua es lo último leído; falta lo que se añadió después. Tu plan está a salvo en este equipo.",
    again: "Probar otra vez",
    settings: "Ajustes de calendarios",
  },
  likely: "Curso probable",
  likelyText: "Esta semana aún no está comprometida. Sus bloques pueden cambiar; puedes mirarlos, pero no moverlos.",
  panel: "Bloque seleccionado",
  checklist: "Lista de tareas",
  about: "Sobre esta semana",
  closePanel: "Cerrar la lista",
  more: "Más: deshacer, rehacer, teclado",
  undo: (what) => `Deshacer: ${what}`,
  redo: (what) => `Rehacer: ${what}`,
  nothingToUndo: "Nada que deshacer",
  keyboard: "Atajos de teclado",
  loading: "Leyendo la semana",
  failed: "No se ha podido leer la semana",
  dismiss: "Descartar",
  moreWarnings: (n) => `${n} más`,
  fewerWarnings: "Menos",
  late: {
    looking: "Buscando las salidas más pequeñas…",
    ways: "Salidas más pequeñas:",
    none: "No se ha encontrado ningún cambio de horas, unidades o fecha que llegue.",
    later: "Decidir más tarde",
    failed: "No se han podido calcular las salidas.",
  },
  planAnew: "Planificar de nuevo",
  kept: {
    label: "Se deja libre",
    name: (title, from, to) =>
      `Se deja libre de ${from} a ${to}, de donde quitaste «${title}». Permitir que se vuelva a planificar`,
    hint: (title) => `Aquí quitaste «${title}». Ningún plan usa este tiempo hasta que lo permitas.`,
    release: "Permitir que se vuelva a planificar",
  },
  add: "Añadir un bloque…",
  empty: {
    none: "Esta semana no tiene horas de estudio. Píntalas en los ajustes y el plan las llena.",
    taken: (by, more) =>
      `Tus horas de estudio están ocupadas: ${by.map(({ title, minutes }) => `${title} (${length(minutes)})`).join(", ")}${more > 0 ? ` y ${more} más` : ""}. El plan sigue después.`,
    free: (minutes, windows) =>
      `Tienes ${length(minutes)} libres en ${windows === 1 ? "una franja, más clara" : `${windows} franjas, más claras`} en la cuadrícula.`,
    settings: "Horas de estudio",
  },
  key: {
    label: "Marcas",
    deep: "Profundo",
    light: "Ligero",
    locked: "Fijo",
    done: "Hecho",
    missed: "No pude",
    busy: "Ocupado",
    free: "Libre para estudiar",
  },
  keys: [
    { keys: ["Intro"], does: "Abrir el bloque" },
    { keys: ["Esc"], does: "Cerrar la lista o la propuesta, dejar de arrastrar" },
  ],
};
