// What is said of calendars in Spanish: those that keep time busy, accounts, and the calendar that blocks are published in.
import type { Messages } from "../contract";
import { count, length } from "./format";

export const calendars: Messages["calendars"] = {
  failed: "No se ha podido leer cómo están los calendarios.",
  loading: "Leyendo cómo están los calendarios",
  kinds: { file: "Archivo ICS", link: "Enlace ICS", account: "Servidor CalDAV", elsewhere: "En otro sitio" },
  elsewhere: "Lo lee otro de tus equipos, o ya no se lee",
  remove: "Quitar",
  removeOf: (name) => `Quitar ${name}`,
  tryNow: (name) => `Probar «${name}» ahora`,
  tryAll: "Probarlos ahora",
  lookNow: "Buscar cambios ahora",
  looking: "Buscando",
  poll: "Buscar cambios",
  every: (minutes) => `Cada ${length(minutes)}`,

  reading: {
    of: (name) => `Leyendo «${name}»`,
    counted: (done, of) => `${count(done)} de ${count(of)} eventos`,
    stop: "Detener",
  },

  add: {
    title: "Añadir un calendario",
    kind: "Tipo de calendario",
    kinds: [
      { value: "file", label: "Archivo ICS" },
      { value: "link", label: "Enlace ICS" },
      { value: "account", label: "Servidor CalDAV" },
    ],
    service: "Servicio",
    another: "Otro servidor",
    steps: "Cómo conectarlo",
    linkOnly: (name) =>
      `${name} no deja que un programa entre con contraseña. Su calendario se puede leer por su dirección secreta; los bloques de estudio no se pueden publicar allí. Expórtalos en un archivo .ics e impórtalo allí, o publícalos en un calendario de otro servicio y muestra los dos en el teléfono.`,
    linkAddress: "Dirección del archivo .ics",
    linkHint: "Empieza por https:// o webcal://. Quien conoce una dirección secreta puede leer el calendario.",
    linkExample: "https://calendario.example.org/casa.ics",
    address: "Dirección del servidor",
    addressHint: "O tu dirección de correo, si el servicio encuentra así sus calendarios",
    addressExample: "https://calendario.example.org/dav/",
    user: "Nombre de usuario",
    password: "Contraseña para aplicaciones",
    passwordHint: "Creada en los ajustes de la cuenta solo para Ninefold, para poder retirarla allí",
    keep: "Guardar la contraseña",
    keepLink: "Guardar la dirección",
    keeps: [
      { value: "keychain", label: "En el llavero del sistema" },
      { value: "file", label: "En un archivo que solo tú puedes leer" },
      { value: "session", label: "Hasta cerrar Ninefold" },
    ],
    keepHints: {
      keychain: "No en los archivos, exportaciones ni carpeta de sincronización de Ninefold",
      file: "Solo en este equipo, sin cifrar; no en las exportaciones ni en la carpeta de sincronización",
      session: "No se guarda nada; se pide en el próximo inicio",
    },
    check: "Comprobar y añadir",
    checkAgain: "Comprobar de nuevo",
    asking: "Conectando. Mientras tanto puedes seguir con otra cosa.",
    leave: "Dejarlo",
    unanswered: "El calendario pregunta algo antes. No se ha añadido nada; añádelo otra vez para responder.",
  },

  ask: {
    title: "Antes de añadirlo",
    certificate: (host) => `Confiar en él para ${host}`,
    host: (host) => `Ir a ${host}`,
    file: "Guardarla en un archivo",
    session: "Hasta cerrar Ninefold",
    refuse: "No conectar",
  },

  accounts: {
    title: "Cuentas",
    busy: "Ocupan tiempo",
    busyOf: (account) => `Calendarios de ${account} que ocupan tiempo`,
    none: "No hay en ella ningún calendario que leer.",
    reading: "Leyéndolo",
    again: "Comprobar de nuevo",
    againOf: (account) => `Comprobar ${account} de nuevo`,
    remove: "Olvidar",
    removeOf: (account) => `Olvidar ${account}`,
    ask: (account) =>
      `¿Olvidar ${account}? Sus calendarios dejan de ocupar tiempo y no se publica allí ningún bloque más. Los calendarios mismos quedan como están, y la contraseña se borra de aquí.`,
    forget: "Olvidarla",
    keep: "Conservarla",
  },

  share: {
    title: "Compartir tus bloques de estudio",
    lead: "Los bloques publicados se pueden mover y quitar en el calendario; Ninefold los sigue, y pregunta si no está claro.",
    none: "Añade una cuenta CalDAV para publicar tus bloques de estudio en uno de sus calendarios.",
    noPlace: "No se puede escribir en ningún calendario de tus cuentas.",
    where: "Calendario donde publicar",
    fresh: (account) => `Un calendario nuevo, ${account}`,
    of: (calendar, account) => `${calendar} (${account})`,
    name: "Nombre del calendario nuevo",
    nameFirst: "Ninefold",
    nameTaken: "Esta cuenta ya tiene un calendario con este nombre. Ponle otro.",
    nameListed: "Esta cuenta ya tiene un calendario con este nombre. Elígelo en la lista o ponle otro nombre.",
    publish: "Publicar",
    publishing: "Publicando",
    in: (calendar) => `Se publica en «${calendar}»`,
    other: "Otro calendario",
    otherLead: (calendar) =>
      `Los bloques futuros pasan de «${calendar}» al calendario que elijas aquí, con lo que otros les añadieron. Lo que ya pasó o ha empezado se queda donde está.`,
    publishThere: "Publicar allí",
    stop: "Dejar de publicar",
    stopAsk: "¿Qué pasa con los bloques que están en el calendario?",
    takeOut: "Quitarlos",
    letStay: "Dejarlos allí",
    goOn: "Seguir publicando",
    many: (n) =>
      n === 1
        ? "Un bloque ha desaparecido del calendario y todavía no se ha hecho nada. ¿Se quitó allí?"
        : `${n} bloques han desaparecido a la vez del calendario y todavía no se ha hecho nada. ¿Se quitaron allí?`,
    believe: "Sí, preguntar por cada uno",
    write: "No, escribirlos otra vez",
    file: "Escribir los bloques en un archivo ICS",
    fileHint: (path) => `${path}, para que se suscriban los programas de calendario de este equipo`,
    titles: "Mostrar los títulos de los bloques en ese archivo",
    titlesHint: "Desactivado: solo dice «Estudio»",
    reminder: "Recordatorio",
    reminderHint: "En el calendario y en el archivo. El que quites en el calendario no vuelve",
  },

  asks: {
    title: "Quitado en tu calendario",
    skip: "Dejarlo fuera",
    elsewhere: "Planificarlo en otro momento",
    more: (n) => (n === 1 ? "Y 1 más después." : `Y ${n} más después.`),
    keep: "Conservarlo",
    all: (n) => (n === 2 ? "Los dos" : `Los ${n}`),
    each: { skip: "Dejar todos fuera", elsewhere: "Planificar todos en otro momento", keep: "Conservar todos" },
  },
};
