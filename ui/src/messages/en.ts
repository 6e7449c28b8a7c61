// Everything the window says in English, by subject.
import { block } from "./en/block";
import { commands } from "./en/commands";
import { course } from "./en/course";
import { failures } from "./en/failures";
import { frame } from "./en/frame";
import { history } from "./en/history";
import { onboarding } from "./en/onboarding";
import { palette } from "./en/palette";
import { print } from "./en/print";
import { recall } from "./en/recall";
import { roadmap } from "./en/roadmap";
import { review } from "./en/review";
import { settings } from "./en/settings";
import { strategies } from "./en/strategies";
import { today } from "./en/today";
import { views } from "./en/views";
import { week } from "./en/week";
import { when } from "./en/when";
import { words } from "./en/words";

export const m = {
  words,
  frame,
  failures,
  block,
  recall,
  course,
  commands,
  palette,
  print,
  history,
  week,
  views,
  today,
  roadmap,
  strategies,
  review,
  onboarding,
  settings,
  when,
};
