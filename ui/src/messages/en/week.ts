// What the week screen says.

export const week = {
  title: "Week",
};
