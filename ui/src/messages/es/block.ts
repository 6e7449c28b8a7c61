// What is said of one block, wherever it is shown, in Spanish.
import type { BlockStatus } from "../../ipc/types";
import { clock } from "../../time/civil";
import type { Messages } from "../contract";
import { length, weekdayLong } from "./format";

const states: Record<BlockStatus, string> = {
  planned: "planificado",
  now: "en curso",
  unanswered: "sin respuesta todavía",
  done: "hecho",
  partly: "hecho en parte",
  missed: "no se pudo hacer",
  skipped: "dejado fuera",
};

export const block: Messages["block"] = {
  states,
  stateLong: (view) => {
    switch (view.state) {
      case "planned":
        return null;
      case "now":
        return "En curso";
      case "unanswered":
        return "Sin respuesta todavía. ¿Lo hiciste?";
      case "done":
        return view.done_min === view.minutes ? "Hecho" : `Hecho, ${length(view.done_min)} de ${length(view.minutes)}`;
      case "partly":
        return `Hecho en parte, ${length(view.done_min)} de ${length(view.minutes)}`;
      case "missed":
        return "No se pudo hacer.";
      case "skipped":
        return "Dejado fuera";
    }
  },
  /** «Mates, El teorema de Bayes, lunes de 19:30 a 21:00, profundo, hecho». */
  name: (view, category, extra = {}) =>
    [
      category,
      view.title,
      `${weekdayLong(view.date)} de ${clock(view.from)} a ${clock(view.to)}`,
      view.deep ? "profundo" : "ligero",
      view.id === null ? "probable" : states[view.state],
      ...(view.locked ? ["fijo"] : []),
      ...(view.first ? ["va primero"] : []),
      ...(extra.moved === true ? ["recién movido"] : []),
      ...(extra.leaves === true ? ["cambiaría"] : []),
    ].join(", "),
  done: "Hecho",
  missed: "No pude",
  lock: "Fijar este bloque: el plan no lo moverá",
  free: "Soltar este bloque: el plan podrá moverlo",
  lockShort: "Fijar",
  freeShort: "Soltar, el plan podrá moverlo",
  locked: "Fijo",
  outcomes: "Logros",
  of: (ticked, all) => `${ticked} de ${all}`,
  open: "Abrir",
  ready: "Ten a mano",
  opens: (title) => `${title}, se abre en tu navegador`,
  onPaper: "en papel",
  notes: "Notas",
  noteOn: (day) => `Guardado: ${day}`,
  noteSaving: "Sin guardar todavía",
  noteFailed: "Sin guardar",
  wrote: (day) => `Lo que escribiste, ${day}`,
  why: "¿Por qué aquí?",
  costs: {
    caption: "Lo que cuesta este lugar, en minutos de molestia",
    minutes: (points) => `${points < 0 ? "−" : ""}${Math.round(Math.abs(points) / 10)}\u00a0min`,
    sum: "En total",
    next: (when, more) =>
      `el siguiente mejor: ${when}, ${more === 0 ? "lo mismo" : `${more > 0 ? "+" : "−"}${Math.abs(more)}\u00a0min`}`,
  },
  whatFor: "Para qué sirve",
  progress: (done, total) => `${length(done)} de ${length(total)} estudiadas`,
  project: "Proyecto",
  milestones: "Por el camino",
  doneWhen: "Está hecho cuando",
  steps: "Pasos",
  more: "Más para este bloque",
  likely: "Curso probable: puedes mirarlo, pero no cambiarlo hasta que la semana esté comprometida.",
  past: (view) =>
    view.state === "unanswered"
      ? "Este bloque ya ha pasado. Di si lo hiciste o que no pudiste."
      : "Este bloque ya tiene respuesta. Se puede cambiar cuando se deshaga, en el equipo que la dio.",
  failed: "No se ha podido leer este bloque.",
  move: {
    menu: "Mover…",
    title: (title) => `Mover «${title}»`,
    looking: "Buscando otras horas…",
    none: "No hay otra hora posible en la próxima semana.",
    to: (when) => `A ${when}`,
    choose: "Elegir una hora…",
    earlier: "15\u00a0min antes",
    later: "15\u00a0min después",
    dayBefore: "Un día antes",
    dayAfter: "Un día después",
    shorter: "15\u00a0min más corto",
    longer: "15\u00a0min más largo",
  },
  time: {
    title: "Elegir una hora",
    day: "Día",
    dayHint: "Por ejemplo, 26 nov o 2026-11-26",
    start: "Inicio",
    startHint: "Por ejemplo, 19:30",
    minutes: "Minutos",
    badDay: "Escribe un día, por ejemplo 26 nov.",
    badStart: "Escribe una hora, por ejemplo 19:30.",
    badMinutes: "Escribe minutos enteros de 1 a 1440, por ejemplo 90.",
    legal: "Ahí cabe.",
    asking: "Consultando el plan…",
    apply: "Moverlo ahí",
    nearest: (when) => `Lo más cercano: ${when}`,
  },
  length: {
    label: "Minutos",
    shorter: "15 minutos más corto",
    longer: "15 minutos más largo",
  },
  split: {
    menu: "Dividir por la mitad",
    menuAt: "Dividir donde digas…",
    title: "Dividir el bloque",
    first: "Primera parte, minutos",
    second: "Segunda parte, día",
    start: "Inicio",
    secondHint: "Vacío: el siguiente lugar donde quepa",
    legal: (minutes, when) => `Segunda parte: ${minutes}, ${when}.`,
    apply: "Dividirlo",
  },
  forward: "Adelantar su unidad",
  back: "Devolver su unidad a su turno",
  first: "Va primero",
  remove: "Quitarlo y dejar libre su hora",
  add: {
    menu: "Añadir un bloque…",
    title: "Añadir un bloque",
    unit: "Unidad",
    unitHint: "Escribe una parte de su nombre",
    none: "Ninguna unidad pendiente lleva esto en su nombre.",
    left: (text, value) =>
      value === ""
        ? `«${text}» no nombra ninguna unidad, o nombra varias.`
        : `«${text}» no nombra ninguna unidad, o nombra varias. Sigue «${value}».`,
    more: (count) => `${count} más; escribe para acotarlas`,
    ready: (title, activity, minutes) => `${title} · ${activity}, quedan ${minutes}`,
    waits: (title, forUnits) => `${title} · espera a ${forUnits}`,
    waiting: (forUnits) => `Espera a ${forUnits}.`,
    choose: "Elige una unidad.",
    legal: "Ahí cabe. Quedará fijo, como todo lo que colocas a mano.",
    apply: "Añadirlo ahí",
  },
  took: {
    menu: "Hecho, con otros minutos…",
    title: "¿Cuánto has tardado?",
    minutes: "Minutos",
    hint: (planned) => `Estaba planificado con ${planned}.`,
    forgotten: (clock, planned) =>
      `El reloj marca ${clock} y estaba planificado con ${planned}. ¿Te ausentaste? Di cuánto estudiaste de verdad.`,
    finished: (activity) => `«${activity}» está terminada: no queda nada que planificar de ella`,
    apply: "Hecho",
  },
};
