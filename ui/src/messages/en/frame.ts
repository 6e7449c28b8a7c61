// What the frame of the window says: rail, banners, toast, shortcuts.
import { dateText, listText } from "./format";
import { words } from "./words";

export const frame = {
  name: "Ninefold",
  skip: "Skip to the screen",
  rail: "Screens",
  loading: "Opening your plan",
  failed: "Your plan could not be read",
  sample: {
    text: "This is a sample learner. Nothing you change here is kept.",
    leave: "Start your own",
    kept: "Sample: nothing is kept",
  },
  zone: (system: string, plan: string) =>
    `This computer is set to ${system}; your study week is in ${plan}. Blocks keep their times of day in ${plan}.`,
  zoneSettings: "Time zone settings",
  restore: (day: string) => `Bring back the backup of ${day}`,
  backups: "See the backups",
  dismiss: "Dismiss",
  saved: "Saved on this computer",
  saving: "What you wrote is being saved; the window closes after it.",
  stays: (unsaved: string) => `${unsaved} The window stays open; close it once more to leave without these words.`,
  anew: "The window broke off and was opened anew. Your plan is whole; look whether the last words that you were writing are there.",
  undrawn: {
    title: "This screen could not be drawn",
    text: "Something in it broke. Your plan is whole: nothing that was saved is lost, and the other screens are there.",
    reason: (what: string) => `What broke: ${what}`,
    week: "To the week",
  },
  notSaved: "Not everything is saved",
  cannotSave: "Nothing can be saved",
  calendarTrouble: "Saved here; a calendar is not up to date",
  syncTrouble: "Saved here; not in step with your other computers",
  unsaved: (what: readonly string[], why: string) => `Could not be saved: ${listText(what)}. ${why}`,
  noteOn: (unit: string) => `the note on “${unit}”`,
  lineAbout: (monday: string) => `the line about the week of ${dateText(monday)}`,
  notesKept: (unsaved: string) => `${unsaved} The words are kept here until Ninefold is closed.`,
  toast: {
    region: "Messages",
    undo: words.undo,
    back: "Back to what was before",
    undoes: (did: string | null) =>
      did === null
        ? "Undo does not take this back, but the way back does."
        : `Undo does not take this back, but the way back does. Once more, and it takes back: ${did}.`,
    overtaken: "Something else was done meanwhile, so nothing was taken back.",
    changed: "What changed?",
    nearest: (when: string) => `Nearest: ${when}`,
    refused: "It can’t go there.",
    several: (n: number) => `${n} things at once`,
  },
  proposal: {
    title: (blocks: number) => `This would change ${blocks === 1 ? "1 planned block" : `${blocks} planned blocks`}`,
    lead: "Nothing is changed yet. Blocks that would go are dashed, their new places outlined.",
    missed: "Nothing is changed yet. Left as it is, the block counts as not done and nothing else moves for now.",
    apply: "Apply",
    leave: "Leave it as it is",
    close: "Close, change nothing",
  },
  changes: {
    title: "What changed",
    caption: "Blocks before and after",
    block: "Block",
    before: "Before",
    became: "became",
    after: "After",
    none: "–",
    gone: "taken out",
    kinds: { moved: "moved", resized: "other length", changed: "other activity", new: "new", gone: "taken out" },
  },
  keys: {
    title: "Keyboard",
    open: "Keyboard shortcuts",
    everywhere: "Everywhere",
    inRoadmap: "In the roadmap, with the focus on a unit or a lane",
    inWeek: "In the week, with the focus on a block",
  },
};
