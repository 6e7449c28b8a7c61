// What the strategies screen says in Spanish.
import type { HitKind, UnitState } from "../../ipc/types";
import type { Messages } from "../contract";
import { dayOf, dayShort, dayShortYear, hoursAbout, inDays, length } from "./format";

/** "12 dic", and with the year where it is not this one. */
const day = (on: string, today: string) => (on.slice(0, 4) === today.slice(0, 4) ? dayShort(on) : dayShortYear(on));

const states: Record<UnitState, string> = {
  done: "Hecha",
  begun: "En curso",
  open: "Sin empezar",
  known: "Sabida",
  left_out: "Fuera",
};

const kinds: Record<HitKind, string> = {
  unit: "Unidad",
  strategy: "Estrategia",
  rhythm: "Rutina",
  outcome: "Logro",
  resource: "Recurso",
  question: "Pregunta",
};

const costs: Readonly<Record<string, string>> = {
  free: "Gratis",
  "free-to-read": "Gratis para leer",
  freemium: "Gratis en parte",
  paid: "De pago",
};

/** What the pack calls a resource, as far as it is one of its usual words. */
const resourceKinds: Readonly<Record<string, string>> = {
  rota: "lo siguiente",
  own: "tuyo",
  article: "artículo",
  book: "libro",
  booklet: "folleto",
  calendar: "calendario",
  "case studies": "casos prácticos",
  "code reading": "lectura de código",
  community: "comunidad",
  conference: "congreso",
  course: "curso",
  docs: "documentación",
  feed: "novedades",
  guide: "guía",
  interviews: "entrevistas",
  "job board": "ofertas de empleo",
  "journal archive": "archivo de revista",
  newsletter: "boletín",
  paper: "artículo científico",
  platform: "plataforma",
  podcast: "pódcast",
  practice: "práctica",
  project: "proyecto",
  "reading list": "lista de lecturas",
  reference: "referencia",
  report: "informe",
  textbook: "manual",
  tool: "herramienta",
  video: "vídeo",
};

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export const strategies: Messages["strategies"] = {
  title: "Estrategias",
  loading: "Leyendo las estrategias",
  failed: "No se han podido leer las estrategias",
  sum: (done, total, ahead) =>
    `${Math.round(done / 60)} de ${hoursAbout(total)} hechas · ${ahead === 1 ? "1 unidad" : `${ahead} unidades`} por delante`,
  list: "Nueve estrategias",
  choose: "Estrategia",
  hours: (done) => String(Math.round(done / 60)),
  ofHours: (total) => `de ${hoursAbout(total)}`,
  unitsOf: (total) => `de ${total} ${total === 1 ? "unidad" : "unidades"}`,
  next(one, today) {
    if (one.next !== null && !one.next.likely) return `Lo siguiente: ${one.next.title}`;
    if (one.next !== null) return `Probable el ${day(one.next.on, today)}: ${one.next.title}`;
    if (one.left_out && one.units_total === 0) return "Tu meta la deja fuera";
    return one.units_done < one.units_total ? "Aún sin lugar" : "No queda nada que estudiar";
  },
  cardName: (one, next) =>
    `${one.number} ${one.label}, ${Math.round(one.done_min / 60)} de ${hoursAbout(one.total_min)} hechas. ${next}`,
  option: (one) => `${one.number} ${one.label}: ${Math.round(one.done_min / 60)} de ${hoursAbout(one.total_min)}`,

  units: "Unidades",
  none: "Sin unidades",
  states,
  later: "Más tarde",
  optional: "Opcional",
  after: "después de",
  outcomes: (ticked, all) => `${ticked} de ${all}`,
  rowName: (row, when, after) =>
    [
      row.title,
      states[row.state].toLowerCase(),
      ...(row.optional ? ["opcional"] : []),
      ...(row.later ? ["para más tarde"] : []),
      ...(row.own ? ["tuya"] : []),
      `${row.ticked} de ${row.outcomes} logros`,
      ...(row.state === "known" || row.state === "left_out" ? [] : [lower(when)]),
      `${hoursAbout(row.total_min)} en total`,
      ...(after === null ? [] : [`después de ${after}`]),
    ].join(", "),
  linkName: (title, state, short) =>
    [title, ...(short === null ? [] : [short]), states[state].toLowerCase()].join(", "),
  when(row, today) {
    switch (row.state) {
      case "done":
        return row.done_min > 0 ? `${length(row.done_min)} hechas` : "Hecha";
      case "known":
        return "Sabida";
      case "left_out":
        return "Fuera";
      case "begun":
        return row.done_min > 0 ? `${length(row.done_min)} hechas` : "En marcha";
      case "open":
        if (row.starts === null) return "Aún sin lugar";
        return row.likely ? `Probable el ${day(row.starts, today)}` : `Empieza el ${day(row.starts, today)}`;
    }
  },

  needs: "Necesita antes",
  opensUp: "Da paso a",
  nothingFirst: "Nada: puede empezar enseguida.",
  resources: "Recursos",
  questions: "Preguntas para recordar",
  answer: "Respuesta",
  showAnswer: "Ver la respuesta",
  back: ({ on, days }) => `Vuelven el ${dayOf(on, days)}, ${inDays(days)}.`,
  notYet: "Vuelven solas cuando la unidad está hecha.",
  kind: (kind) => resourceKinds[kind] ?? kind,
  cost: (cost) => costs[cost] ?? cost,
  whyNot: "¿Por qué no antes?",
  whyNotLoading: "Consultando el plan…",
  unitFailed: "No se ha podido leer esta unidad.",

  acts: {
    label: "Lo que decides tú",
    known: "Esto ya lo sé",
    drop: "Dejarla fuera",
    later: "Más tarde",
    notLater: "Devolver a su turno",
    back: "Estudiarla a pesar de todo",
    estimate: "Cambiar la estimación",
    frees: (minutes) => `Saberla o dejarla fuera libera ${length(minutes)}.`,
    costs: (minutes) => `Eso cuesta ${length(minutes)}.`,
    laterHint: "Espera a que todo lo demás tenga su lugar.",
  },
  estimate: {
    title: "Estimación",
    label: "Horas para toda la unidad",
    hint: ({ low_min, likely_min, high_min }) =>
      `El temario dice ${length(likely_min)}: ${length(low_min)} con suerte, ${length(high_min)} si se pone difícil.`,
    own: (minutes) => `Tu estimación: ${length(minutes)}.`,
    save: "Planificar con ella",
    pack: (minutes) => `Volver a las ${length(minutes)} del temario`,
    unread: "Escribe horas como 6 o 6,5.",
  },

  own: "Tuya",
  note: {
    write: "Cambiar la nota",
    read: "Terminar de escribir",
    markdown: "Se dibuja Markdown: **negrita**, *cursiva*, listas y enlaces.",
  },
  ownResource: {
    add: "Añadir un recurso",
    change: (title) => `Cambiar «${title}»`,
    remove: (title) => `Quitar «${title}»`,
    title: "Título",
    url: "Dirección",
    urlHint: "Como https://example.org; déjala vacía si es algo en papel",
    sections: "Capítulos o páginas",
    sectionsHint: "Solo donde ayude",
    save: "Guardar el recurso",
  },
  ownUnit: {
    add: "Añadir una unidad propia",
    change: "Cambiar tu unidad",
    changeButton: "Cambiar la unidad",
    remove: "Quitar la unidad",
    addButton: "Añadirla al plan",
    save: "Guardarla",
    title: "Título",
    noTitle: "La unidad necesita un título.",
    strategy: "Estrategia",
    hours: "Horas",
    outcomes: "Lo que sabrás hacer después",
    outcomesHint: "Uno por línea. Son la lista de tareas y lo que pregunta un repaso.",
    noOutcome: "Escribe al menos una línea.",
    first: "Necesita antes",
    firstHint: "Elige unidades que deban estar hechas antes",
    firstList: "Unidades elegidas",
    noUnit: "Ninguna unidad se llama así.",
    left: (text) => `«${text}» no es una unidad. Elige una de la lista.`,
    takeOut: (title) => `No necesita «${title}»`,
  },

  rhythms: "Rutinas",
  rhythm: {
    name: (rhythm, when) =>
      [
        rhythm.title,
        `${length(rhythm.minutes)} ${rhythm.cadence}`,
        lower(when),
        ...(rhythm.item === null || rhythm.next === null ? [] : [`con ${rhythm.item}`]),
      ].join(", "),
    cadence: ({ cadence, minutes }) => `${length(minutes)} ${cadence}`,
    when(rhythm, today) {
      if (rhythm.left_out) return "Tu meta la deja fuera";
      if (!rhythm.wanted) return "Fuera";
      if (rhythm.next === null) return "Aún no";
      return rhythm.likely ? `Probable el ${day(rhythm.next, today)}` : `La próxima, el ${day(rhythm.next, today)}`;
    },
    item: (title) => `Lo siguiente: ${title}`,
    wanted: "Mantenerla",
    wantedHint: ({ cadence, minutes }) => `Pide ${length(minutes)} ${cadence}.`,
    goal: "Tu meta la deja fuera. Para mantenerla, elige otra meta en los ajustes.",
    steps: "Pasos",
  },

  find: {
    label: "Buscar una unidad, un logro o un recurso",
    placeholder: "Buscar unidad o logro",
    results: "Encontrado",
    kinds,
    name: (hit, where) => `${hit.text.map(({ text }) => text).join("")}, ${kinds[hit.kind].toLowerCase()} en ${where}`,
    in: (title, label) => `${title}, ${label}`,
    none: (text) => `Nada se llama «${text}». Prueba con menos letras o con otra palabra.`,
    more: (n) => `${n} más; sigue escribiendo para acotarlos`,
    count: (n) => (n === 1 ? "1 encontrado" : `${n} encontrados`),
  },
  keysTitle: "En Estrategias",
  keys: [
    { keys: ["↑", "↓"], does: "Estrategia, unidad o hallazgo siguiente o anterior" },
    { keys: ["Intro"], does: "Abrir o cerrar una unidad" },
    { keys: ["Esc"], does: "Cerrar lo encontrado, o la unidad" },
  ],
};
