// Everything the window says in Spanish, by subject.
//
// The person is addressed as «tú»; nothing blames, nothing cheers. These words are used, and no others for the same thing:
//
//   activity actividad              kept free se deja libre         resource recurso
//   availability disponibilidad     known ya lo sabes               review (block) repaso
//   backup copia de seguridad       lane carril                     Review (screen) revisión
//   block bloque                    leave out dejar fuera           rhythm rutina
//   bring forward adelantar         light ligero                    roadmap hoja de ruta
//   busy ocupado                    likely course curso probable    session sesión
//   core esencial                   lock, free fijar, soltar        split dividir
//   couldn’t do it no pude          milestone hito                  strategy estrategia
//   curriculum, pack temario        note nota                       take out quitar
//   deep profundo                   outcome logro                   target date fecha objetivo
//   done hecho                      pace ritmo                      unit unidad
//   estimate estimación             plan anew planificar de nuevo   window (of time) franja
//   forecast previsión              promised (weeks) comprometida
//   goal meta                       recall (to) recordar
import type { Messages } from "../contract";
import { block } from "./block";
import { calendars } from "./calendars";
import { commands } from "./commands";
import { course } from "./course";
import { desktop } from "./desktop";
import { failures } from "./failures";
import { frame } from "./frame";
import { history } from "./history";
import { onboarding } from "./onboarding";
import { palette } from "./palette";
import { print } from "./print";
import { recall } from "./recall";
import { review } from "./review";
import { roadmap } from "./roadmap";
import { settings } from "./settings";
import { strategies } from "./strategies";
import { today } from "./today";
import { views } from "./views";
import { week } from "./week";
import { when } from "./when";
import { words } from "./words";

export const es: Messages = {
  words,
  frame,
  failures,
  block,
  recall,
  course,
  week,
  today,
  roadmap,
  strategies,
  review,
  onboarding,
  settings,
  calendars,
  desktop,
  commands,
  history,
  palette,
  print,
  views,
  when,
};
