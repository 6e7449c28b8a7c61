// Words that several screens share.

export const words = {
  cancel: "Cancel",
  close: "Close",
  save: "Save",
  undo: "Undo",
  again: "Try again",
  loading: "Loading",
  deep: "Deep",
  light: "Light",
  done: "Done",
  couldnt: "Couldn’t do it",
  block: (n: number) => (n === 1 ? "1 block" : `${n} blocks`),
};
