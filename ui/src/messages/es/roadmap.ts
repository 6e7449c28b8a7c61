// What the roadmap says in Spanish. A forecast date is never said without its chance.
import type { ForecastView, LaneRhythm, LaneUnit, UnitStatus } from "../../ipc/types";
import type { Messages } from "../contract";
import { capital, chance, dateText, dayShort, dayShortYear, hoursAbout, length, listText } from "./format";

const weeks = (n: number) => (n === 1 ? "1 semana" : `${n} semanas`);
const units = (n: number) => (n === 1 ? "1 unidad" : `${n} unidades`);
const quoted = (titles: readonly string[]) => listText(titles.map((title) => `«${title}»`));

const statuses: Record<UnitStatus, string> = {
  ahead: "Por delante",
  begun: "Empezada",
  done: "Hecha",
  known: "Sabida de antes",
  left_out: "Fuera",
};

/** Monday to Monday, or "the week of" a single one. `to` null: it does not end within the plan. */
function when(from: string, to: string | null): string {
  if (to === null) return `desde la semana del ${dayShortYear(from)}, sin final en este plan`;
  if (from === to) return `semana del ${dayShortYear(from)}`;
  const first = from.slice(0, 4) === to.slice(0, 4) ? dayShort(from) : dayShortYear(from);
  return `semanas del ${first} al ${dayShortYear(to)}`;
}

function done(unit: LaneUnit): string | null {
  if (unit.status !== "begun") return unit.status === "ahead" ? null : statuses[unit.status].toLowerCase();
  return `${Math.round((100 * unit.done_min) / Math.max(1, unit.total_min))}\u00A0% hecho`;
}

/** «40 min cada 2 semanas». */
const often = ({ minutes, cadence }: LaneRhythm) => `${length(minutes)} ${cadence}`;

const certain: Messages["roadmap"]["certain"] = {
  past: null,
  promised: "comprometida",
  likely: "curso probable",
  asked: "y si…",
};

