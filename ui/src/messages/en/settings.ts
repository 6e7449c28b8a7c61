// What the settings screen says.

export const settings = {
  title: "Settings",
};
