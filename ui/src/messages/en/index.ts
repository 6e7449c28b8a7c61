// Everything the window says in English, by subject. Its shape is the contract of every other language.
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

export const en = {
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
