// What the window says of the desktop around it: choices of this computer, files that come from outside.
export const desktop = {
  lead: "These choices hold on this computer alone, and apply at once.",
  failed: "The choices of this computer could not be read",
  notify: "Announce blocks",
  notifyHint:
    "While Ninefold runs, a notification when a block begins: start it, be told again in 10 minutes, or say that you couldn’t do it",
  quiet: "Quiet hours",
  quietHint: "Nothing is announced then",
  from: "From",
  to: "To",
  time: "Such as 22:00",
  same: "The end must be another time than the start.",
  tray: "Keep running when the window is closed",
  trayHint: "Ninefold stays in the tray and goes on announcing blocks",
  noTray: "This desktop shows no tray, so closing the window ends Ninefold.",
  start: "Start with the system",
  startHint: { tray: "In the tray, without its window", window: "Its window opens when you log in" },
  drop: "Drop it here",
  dropHint: "A calendar (.ics), the folder of a pack, or an export (.json)",
  offer: {
    title: (name: string): string => `Add “${name}” to your calendars?`,
    text: (events: string): string =>
      `It holds ${events} within reach of your plan. Blocks never land on an event. Events go nowhere but with your own data.`,
    add: "Add it",
    leave: "Not now",
  },
};
