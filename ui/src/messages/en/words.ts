// Words that several screens share.

export const words = {
  close: "Close",
  cancel: "Cancel",
  undo: "Undo",
  redo: "Redo",
  again: "Try again",
  loading: "Loading",
  deep: "Deep",
  light: "Light",
};
