// What the today screen says.

export const today = {
  title: "Today",
};