export const roadmap: Messages["roadmap"] = {
  title: "Hoja de ruta",
  loading: "Leyendo la hoja de ruta",
  failed: "No se ha podido leer la hoja de ruta",
  note: (target, n, left, all) =>
    `${n > 0 ? `${weeks(n)} hasta el ${dayShortYear(target)}` : `El ${dayShortYear(target)} ya ha pasado`} · quedan ${hoursAbout(left)} de ${hoursAbout(all)}`,
  view: "Mostrar como",
  views: { weeks: "Semanas", whole: "Plan entero", table: "Tabla" },

  chart: "Nueve carriles por semanas",
  help: "Las flechas llevan por un carril y al carril siguiente. Inicio y Fin van a sus extremos. Intro abre una unidad o un carril.",
  promised: "Comprometido",
  likely: "Curso probable, aún puede cambiar",
  asked: (week) => `Y si…: el curso probable con ${length(week)} por semana`,
  week: (n) => `Semana ${n}`,
  today: "Hoy",
  target: (target) => `Objetivo ${dayShortYear(target)}`,
  half: (day) => `${dayShortYear(day)} · 1 de cada 2`,
  key: {
    target: "Objetivo",
    likely: "Probable, 1 de cada 2",
    band: "Hasta 4 de cada 5, hasta 19 de cada 20",
    optional: "Opcional",
    rhythm: "Semanas de una rutina",
    lane: "Fin probable de un carril, 1 de cada 2",
  },
  keyLabel: "Marcas",

  /** Begins with what is on screen: «Maths 94 h por estudiar en 13 unidades, Maths & statistics, fin probable …». */
  lane: (short, label, left, unitsLeft, likely) =>
    [
      `${short} ${hoursAbout(left)} por estudiar${unitsLeft === 0 ? "" : ` en ${units(unitsLeft)}`}`,
      label,
      ...(likely === undefined
        ? []
        : [likely === null ? "probablemente, más de seis años" : `fin probable el ${dateText(likely)}, 1 de cada 2`]),
    ].join(", "),
  laneLikely: (label, day) => `${label}, fin probable el ${dayShortYear(day)}, 1 de cada 2`,

  statuses,
  when,
  done,
  name: (unit, label, span, certainty, needs, opens) => {
    const facts = [
      unit.title,
      label,
      when(span.from, span.to),
      certain[certainty],
      length(unit.total_min),
      done(unit),
      unit.core ? null : "opcional",
    ].filter((part) => part !== null);
    return [
      `${facts.join(", ")}.`,
      ...(needs.length > 0 ? [`Espera a ${quoted(needs)}.`] : []),
      ...(opens.length > 0 ? [`Da paso a ${quoted(opens)}.`] : []),
    ].join(" ");
  },
  certain,
  rhythm: (rhythm, span) =>
    [rhythm.title, often(rhythm), ...(span === null ? [] : [when(span.from, span.to)])].join(", "),

  milestones: "Hitos",
  milestone: (title, day) => `${title}, planificado para el ${dayShortYear(day)}`,

  panel: {
    label: "Unidad o carril seleccionado",
    close: "Cerrar",
    hours: (unit) =>
      unit.done_min > 0 && unit.status === "begun"
        ? `${length(unit.done_min)} de ${length(unit.total_min)} estudiadas`
        : length(unit.total_min),
    optional: "Opcional",
    core: "Tu meta la necesita",
    noWeeks: "No tiene semanas en este plan.",
    asked: "Estas semanas son las de tu pregunta, no las de tu plan.",
    likely: "Curso probable: aún puede cambiar.",
    needs: "Espera a",
    needsNothing: "Nada: puede empezar en cualquier momento.",
    opens: "Da paso a",
    opensNothing: "Ninguna otra unidad la espera.",
    whyNot: "¿Por qué no antes?",
    whyFailed: "No se ha podido averiguar a qué espera.",
    why: "Para qué sirve",
    week: "Ir a su semana",
    weekBegun: "Ir a su próxima semana",
    weekPast: "Ir a su última semana",
    drop: "Dejarla fuera",
    restore: "Recuperarla",
    restored: "Está fuera: no hay ningún bloque planificado para ella. Si la recuperas, se vuelve a planificar.",
    dropTitle: "Sin ella",
    saves: (minutes) => `Dejarla fuera libera ${length(minutes)}.`,
    effect: (now, then, target) => {
      const day = (view: ForecastView) => (view.likely === null ? "más de seis años" : dateText(view.likely));
      if (now.likely === then.likely && now.chance_percent === then.chance_percent)
        return `Tu fecha no cambia: fin probable, ${day(then)}, 1 de cada 2.`;
      return `Fin probable: ${day(then)} en lugar de ${day(now)}, 1 de cada 2. ${capital(chance(then.chance_percent))} para el ${dateText(target)}; antes, ${chance(now.chance_percent)}.`;
    },
    builds: (titles) =>
      titles.length === 1
        ? `${quoted(titles)} se apoya en ella y se planificaría como si la supieras.`
        : `${quoted(titles)} se apoyan en ella y se planificarían como si la supieras.`,
    lane: (left, n) => (n === 0 ? "No queda nada que estudiar." : `Quedan ${hoursAbout(left)} en ${units(n)}.`),
    laneLikely: (half, four) =>
      half === null
        ? "Lo que tu meta necesita de ella probablemente lleve más de seis años."
        : `Lo que tu meta necesita de ella tiene como fin probable el ${dateText(half)}, 1 de cada 2${four === null ? "" : `; 4 de cada 5 para el ${dateText(four)}`}.`,
    groups: { ahead: "Por delante", past: "Hechas", known: "Sabidas de antes", left_out: "Fuera" },
    rhythms: "Rutinas",
    rhythm: (rhythm, span) => `${often(rhythm)}, ${span === null ? "aún sin semana" : when(span.from, span.to)}`,
  },

  whatIf: {
    title: "¿Y si…?",
    hours: "Horas por semana",
    plan: (week, most) => `Tu plan usa ${length(week)} de ${length(most)} de tiempo de estudio`,
    target: "Fecha objetivo",
    step: "Las flechas mueven una semana",
    now: "Como está planificado",
    then: "Entonces",
    likely: (day) => (day === null ? "Probablemente, más de seis años" : `Fin probable: ${dayShortYear(day)}`),
    by: (percent, target) => ({ chance: capital(chance(percent)), by: ` para el ${dateText(target)}` }),
    was: (percent) => `; antes, ${chance(percent)}`,
    passed: (target) => `Tu fecha, el ${dateText(target)}, ya ha pasado.`,
    side: (days) => {
      if (days === 0) return "En tu fecha objetivo.";
      const n = Math.abs(days) === 1 ? "1 día" : `${Math.abs(days)} días`;
      return `${n} ${days > 0 ? "después de" : "antes de"} tu fecha objetivo, 1 de cada 2.`;
    },
    later: (four, nineteen) =>
      four === null
        ? ""
        : `4 de cada 5 para el ${dayShortYear(four)}${nineteen === null ? "" : `, 19 de cada 20 para el ${dayShortYear(nineteen)}`}.`,
    hint: "Nada cambia hasta que lo apliques.",
    apply: "Aplicar al plan",
    back: "Volver a tu plan",
    failed: "No se ha podido calcular.",
  },

  leaveOut: {
    open: (n) => `Dejar fuera unidades opcionales${n === 0 ? "" : `, ${n === 1 ? "1 elegida" : `${n} elegidas`}`}`,
    title: "Unidades opcionales",
    none: "Elige unidades para ver qué pasaría si las dejas fuera. Puedes recuperarlas cuando quieras.",
    saves: (n, minutes) =>
      n === 1 ? `Dejarla fuera libera ${length(minutes)}.` : `Dejar fuera estas ${n} libera ${length(minutes)}.`,
    builds: (titles) =>
      titles.length === 1
        ? `${quoted(titles)} se apoya en lo que dejas fuera y se planificaría como si lo supieras.`
        : `${quoted(titles)} se apoyan en lo que dejas fuera y se planificarían como si lo supieras.`,
  },

  table: {
    caption: "Todas las unidades y rutinas con sus semanas",
    unit: "Unidad o rutina",
    weeks: "Semanas",
    hours: "Horas",
    done: "Estudiado",
    status: "Estado",
    needs: "Espera a",
    none: "–",
    spanText: (from, to) =>
      from === null
        ? "–"
        : to === null
          ? `${dayShortYear(from)} – sin final`
          : from === to
            ? dayShortYear(from)
            : `${dayShort(from)} – ${dayShortYear(to)}`,
    status1: (unit) => `${statuses[unit.status]}${unit.core ? "" : ", opcional"}`,
    rhythm: (rhythm) => `Rutina, ${often(rhythm)}`,
  },

  empty: {
    title: "Aún no hay nada planificado",
    text: "En tus horas de estudio no cabe ningún bloque, así que ninguna unidad tiene semana. Añade horas de estudio y el plan las llena.",
    action: "Horas de estudio",
    doneTitle: "No queda nada que estudiar",
    doneText: "Todas las unidades están hechas, sabidas o fuera. Desde la lista de un carril se pueden recuperar.",
    doneAction: "Ver todas las unidades",
    allDone: "Todo lo que pide tu meta está hecho.",
  },
  keys: [
    { keys: ["←", "→"], does: "Por el carril" },
    { keys: ["↑", "↓"], does: "Al carril siguiente" },
    { keys: ["Inicio", "Fin"], does: "Primera, última unidad del carril" },
    { keys: ["Intro"], does: "Abrir la unidad o el carril" },
    { keys: ["Esc"], does: "Cerrar lo que esté abierto" },
  ],
};
