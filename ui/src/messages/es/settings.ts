// What the settings screen says in Spanish.
import { clock } from "../../time/civil";
import type { Messages } from "../contract";
import { length, weekdayLong, weekdaysText } from "./format";

export const settings: Messages["settings"] = {
  title: "Ajustes",
  sections: "Secciones de los ajustes",
  names: {
    availability: "Disponibilidad",
    goal: "Meta y fecha",
    known: "Lo que ya sabes",
    pace: "Tu ritmo",
    calendars: "Calendarios",
    appearance: "Apariencia",
    computer: "Este ordenador",
    pack: "Temario",
    data: "Datos",
  },
  failed: "No se han podido leer los ajustes",
  loading: "Leyendo los ajustes",
  save: "Guardar",
  saving: "Guardando",
  reset: "Volver a lo guardado",
  unsaved: "Sin guardar todavía",

  availability: {
    lead: "El plan usa solo estas franjas, y solo las que necesita.",
    caption: "Franjas de estudio",
    days: "Días",
    from: "De",
    to: "A",
    kind: "Sirve para",
    deep: "Profundo o ligero",
    light: "Solo ligero",
    remove: "Quitar",
    removeRow: (row) => `Quitar ${row}`,
    row: (days, from, to) => {
      const hours = from === null || to === null ? "" : ` de ${clock(from)} a ${clock(to)}`;
      return `${days.length === 0 ? "la franja nueva" : weekdaysText(days)}${hours}`;
    },
    of: (row, field) => `${row}, ${field}`,
    add: "Añadir una franja",
    grid: "Pintar en una cuadrícula",
    table: "Editar como lista",
    fixFirst: "Corrige antes las filas de arriba; después se podrán pintar.",
    total: (total, used) => `${total} por semana, se usan unas ${used}`,
    none: "No hay franjas de estudio. Sin ninguna no se puede planificar nada.",
    timeShort: "Como 19:30",
    problem: {
      time: "Escribe horas como 19:30.",
      day: "Elige al menos un día.",
      order: "El final debe ir después del inicio. El tiempo después de medianoche es del día siguiente.",
      overlap: (day) => `Comparte tiempo con otra fila el ${weekdayLong(day)}.`,
    },
  },

  limits: {
    title: "Límites",
    week: "Horas por semana",
    weekHint: "Lo que el plan intenta usar",
    day: "Máximo en un día",
    dayHint: "Horas; ningún día recibe más",
    shortest: "Bloque más corto",
    longest: "Bloque más largo",
    longestHint: "Las unidades más largas se dividen",
    break: "Pausa entre bloques",
    minutes: (n) => (n === 0 ? "Ninguna" : length(n)),
    problem: {
      unread: "Escribe horas como 9 o 9,5.",
      week_range: "Se pueden planificar entre 30\u00a0min y 70\u00a0h por semana.",
      week_under_block: "Es menos que el bloque más corto.",
      day_range: "Se pueden planificar entre 30\u00a0min y 16\u00a0h por día.",
      shortest_longer: "Es más corto que el bloque más corto.",
      longest_over_day: "Es más largo que el máximo en un día.",
    },
  },

  goal: {
    lead: "El plan cambia con ellas y dice qué se ha movido.",
    zone: "Zona horaria de tu semana de estudio",
    zoneHint: "Los bloques mantienen sus horas en esta zona, también cuando viajas.",
    zoneNone: "Ninguna zona se llama así. Escribe una ciudad en inglés, como Madrid o Mexico_City.",
    zoneLeft: (text, zone) => `«${text}» no es una zona; sigue siendo ${zone}.`,
    zoneMore: (n) => `${n} más; escribe para acotarlas`,
  },

  known: {
    lead: "Lo que ya sabes no recibe bloques. Lo que estudiaste con Ninefold hasta el final no aparece aquí.",
    left: "Trabajo esencial que queda",
  },

  pace: {
    own: "Planificar con mi propio ritmo",
    ownHint: "Desactivado: los planes siguen las estimaciones tal como son",
    none: "Aún no hay nada terminado. Desde las primeras actividades terminadas, aquí se muestra cuánto tardaste.",
    caption: "Lo que tardaste en las actividades terminadas, frente a sus estimaciones",
    what: "Qué",
    groups: { everything: "", strategy: "Estrategias", kind: "Tipos de actividad" },
    from: "Según",
    factor: "Planificado",
    blocks: (n) => (n === 1 ? "1 bloque" : `${n} bloques`),
  },

  calendars: {
    lead: "Tus eventos solo se leen, para saber cuándo tienes algo, y solo van adonde van tus datos. Ningún bloque cae sobre un evento. En un calendario solo se escriben bloques de estudio, si los publicas.",
    none: "Ningún calendario todavía.",
    noneWhy: "Añade uno y sus horas quedan libres de bloques.",
    unread: "Todavía no se lee ningún calendario de tus cuentas.",
    unreadWhy: "Marca aquellos cuyas horas deben quedar libres de bloques.",
    again: "Para leer una copia más reciente, añade otra vez su archivo con el mismo nombre.",
  },

  appearance: {
    lead: "Los cambios se aplican al momento.",
    theme: "Tema",
    themes: [
      { value: "system", label: "Sistema" },
      { value: "light", label: "Claro" },
      { value: "dark", label: "Oscuro" },
    ],
    language: "Idioma",
    languageHint: "De la ventana y sus mensajes. El temario está en inglés.",
    languageSystem: "Sistema",
    colours: "Colores de las estrategias",
    coloursHint: "Los iconos y los nombres se muestran siempre también",
  },

  pack: {
    lead: "Las unidades, preguntas y recursos vienen de un temario: una carpeta de archivos de texto que cualquiera puede escribir.",
    bundled: "Vino con Ninefold",
    back: "Volver al que vino con Ninefold",
    unread: "Esta versión de Ninefold no puede leer tu temario, así que lo sustituye el que vino con ella.",
    another: "Otro temario",
    folder: "Carpeta del temario",
    folderHint: "La carpeta que contiene pack.toml. Todo se guarda con tu plan, así que la carpeta puede desaparecer.",
    choose: "Elegir una carpeta",
    look: "Examinarla",
    use: "Estudiar con este temario",
    used: "Ya estudias con este temario.",
    problems: (n) =>
      n === 1
        ? "Este temario no se puede usar: tiene un problema."
        : `Este temario no se puede usar: tiene ${n} problemas.`,
    more: (n) => `${n} más`,
  },

  data: {
    lead: "Todo lo que has hecho se guarda en una carpeta de este equipo.",
    leadSample:
      "En pantalla hay un estudiante de muestra: no se guarda nada suyo. Tu propio plan se guarda en esta carpeta.",
    folder: "Dónde está",
    open: "Abrir la carpeta",
    events: "Guardado hasta ahora",
    eventsOf: (n) => (n === 1 ? "1 evento" : `${new Intl.NumberFormat("es-ES").format(n)} eventos`),
    backup: "Última copia de seguridad",
    noBackup: "Ninguna todavía",
    about: "Acerca de",
    version: "Ninefold",
    export: "Exportar",
    exports: {
      everything: { title: "Todo", hint: "Un archivo JSON, para importarlo en otro sitio", button: "Exportar JSON" },
      notes: {
        title: "Para leer",
        hint: "Plan, estudio, notas y unidades propias en Markdown",
        button: "Exportar Markdown",
      },
      log: { title: "Lo que has estudiado", hint: "Una tabla para hojas de cálculo", button: "Exportar CSV" },
      calendar: { title: "Bloques de estudio", hint: "Un archivo .ics para otro calendario", button: "Exportar .ics" },
    },
    ics: {
      span: "Qué bloques",
      spans: [
        { value: "week", label: "Esta semana" },
        { value: "month", label: "Este mes" },
        { value: "all", label: "Todos los comprometidos" },
      ],
      tasks: "Con una tarea por cada cosa de una lista",
      reminder: "Recordatorio",
    },
    chooseWhere: (what) => `${what}: elegir dónde va el archivo`,
    written: (path, note) => `Escrito en ${path}${note === null ? "" : `. ${note}`}`,
    backups: {
      title: "Copias de seguridad",
      lead: "Una por día de uso, guardadas por días, semanas y meses. Volver atrás no borra nada.",
      loading: "Buscando copias de seguridad",
      looking: "Mirando qué contiene…",
      none: "Todavía no hay ninguna. La primera se hace en el próximo inicio.",
      replaced: (when) => `Apartado el ${when}`,
      back: "Volver",
      backTo: (when) => `Volver al ${when}`,
      more: (n) => `${n} más`,
      ask: (when) => `¿Volver al ${when}?`,
      kept: "Lo que hay ahora se conserva, aparece después en esta lista y se puede recuperar del mismo modo.",
      leave: "Dejarlo como está",
    },
    sync: {
      title: "Carpeta de sincronización",
      through: "Sincronizar a través de una carpeta",
      hint: "Cualquier carpeta que otra herramienta mantenga al día. Los cambios se unen; no se sobrescribe nada.",
      folder: "Carpeta",
      change: "Cambiar…",
      now: "Mirar ahora",
      which: "Qué carpeta",
      whichHint: "Una que Syncthing, Nextcloud, Dropbox o similar lleve a tus otros equipos",
      choose: "Elegir una carpeta",
      use: "Usarla",
      leave: "Dejarlo como está",
      computers: "Equipos",
      heard: (name, when, own) => {
        if (own)
          return `${name}, este equipo, ${when === null ? "aún no ha escrito nada" : `escribió por última vez ${when}`}`;
        return when === null
          ? `${name}, aún no se puede leer aquí nada de lo que escribió`
          : `${name}, última noticia ${when}`;
      },
      history: "Lo último hecho en otros equipos",
      did: (when, computer, what) => `${when}, ${computer}: ${what}`,
      passphrase: {
        title: "Frase de contraseña",
        off: "Desactivada. Quien pueda leer la carpeta puede leer tu plan.",
        on: "Activada. Quien lleva la carpeta ve cuándo se escribió algo y cuánto, y los nombres de tus equipos.",
        asked: "Se usa en otro equipo. Escríbela aquí para leer lo que se escribe ahí.",
        set: "Poner…",
        enter: "Escribir…",
        change: "Cambiar…",
        turnOff: "Desactivar",
        which: "Frase de contraseña",
        whichHint:
          "La misma en todos tus equipos; no se guarda en ningún sitio. Si la olvidas, no se pierde nada de tu plan: pon una nueva.",
        again: "Otra vez",
        differ: "Las dos no son iguales.",
        isNew: "Poner una nueva en lugar de la que se usa",
        keep: "Guardar su clave",
        places: {
          keychain: "En el llavero del sistema",
          file: "En un archivo que solo puedes leer tú",
          session: "Hasta que se cierre Ninefold",
        },
        use: "Usarla",
        leave: "Dejarlo como está",
      },
    },
    take: {
      title: "Importar",
      lead: "Incorpora lo que otro Ninefold exportó como JSON. Lo que hay aquí se queda.",
      button: "Importar…",
      file: "Archivo",
      fileHint: "Un archivo .json que exportó Ninefold",
      choose: "Elegir un archivo",
      look: "Examinarlo",
      take: "Incorporarlo",
    },
  },
};
