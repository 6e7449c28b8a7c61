// What the look back says in Spanish. Every figure comes from the application; here it only gets its words.
import type { Messages } from "../contract";
import { chance, dateText, dayShort, hours, length, weekRange, weekdayLong } from "./format";

const SMALL = [
  "cero",
  "una",
  "dos",
  "tres",
  "cuatro",
  "cinco",
  "seis",
  "siete",
  "ocho",
  "nueve",
  "diez",
  "once",
  "doce",
];
const count = (n: number): string => SMALL[n] ?? String(n);
const blocks = (n: number): string => (n === 1 ? "1 bloque" : `${n} bloques`);
const weekName = (week: { monday: string; number: number | null }): string =>
  week.number === null ? `Semana del ${dayShort(week.monday)}` : `Semana ${week.number}`;
const factor = new Intl.NumberFormat("es-ES", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

export const review: Messages["review"] = {
  title: "Revisión",
  loading: "Mirando atrás",
  failed: "No se ha podido calcular la revisión",
  period: "Periodo",
  periods: [
    { value: "four_weeks", label: "4 semanas" },
    { value: "twelve_weeks", label: "12 semanas" },
    { value: "all", label: "Todo" },
  ],
  region: "Lo planificado y lo hecho",
  exportButton: "Exportar CSV",
  written: (path) => `Escrito en ${path}`,
  asTable: (title) => `${title}, como tabla`,

  likely(course, today) {
    const { forecast, target } = course;
    if (forecast === null) return [{ text: "Todo lo que pide tu meta está hecho." }];
    const by =
      target < today
        ? `tu fecha, el ${dateText(target)}, ya ha pasado.`
        : `${chance(forecast.chance_percent)} para tu fecha, el ${dateText(target)}.`;
    if (forecast.likely === null) return [{ text: `Lo más probable es que lleve más de seis años; ${by}` }];
    return [
      { text: "Es probable que termines el " },
      { text: dateText(forecast.likely), strong: true },
      { text: ` (1 de cada 2), ${by}` },
    ];
  },
  mean(mean) {
    if (mean === null)
      return [{ text: "Es la primera semana. A partir de la próxima verás aquí cómo fueron las semanas." }];
    const over = mean.weeks === 1 ? "En una semana completa" : `En ${count(mean.weeks)} semanas completas`;
    const done = length(mean.done_min);
    return [
      { text: `${over} estudiaste ` },
      { text: done, strong: true },
      { text: `${mean.weeks === 1 ? "" : " por semana"}, frente a ${length(mean.planned_min)} planificadas.` },
    ];
  },

  week: weekName,
  weekFrom: (week) =>
    `${weekName(week)}${week.number === null ? "" : `, ${dayShort(week.monday)}`}${week.running ? ", en curso" : ""}`,

  burn: {
    title: "Horas hechas y lo que queda",
    done: "Hecho",
    plan: "Plan",
    half: "La mitad de las previsiones",
    most: "Cuatro de cada cinco",
    today: "hoy",
    empty: "Aquí se suma lo que registras en las unidades que pide tu meta.",
    day: "Día",
    scope: "Hecho y pendiente",
    byPlan: "Hecho según el plan",
    forecast: "Previsiones terminadas",
    now: "ahora",
    begin: (day) => `${dateText(day)}, empieza la semana`,
    end: (day) => `Antes del ${dateText(day)}`,
    share: (permille) =>
      permille === 500
        ? "1 de cada 2"
        : permille === 250
          ? "1 de cada 4"
          : permille === 750
            ? "3 de cada 4"
            : `${permille / 100} de cada 10`,
    never: "dentro de más de seis años",
  },

  weeks: {
    title: "Planificado y hecho, por semanas",
    done: "Hecho",
    planned: "Planificado",
    note: "Planificado es lo que el plan tenía para una semana cuando empezó. Hecho es todo lo que registraste en ella.",
    empty: "Aún no hay nada registrado en estas semanas. Aquí estará el primer bloque al que respondas.",
    bar: (week) =>
      `${weekName(week)}, ${weekRange(week.monday)}${week.running ? ", todavía en curso" : ""}: ${
        week.planned_min === null ? "sin plan" : `planificado ${length(week.planned_min)}`
      }, hecho ${length(week.done_min)}`,
    week: "Semana",
    unplanned: "Fuera del plan",
    blocksDone: "Bloques hechos",
    partly: "En parte",
    missed: "No pude",
    unanswered: "Sin respuesta",
    none: "sin plan",
  },

  balance: {
    title: "Equilibrio, últimas 4 semanas",
    empty: "Aquí estarán las nueve estrategias, cada una con lo que tenía planificado y lo que hiciste.",
    of: (row) => ` de ${hours(row.planned_min)} planificadas`,
    strategy: "Estrategia",
    done: "Hecho",
    planned: "Planificado hasta ahora",
    mix: "Parte que busca el plan",
    percent: (permille) => `${Math.round(permille / 10)}\u00A0%`,
  },

  takes: {
    title: "Cuánto se tarda de verdad",
    empty: "Aquí estará lo que tardaste en tus primeras actividades terminadas, frente a sus estimaciones.",
    of: "1,00× es la estimación.",
    by: "Filas",
    groups: [
      { value: "strategy", label: "Estrategias" },
      { value: "kind", label: "Actividades" },
    ],
    times: (percent) => `${factor.format(percent / 100)}×`,
    from: (row) =>
      row.activities === 1
        ? `, 1 actividad terminada en ${blocks(row.blocks)}`
        : `, ${row.activities} actividades terminadas en ${blocks(row.blocks)}`,
    needs: (row, fewest) => {
      const n = fewest - row.activities;
      return n === 1 ? "falta 1 terminada más" : `faltan ${n} terminadas más`;
    },
    what: "Qué",
    estimated: "Estimado",
    took: "Real",
    ratio: "Respecto a la estimación",
    finished: "Terminadas",
    inBlocks: "En bloques",
    tooFew: "muy pocas",
  },

  days: {
    title: "Días con estudio",
    weeks: (n) => (n === 1 ? "1 semana" : `${n} semanas`),
    week: "Semana",
    cell: (day) => (day.min === 0 ? "–" : hours(day.min)),
    weekday: weekdayLong,
  },

  line: {
    title: (last) => (last ? "Una línea sobre la semana pasada" : "Una línea sobre esta semana"),
    which: "Semana",
    options: [
      { value: "this", label: "Esta semana" },
      { value: "last", label: "La pasada" },
    ],
    hint: "Qué ayudó, qué se interpuso, una cosa que cambiar",
    save: "Guardar",
    past: (n) => `Semanas pasadas (${n})`,
    none: "Aquí se guardarán las líneas de las semanas pasadas.",
    list: "Líneas sobre semanas pasadas",
    long: (n, most) => `${n} de ${most} caracteres. Acórtala un poco.`,
  },
};
