// What the four steps to a first plan say in Spanish.
import type { Messages } from "../contract";
import { capital, chance, dateText, length, listText, weekRange } from "./format";

export const onboarding: Messages["onboarding"] = {
  title: "Preparación",
  steps: "Pasos",
  names: ["Meta y fecha", "Cuándo puedes estudiar", "Lo que ya sabes", "Tu plan"],
  step: (n, name) => `Paso ${n} de 4: ${name}`,
  answered: "visto",
  note: "Todo se queda en este equipo. Sin cuenta. Puedes cambiar todo esto más adelante.",
  back: "Atrás",
  next: "Continuar",
  skip: "Ir directo a tu plan",
  sample: "Probar con una muestra",
  have: "¿Ya tienes un plan?",
  bring: "Traer una exportación",
  failed: "No se ha podido preparar el primer paso",
  loading: "Preparando el primer paso",

  join: {
    open: "Unirse a otro equipo",
    title: "Tu plan de tu otro equipo",
    lead: "Elige la misma carpeta de sincronización que allí (Ajustes, Datos). Todo lo que hay en ella llega aquí, y los dos quedan al día.",
    empty: "Aún no hay ningún plan en esta carpeta",
    wait: "Aparecerá solo en cuanto el programa de la carpeta lo haya traído. Si es otra carpeta que la de tu otro equipo, cámbiala.",
    here: "También puedes preparar un plan aquí: irá a tus otros equipos por esta carpeta. Si ya hay uno, cuenta lo que se preparó más tarde.",
    setUp: "Prepararlo aquí",
    off: "Dejar la carpeta en paz",
  },

  goal: {
    title: "¿Qué quieres conseguir?",
    lead: "Ninefold convierte nueve estrategias en un plan semanal que cabe alrededor de tu trabajo.",
    label: "Meta",
    choices: [
      {
        value: "ml_role",
        title: "Pasar a un puesto de ingeniería de ML",
        detail: "Las nueve estrategias, las entrevistas al final",
      },
      {
        value: "add_to_job",
        title: "Añadir ML al trabajo que tengo",
        detail: "Siete estrategias, sin preparar entrevistas",
      },
      {
        value: "one_application",
        title: "Preparar una candidatura",
        detail: "Plan corto, primero entrevistas y proyectos",
      },
    ],
    date: "Fecha objetivo",
    weeks(days, today) {
      const from = `desde hoy, ${dateText(today)}`;
      if (days < 14) return `${days === 1 ? "1 día" : `${days} días`} ${from}`;
      return `Unas ${Math.round(days / 7)} semanas ${from}`;
    },
    hours: "Horas por semana",
    hoursRange: "Se pueden planificar entre 30\u00a0min y 70\u00a0h por semana.",
    example: (minutes) => `Por ejemplo, ${length(Math.round(minutes / 25) * 5)} en cada uno de cinco días`,
    hold: (hours) => `Qué contienen las ${hours} de trabajo esencial`,
    leftOut: "fuera",
    optional: "opcional",
    known: (hours) => `Ya se han restado ${hours} que probablemente sabes; el paso 3 lo cambia.`,
    uncounted: "Las horas se cuentan en cuanto se puedan leer la fecha y las horas.",
    counting: "Sumando las horas",
  },

  time: {
    title: "¿Cuándo puedes estudiar?",
    lead: "Pinta las horas en que podrías estudiar. El plan no las usará todas.",
    painted: (length) => `${length} pintadas`,
    nothing: "Nada pintado todavía",
    uses: (length) => `El plan usa unas ${length}. El resto es para cuando se pierde una tarde.`,
    deep: "Profundo, para materia nueva",
    light: "Ligero, para leer y recordar",
    busy: "Horas ocupadas",
  },

  know: {
    title: "¿Qué sabes ya?",
    lead: "Basta una respuesta aproximada. Cada una se puede afinar unidad por unidad, ahora o después.",
    offered: (titles) =>
      `${listText(titles)} ${titles.length === 1 ? "está marcada como sabida" : "están marcadas como sabidas"} para alguien que programa.`,
    strategy: "Estrategia",
    level: "Nivel",
    hours: "Horas",
    before: "antes",
    now: "ahora",
    units: "Unidades",
    levels: [
      { value: "new", label: "Nuevo" },
      { value: "seen_it", label: "Lo he visto" },
      { value: "use_it", label: "Lo uso" },
      { value: "could_teach_it", label: "Podría enseñarlo" },
    ],
    pick: "Elegir unidades",
    close: "Cerrar unidades",
    picked: (n) => (n === 1 ? "1 elegida a mano" : `${n} elegidas a mano`),
    unpick: "Seguir el nivel otra vez",
    known: "Marca las unidades que ya sabes. No reciben bloques.",
    total: (hours) => `Saber esto quita ${hours}`,
    added: (hours) => `Esto añade ${hours}`,
    none: "No se quita nada",
    hint: "¿No lo tienes claro? Deja «Nuevo»; se puede cambiar después en los ajustes.",
  },

  plan: {
    working: "Colocando los bloques de tus primeras semanas",
    workingTitle: "Tu plan",
    failed:
      "Con estas respuestas todavía no sale un plan. Vuelve atrás, cambia lo que se nombra aquí y prueba otra vez.",
    likely: (day) => `Fin probable: ${dateText(day)}`,
    endless: "Probablemente, más de seis años",
    finished: "No queda nada que estudiar",
    chance: (percent, target) => `${capital(chance(percent))} para tu fecha, el ${dateText(target)}.`,
    lead: (work, week) => `${work}, a ${week} por semana.`,
    week: (monday) => `Tu primera semana, ${weekRange(monday)}`,
    free: "Libre",
    over: "Pasado",
    empty: "No hay ningún bloque en la primera semana.",
    block: (title, from, to, kind) => `${title}, de ${from} a ${to}, ${kind}`,
    split: (hours) => `A qué van las ${hours} de trabajo esencial`,
    way: "El camino",
    notReached: "aún no",
    behaves: "Cómo se comporta el plan",
    rules: [
      "Se planifica de nuevo cuando cambia tu calendario, y dice qué se ha movido.",
      "Los bloques fijos no se mueven nunca. Siempre se puede deshacer.",
      "Un bloque que no pudiste hacer vuelve a la cola. Nada se pone en rojo.",
    ],
    warnings: "Antes de empezar",
    finish: "Empezar con este plan",
    finishing: "Guardando tu plan",
  },
};
